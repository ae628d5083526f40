import { required } from "../assert.ts";
import { adoptOrder } from "../execution/adopt-order.ts";
import type { BookedOrder } from "../execution/order-book.ts";
import type { VenueStatus } from "../model/account-snapshot.ts";
import type { Output } from "../model/output.ts";
import type { VenueReport } from "../model/venue-report.ts";
import type { Core } from "./core.ts";
import { unassignedOf } from "./sources.ts";
import { requestSnapshot } from "./watch-orders.ts";

/**
 * An order of nobody here speaks up in the stream: it is adopted and counts from now on (O10). Null
 * when that cannot be told from the report alone; the account is then asked.
 */
export function adoptReported(core: Core, report: VenueReport, outputs: Output[]): BookedOrder | null {
  const books = required(core.state.trading, "reports follow the first configuration");
  const { external } = report;
  const status = standingOf(report);
  // A report does not say whose account it is of: with several, their snapshots do.
  if (external === null || report.order >= 0 || status === null || books.config.accounts.length !== 1) return null;
  const { ledger } = books;
  if (external.instrument < 0 || external.instrument >= ledger.instrumentCount) return null;
  const held = ledger.accountLots[external.instrument] as number;
  const closable = external.side === "sell" ? held : -held;
  const order = adoptOrder(books.orders, {
    account: 0,
    strategy: unassignedOf(books.config, 0),
    venueOrderId: report.venueOrderId,
    terms: external,
    status,
    carriedLots: 0,
    effect: closable >= external.quantityLots ? "close" : "open",
    now: core.state.now,
  });
  if (order === null) return null;
  outputs.push({ kind: "OrderAdopted", order });
  outputs.push({
    kind: "RaiseAlert",
    severity: "critical",
    code: "EXTERNAL_ORDER",
    text: "An order that nobody here sent is at the venue; it counts in every limit.",
    order: order.index,
  });
  return order;
}

/** Nobody here knows the order of a report: each account is asked what it holds. */
export function askAboutUnknown(core: Core, outputs: Output[]): void {
  const books = required(core.state.trading, "reports follow the first configuration");
  for (const account of books.config.accounts) requestSnapshot(core, account.index, "mismatch", outputs);
}

/** What the order is, by a report that shows it alive; null for the others. */
function standingOf(report: VenueReport): VenueStatus | null {
  switch (report.report) {
    case "accepted":
      return "ACCEPTED";
    case "live":
    case "fill":
      return "WORKING";
    case "held":
      return "HELD";
    case "suspended":
      return "SUSPENDED";
    case "done-for-day":
      return "DONE_FOR_DAY";
    default:
      return null;
  }
}
