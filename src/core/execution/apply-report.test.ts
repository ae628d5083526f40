import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isTerminal, type Order } from "../model/order.ts";
import type { VenueReportKind } from "../model/venue-report.ts";
import { advanceOrder, type OwnEvent } from "./advance-order.ts";
import { applyReport } from "./apply-report.ts";
import { type BookedOrder, createOrder, createOrderBook, findOrder, type OrderBook } from "./order-book.ts";
import { newOrder, reportOf } from "./order-fixture.test.ts";
import { createReportResult } from "./report-result.ts";

const OWN: readonly string[] = ["approve", "deny", "send", "sendFailed", "cancelAck", "expire", "timeout"];

/** One line per step, `what happens -> status cum notes`; the order is for 100 lots. */
const SCENARIOS: Readonly<Record<string, string>> = {
  "the plain way": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    accepted            -> ACCEPTED 0
    live                -> WORKING 0
    fill a 100          -> FILLED 100`,
  "fills of three parts, one repeated": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    fill a 30           -> PARTIAL 30
    fill b 30           -> PARTIAL 60
    fill a 30           -> PARTIAL 60 duplicate
    fill c 40           -> FILLED 100
    fill c 40           -> FILLED 100 duplicate`,
  "acknowledgement after the first fill": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    fill a 40           -> PARTIAL 40
    accepted            -> PARTIAL 40
    live                -> PARTIAL 40
    fill b 60           -> FILLED 100
    live                -> FILLED 100`,
  "response lost, order found": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    timeout             -> UNKNOWN 0
    timeout             -> UNKNOWN 0
    sendFailed          -> UNKNOWN 0
    not-found           -> UNKNOWN 0
    live                -> WORKING 0
    fill a 100          -> FILLED 100`,
  "send error is not a rejection": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    send-failed         -> UNKNOWN 0
    rejected            -> REJECTED 0`,
  "send error that arrives after the answer": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    send-failed         -> WORKING 0`,
  "reject after accept": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    accepted            -> ACCEPTED 0
    live                -> WORKING 0
    rejected            -> REJECTED 0`,
  "cancel crosses a partial fill": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    fill a 30           -> PARTIAL 30
    canceled            -> CANCELED 30
    canceled            -> CANCELED 30`,
  "fill after cancel is booked late": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    canceled            -> CANCELED 0
    fill a 30           -> CANCELED 30 late
    fill a 30           -> CANCELED 30 duplicate
    fill b 70           -> FILLED 100 late`,
  "late fill on a rejected and an expired order": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    expired             -> EXPIRED 0
    fill a 100          -> FILLED 100 late`,
  "fill beyond the quantity": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    fill a 60           -> PARTIAL 60
    fill b 60           -> FILLED 120 overfill
    fill c 1            -> FILLED 121 late overfill`,
  "resurrected by the venue": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    canceled            -> CANCELED 0
    live                -> CANCELED 0 resurrected`,
  "suspended with fills comes back as PARTIAL": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    fill a 10           -> PARTIAL 10
    suspended           -> SUSPENDED 10
    accepted            -> SUSPENDED 10
    live                -> PARTIAL 10
    done-for-day        -> DONE_FOR_DAY 10
    live                -> PARTIAL 10
    held                -> HELD 10
    expired             -> EXPIRED 10`,
  "older answer does not lift a suspension": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    suspended           -> SUSPENDED 0
    live 5 s ago        -> SUSPENDED 0
    live                -> WORKING 0`,
  "denied by us": `
    deny                -> DENIED 0`,
  "withdrawn before it was sent": `
    approve             -> APPROVED 0
    cancelAck           -> NOT_SENT 0`,
  "stale intent": `
    timeout             -> DENIED 0`,
  "venue talks of what was never sent": `
    live                -> INTENT 0 quarantined
    fill a 10           -> INTENT 0 quarantined
    approve             -> APPROVED 0
    live                -> APPROVED 0 quarantined
    rejected            -> APPROVED 0 quarantined
    fill a 10           -> APPROVED 0 quarantined
    send                -> SENDING 0
    fill a 10           -> PARTIAL 10`,
  "broken fills are quarantined and change nothing": `
    approve             -> APPROVED 0
    send                -> SENDING 0
    live                -> WORKING 0
    fill a 0            -> WORKING 0 quarantined
    fill a -5           -> WORKING 0 quarantined
    fill a 1.5          -> WORKING 0 quarantined
    fill a 5            -> PARTIAL 5`,
};

for (const [name, text] of Object.entries(SCENARIOS)) {
  test(`scenario: ${name}`, () => {
    const book = createOrderBook();
    const order = createOrder(book, newOrder());
    const lines = text
      .trim()
      .split("\n")
      .map((line) => line.trim().replace(/\s+/g, " "));
    const played = lines.map((line, i) => play(book, order, line.split(" -> ")[0] as string, i * 1_000_000));
    assert.deepEqual(played, lines);
  });
}

