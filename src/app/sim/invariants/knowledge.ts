import type { Order } from "../../../core/model/order.ts";
import type { DecisionTraced } from "../../../core/model/output.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";

/** An order was planned from what had arrived by then (T5). */
export function checkPlanned(touched: Touched, order: Readonly<Order>): void {
  checkKnown(touched, order.strategy, order.instrument, `order ${order.index}`);
  const { now } = touched.world.shadow;
  hold(order.tsBar <= now, "T5", () => `order ${order.index} rests on a bar of ${order.tsBar}, at ${now}`);
}

/** A signal was decided on what had arrived by then (T5). */
export function checkDecision(touched: Touched, { trace }: DecisionTraced): void {
  const { signal } = trace;
  if (signal === null) return;
  checkKnown(touched, signal.strategy, signal.instrument, `a signal on instrument ${signal.instrument}`);
  const { now } = touched.world.shadow;
  hold(signal.tsBar <= now, "T5", () => `a signal rests on a bar of ${signal.tsBar}, at ${now}`);
}

/** Time is what was received, and no bar in use closes after it: neither the last price nor a series. */
function checkKnown(touched: Touched, strategy: number, instrument: number, who: string): void {
  const { books, knownUntil, world } = touched;
  hold(world.shadow.now <= knownUntil, "T5", () => `it is ${world.shadow.now}, and nothing came after ${knownUntil}`);
  // NaN before the first bar: nothing was used.
  const last = books.market.tsLastClose[instrument] as number;
  hold(!(last > knownUntil), "T5", () => `${who} used the close of ${last}, at ${knownUntil}`);
  for (const key of books.strategies[strategy]?.series ?? []) {
    const series = books.series[key.instrument]?.[key.at];
    if (series === undefined) continue;
    hold(!(series.tsLast > knownUntil), "T5", () => `${who} used a bar of ${series.tsLast}, at ${knownUntil}`);
  }
}
