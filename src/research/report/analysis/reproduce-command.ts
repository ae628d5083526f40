import { dirname } from "node:path";
import type { ResolvedRun } from "../../backtest/resolve-run.ts";
import { DATA_DEFAULTS } from "../../backtest/resolve-run.ts";

/** The command line that makes a run again, in words a shell reads as they stand. */
export function reproduceCommand(resolved: ResolvedRun): string {
  const { benchmark } = resolved.dataOptions;
  const words = readingWords(resolved);
  if (benchmark !== DATA_DEFAULTS.benchmark) words.push("--benchmark", benchmark);
  return commandLine("backtest", words);
}

/** The strategy files and how their bars are read, as words that every research command understands. */
export function readingWords({ strategy, otherStrategies, dataOptions, ownStrategies = [] }: ResolvedRun): string[] {
  const { path, from, to, tz, session, barTime, skipBadRows, warmupBars, actions, adjust } = dataOptions;
  const files = [strategy, ...otherStrategies];
  const words = [...files.map(({ file }) => file), "--data", path];
  if (from !== null) words.push("--from", from);
  if (to !== null) words.push("--to", to);
  if (tz !== DATA_DEFAULTS.tz) words.push("--tz", tz);
  if (session !== DATA_DEFAULTS.session) words.push("--session", session);
  if (barTime !== DATA_DEFAULTS.barTime) words.push("--bar-time", barTime);
  if (skipBadRows) words.push("--skip-bad-rows");
  if (warmupBars !== DATA_DEFAULTS.warmupBars) words.push("--warmup", String(warmupBars));
  if (actions !== null) words.push("--actions", actions);
  if (adjust !== DATA_DEFAULTS.adjust) words.push("--adjust", adjust);
  // Kinds come from one folder, so the first of them names it.
  const own = ownStrategies.find(({ kind }) => files.some((file) => file.kind === kind));
  if (own !== undefined) words.push("--strategies", dirname(own.code.file));
  return words;
}

/** `agenttrader NAME WORDS` as a shell reads it. */
export function commandLine(name: string, words: readonly string[]): string {
  return ["agenttrader", name, ...words].map(shellWord).join(" ");
}

/** A word in single quotes where a shell would read it differently. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
