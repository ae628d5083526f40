import type { ResolvedRun } from "../../backtest/resolve-run.ts";
import { DATA_DEFAULTS } from "../../backtest/resolve-run.ts";

/** The command line that makes a run again, in words a shell reads as they stand. */
export function reproduceCommand({
  strategy,
  otherStrategies,
  dataOptions,
}: Pick<ResolvedRun, "strategy" | "otherStrategies" | "dataOptions">): string {
  const { path, from, to, tz, session, barTime, skipBadRows, warmupBars, benchmark, actions, adjust } = dataOptions;
  const words = ["agenttrader", "backtest", ...[strategy, ...otherStrategies].map(({ file }) => file), "--data", path];
  if (from !== null) words.push("--from", from);
  if (to !== null) words.push("--to", to);
  if (tz !== DATA_DEFAULTS.tz) words.push("--tz", tz);
  if (session !== DATA_DEFAULTS.session) words.push("--session", session);
  if (barTime !== DATA_DEFAULTS.barTime) words.push("--bar-time", barTime);
  if (skipBadRows) words.push("--skip-bad-rows");
  if (warmupBars !== DATA_DEFAULTS.warmupBars) words.push("--warmup", String(warmupBars));
  if (benchmark !== DATA_DEFAULTS.benchmark) words.push("--benchmark", benchmark);
  if (actions !== null) words.push("--actions", actions);
  if (adjust !== DATA_DEFAULTS.adjust) words.push("--adjust", adjust);
  return words.map(shellWord).join(" ");
}

/** A word in single quotes where a shell would read it differently. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
