import { parseArgs } from "node:util";
import { suggestion } from "../../platform/did-you-mean.ts";
import type { Command, CommandArgs, OptionSpec } from "./command.ts";

export type ParsedArguments =
  | { readonly ok: true; readonly args: CommandArgs }
  | { readonly ok: false; readonly reason: string; readonly hint: string };

type OptionValue = boolean | string | number | readonly string[];

/** Options that every command has. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { name: "help", kind: "flag", summary: "Show this help" },
  { name: "version", kind: "flag", summary: "Show the version" },
];

/** Parses what follows the command's name; the reason names the argument, what was and what is allowed. */
export function parseArguments(
  command: Pick<Command, "options" | "positionals">,
  argv: readonly string[],
): ParsedArguments {
  const specs = [...command.options, ...COMMON_OPTIONS];
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      specs.map((spec) => [spec.name, { type: spec.kind === "flag" ? "boolean" : "string" }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, OptionValue>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const spec = specs.find((candidate) => candidate.name === token.name);
    if (spec === undefined) return unknownOption(token.rawName, specs);
    const read = readOption(spec, token.value);
    if (!read.ok) return read;
    const earlier = values.get(spec.name);
    if (earlier !== undefined && spec.isRepeated !== true)
      return refuse(`--${spec.name} is given twice`, "Give it once.");
    values.set(
      spec.name,
      spec.isRepeated === true ? [...((earlier as readonly string[]) ?? []), String(read.value)] : read.value,
    );
  }
  return checkPositionals(command, positionals, values);
}

function unknownOption(rawName: string, specs: readonly OptionSpec[]): ParsedArguments {
  const name = rawName.replace(/^-+/, "");
  const meant = suggestion(
    name,
    specs.map((spec) => spec.name),
  );
  return refuse(`unknown option ${rawName}`, meant === "" ? "See --help for the options." : meant.trim());
}

function readOption(
  spec: OptionSpec,
  text: string | undefined,
):
  | { readonly ok: true; readonly value: boolean | string | number }
  | { readonly ok: false; readonly reason: string; readonly hint: string } {
  if (spec.kind === "flag") {
    if (text !== undefined)
      return refuse(`--${spec.name} takes no value, got "${text}"`, `Write --${spec.name} alone.`);
    return { ok: true, value: true };
  }
  if (text === undefined || text === "") {
    return refuse(`--${spec.name} needs a value`, `Write --${spec.name} ${valueName(spec)}.`);
  }
  if (spec.kind === "text") return readText(spec, text);
  const number = Number(text);
  const isFit = spec.kind === "integer" ? Number.isSafeInteger(number) : Number.isFinite(number);
  const min = spec.min ?? Number.NEGATIVE_INFINITY;
  const max = spec.max ?? Number.POSITIVE_INFINITY;
  if (text.trim() === "" || !isFit || number < min || number > max) {
    return refuse(`--${spec.name} is "${text}"`, `Allowed: ${rangeText(spec)}.`);
  }
  return { ok: true, value: number };
}

function readText(spec: OptionSpec, text: string): ReturnType<typeof readOption> {
  if (spec.choices === undefined || spec.choices.includes(text)) return { ok: true, value: text };
  return refuse(`--${spec.name} is "${text}"`, `Allowed: ${spec.choices.join(", ")}.${suggestion(text, spec.choices)}`);
}

function checkPositionals(
  command: Pick<Command, "positionals">,
  positionals: readonly string[],
  values: ReadonlyMap<string, OptionValue>,
): ParsedArguments {
  const isHelp = values.get("help") === true || values.get("version") === true;
  const missing = command.positionals.find(
    (spec, index) => spec.isOptional !== true && positionals[index] === undefined,
  );
  if (missing !== undefined && !isHelp)
    return refuse(`${missing.name} is missing`, `${missing.name}: ${missing.summary}`);
  const isOpen = command.positionals.at(-1)?.isRepeated === true;
  const surplus = isOpen ? undefined : positionals[command.positionals.length];
  if (surplus !== undefined) return refuse(`unexpected argument "${surplus}"`, "See --help for the arguments.");
  return { ok: true, args: { positionals, values } };
}

/** What stands for an option's value in the help: its own name, its choices, or its kind. */
export function valueName(spec: OptionSpec): string {
  if (spec.kind === "flag") return "";
  return spec.value ?? spec.choices?.join("|") ?? (spec.kind === "text" ? "TEXT" : "N");
}

function rangeText(spec: OptionSpec): string {
  const kind = spec.kind === "integer" ? "an integer" : "a number";
  if (spec.min !== undefined && spec.max !== undefined) return `${kind} from ${spec.min} to ${spec.max}`;
  if (spec.min !== undefined) return `${kind} of at least ${spec.min}`;
  if (spec.max !== undefined) return `${kind} of at most ${spec.max}`;
  return kind;
}

function refuse(reason: string, hint: string): { readonly ok: false; readonly reason: string; readonly hint: string } {
  return { ok: false, reason, hint };
}