test("a refused cancel clears the pending cancel and nothing else", () => {
  const { book, order } = workingOrder();
  order.pending = "cancel";
  applyReport(book, reportOf("cancel-rejected", 0), createReportResult());
  assert.equal(order.pending, "none");
  assert.equal(order.status, "WORKING");
});

test("an end clears the pending cancel and keeps the venue's reason", () => {
  const { book, order } = workingOrder();
  order.pending = "cancel";
  applyReport(book, { ...reportOf("canceled", 0), reason: "DAY_END" }, createReportResult());
  assert.equal(order.pending, "none");
  assert.equal(order.reason, "DAY_END");
  assert.deepEqual(book.live, []);
});

test("a report of an order we do not know is quarantined", () => {
  const { book } = workingOrder();
  const result = createReportResult();
  applyReport(book, { ...reportOf("fill", 0), order: -1, venueOrderId: "other" }, result);
  assert.equal(result.protocolError, "UNKNOWN_ORDER");
  assert.equal(result.order, null);
});

test("our own step that the table does not allow halts", () => {
  const { book, order } = workingOrder();
  assert.throws(() => advanceOrder(book, order, { event: "approve", now: 9, reason: null }), /state table/);
});

test("fills, cancel and acks in any order and repeated give one cum, one cost and a lawful status", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("fill" as const), id: fc.integer({ min: 0, max: 5 }) }),
    fc.record({
      kind: fc.constantFrom<VenueReportKind>(
        "accepted",
        "live",
        "canceled",
        "expired",
        "rejected",
        "held",
        "suspended",
      ),
      id: fc.constant(0),
    }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30, size: "max" }), (steps) => {
      const { book, order } = workingOrder();
      const result = createReportResult();
      const seen = new Set<number>();
      let end: string | null = null;
      steps.forEach((one, i) => {
        // Execution i is for 10 + i lots at 1000 + i ticks with a fee of i: the sums are known beforehand.
        applyReport(
          book,
          {
            ...reportOf(one.kind, i),
            executionId: one.kind === "fill" ? `x${one.id}` : "",
            refExecutionId: "",
            quantityLots: 10 + one.id,
            priceTicks: 1000 + one.id,
            feeMicros: one.id,
          },
          result,
        );
        assert.equal(result.protocolError, "");
        if (one.kind === "fill") {
          assert.equal(result.isDuplicate, seen.has(one.id));
          seen.add(one.id);
        }
        assert.equal(result.to, order.status);
        if (end !== null && order.status !== end) assert.equal(order.status, "FILLED", "O3");
        if (isTerminal(order.status)) end = order.status;
        assert.equal(book.live.includes(order), !isTerminal(order.status));
      });
      const ids = [...seen];
      assert.equal(
        order.cumLots,
        ids.reduce((sum, id) => sum + 10 + id, 0),
      );
      assert.equal(
        order.cumLotTicks,
        ids.reduce((sum, id) => sum + (10 + id) * (1000 + id), 0),
      );
      assert.equal(
        order.feeMicros,
        ids.reduce((sum, id) => sum + id, 0),
      );
      assert.ok(order.cumLots < order.quantityLots, "the six fills do not complete the order");
    }),
  );
});

function play(book: OrderBook, order: Order, step: string, now: number): string {
  const [what, id, lots] = step.split(" ") as [string, string?, string?];
  const notes: string[] = [];
  if (OWN.includes(what)) advanceOrder(book, order, { event: what as OwnEvent, now, reason: null });
  else {
    const result = createReportResult();
    const tsEvent = step.endsWith("ago") ? now - 5_000_000 : now;
    const fill = what === "fill" ? { executionId: id as string, quantityLots: Number(lots), priceTicks: 50 } : {};
    applyReport(book, { ...reportOf(what as VenueReportKind, tsEvent), ...fill }, result);
    assert.equal(result.to, order.status);
    if (result.isDuplicate) notes.push("duplicate");
    if (result.isLate) notes.push("late");
    if (result.isOverfill) notes.push("overfill");
    if (result.isResurrected) notes.push("resurrected");
    if (result.protocolError !== "") notes.push("quarantined");
    if (result.isDuplicate || result.protocolError !== "") assert.equal(result.fillLots, 0);
  }
  assert.equal(findOrder(book, order.index), order);
  return [`${step} -> ${order.status} ${order.cumLots}`, ...notes].join(" ");
}

function workingOrder(): { book: OrderBook; order: BookedOrder } {
  const book = createOrderBook();
  const order = createOrder(book, newOrder());
  advanceOrder(book, order, { event: "approve", now: 0, reason: null });
  advanceOrder(book, order, { event: "send", now: 0, reason: null });
  applyReport(book, reportOf("live", 0), createReportResult());
  assert.equal(order.status, "WORKING");
  return { book, order };
}
