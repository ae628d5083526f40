import { roundHalfEvenToInteger } from "../math/round.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { recordStep } from "../model/decision-trace.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Signal } from "../model/signal.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { DropReason } from "./reasons.ts";
import { NOTE, STEP } from "./steps.ts";

/** Tenths of the expected alpha that the delay may eat. */
const ALPHA_TENTHS_MAX = 3n;
/** Alphas are decimals of at most 12 places. */
const ALPHA_SCALE = 1_000_000_000_000;
/** Bars are fresh for their length and this long. */
const FRESH_MICROS = 5 * MICROS_PER_SECOND;

/**
 * Step 2: drops an entry when the price has moved against it by more than 30 % of its expected
 * alpha since the signal, strictly; exact. Null: go on.
 */
export function applySlippageRule(signal: Signal, context: PortfolioContext, trace: DecisionTrace): DropReason | null {
  const mid = context.lastMicros;
  const reference = signal.referenceMicros ?? mid;
  const adverse = signal.side === "buy" ? mid - reference : reference - mid;
  const alpha = signal.expectedAlpha ?? context.strategy.expectedAlpha;
  const refusal = judge(context, { mid, reference, adverse, alpha });
  let note: number = NOTE.none;
  if (refusal !== null) note = NOTE.refused;
  else if (alpha === null) note = NOTE.noAlpha;
  recordStep(trace, STEP.slippage, adverse / reference, Number.NaN, note);
  return refusal;
}

interface Facts {
  readonly mid: number;
  readonly reference: number;
  readonly adverse: number;
  readonly alpha: number | null;
}

function judge(context: PortfolioContext, facts: Facts): DropReason | null {
  if (!(facts.mid > 0) || !(facts.reference > 0)) return "NO_PRICE";
  if (!(context.dataAgeMicros <= context.barMicros + FRESH_MICROS)) return "STALE_PRICE";
  if (facts.alpha === null) return context.environment === "live" ? "NO_ALPHA" : null;
  if (!(facts.alpha > 0)) return "ALPHA_NOT_POSITIVE";
  // adverse / ref > 0.3 x alpha without a quotient: 10 x adverse x scale > 3 x scaled alpha x ref.
  const lost = 10n * BigInt(facts.adverse) * BigInt(ALPHA_SCALE);
  const alphaScaled = BigInt(roundHalfEvenToInteger(facts.alpha * ALPHA_SCALE));
  return lost > ALPHA_TENTHS_MAX * alphaScaled * BigInt(facts.reference) ? "ALPHA_LOST" : null;
}
