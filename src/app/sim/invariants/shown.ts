import type { TradingBooks } from "../../../core/engine/core-state.ts";
import { hold } from "../violation.ts";
import type { World } from "../world.ts";
import type { FoldedViews } from "./views.ts";
import { differenceOf, foldUpTo, rebuild } from "./views.ts";

const MICROS = 1_000_000;

/**
 * What is shown equals the fold of the journal (T8): the rows kept entry by entry over crashes are
 * those of a rebuild from nothing, and say what the core's own books say at that number.
 */
export function checkShown(world: World, views: FoldedViews): void {
  const lastSeq = views.entries.length;
  foldUpTo(views, lastSeq);
  const difference = differenceOf(views.tables, rebuild(views, lastSeq));
  hold(difference === "", "T8", () => `after seq ${lastSeq}, ${difference}`);
  const books = world.host.core.state.trading;
  if (!world.host.isUp || books === null) return;
  hold(world.host.core.state.seq === lastSeq, "T8", () => `the views stand at seq ${lastSeq}`);
  checkPositions(books, views);
  checkCash(books, views);
  checkOpenOrders(books, views);
}

function checkPositions(books: TradingBooks, views: FoldedViews): void {
  const { ledger, sources } = books;
  const shown = new Map<string, number>();
  for (const row of views.tables.positions.values()) shown.set(`${row.strategy_id} ${row.symbol}`, row.qty_micros);
  for (let strategy = 0; strategy < ledger.strategyCount; strategy += 1) {
    for (let i = 0; i < ledger.instrumentCount; i += 1) {
      const lots = ledger.strategyLots[strategy * ledger.instrumentCount + i] as number;
      const name = `${sources[strategy]?.id} ${views.state.instruments[i]?.symbol}`;
      const quantity = shown.get(name) ?? 0;
      hold(quantity === lots * MICROS, "T8", () => `${name} is shown as ${quantity}, the core holds ${lots} lots`);
    }
  }
}

function checkCash(books: TradingBooks, views: FoldedViews): void {
  let cash = books.config.accounts[0]?.openingCashMicros ?? 0;
  for (const row of views.tables.ledger_entries.values()) if (row.code === "CASH") cash += row.amount_micros;
  hold(cash === books.ledger.cashMicros[0], "T8", () => {
    return `the entries shown sum to cash of ${cash}, the core has ${books.ledger.cashMicros[0]}`;
  });
}

function checkOpenOrders(books: TradingBooks, views: FoldedViews): void {
  let open = 0;
  for (const row of views.tables.orders.values()) if (!row.is_terminal) open += 1;
  const { live } = books.orders;
  hold(open === live.length, "T8", () => `${open} orders are shown as open, ${live.length} are`);
  for (const order of live) {
    const row = views.tables.orders.get(String(order.index));
    hold(row !== undefined && row.status === order.status && row.cum_lots === order.cumLots, "T8", () => {
      return `order ${order.index} (${order.status}, ${order.cumLots}) is shown as ${row?.status}, ${row?.cum_lots}`;
    });
    hold(row.pending === order.pending, "T8", () => `order ${order.index} is shown with a pending ${row.pending}`);
  }
}
