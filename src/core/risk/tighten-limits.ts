import type { RiskLimits } from "../model/config.ts";

/** Which of two figures is the tighter one. */
type Direction = "lower" | "higher";

/** Every figure of the limits with the direction in which it tightens. */
export const TIGHTER: readonly (readonly [Exclude<keyof RiskLimits, "profile" | "isEnforced">, Direction])[] = [
  ["orderQuantityMaxLots", "lower"],
  ["orderValueMaxRatio", "lower"],
  ["collarRatio", "lower"],
  ["riskPerTradeRatio", "lower"],
  ["positionsMax", "lower"],
  ["deployedMaxRatio", "lower"],
  ["symbolMaxRatio", "lower"],
  ["marginMaxRatio", "lower"],
  ["dailyLossPauseRatio", "lower"],
  ["dailyLossHaltRatio", "lower"],
  ["dailyLossAbsoluteMicros", "lower"],
  ["drawdownReduceRatio", "lower"],
  ["drawdownHaltRatio", "lower"],
  ["entriesPerMinuteMax", "lower"],
  ["messagesPerMinuteMax", "lower"],
  ["messagesReserveRatio", "higher"],
  ["repeatSeconds", "higher"],
];

/**
 * Field by field the tightest of the portfolio's limits, the account's and the strategy's; null
 * sets nothing. A layer that is only recorded (profile none) binds nothing as soon as another is
 * enforced. The portfolio's own object comes back when it stands alone.
 */
export function tightestLimits(
  global: RiskLimits,
  account: RiskLimits | null,
  strategy: RiskLimits | null,
): RiskLimits {
  return both(both(global, account), strategy);
}

/** The fields in which `next` allows more than `now`; empty when it is as tight or tighter. */
export function loosenedFields(now: RiskLimits, next: RiskLimits): (keyof RiskLimits)[] {
  if (!now.isEnforced && next.isEnforced) return [];
  const fields: (keyof RiskLimits)[] = now.isEnforced && !next.isEnforced ? ["isEnforced"] : [];
  for (const [field, direction] of TIGHTER) {
    if (isLooser(now[field], next[field], direction)) fields.push(field);
  }
  return fields;
}

function both(outer: RiskLimits, inner: RiskLimits | null): RiskLimits {
  if (inner === null || (outer.isEnforced && !inner.isEnforced)) return outer;
  if (inner.isEnforced && !outer.isEnforced) return inner;
  const limits: Record<string, unknown> = { ...outer };
  for (const [field, direction] of TIGHTER) {
    if (isLooser(inner[field], outer[field], direction)) limits[field] = inner[field];
  }
  return limits as unknown as RiskLimits;
}

/** True when `next` allows more than `now`; a figure that is not set allows everything. */
function isLooser(now: number | null, next: number | null, direction: Direction): boolean {
  if (now === null) return false;
  if (next === null) return true;
  return direction === "lower" ? next > now : next < now;
}
