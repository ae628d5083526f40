import type { BacktestResult } from "../backtest/run-backtest.ts";

/** `ema-cross (fast 9, slow 21)`. */
export function parametersText({ kind, parameters }: Pick<BacktestResult["strategy"], "kind" | "parameters">): string {
  const texts = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return texts.length === 0 ? kind : `${kind} (${texts.join(", ")})`;
}

/** `5m` of 300. */
export function timeframeText(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** What buy and hold bought and how its prices are to be read; `none` when there is none. */
export function benchmarkText({ basis, instruments }: BacktestResult["benchmark"]): string {
  const bought = `Buy & hold buys ${instruments.length === 1 ? "" : "equal parts of "}${instruments.join(", ")} at the first open and pays no costs`;
  switch (basis) {
    case "none":
      return "No benchmark was asked for";
    case "raw":
      return `${bought}; prices as they are in the data, without dividends`;
    case "split":
      return `${bought}; splits are put back, dividends are not`;
    case "total-return":
      return `${bought}; splits and dividends are put back`;
    default:
      return bought;
  }
}

/** The cost model in one line. */
export function costsText({ costs, costModel, currency }: BacktestResult["config"]): string {
  const parts = costModel === null ? [] : [costModel];
  parts.push(`${costs.commissionPerOrder} ${currency} per order`);
  if (costs.commissionPerUnit !== "0.00") parts.push(`${costs.commissionPerUnit} ${currency} per unit`);
  if (costs.commissionBps !== 0) parts.push(`${costs.commissionBps} bps commission`);
  if (costs.commissionMinimum !== "0.00") parts.push(`at least ${costs.commissionMinimum} ${currency}`);
  parts.push(`${costs.slippageBps} bps slippage`);
  return parts.join(" + ");
}
