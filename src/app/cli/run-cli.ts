import { didYouMean } from "../../platform/did-you-mean.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import type { CommandEntry } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { commandHelp, programHelp } from "./help.ts";
import type { CliIo } from "./io.ts";
import { parseArguments } from "./parse-arguments.ts";
import { reportError } from "./report-error.ts";
import { packageVersion } from "./version.ts";

/** Runs one command line (without `node` and the script) and returns its exit code; never throws. */
export async function runCli(
  argv: readonly string[],
  io: CliIo,
  entries: readonly CommandEntry[] = COMMANDS,
): Promise<number> {
  try {
    return await dispatch(argv, io, entries);
  } catch (error) {
    return reportError(error, argv, io);
  }
}

async function dispatch(argv: readonly string[], io: CliIo, entries: readonly CommandEntry[]): Promise<number> {
  const first = argv[0];
  if (first === undefined) {
    io.err(programHelp(entries, packageVersion()));
    return EXIT.usage;
  }
  if (first === "--version") {
    io.out(packageVersion());
    return 0;
  }
  if (first === "--help" || first === "-h" || first === "help") return help(argv.slice(1), io, entries);
  const found = findCommand(argv, entries);
  if (found === null) return unknownCommand(argv, io, entries);
  const rest = argv.slice(found.name.split(" ").length);
  const command = await found.load();
  const parsed = parseArguments(command, rest);
  if (!parsed.ok) {
    io.err(`agenttrader ${found.name}: ${parsed.reason}. ${parsed.hint}`);
    return EXIT.usage;
  }
  if (parsed.args.values.get("help") === true) {
    io.out(commandHelp(found, command));
    return 0;
  }
  if (parsed.args.values.get("version") === true) {
    io.out(packageVersion());
    return 0;
  }
  return await command.run(parsed.args, io);
}

/** The command named by the first one or two words; two words win. */
function findCommand(argv: readonly string[], entries: readonly CommandEntry[]): CommandEntry | null {
  const two = entries.find((entry) => entry.name === argv.slice(0, 2).join(" "));
  return two ?? entries.find((entry) => entry.name === argv[0]) ?? null;
}

async function help(words: readonly string[], io: CliIo, entries: readonly CommandEntry[]): Promise<number> {
  const named = words.filter((word) => !word.startsWith("-"));
  const members = entries.filter((entry) => entry.name.startsWith(`${named[0]} `));
  const found = findCommand(named, entries);
  if (found !== null) io.out(commandHelp(found, await found.load()));
  else if (named.length === 0 || members.length > 0) {
    io.out(programHelp(named.length === 0 ? entries : members, packageVersion()));
  } else return unknownCommand(named, io, entries);
  return 0;
}

async function unknownCommand(argv: readonly string[], io: CliIo, entries: readonly CommandEntry[]): Promise<number> {
  const words = argv.filter((word) => !word.startsWith("-"));
  const members = entries.filter((entry) => entry.name.startsWith(`${argv[0]} `));
  if (members.length > 0 && (words.length === 1 || argv[1] === "--help")) {
    const list = members.map((entry) => entry.name).join(", ");
    if (argv.includes("--help")) return await help([String(argv[0])], io, entries);
    io.err(`agenttrader ${argv[0]}: a second word is missing. Commands: ${list}.`);
    return EXIT.usage;
  }
  const names = entries.map((entry) => entry.name);
  const meant = didYouMean(words.slice(0, 2).join(" "), names) ?? didYouMean(String(argv[0]), names);
  const given = members.length > 0 ? words.slice(0, 2).join(" ") : String(argv[0]);
  const hint = meant === null ? "Run agenttrader --help for the commands." : `Did you mean "${meant}"?`;
  io.err(`agenttrader: unknown command "${given}". ${hint}`);
  return EXIT.usage;
}
