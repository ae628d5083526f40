import type { OrderIndex } from "./units.ts";
import type { Signal, SignalOutcome } from "./signal.ts";

/** Verdict of one pre-trade check, also the index into {@link VERDICTS}. */
export const VERDICTS = ["PASS", "FAIL", "NOT_APPLICABLE", "NOT_ENFORCED_FAIL"] as const;
export type Verdict = (typeof VERDICTS)[number];
export const PASS = 0;
export const FAIL = 1;
export const NOT_APPLICABLE = 2;
export const NOT_ENFORCED_FAIL = 3;

/** At most this many sizing steps and checks in one trace; registries assert that they fit. */
export const STEPS_MAX = 24;
export const CHECKS_MAX = 32;

/**
 * Why a signal became what it became: every sizing step with its input, bound and result, every
 * pre-trade check with value, limit and verdict. Compact and reused, because one is filled for
 * every signal in a backtest; it is valid only until the next `step`, whoever wants to keep it
 * encodes it (`engine/encode-output.ts`).
 */
export interface DecisionTrace {
  signal: Signal | null;
  /** First order planned for the signal, -1 when there is none. */
  order: OrderIndex;
  /** Null while the decision led to an order that still lives. */
  outcome: SignalOutcome | null;
  /** Machine reason; empty when it passed. */
  reason: string;
  stepCount: number;
  /** Step i: which (index into SIZING_STEPS of core/portfolio), input, bound in lots, result in lots. */
  readonly stepId: Uint8Array;
  /** Main input of the step, in the unit the step's label says (often 1e-6 money). */
  readonly stepInput: Float64Array;
  /** Quantity that this step alone allows, lots; NaN when the step bounds nothing. */
  readonly stepBoundLots: Float64Array;
  /** Index into STEP_NOTES of core/portfolio; 0: none. */
  readonly stepNote: Uint8Array;
  /** Index of the step that bound the quantity, -1: none. */
  bindingStep: number;
  quantityLots: number;
  checkCount: number;
  /** Check i in the order of core/risk's registry. */
  readonly checkVerdict: Uint8Array;
  readonly checkValue: Float64Array;
  readonly checkLimit: Float64Array;
}

/** A zeroed trace, to be reused. */
export function createDecisionTrace(): DecisionTrace {
  return {
    signal: null,
    order: -1,
    outcome: null,
    reason: "",
    stepCount: 0,
    stepId: new Uint8Array(STEPS_MAX),
    stepInput: new Float64Array(STEPS_MAX),
    stepBoundLots: new Float64Array(STEPS_MAX),
    stepNote: new Uint8Array(STEPS_MAX),
    bindingStep: -1,
    quantityLots: 0,
    checkCount: 0,
    checkVerdict: new Uint8Array(CHECKS_MAX),
    checkValue: new Float64Array(CHECKS_MAX),
    checkLimit: new Float64Array(CHECKS_MAX),
  };
}

/** Empties a trace for the next signal; array contents beyond the counts are meaningless. */
export function resetDecisionTrace(trace: DecisionTrace, signal: Signal | null): void {
  trace.signal = signal;
  trace.order = -1;
  trace.outcome = null;
  trace.reason = "";
  trace.stepCount = 0;
  trace.bindingStep = -1;
  trace.quantityLots = 0;
  trace.checkCount = 0;
}

/** Appends one sizing step; `boundLots` NaN when the step bounds nothing. */
export function recordStep(trace: DecisionTrace, stepId: number, input: number, boundLots: number, note: number): void {
  const i = trace.stepCount;
  trace.stepId[i] = stepId;
  trace.stepInput[i] = input;
  trace.stepBoundLots[i] = boundLots;
  trace.stepNote[i] = note;
  trace.stepCount = i + 1;
}
