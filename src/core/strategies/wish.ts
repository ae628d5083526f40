/**
 * For strategies whose rule is a state ("long while ...") instead of an event: a wish is told when
 * the position does not follow it yet or when the last one told was another. What is left out
 * would have ended DUPLICATE, so orders are the same as if every bar told its wish.
 */
import type { SignalDraft } from "../model/signal.ts";
import { ENTER_LONG, EXIT_LONG, NO_SIGNALS } from "./drafts.ts";
import type { BarContext } from "./strategy.ts";

/** The last wish that was told. */
export interface WishMemory {
  last: "none" | "long" | "flat";
}

/** The strategy wants to be long. */
export function wishLong(context: BarContext, memory: WishMemory): readonly SignalDraft[] {
  if (memory.last === "long" && context.positionLots > 0) return NO_SIGNALS;
  memory.last = "long";
  return ENTER_LONG;
}

/** The strategy wants to be flat; also told while an entry is still on its way, which it takes back. */
export function wishFlat(context: BarContext, memory: WishMemory): readonly SignalDraft[] {
  if (memory.last !== "long" && context.positionLots <= 0) return NO_SIGNALS;
  memory.last = "flat";
  return EXIT_LONG;
}
