import { ledgerFault } from "../../src/core/account/check-ledger.ts";
import { needsAnswer } from "../../src/core/engine/watch-orders.ts";
import { hasTimerFor } from "../../src/core/engine/timers.ts";
import { isTerminal } from "../../src/core/model/order.ts";
import { isOpenAtVenue } from "../../src/core/simulation/venue-order.ts";
import type { CardWorld } from "./card-world.ts";
import { letterOf } from "./card.ts";
import { exposureMicros } from "./expect-fact.ts";
import { INSTRUMENT } from "./simulated-books.ts";

const SETTLE_SECONDS = 180;

/** What must hold after every line, whatever is held, lost or told twice. Returns the first thing that does not. */
export function faultNow(world: CardWorld, isCounted: boolean): string {
  const { core } = world.core;
  const { books } = world.core;
  const ledger = ledgerFault(books.ledger, [INSTRUMENT]);
  if (ledger !== "") return ledger;
  const venue = world.venue.books();
  if (venue.fault !== "") return `the venue's books: ${venue.fault}`;
  const isUp = books.links[0]?.isUp === true;
  const isCompared = hasTimerFor(core.state, "reconcile", 0) || hasTimerFor(core.state, "snapshot-timeout", 0);
  if (isUp && !isCompared) return "no comparison with the venue is due";
  for (const order of books.orders.live) {
    if (!needsAnswer(order)) continue;
    if (!hasTimerFor(core.state, "order-timeout", order.index)) {
      return `${letterOf(order.index)} is ${order.status}, pending ${order.pending}, and nothing is due`;
    }
  }
  const twice = world.core.ids.find((id, at) => id !== "" && world.core.ids.indexOf(id) !== at);
  if (twice !== undefined) return `two orders are called ${twice}`;
  if (!isCounted) return "";
  const price = books.market.closeMicros[0] as number;
  const worst = Math.max(
    Math.abs(venue.positionLots + venue.buyLeaves),
    Math.abs(venue.positionLots - venue.sellLeaves),
    Math.abs(venue.positionLots),
  );
  const counted = exposureMicros(world);
  return counted >= worst * price ? "" : `${counted / price} lots are counted, the venue may come to ${worst}`;
}

/**
 * The network turns honest and time passes: now nothing may be open between us and the venue, and
 * what we booked must be what the venue did. No order was sent twice, unless the network repeated it
 * (`mayRepeat`). Returns everything that is not so.
 */
export async function settleAndCheck(world: CardWorld, mayRepeat: boolean): Promise<string[]> {
  world.between.holdsOurs = false;
  world.between.holdsTheirs = false;
  if (world.between.isDown) await world.reconnect();
  await world.pump();
  await world.pass(world.clock.now + SETTLE_SECONDS * 1_000_000);
  const faults: string[] = [];
  const wrong = faultNow(world, true);
  if (wrong !== "") faults.push(wrong);
  const { books, ids } = world.core;
  const venue = world.venue.books();
  const cash = books.ledger.cashMicros[0] as number;
  const held = books.ledger.accountLots[0] as number;
  if (held !== venue.positionLots) faults.push(`we hold ${held}, the venue says ${venue.positionLots}`);
  if (cash !== venue.cashMicros) faults.push(`our cash is ${cash - venue.cashMicros} micros off the venue's`);
  faults.push(...orderFaults(world));
  const lots = bookedLots(world);
  if (lots !== null && held !== lots) faults.push(`the ledger holds ${held}, the fills sum to ${lots}`);
  for (const order of books.orders.live) {
    if (needsAnswer(order))
      faults.push(`${letterOf(order.index)} still waits: ${order.status}, pending ${order.pending}`);
  }
  if (books.orders.resurrected.length > 0) faults.push("an order that ended here still works there");
  for (const { clientOrderId, status, times } of venue.orders) {
    if (times > 1 && !mayRepeat) faults.push(`${clientOrderId} was sent ${times} times`);
    if (!ids.includes(clientOrderId))
      faults.push(`the venue has an order ${clientOrderId} (${status}) that nobody planned`);
  }
  return faults;
}

/** Every order of ours is open at both sides or at none. */
function orderFaults(world: CardWorld): string[] {
  const { books, ids } = world.core;
  const faults: string[] = [];
  const there = new Map(world.venue.books().orders.map((order) => [order.clientOrderId, order]));
  for (const order of books.orders.live) {
    if (order.isExternal || order.status === "INTENT") continue;
    const other = there.get(ids[order.index] as string);
    if (other === undefined || other.status === "FORGOTTEN" || !isOpenAtVenue(other.status)) {
      faults.push(`${letterOf(order.index)} is ${order.status} here and ${other?.status ?? "unknown"} there`);
    } else if (other.cumLots !== order.cumLots) {
      faults.push(`${letterOf(order.index)} has ${order.cumLots} here and ${other.cumLots} there`);
    }
  }
  for (const [id, other] of there) {
    const order = books.orders.terminal.find((one) => ids[one.index] === id);
    if (order === undefined || other.status === "FORGOTTEN") continue;
    if (isTerminal(order.status) && isOpenAtVenue(other.status)) {
      faults.push(`${letterOf(order.index)} is ${order.status} here and ${other.status} there`);
    }
  }
  return faults;
}

/** Net lots of all fills that were booked, busts taken off; null after a split, which changes what a lot is. */
function bookedLots(world: CardWorld): number | null {
  const sides = new Map<number, number>();
  let lots = 0;
  for (const record of world.records) {
    if (record.kind === "OrderPlanned" || record.kind === "OrderAdopted") {
      sides.set(record.order.index, record.order.side === "buy" ? 1 : -1);
    } else if (record.kind === "LedgerPosted" && record.cause === "split") return null;
    else if (record.kind === "FillBooked") lots += (sides.get(record.order) ?? 0) * record.quantityLots;
    else if (record.kind === "FillReversed") lots -= (sides.get(record.order) ?? 0) * record.quantityLots;
  }
  return lots;
}
