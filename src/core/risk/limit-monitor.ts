import type { RiskLimits } from "../model/config.ts";
import type { KillLevel } from "../model/input.ts";
import type { MoneyMicrosSafe } from "../model/units.ts";
import { ratioOf } from "./verdicts.ts";

/** A loss limit that was reached after the trade. */
export interface Breach {
  readonly limit: "dailyLossHalt" | "dailyLossAbsolute" | "drawdownHalt" | "dailyLossPause" | "drawdownReduce";
  /** Micros for dailyLossAbsolute, else a ratio. */
  readonly value: number;
  readonly limitValue: number;
  readonly action: Exclude<KillLevel, "FLATTEN">;
}

/**
 * The gravest loss limit that equity has reached, or null: HALT before REDUCE, the day before the
 * drawdown. Reaching a limit is the breach. Allocates only when there is one; null for profile none.
 */
export function findBreach(
  equityMicros: MoneyMicrosSafe,
  dayStartEquityMicros: MoneyMicrosSafe,
  peakEquityMicros: MoneyMicrosSafe,
  limits: RiskLimits,
): Breach | null {
  if (!limits.isEnforced) return null;
  const lossMicros = dayStartEquityMicros - equityMicros;
  const loss = ratioOf(lossMicros, dayStartEquityMicros);
  const drawdown = ratioOf(peakEquityMicros - equityMicros, peakEquityMicros);
  const { dailyLossHaltRatio, dailyLossAbsoluteMicros, drawdownHaltRatio } = limits;
  if (isReached(loss, dailyLossHaltRatio)) {
    return { limit: "dailyLossHalt", value: loss, limitValue: dailyLossHaltRatio, action: "HALT" };
  }
  if (isReached(lossMicros, dailyLossAbsoluteMicros)) {
    return { limit: "dailyLossAbsolute", value: lossMicros, limitValue: dailyLossAbsoluteMicros, action: "HALT" };
  }
  if (isReached(drawdown, drawdownHaltRatio)) {
    return { limit: "drawdownHalt", value: drawdown, limitValue: drawdownHaltRatio, action: "HALT" };
  }
  if (isReached(loss, limits.dailyLossPauseRatio)) {
    return { limit: "dailyLossPause", value: loss, limitValue: limits.dailyLossPauseRatio, action: "REDUCE" };
  }
  if (isReached(drawdown, limits.drawdownReduceRatio)) {
    return { limit: "drawdownReduce", value: drawdown, limitValue: limits.drawdownReduceRatio, action: "REDUCE" };
  }
  return null;
}

/** Loss of the day at which entries end, over the day's first equity; Infinity when none is set. */
export function dailyLossLimitRatio(limits: RiskLimits, dayStartEquityMicros: MoneyMicrosSafe): number {
  const absolute =
    limits.dailyLossAbsoluteMicros === null ? null : ratioOf(limits.dailyLossAbsoluteMicros, dayStartEquityMicros);
  return tightest(tightest(limits.dailyLossPauseRatio, limits.dailyLossHaltRatio), absolute);
}

/** Drawdown at which entries end; Infinity when none is set. */
export function drawdownLimitRatio(limits: RiskLimits): number {
  return tightest(limits.drawdownReduceRatio, limits.drawdownHaltRatio);
}

function tightest(a: number | null, b: number | null): number {
  return Math.min(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY);
}

/** An unknown value (NaN) counts as reached: fail safe. */
function isReached(value: number, limit: number | null): limit is number {
  return limit !== null && !(value < limit);
}
