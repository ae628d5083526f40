import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { RunWarning } from "../backtest/run-warning.ts";

/** What a reader of any search must know of its runs, then the notes about the data. */
export function searchWarnings({ strategy, warnings }: ResolvedRun, own: readonly RunWarning[]): RunWarning[] {
  const { commissionPerOrderMicros, commissionPerUnitMicros, commissionBps, commissionMinimumMicros, slippageBps } =
    strategy.costs;
  const commission = commissionPerOrderMicros + commissionPerUnitMicros + commissionBps + commissionMinimumMicros;
  const found: RunWarning[] = [...own];
  if (strategy.fillModel === "same-bar-close")
    found.push({
      code: "OPTIMISTIC_FILLS",
      text: "Orders fill at the close that decided them; nobody can trade so.",
    });
  if (commission === 0 && slippageBps === 0)
    found.push({ code: "NO_COSTS", text: "Commission and slippage are zero." });
  return [...found, ...warnings];
}
