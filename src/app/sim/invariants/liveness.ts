import { venueOpenOrders } from "../../../core/simulation/venue-state.ts";
import { hold } from "../violation.ts";
import type { World } from "../world.ts";

/** After the faults have stopped everything must have settled; each sentence names what has not. */
export function checkLiveness(world: World): void {
  const books = world.host.core.state.trading;
  hold(books !== null && world.host.isUp, "T7", () => "the process is not up at the end");
  const { shadow, gateway, plan, host } = world;
  for (const order of books.orders.live) {
    hold(
      order.status !== "UNKNOWN" && order.status !== "SENDING",
      "O7",
      () => `order ${order.index} is still ${order.status}`,
    );
    hold(order.pending === "none", "O2", () => `order ${order.index} still has a pending ${order.pending}`);
  }
  const link = books.links[0];
  hold(link?.block === "", "R8", () => `the account is still blocked: ${link?.block}`);
  hold(host.held.length === 0 && host.inbox.length === 0, "T7", () => "a queue is not empty");
  plan.instruments.forEach((_, i) => {
    const ours = books.ledger.accountLots[i] as number;
    const theirs = gateway.venue.positionLots[i] as number;
    hold(ours === theirs, "L3", () => `instrument ${i}: ours ${ours}, the venue's ${theirs}`);
  });
  const cash = books.ledger.cashMicros[0] as number;
  hold(cash === gateway.venue.cashMicros, "L2", () => `cash: ours ${cash}, the venue's ${gateway.venue.cashMicros}`);
  const open = venueOpenOrders(gateway.venue);
  const live = new Set(books.orders.live.map((order) => order.venueOrderId));
  for (const order of open)
    hold(live.has(order.id), "O10", () => `the venue works ${order.id}, which the core does not know`);
  hold(books.pendingExits.length === 0, "R10", () => `${books.pendingExits.length} exits still wait`);
  hold(
    (books.orders as { resurrected?: unknown[] }).resurrected?.length === 0 || !("resurrected" in books.orders),
    "O3",
    () => "resurrected orders remain",
  );
  for (const [id, outcome] of shadow.signals) {
    const hasOrder = books.orders.live.some((order) => order.externalSignalId === id);
    hold(outcome !== null || hasOrder, "T1", () => `signal ${id} was accepted and has neither an outcome nor an order`);
  }
  hold(
    shadow.isFlattened && books.ledger.accountLots.every((lots) => lots === 0),
    "R5",
    () => "FLATTEN did not end flat",
  );
}
