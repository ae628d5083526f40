import type { Input } from "../../../core/model/input.ts";
import type { Shadow, ShadowIntent, ShadowOrder } from "./shadow.ts";

/** What works in a split instrument speaks of new units from here on: lots cut, limits moved against nobody's will. */
export function noteSplit(shadow: Shadow, input: Input): void {
  if (input.kind !== "AccountEvent" || input.event.what !== "split" || shadow.splits.has(input.eventId)) return;
  shadow.splits.set(input.eventId, shadow.seq);
  const { instrument, to, from } = input.event;
  const cut = (lots: number): number => Math.floor((lots * to) / from);
  const intents = new Set<ShadowIntent>();
  for (const index of shadow.open.values()) {
    const order = shadow.orders.get(index) as ShadowOrder;
    if (order.instrument !== instrument) continue;
    const left = order.quantityLots - order.cumLots;
    order.cumLots = cut(order.cumLots);
    order.carriedLots = Math.min(cut(order.carriedLots), order.cumLots);
    order.quantityLots = Math.max(1, order.cumLots + (left > 0 ? Math.max(1, cut(left)) : left));
    if (order.limitTicks !== null) {
      const ticks = (order.limitTicks * from) / to;
      order.limitTicks = order.isBuy ? Math.floor(ticks) : Math.ceil(ticks);
    }
    if (order.stopTicks !== null) order.stopTicks = Math.round((order.stopTicks * from) / to);
    const intent = shadow.intents.get(order.intent);
    if (intent !== undefined) intents.add(intent);
  }
  for (const intent of intents) {
    intent.filledLots = cut(intent.filledLots);
    intent.quantityLots = Math.max(1, Math.ceil((intent.quantityLots * to) / from));
  }
}
