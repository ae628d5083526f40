/** Frozen answers that strategies share, so that a bar allocates nothing. */
import type { SignalDraft, SignalIntent, Side } from "../model/signal.ts";
import type { PriceMicros } from "../model/units.ts";

/** Nothing is wished for. */
export const NO_SIGNALS: readonly SignalDraft[] = Object.freeze([]);
/** Long at the market, without a protective stop. */
export const ENTER_LONG: readonly SignalDraft[] = marketDraft("entry", "buy", null);
/** Short at the market, without a protective stop. */
export const ENTER_SHORT: readonly SignalDraft[] = marketDraft("entry", "sell", null);
/** Closes a long position at the market. */
export const EXIT_LONG: readonly SignalDraft[] = marketDraft("exit", "sell", null);
/** Closes a short position at the market. */
export const EXIT_SHORT: readonly SignalDraft[] = marketDraft("exit", "buy", null);

/** One frozen market draft; allocates, so only for what changes with every signal (a stop distance). */
export function marketDraft(
  intent: SignalIntent,
  side: Side,
  stopDistanceMicros: PriceMicros | null,
): readonly SignalDraft[] {
  return Object.freeze([
    Object.freeze({
      intent,
      side,
      orderType: "market",
      limitMicros: null,
      stopMicros: null,
      timeInForce: "day",
      stopDistanceMicros,
      bracket: null,
    } as const),
  ]);
}
