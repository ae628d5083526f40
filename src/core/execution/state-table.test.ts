import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDER_STATUSES, type OrderStatus } from "../model/order.ts";
import type { VenueReportKind } from "../model/venue-report.ts";
import { advanceOrder, type OwnEvent } from "./advance-order.ts";
import { applyReport } from "./apply-report.ts";
import { findOrder } from "./order-book.ts";
import { createStory, play, reportOf, type Story } from "./order-fixture.test.ts";
import { nextStatus, ORDER_EVENTS, type OrderEvent } from "./order-transitions.ts";

/** How each status is reached, and one line per step from there: `step -> status`. The order is for 100 lots. */
const PATHS: Readonly<Record<OrderStatus, string>> = {
  INTENT: "",
  DENIED: "deny",
  APPROVED: "approve",
  SENDING: "approve, send",
  UNKNOWN: "approve, send, timeout",
  ACCEPTED: "approve, send, accepted",
  HELD: "approve, send, held",
  WORKING: "approve, send, live",
  PARTIAL: "approve, send, live, fill a 30",
  SUSPENDED: "approve, send, live, suspended",
  DONE_FOR_DAY: "approve, send, live, done-for-day",
  // Taken back, so that a part of it can fill once more.
  FILLED: "approve, send, live, fill a 100, bust a",
  CANCELED: "approve, send, live, canceled",
  EXPIRED: "approve, send, live, expired",
  REJECTED: "approve, send, live, rejected",
  REPLACED: "approve, send, live, replaced",
  NOT_SENT: "approve, cancelAck",
};

const SENT = `
  accepted     -> ACCEPTED
  live         -> WORKING
  fill x 10    -> PARTIAL
  fill x 100   -> FILLED
  rejected     -> REJECTED
  canceled     -> CANCELED
  expired      -> EXPIRED
  timeout      -> UNKNOWN
  send-failed  -> UNKNOWN
  held         -> HELD
  suspended    -> SUSPENDED
  done-for-day -> DONE_FOR_DAY
  replaced     -> REPLACED
  notSent      -> NOT_SENT`;

const STEPS: Partial<Record<OrderStatus, string>> = {
  INTENT: `
  approve      -> APPROVED
  deny         -> DENIED
  cancelAck    -> DENIED
  expire       -> DENIED
  timeout      -> DENIED`,
  APPROVED: `
  send         -> SENDING
  cancelAck    -> NOT_SENT
  expire       -> NOT_SENT
  timeout      -> NOT_SENT`,
  SENDING: SENT,
  UNKNOWN: SENT,
  ACCEPTED: `
  accepted     -> ACCEPTED
  live         -> WORKING
  fill x 10    -> PARTIAL
  fill x 100   -> FILLED
  rejected     -> REJECTED
  canceled     -> CANCELED
  expired      -> EXPIRED
  timeout      -> ACCEPTED
  held         -> HELD
  suspended    -> SUSPENDED
  done-for-day -> DONE_FOR_DAY
  replaced     -> REPLACED`,
  HELD: `
  accepted     -> HELD
  live         -> WORKING
  fill x 10    -> PARTIAL
  fill x 100   -> FILLED
  rejected     -> REJECTED
  canceled     -> CANCELED
  expired      -> EXPIRED
  timeout      -> HELD
  held         -> HELD
  suspended    -> SUSPENDED
  done-for-day -> DONE_FOR_DAY
  replaced     -> REPLACED`,
  WORKING: `
  accepted     -> WORKING
  live         -> WORKING
  fill x 10    -> PARTIAL
  fill x 100   -> FILLED
  rejected     -> REJECTED
  canceled     -> CANCELED
  expired      -> EXPIRED
  timeout      -> WORKING
  held         -> HELD
  suspended    -> SUSPENDED
  done-for-day -> DONE_FOR_DAY
  replaced     -> REPLACED`,
  PARTIAL: `
  accepted     -> PARTIAL
  live         -> PARTIAL
  fill x 10    -> PARTIAL
  fill x 70    -> FILLED
  rejected     -> REJECTED
  canceled     -> CANCELED
  expired      -> EXPIRED
  timeout      -> PARTIAL
  held         -> HELD
  suspended    -> SUSPENDED
  done-for-day -> DONE_FOR_DAY
  replaced     -> REPLACED`,
  SUSPENDED: `
  accepted     -> SUSPENDED
  live         -> WORKING
  fill x 10    -> PARTIAL
  fill x 100   -> FILLED
  rejected     -> REJECTED
  canceled     -> CANCELED
  expired      -> EXPIRED
  timeout      -> SUSPENDED
  held         -> HELD
  suspended    -> SUSPENDED
  done-for-day -> DONE_FOR_DAY
  replaced     -> REPLACED`,
  DONE_FOR_DAY: `
  accepted     -> DONE_FOR_DAY
  live         -> WORKING
  fill x 10    -> PARTIAL
  fill x 100   -> FILLED
  rejected     -> REJECTED
  canceled     -> CANCELED
  expired      -> EXPIRED
  timeout      -> DONE_FOR_DAY
  held         -> HELD
  suspended    -> SUSPENDED
  done-for-day -> DONE_FOR_DAY
  replaced     -> REPLACED`,
};

