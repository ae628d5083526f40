import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountSnapshot, VenueOrderState } from "../model/account-snapshot.ts";
import type { OrderStatus } from "../model/order.ts";
import { adoptOrder } from "./adopt-order.ts";
import { createOrderBook, type OrderBook } from "./order-book.ts";
import { compareHoldings, compareOrders } from "./reconcile.ts";

/** One order of 10 lots, as it stands here; adopted, because that needs no plan. */
function bookWith(fields: { status?: OrderStatus; cum?: number; version?: number; tsLast?: number } = {}): OrderBook {
  const book = createOrderBook();
  const order = adoptOrder(book, {
    account: 0,
    strategy: 1,
    venueOrderId: "v1",
    terms: { instrument: 0, side: "buy", type: "limit", quantityLots: 10, limitTicks: 100, stopTicks: null },
    status: "WORKING",
    carriedLots: 0,
    effect: "open",
    now: 50,
  });
  assert(order !== null);
  order.status = fields.status ?? "WORKING";
  order.cumLots = fields.cum ?? 0;
  order.venueVersion = fields.version ?? 0;
  order.tsLast = fields.tsLast ?? 50;
  return book;
}

function listed(fields: Partial<VenueOrderState> = {}): VenueOrderState {
  return {
    order: 0,
    venueOrderId: "v1",
    status: "WORKING",
    venueVersion: 0,
    cumLots: 0,
    leavesLots: 10,
    terms: { instrument: 0, side: "buy", type: "limit", quantityLots: 10, limitTicks: 100, stopTicks: null },
    ...fields,
  };
}

function snapshotWith(fields: Partial<AccountSnapshot> = {}): AccountSnapshot {
  return {
    kind: "AccountSnapshot",
    seq: 1,
    tsEvent: 100,
    tsReceived: 100,
    account: 0,
    requestId: 1,
    tsAsOf: 100,
    areOrdersComplete: true,
    areFillsComplete: true,
    arePositionsComplete: true,
    isCashComplete: true,
    orders: [listed()],
    tsFillsFrom: 0,
    fills: [],
    positions: [],
    cashMicros: 1_000,
    ...fields,
  };
}

function findings(book: OrderBook, snapshot: AccountSnapshot): string {
  return compareOrders(book, snapshot)
    .map(({ diff }) => `${diff.what} ${diff.ours}/${diff.theirs}`)
    .join(", ");
}

test("an order against the venue's list, case by case", () => {
  const cases: [string, OrderBook, AccountSnapshot, string][] = [
    ["equal", bookWith(), snapshotWith(), ""],
    ["absent", bookWith(), snapshotWith({ orders: [] }), "order-missing-there 10/0"],
    ["absent from half a list (F25)", bookWith(), snapshotWith({ orders: [], areOrdersComplete: false }), ""],
    ["newer than the list", bookWith({ tsLast: 101 }), snapshotWith({ orders: [] }), ""],
    ["of another account", bookWith(), snapshotWith({ account: 1, orders: [] }), ""],
    ["parked there", bookWith(), snapshotWith({ orders: [listed({ status: "HELD" })] }), "missed-status 7/6"],
    ["parked long ago (F24)", bookWith({ tsLast: 101 }), snapshotWith({ orders: [listed({ status: "HELD" })] }), ""],
    [
      "by version",
      bookWith({ version: 2, tsLast: 101 }),
      snapshotWith({ orders: [listed({ status: "HELD", venueVersion: 3 })] }),
      "missed-status 7/6",
    ],
    [
      "by older version",
      bookWith({ version: 3 }),
      snapshotWith({ orders: [listed({ status: "HELD", venueVersion: 3 })] }),
      "",
    ],
    [
      "filled there (F20)",
      bookWith(),
      snapshotWith({ orders: [listed({ status: "PARTIAL", cumLots: 4 })] }),
      "missed-fill 0/4",
    ],
    [
      "filled more here",
      bookWith({ cum: 5, status: "PARTIAL" }),
      snapshotWith({ orders: [listed({ cumLots: 4 })] }),
      "",
    ],
    [
      "foreign",
      bookWith(),
      snapshotWith({ orders: [listed(), listed({ order: -1, venueOrderId: "x1" })] }),
      "order-unknown-here 0/10",
    ],
    ["known by the venue's id", bookWith(), snapshotWith({ orders: [listed({ order: -1 })] }), ""],
    [
      "other price",
      bookWith(),
      snapshotWith({ orders: [listed({ terms: { ...listed().terms, limitTicks: 99 } })] }),
      "terms-differ 10/10",
    ],
    [
      "more lots (F13)",
      bookWith(),
      snapshotWith({ orders: [listed({ terms: { ...listed().terms, quantityLots: 12 } })] }),
      "terms-differ 10/12",
    ],
    [
      "fewer lots, as of a pair",
      bookWith(),
      snapshotWith({ orders: [listed({ terms: { ...listed().terms, quantityLots: 6 } })] }),
      "",
    ],
  ];
  for (const [name, book, snapshot, expected] of cases) assert.equal(findings(book, snapshot), expected, name);
});

test("positions and cash are judged where the answer is complete and nothing here is newer", () => {
  const cases: [string, OrderBook, Partial<AccountSnapshot>, number, string][] = [
    ["equal", bookWith(), { positions: [{ instrument: 0, quantityLots: 5 }] }, 0, ""],
    ["empty is no flat (F26)", bookWith(), {}, 0, "position 5/0"],
    ["failed (F26)", bookWith(), { arePositionsComplete: false }, 0, ""],
    ["more there", bookWith(), { positions: [{ instrument: 0, quantityLots: 7 }] }, 0, "position 5/7"],
    ["a fill is newer", bookWith({ cum: 5, tsLast: 101 }), {}, 0, ""],
    ["an account event is newer", bookWith(), {}, 101, ""],
    ["cash", bookWith(), { positions: [{ instrument: 0, quantityLots: 5 }], cashMicros: 999 }, 0, "cash 1000/999"],
    [
      "cash unknown",
      bookWith(),
      { positions: [{ instrument: 0, quantityLots: 5 }], cashMicros: 0, isCashComplete: false },
      0,
      "",
    ],
  ];
  for (const [name, book, fields, tsLastEvent, expected] of cases) {
    const diffs = compareHoldings({
      book,
      snapshot: snapshotWith(fields),
      accountLots: Float64Array.of(5),
      instrumentCount: 1,
      cashMicros: 1_000,
      tsLastEvent,
    });
    assert.equal(diffs.map((diff) => `${diff.what} ${diff.ours}/${diff.theirs}`).join(", "), expected, name);
  }
});

test("terms that are no order are not adopted", () => {
  const foreign = {
    account: 0,
    strategy: 1,
    venueOrderId: "x1",
    status: "WORKING",
    carriedLots: 3,
    effect: "open",
    now: 1,
  } as const;
  const terms = {
    instrument: 0,
    side: "sell",
    type: "limit",
    quantityLots: 10,
    limitTicks: 5,
    stopTicks: null,
  } as const;
  const book = createOrderBook();
  assert.equal(adoptOrder(book, { ...foreign, terms: { ...terms, quantityLots: 0 } }), null);
  assert.equal(adoptOrder(book, { ...foreign, terms: { ...terms, limitTicks: null } }), null);
  assert.equal(adoptOrder(book, { ...foreign, terms: { ...terms, type: "stop" } }), null);
  assert.equal(book.next, 0);
  const order = adoptOrder(book, { ...foreign, terms });
  assert.deepEqual([order?.status, order?.cumLots, order?.carriedLots, order?.isExternal], ["PARTIAL", 3, 3, true]);
});
