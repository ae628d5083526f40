import { createHash } from "node:crypto";
import { mean } from "../../core/math/statistics.ts";
import type { MetricNotes } from "../metrics/figure.ts";
import { missing } from "../metrics/figure.ts";
import { moneyText } from "../metrics/money-text.ts";
import type { ReturnFigures } from "../metrics/return-figures.ts";
import { DAILY, returnFigures } from "../metrics/return-figures.ts";
import type { TradeFigures } from "../metrics/trade-figures.ts";
import { tradeFigures } from "../metrics/trade-figures.ts";
import type { WindowOutcome } from "./window-outcome.ts";
import { returnsOf } from "./window-outcome.ts";

/** Figures of all windows together, out of sample only; the keys of a backtest where they exist. */
export interface AggregatedMetrics extends ReturnFigures, TradeFigures {
  readonly initialCapital: string;
  /** The initial capital grown by the chained daily returns. */
  readonly finalEquity: string;
  readonly exposure: number | null;
  readonly turnover: number | null;
  readonly commission: string;
  readonly slippageCost: string;
}

/** All windows chained. */
export interface Aggregate {
  readonly metrics: AggregatedMetrics;
  /** Why a figure is null, by its name. */
  readonly notes: MetricNotes;
  /** Daily returns one after the other, and what the initial capital comes to by them, in micros. */
  readonly returns: readonly number[];
  readonly equityMicros: readonly number[];
  /** SHA-256 over the orders hashes of the valid windows, in their order. */
  readonly ordersHash: string;
}

/** Chains the windows' daily returns by product; each window began with the initial capital. */
export function aggregateWindows(outcomes: readonly WindowOutcome[], initialMicros: number): Aggregate {
  const returns = outcomes.flatMap(returnsOf);
  const equityMicros: number[] = [];
  let equity = initialMicros;
  for (const change of returns) {
    equity *= 1 + change;
    equityMicros.push(equity);
  }
  const notes: MetricNotes = {};
  const orders = createHash("sha256");
  const netMicros: number[] = [];
  let [marks, exposed, equitySum] = [0, 0, 0];
  let [traded, commission, slippage] = [0n, 0n, 0n];
  for (const outcome of outcomes) {
    const totals = outcome.kind === "valid" ? outcome.judged.totals : outcome.totals;
    marks += totals.marks;
    exposed += totals.exposedMarks;
    equitySum += totals.equitySumMicros;
    traded += totals.tradedMicros;
    commission += totals.commissionMicros;
    slippage += totals.slippageMicros;
    if (outcome.kind === "invalid") continue;
    for (const net of outcome.judged.netMicros) netMicros.push(net);
    orders.update(`${outcome.judged.ordersHash}\n`);
  }
  const days = returns.length;
  const metrics: AggregatedMetrics = {
    initialCapital: moneyText(initialMicros),
    finalEquity: moneyText(Math.round(equity)),
    ...returnFigures(returns, DAILY, notes),
    ...tradeFigures(
      netMicros.map((net) => ({ netMicros: net })),
      notes,
    ),
    exposure: marks === 0 ? missing(notes, "exposure", "NO_BARS") : exposed / marks,
    turnover: turnoverOf(Number(traded), days === 0 ? 0 : equitySum / days, days, notes),
    commission: moneyText(commission),
    slippageCost: moneyText(slippage),
  };
  return { metrics, notes, returns, equityMicros, ordersHash: orders.digest("hex") };
}

/** Mean daily return out of sample / mean daily return in training of the winners, and why it is null. */
export interface Efficiency {
  readonly value: number | null;
  readonly reason: "" | "NO_VALID_WINDOW" | "IN_SAMPLE_NOT_POSITIVE";
}

/** The efficiency over all windows; flat ones count in the numerator, for their sessions passed without a trade. */
export function efficiencyOf(outcomes: readonly WindowOutcome[]): Efficiency {
  let [sum, days] = [0, 0];
  for (const outcome of outcomes) {
    if (outcome.kind === "invalid") continue;
    sum += outcome.winner.returnSum;
    days += outcome.winner.days;
  }
  if (days === 0) return { value: null, reason: "NO_VALID_WINDOW" };
  if (sum <= 0) return { value: null, reason: "IN_SAMPLE_NOT_POSITIVE" };
  return { value: mean(outcomes.flatMap(returnsOf)) / (sum / days), reason: "" };
}

function turnoverOf(tradedMicros: number, average: number, days: number, notes: MetricNotes): number | null {
  if (days === 0) return missing(notes, "turnover", "NO_DAYS");
  if (!(average > 0)) return missing(notes, "turnover", "WIPED_OUT");
  return ((tradedMicros / average) * DAILY.periodsPerYear) / days;
}
