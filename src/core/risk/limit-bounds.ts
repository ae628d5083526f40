import type { RiskLimits } from "../model/config.ts";

/** One limit outside what the house allows. */
export interface LimitFault {
  readonly field: keyof RiskLimits;
  readonly was: number | null;
  /** For people: `above 0, at most 0.02`. */
  readonly allowed: string;
}

interface Bound {
  readonly field: Exclude<keyof RiskLimits, "profile" | "isEnforced">;
  readonly min: number;
  /** The minimum itself is not allowed. */
  readonly isAboveMin: boolean;
  readonly max: number;
  readonly isInteger: boolean;
  /** May be unset in a named profile: there is no silent "unlimited". */
  readonly mayBeNull: boolean;
}

/** Hard bounds: requirements section 6 and orders-and-risk section 2. Tighter than a range's lower end is allowed. */
const BOUNDS: readonly Bound[] = [
  count("orderQuantityMaxLots", Number.MAX_SAFE_INTEGER, true),
  ratio("orderValueMaxRatio", 1),
  ratio("collarRatio", 0.05),
  ratio("riskPerTradeRatio", 0.02),
  count("positionsMax", 15, false),
  ratio("deployedMaxRatio", 0.8),
  ratio("symbolMaxRatio", 1),
  ratio("marginMaxRatio", 0.4),
  ratio("dailyLossPauseRatio", 0.03),
  ratio("dailyLossHaltRatio", 0.03),
  count("dailyLossAbsoluteMicros", Number.MAX_SAFE_INTEGER, true),
  ratio("drawdownReduceRatio", 0.12),
  ratio("drawdownHaltRatio", 0.12),
  count("entriesPerMinuteMax", 10, false),
  count("messagesPerMinuteMax", 120, false),
  { field: "messagesReserveRatio", min: 0.4, isAboveMin: false, max: 0.9, isInteger: false, mayBeNull: false },
  { field: "repeatSeconds", min: 1, isAboveMin: false, max: 3600, isInteger: false, mayBeNull: false },
];

/** Every limit outside its hard bound, in the order of the fields; empty when all may be used. */
export function validateLimits(limits: RiskLimits): LimitFault[] {
  const faults: LimitFault[] = [];
  for (const bound of BOUNDS) {
    const was = limits[bound.field];
    if (!isInside(was, bound, limits.profile === "none")) {
      faults.push({ field: bound.field, was, allowed: describe(bound) });
    }
  }
  checkOrderOf(faults, limits, "dailyLossPauseRatio", "dailyLossHaltRatio");
  checkOrderOf(faults, limits, "drawdownReduceRatio", "drawdownHaltRatio");
  return faults;
}

function isInside(was: number | null, bound: Bound, isNone: boolean): boolean {
  if (was === null) return bound.mayBeNull || isNone;
  if (!(bound.isAboveMin ? was > bound.min : was >= bound.min) || !(was <= bound.max)) return false;
  return !bound.isInteger || Number.isSafeInteger(was);
}

type LossField = "dailyLossPauseRatio" | "dailyLossHaltRatio" | "drawdownReduceRatio" | "drawdownHaltRatio";

/** The milder stop may not lie beyond the harder one. */
function checkOrderOf(faults: LimitFault[], limits: RiskLimits, mild: LossField, hard: LossField): void {
  const was = limits[mild];
  const most = limits[hard];
  if (was !== null && most !== null && was > most)
    faults.push({ field: mild, was, allowed: `at most ${hard} (${most})` });
}

function describe(bound: Bound): string {
  const from = bound.isAboveMin ? `above ${bound.min}` : `at least ${bound.min}`;
  const kind = bound.isInteger ? "whole number, " : "";
  return bound.max === Number.MAX_SAFE_INTEGER ? `${kind}${from}` : `${kind}${from}, at most ${bound.max}`;
}

function ratio(field: Bound["field"], max: number): Bound {
  return { field, min: 0, isAboveMin: true, max, isInteger: false, mayBeNull: false };
}

function count(field: Bound["field"], max: number, mayBeNull: boolean): Bound {
  return { field, min: 1, isAboveMin: false, max, isInteger: true, mayBeNull };
}
