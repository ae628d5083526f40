import { equityOf } from "../../../core/engine/account-marks.ts";
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
  const stated = equityOf(ledger, market, 0);
  hold(equity === stated, "L4", () => `equity is ${stated}, cash and marks give ${equity}`);
  for (const order of books.orders.live) {
    hold(world.shadow.orders.has(order.index), "T2", () => `order ${order.index} lives and no output planned it`);
  }
}
