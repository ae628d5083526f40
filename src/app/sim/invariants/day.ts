import { equityOf } from "../../../core/engine/account-marks.ts";
import { ledgerFault } from "../../../core/account/check-ledger.ts";
import type { Ledger } from "../../../core/account/ledger.ts";
import { rollUpSenders, splitOverUnits } from "../../../core/account/sub-ledger.ts";
import { venueFault } from "../../../core/simulation/venue-check.ts";
import { hold } from "../violation.ts";
import type { World } from "../world.ts";
import { checkShown } from "./shown.ts";

/** Promises that look at everything, once a day. */
export function checkDay(world: World): void {
  checkReceipts(world);
  checkBooks(world);
  if (world.views === null) return;
  checkShown(world, world.views);
  world.tally.foldedDays += 1;
}

/** Every receipt that a sender holds names an input that is still there (T7). */
function checkReceipts(world: World): void {
  for (const [id, seq] of world.receipts) {
    const json = world.disk.inputs[seq - 1];
    hold(
      json?.includes(`"externalId":"${id}"`) === true,
      "T7",
      () => `signal ${id} was acknowledged at seq ${seq} and is lost`,
    );
  }
  world.receipts.clear();
}

/** Equity from cash and marks, and from results (L4); every live order of the core is one the outputs told of (T2). */
function checkBooks(world: World): void {
  const books = world.host.core.state.trading;
  if (books === null || !world.host.isUp) return;
  const { ledger, market } = books;
  let equity = world.shadow.cashMicros;
  world.shadow.accountLots.forEach((lots, i) => {
    if (lots !== 0) equity += lots * (market.closeMicros[i] as number);
  });
  const fault = ledgerFault(ledger, world.plan.instruments);
  hold(fault === "", "L1", () => fault);
  checkSubLedgers(world, ledger);
  const venue = venueFault(world.gateway.venue);
  hold(venue === "", "SIM", () => `the venue's own books: ${venue}`);
  const stated = equityOf(ledger, market, 0);
  hold(equity === stated, "L4", () => `equity is ${stated}, cash and marks give ${equity}`);
  for (const order of books.orders.live) {
    hold(world.shadow.orders.has(order.index), "T2", () => `order ${order.index} lives and no output planned it`);
  }
}

/** Made-up owners: every sender's and every client's part adds up to the account (L3, N15). */
const SENDER_OF: ReadonlyMap<number, string> = new Map([
  [0, "first"],
  [1, "second"],
  [2, "first"],
]);
const CLIENT_UNITS = [1_000_000n, 2_500_001n, 7n];

function checkSubLedgers(world: World, ledger: Ledger): void {
  const senders = rollUpSenders(ledger, 0, SENDER_OF);
  const paidIn = -(ledger.accounts.capital[0] as bigint);
  const cash = senders.reduce((sum, row) => sum + row.cash, paidIn);
  hold(cash === ledger.accounts.cash[0], "L3", () => `the senders' cash adds up to ${cash}`);
  const clients = splitOverUnits(cash, CLIENT_UNITS).reduce((sum, share) => sum + share, 0n);
  hold(clients === cash, "L3", () => `the clients' shares add up to ${clients}`);
  for (let i = 0; i < world.plan.instruments.length; i += 1) {
    const lots = senders.reduce((sum, row) => sum + (row.lots[i] as number), 0);
    hold(lots === ledger.accountLots[i], "L3", () => `the senders' lots of instrument ${i} add up to ${lots}`);
  }
}
