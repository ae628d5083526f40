import { required } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { TradingBooks } from "./core-state.ts";
import { isLeg } from "./legs.ts";

/** How many lots of a sub-position its protective orders should cover, and how many of them may rest at the venue. */
export interface ExitCover {
  readonly wantedLots: number;
  readonly atVenueLots: number;
}

/**
 * Wanted: what is held and not on its way out by another exit. At the venue: at most what the
 * account holds net in that direction and no other exit claims already (O9): legs of one parent
 * exclude each other and claim once.
 */
export function coverableLots(books: TradingBooks, strategy: number, instrument: number): ExitCover {
  const { ledger, orders } = books;
  const held = ledger.strategyLots[strategy * ledger.instrumentCount + instrument] as number;
  const account = required(books.sources[strategy], "a known strategy").account;
  const net = ledger.accountLots[account * ledger.instrumentCount + instrument] as number;
  const side = held > 0 ? "sell" : "buy";
  let ownExits = 0;
  let claimed = 0;
  for (let i = 0; i < orders.live.length; i += 1) {
    const order = orders.live[i] as Order;
    if (order.account !== account || order.instrument !== instrument) continue;
    if (order.side !== side || order.effect !== "close") continue;
    const left = order.quantityLots - order.cumLots;
    if (order.strategy === strategy) {
      if (!isLeg(order)) ownExits += left;
    } else if (!isLeg(order)) claimed += left;
    else if (isLargestOfGroup(books, order, i)) claimed += left;
  }
  const wantedLots = Math.max(0, Math.abs(held) - ownExits);
  const free = Math.max(0, (held > 0 ? net : -net) - claimed - ownExits);
  return { wantedLots, atVenueLots: Math.min(wantedLots, free) };
}

/** Of the legs of one parent only the largest claims; the first of equal ones. */
function isLargestOfGroup(books: TradingBooks, leg: Order, at: number): boolean {
  const left = leg.quantityLots - leg.cumLots;
  const { live } = books.orders;
  for (let i = 0; i < live.length; i += 1) {
    const other = live[i] as Order;
    if (i === at || other.parent !== leg.parent || !isLeg(other)) continue;
    const otherLeft = other.quantityLots - other.cumLots;
    if (otherLeft > left || (otherLeft === left && i < at)) return false;
  }
  return true;
}