/** Every terminal status: it stays, but for the fill that completes the quantity. */
const ENDED = `
  accepted     -> =
  live         -> =
  fill x 10    -> =
  fill x 100   -> FILLED
  rejected     -> =
  canceled     -> =
  expired      -> =
  timeout      -> =
  held         -> =
  suspended    -> =
  done-for-day -> =
  replaced     -> =`;

const REPORTS: Readonly<Partial<Record<OrderEvent, VenueReportKind>>> = {
  sendFailed: "send-failed",
  accepted: "accepted",
  live: "live",
  partialFill: "fill",
  fullFill: "fill",
  reject: "rejected",
  cancelAck: "canceled",
  expire: "expired",
  held: "held",
  suspended: "suspended",
  doneForDay: "done-for-day",
  replaced: "replaced",
};
const OWN: readonly OwnEvent[] = ["approve", "deny", "send", "sendFailed", "cancelAck", "expire", "timeout", "notSent"];

function eventOf(step: string): OrderEvent {
  const what = step.split(" ")[0] as string;
  if (what === "fill") return step === "fill x 10" ? "partialFill" : "fullFill";
  const reported = ORDER_EVENTS.find((event) => REPORTS[event] === what);
  return reported ?? (what as OrderEvent);
}

function storyAt(status: OrderStatus): Story {
  const story = createStory();
  for (const step of PATHS[status].split(", ")) if (step !== "") play(story, step);
  assert.equal(statusIn(story), status);
  return story;
}

function statusIn(story: Story): OrderStatus {
  return findOrder(story.book, 0)?.status as OrderStatus;
}

test("every reachable cell of the state table, step by step", () => {
  const covered: string[] = [];
  for (const status of ORDER_STATUSES) {
    for (const line of (STEPS[status] ?? ENDED).trim().split("\n")) {
      const [step, expected] = line.trim().split(/ +-> /) as [string, string];
      const story = storyAt(status);
      play(story, step);
      assert.equal(statusIn(story), expected === "=" ? status : expected, `${status}: ${line.trim()}`);
      covered.push(`${status} ${eventOf(step)}`);
    }
  }
  const reachable = ORDER_STATUSES.flatMap((status) =>
    ORDER_EVENTS.filter((event) => !isForbidden(status, event)).map((event) => `${status} ${event}`),
  );
  assert.deepEqual([...new Set(covered)].sort(), reachable.sort());
  assert.equal(reachable.length, 193);
});

test("a step of our own in an unreachable cell halts, and nothing has changed", () => {
  let tried = 0;
  for (const status of ORDER_STATUSES) {
    for (const event of OWN) {
      if (!isForbidden(status, event)) continue;
      const story = storyAt(status);
      const order = findOrder(story.book, 0);
      assert.ok(order !== null);
      assert.throws(() => advanceOrder(story.book, order, { event, now: 99, reason: null }), /state table/);
      assert.equal(order.status, status);
      tried += 1;
    }
  }
  assert.equal(tried, 78);
});

test("a report in an unreachable cell is quarantined, and nothing has changed", () => {
  let quarantined = 0;
  for (const status of ["INTENT", "APPROVED"] as const) {
    for (const kind of new Set(Object.values(REPORTS))) {
      const story = storyAt(status);
      const { book, result } = story;
      const fill = kind === "fill" ? { executionId: "x", quantityLots: 10, priceTicks: 50 } : {};
      const before = JSON.stringify({ ...findOrder(book, 0), venueOrderId: "" });
      applyReport(book, { ...reportOf(kind, 99_000_000), ...fill }, result);
      assert.notEqual(result.protocolError, "", `${kind} in ${status}`);
      assert.equal(JSON.stringify({ ...findOrder(book, 0), venueOrderId: "" }), before);
      quarantined += 1;
    }
  }
  assert.equal(quarantined, 22);
});

test("a send error after an answer says nothing new", () => {
  for (const status of ORDER_STATUSES) {
    if (!isForbidden(status, "sendFailed") || status === "INTENT" || status === "APPROVED") continue;
    const story = storyAt(status);
    assert.deepEqual(play(story, "send-failed"), []);
    assert.equal(statusIn(story), status);
  }
});

function isForbidden(status: OrderStatus, event: OrderEvent): boolean {
  const cell = nextStatus(status, event, false);
  return cell === "!" || cell === "-";
}
