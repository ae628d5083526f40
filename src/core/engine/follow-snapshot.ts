import { required } from "../assert.ts";
import type { AccountSnapshot } from "../model/account-snapshot.ts";
import type { Output } from "../model/output.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { Core } from "./core.ts";
import { advanceFlatten, judgeFlat } from "./flatten.ts";
import { cancelOpening, mustCancelOpening } from "./raise-trading-state.ts";

/** A cancel of an order that has no intent any more leaves again when the venue still lists the order a minute later. */
const CANCEL_AGAIN_MICROS = 60 * MICROS_PER_SECOND;

/** What the kill switch makes of a venue's answer: foreign entries go too, and flat is said on this evidence alone. */
export function followSnapshot(core: Core, snapshot: AccountSnapshot, outputs: Output[]): void {
  const books = required(core.state.trading, "snapshots follow the first configuration");
  if (books.links[snapshot.account] === undefined) return;
  cancelResurrected(core, snapshot, outputs);
  if (mustCancelOpening(books.risk.tradingState)) cancelOpening(core, outputs);
  if ((books.flattens[snapshot.account] ?? null) === null) return;
  judgeFlat(core, snapshot, outputs);
  advanceFlatten(core, snapshot.account, outputs, false);
}

/** Orders that ended here and live there: their cancel may have been lost, and nothing else would end them. */
function cancelResurrected(core: Core, snapshot: AccountSnapshot, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "snapshots follow the first configuration");
  for (const order of books.orders.resurrected) {
    if (order.account !== snapshot.account || state.now - order.tsPending < CANCEL_AGAIN_MICROS) continue;
    const isListed = snapshot.orders.some(
      (one) => one.order === order.index || one.venueOrderId === order.venueOrderId,
    );
    if (!isListed) continue;
    order.tsPending = state.now;
    outputs.push({ kind: "CancelOrder", order: order.index, venueOrderId: order.venueOrderId });
    (books.recent.messages[order.account] as number[]).push(state.now);
  }
}
