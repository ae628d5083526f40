import type { Command, CommandEntry } from "./command.ts";
import { COMMON_OPTIONS, valueName } from "./parse-arguments.ts";

/** Help of one command: usage, arguments, options and its examples. */
export function commandHelp(entry: CommandEntry, command: Command): string {
  const positionals = command.positionals.map((spec) => {
    const name = spec.isRepeated === true ? `${spec.name}...` : spec.name;
    return spec.isOptional === true ? `[${name}]` : name;
  });
  const options = [...command.options, ...COMMON_OPTIONS];
  return [
    entry.summary,
    "",
    `Usage: agenttrader ${[entry.name, ...positionals].join(" ")}${options.length === 0 ? "" : " [options]"}`,
    ...section(
      "Arguments",
      command.positionals.map((spec) => [spec.name, spec.summary]),
    ),
    ...section(
      "Options",
      options.map((spec) => [`--${spec.name} ${valueName(spec)}`.trimEnd(), spec.summary]),
    ),
    "",
    "Examples:",
    ...command.examples.flatMap((example) => [`  $ agenttrader ${example.line}`, `      ${example.what}`]),
  ].join("\n");
}

/** Help of the program: every command with its summary. */
export function programHelp(entries: readonly CommandEntry[], version: string): string {
  return [
    `agenttrader ${version} · a self-hosted platform that trades by itself (experimental; losses are possible)`,
    "",
    "Usage: agenttrader COMMAND [arguments] [options]",
    ...section(
      "Commands",
      entries.map((entry) => [entry.name, entry.summary]),
    ),
    "",
    "Examples:",
    "  $ agenttrader up",
    "      Trade a generated market in DEMO mode and show it on the dashboard",
    "  $ agenttrader backtest sample",
    "      Test a shipped strategy on generated data",
    "",
    "agenttrader COMMAND --help explains a command.",
  ].join("\n");
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  return ["", `${title}:`, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)];
}
