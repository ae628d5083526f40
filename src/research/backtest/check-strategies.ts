import { isDeepStrictEqual } from "node:util";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { usage } from "./data-refusals.ts";
import type { RunWarning } from "./run-warning.ts";

/** Strategies of one account differ in their ids; throws a {@link Failure}. */
export function checkStrategies(strategies: readonly StrategyFile[]): void {
  const seen = new Map<string, StrategyFile>();
  for (const file of strategies) {
    const other = seen.get(file.id);
    if (other !== undefined)
      throw usage(
        "STRATEGY_ID_TWICE",
        `${other.file} and ${file.file} both have the id "${file.id}".`,
        "Ids tell the strategies of an account apart: change one of them.",
      );
    seen.set(file.id, file);
  }
}

const SHARED: readonly (readonly [string, (file: StrategyFile) => unknown])[] = [
  ["initialCapital", (file) => file.initialCapitalMicros],
  ["costs", (file) => [file.costs, file.costModel, file.venueModel.fees]],
  ["fillModel", (file) => [file.fillModel, { ...file.venueModel, fees: "none" }]],
  ["financing", (file) => file.financing],
  ["risk", (file) => file.risk],
  ["closeAtEnd", (file) => file.closeAtEnd],
];

/** Features of longer bars cannot be warmed up from bars counted in shorter ones; throws a {@link Failure}. */
export function checkWarmup(strategies: readonly StrategyFile[], warmupBars: number): void {
  if (warmupBars === 0 || new Set(strategies.map((file) => file.timeframeSeconds)).size === 1) return;
  throw usage("WARMUP_MIXED", "--warmup counts bars of one timeframe; the strategies want several.", "Leave it out.");
}

/** What the further files say about the account and is not used, because the first file's holds. */
export function portfolioWarnings(first: StrategyFile, others: readonly StrategyFile[]): RunWarning[] {
  return others.flatMap((file) => {
    const names = SHARED.filter(([, read]) => !isDeepStrictEqual(read(first), read(file))).map(([name]) => name);
    if (names.length === 0) return [];
    const text = `One account has one ${names.join(", ")}: those of ${first.file} hold, ${file.file} says otherwise.`;
    return [{ code: "FIRST_FILE_HOLDS", text }];
  });
}
