import { resolve } from "node:path";
import { GENERATE_FROM, generateData } from "../../data/generate-data.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { type Command, hasFlag, numberOf, textOf } from "./command.ts";

/** `agenttrader data generate`: one-minute bars of a made-up market, the same for the same seed. */
export const command: Command = {
  positionals: [],
  options: [
    { name: "instruments", kind: "text", value: "A,B", summary: "Names, separated by commas (default SPY,IWM)" },
    { name: "sessions", kind: "integer", min: 1, summary: "Number of exchange sessions (default 20)" },
    { name: "seed", kind: "integer", summary: "Seed of the market (default 42)" },
    { name: "from", kind: "text", value: "DAY", summary: `First day considered (default ${GENERATE_FROM})` },
    { name: "out", kind: "text", value: "DIR", summary: "Folder to write to (default data)" },
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "data generate --out data", what: "Write 20 sessions of SPY and IWM to data/" },
    {
      line: "data generate --instruments AAA,BBB,CCC --sessions 250 --seed 7 --out year",
      what: "A year of three others",
    },
  ],
  run: async (args, io) => {
    const from = textOf(args, "from", GENERATE_FROM);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) throw wrong("from", `"${from}" is no day; expected YYYY-MM-DD`);
    const out = resolve(io.cwd, textOf(args, "out", "data"));
    const instruments = textOf(args, "instruments", "SPY,IWM").split(",");
    const request = {
      instruments,
      sessions: numberOf(args, "sessions", 20),
      seed: numberOf(args, "seed", 42),
      from,
      out,
    };
    const result = writing(out, () => generateData(request));
    if (!result.ok) throw wrong(result.field, result.detail);
    if (hasFlag(args, "json")) {
      io.out(
        JSON.stringify({
          files: result.files,
          rows: result.rows,
          from: result.from,
          to: result.to,
          seed: request.seed,
        }),
      );
    } else {
      for (const file of result.files) io.out(file);
      io.err(`${result.rows} bars from ${result.from} to ${result.to}, seed ${request.seed}`);
    }
    return EXIT.done;
  },
};

function wrong(option: string, detail: string): Failure {
  return new Failure({ code: "BAD_OPTION", exitCode: EXIT.usage, message: `data generate --${option}: ${detail}` });
}

/** Runs `work`, which writes below `folder`; what the file system refuses becomes one sentence. */
function writing<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === "") throw error;
    throw new Failure({
      code: "CANNOT_WRITE",
      exitCode: EXIT.unavailable,
      message: `${folder} cannot be written (${code}).`,
      hint:
        code === "ENOSPC"
          ? "Free some disk space."
          : "Choose another folder with --out or give yourself the right to write it.",
      cause: error,
    });
  }
}
