import { FAIL, NOT_APPLICABLE, PASS } from "../model/decision-trace.ts";
import type { Measure } from "./pre-trade-check.ts";

/** PASS while value <= limit; an unknown value or limit fails. */
export function atMost(measure: Measure, value: number, limit: number): number {
  measure.value = value;
  measure.limit = limit;
  return value <= limit ? PASS : FAIL;
}

/** PASS while value < limit: reaching the limit is the breach. */
export function below(measure: Measure, value: number, limit: number): number {
  measure.value = value;
  measure.limit = limit;
  return value < limit ? PASS : FAIL;
}

/** PASS while value >= limit. */
export function atLeast(measure: Measure, value: number, limit: number): number {
  measure.value = value;
  measure.limit = limit;
  return value >= limit ? PASS : FAIL;
}

/** A yes or no: value 1 when the rule is kept, limit 1. */
export function flag(measure: Measure, isKept: boolean): number {
  return atLeast(measure, isKept ? 1 : 0, 1);
}

/** The rule does not apply to this order, is not set, or its fact is not in the feed: value and limit are NaN. */
export function notApplicable(measure: Measure): number {
  measure.value = Number.NaN;
  measure.limit = Number.NaN;
  return NOT_APPLICABLE;
}

/** `part / equity`; infinite when there is no equity left, so that it never passes. */
export function ratioOf(part: number, equity: number): number {
  return equity > 0 ? part / equity : Number.POSITIVE_INFINITY;
}
