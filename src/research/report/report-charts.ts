import { MICROS } from "../../core/model/units.ts";
import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { amountText, groupText, percentText } from "./format-figure.ts";
import { lineChart } from "./line-chart.ts";

const EQUITY_HEIGHT = 320;
const DRAWDOWN_HEIGHT = 180;

/** Equity of the run and of buy and hold, in the account's currency. */
export function equityChart({ equity, benchmark, result }: FinishedBacktest): string {
  const { metrics, config } = result;
  const text = (value: string): string => `${amountText(value, { signed: false })} ${config.currency}`;
  return lineChart({
    id: "equity",
    title: "Equity at every bar",
    description: `From ${text(metrics.initialCapital)} to ${text(metrics.finalEquity)}.`,
    lines: [
      { name: "Strategy", style: "a", values: inUnits(equity.equity, equity.count) },
      { name: "Buy & hold", style: "b", values: inUnits(benchmark.equity, equity.count) },
    ],
    count: equity.count,
    times: equity.time,
    height: EQUITY_HEIGHT,
    labelOf: (value) => groupText(Math.round(value)),
  });
}

/** Fall from the highest equity so far, at every bar. */
export function drawdownChart({ equity, result, resolved }: FinishedBacktest): string {
  const depth = new Float64Array(equity.count);
  let peak = resolved.strategy.initialCapitalMicros;
  for (let i = 0; i < equity.count; i += 1) {
    const value = equity.equity[i] as number;
    if (value > peak) peak = value;
    depth[i] = peak > 0 ? (value - peak) / peak : 0;
  }
  const worst = percentText(result.metrics.maxDrawdown, { signed: false, decimals: 2 });
  return lineChart({
    id: "drawdown",
    title: "Drawdown at every bar",
    description: `At worst ${worst} below the peak.`,
    lines: [{ name: "Drawdown", style: "d", values: depth }],
    count: equity.count,
    times: equity.time,
    height: DRAWDOWN_HEIGHT,
    labelOf: (value) => percentText(value, { signed: true, decimals: 2 }),
  });
}

function inUnits(micros: Float64Array, count: number): Float64Array {
  return micros.subarray(0, count).map((value) => value / MICROS);
}
