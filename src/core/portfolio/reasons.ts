import type { DecisionTrace } from "../model/decision-trace.ts";
import type { SignalOutcome } from "../model/signal.ts";

/** Why the brain opened or closed nothing. */
export type DropReason =
  | "WRONG_ENVIRONMENT"
  | "STRATEGY_INACTIVE"
  | "INSTRUMENT_NOT_ALLOWED"
  | "EXPIRED"
  | "DUPLICATE"
  | "NO_OPEN_TRADE"
  | "NO_PRICE"
  | "STALE_PRICE"
  | "ALPHA_LOST"
  | "ALPHA_NOT_POSITIVE"
  | "NO_ALPHA"
  | "NOT_ALLOCATED"
  | "ALLOCATION_USED"
  | "NO_STOP"
  | "BELOW_ONE_LOT"
  | "EXIT_UNDER_WAY"
  | "COVERED_BY_BRACKET";

/** Set without an outcome: the exit takes back the entry that is still under way. */
export const WITHDRAW_ENTRY = "WITHDRAW_ENTRY";

/** The outcome that each reason gives its signal (SIG-5, SIG-7, SIG-13). */
export const OUTCOME_OF_REASON: Readonly<Record<DropReason, SignalOutcome>> = {
  WRONG_ENVIRONMENT: "REFUSED",
  STRATEGY_INACTIVE: "REFUSED",
  INSTRUMENT_NOT_ALLOWED: "REFUSED",
  EXPIRED: "EXPIRED",
  DUPLICATE: "DUPLICATE",
  NO_OPEN_TRADE: "DUPLICATE",
  NO_PRICE: "DENIED",
  STALE_PRICE: "DENIED",
  ALPHA_LOST: "DROPPED",
  ALPHA_NOT_POSITIVE: "DROPPED",
  NO_ALPHA: "DENIED",
  NOT_ALLOCATED: "DROPPED",
  ALLOCATION_USED: "DROPPED",
  NO_STOP: "DENIED",
  BELOW_ONE_LOT: "DROPPED",
  EXIT_UNDER_WAY: "DUPLICATE",
  COVERED_BY_BRACKET: "DENIED",
};

/** Ends the decision with its reason and outcome; always 0 lots. */
export function drop(trace: DecisionTrace, reason: DropReason): number {
  trace.outcome = OUTCOME_OF_REASON[reason];
  trace.reason = reason;
  trace.quantityLots = 0;
  return 0;
}
