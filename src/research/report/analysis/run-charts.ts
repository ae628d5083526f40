import { MICROS } from "../../../core/model/units.ts";
import type { FinishedBacktest } from "../../backtest/run-backtest.ts";
import { decimate } from "../decimate.ts";
import type { ExitReason } from "./exit-reasons.ts";
import { leverageAt } from "./exposure-figures.ts";
import type { TradeExcursions } from "./trade-excursions.ts";
import { tradeExcursions } from "./trade-excursions.ts";

/** Some points of a series of `RunCharts.bars` values; every extreme a reader could see is kept. */
export interface SparseSeries {
  /** Positions in the full series, ascending. */
  readonly at: readonly number[];
  /** UnixMicros of each. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** charts.json: what only the pictures of a report need, so that it can be drawn again without the bars. */
export interface RunCharts {
  readonly schemaVersion: 1;
  /** Marks of the run, one per time with a bar. */
  readonly bars: number;
  /** Units of the currency. */
  readonly equity: SparseSeries;
  readonly benchmark: SparseSeries;
  /** 0 or negative ratios of the peak so far. */
  readonly drawdown: SparseSeries;
  readonly benchmarkDrawdown: SparseSeries;
  /** |position value| / equity by session: mean over its bars, and highest. */
  readonly leverage: { readonly mean: SparseSeries; readonly most: SparseSeries };
  readonly excursions: TradeExcursions;
}

/** Charts of a finished run. */
export function runCharts(finished: FinishedBacktest, reasons: readonly ExitReason[]): RunCharts {
  const { equity: curve, benchmark, resolved, result } = finished;
  const { count, time } = curve;
  const sparse = (values: Float64Array, digits: number): SparseSeries => sparseSeries(values, time, count, digits);
  const start = resolved.strategy.initialCapitalMicros;
  return {
    schemaVersion: 1,
    bars: count,
    equity: sparse(inUnits(curve.equity, count), 2),
    benchmark: sparse(inUnits(benchmark.equity, count), 2),
    drawdown: sparse(depths(curve.equity, count, start), 6),
    benchmarkDrawdown: sparse(depths(benchmark.equity, count, start), 6),
    leverage: sessionLeverage(finished),
    excursions: tradeExcursions(result.trades, reasons, resolved.bars),
  };
}

function sparseSeries(values: ArrayLike<number>, time: ArrayLike<number>, count: number, digits: number): SparseSeries {
  const at = decimate(values, count);
  const scale = 10 ** digits;
  return {
    at,
    times: at.map((i) => time[i] as number),
    values: at.map((i) => Math.round((values[i] as number) * scale) / scale),
  };
}

/** Bars in and out of the market would be a solid block; sessions can be read. */
function sessionLeverage({ equity: curve, benchmark: { session }, daily }: FinishedBacktest): RunCharts["leverage"] {
  const means: number[] = [];
  const mosts: number[] = [];
  let [sum, most, bars] = [0, 0, 0];
  for (let i = 0; i < curve.count; i += 1) {
    const leverage = leverageAt(curve, i);
    sum += leverage;
    most = Math.max(most, leverage);
    bars += 1;
    if (i + 1 < curve.count && session[i + 1] === session[i]) continue;
    means.push(sum / bars);
    mosts.push(most);
    [sum, most, bars] = [0, 0, 0];
  }
  const count = means.length;
  return { mean: sparseSeries(means, daily.times, count, 4), most: sparseSeries(mosts, daily.times, count, 4) };
}

function inUnits(micros: Float64Array, count: number): Float64Array {
  return micros.subarray(0, count).map((value) => value / MICROS);
}

function depths(equity: Float64Array, count: number, start: number): Float64Array {
  const depth = new Float64Array(count);
  let peak = start;
  for (let i = 0; i < count; i += 1) {
    const value = equity[i] as number;
    if (value > peak) peak = value;
    depth[i] = peak > 0 ? (value - peak) / peak : 0;
  }
  return depth;
}
