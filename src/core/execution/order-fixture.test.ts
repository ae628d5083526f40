/** What the tests of orders share: an order, a report, and a small language of steps that plays both. */
import assert from "node:assert/strict";
import { isTerminal } from "../model/order.ts";
import type { VenueReport, VenueReportKind } from "../model/venue-report.ts";
import { advanceOrder, type OwnEvent, requestReplace } from "./advance-order.ts";
import { applyReport } from "./apply-report.ts";
import { createOrder, createOrderBook, findOrder, type NewOrder, type OrderBook } from "./order-book.ts";
import { planReplace } from "./replace-order.ts";
import { createReportResult, type ReportResult } from "./report-result.ts";

const OWN: readonly string[] = ["approve", "deny", "send", "sendFailed", "cancelAck", "expire", "timeout", "notSent"];

/** A book with one order under way, and the clock of its story. */
export interface Story {
  readonly book: OrderBook;
  readonly result: ReportResult;
  now: number;
}

/** A story whose order 0 is for 100 lots at 50 ticks, still an INTENT. */
export function createStory(): Story {
  const book = createOrderBook();
  createOrder(book, newOrder({ type: "limit", limitTicks: 50, timeInForce: "gtc" }));
  return { book, result: createReportResult(), now: 0 };
}

/**
 * Plays one step and returns the notes it earned. Steps, for order 0 or the one after `#`:
 *
 *   approve, send, timeout ...          our own events
 *   live, canceled, replaced ...        reports; `v7` its version, `cum60` and `leaves40` its count, `ago` 5 s old
 *   fill a 30                           execution a of 30 lots; `@51` at 51 ticks
 *   bust a, correct a b 30 @51          a is taken back; a is put right as b
 *   cancel, replace 150                 our requests; a replacement is planned, approved and sent at once
 */
export function play(story: Story, step: string): string[] {
  story.now += 1_000_000;
  const words = step.split(" ");
  const what = words.shift() as string;
  const index = Number(words.find((word) => word.startsWith("#"))?.slice(1) ?? 0);
  const order = findOrder(story.book, index);
  assert.ok(order !== null, `order ${index} exists`);
  if (OWN.includes(what)) {
    advanceOrder(story.book, order, { event: what as OwnEvent, now: story.now, reason: null });
    return [];
  }
  if (what === "cancel") {
    if (isTerminal(order.status) || order.pending === "cancel") return ["ignored"];
    if (order.pending === "replace") {
      order.queuedCancel = true;
      return ["queued"];
    }
    order.pending = "cancel";
    order.tsPending = story.now;
    return [];
  }
  if (what === "replace") return playReplace(story, index, Number(words[0]));
  applyReport(story.book, reportFor(story, what, index, words), story.result);
  return notesOf(story.result);
}

function playReplace(story: Story, index: number, quantityLots: number): string[] {
  const { book, now } = story;
  const order = findOrder(book, index);
  assert.ok(order !== null);
  const plan = planReplace(book, order, { quantityLots, limitTicks: null, stopTicks: null }, now);
  if (!plan.ok) return [plan.reason];
  advanceOrder(book, plan.leaf, { event: "approve", now, reason: null });
  advanceOrder(book, plan.leaf, { event: "send", now, reason: null });
  requestReplace(book, order, plan.leaf, now);
  return [];
}

function reportFor(story: Story, what: string, order: number, words: string[]): VenueReport {
  const number = (prefix: string, otherwise: number): number => {
    const word = words.find((one) => one.startsWith(prefix) && Number.isFinite(Number(one.slice(prefix.length))));
    return word === undefined ? otherwise : Number(word.slice(prefix.length));
  };
  const names = words.filter((word) => /^[a-z]$/.test(word));
  const lots = words.find((word) => /^-?[0-9.]+$/.test(word));
  const kind = (what === "correct" ? "correction" : what) as VenueReportKind;
  return {
    ...reportOf(kind, words.includes("ago") ? story.now - 5_000_000 : story.now),
    order,
    venueOrderId: `v${order}`,
    venueVersion: number("v", 0),
    cumLots: number("cum", -1),
    leavesLots: number("leaves", -1),
    executionId: kind === "fill" ? (names[0] as string) : (names[1] ?? ""),
    refExecutionId: kind === "fill" ? "" : (names[0] ?? ""),
    quantityLots: Number(lots ?? 0),
    priceTicks: number("@", 50),
  };
}

function notesOf(result: ReportResult): string[] {
  const notes: string[] = [];
  if (result.isDuplicate) notes.push("duplicate");
  if (result.isLate) notes.push("late");
  if (result.isOverfill) notes.push("overfill");
  if (result.reversed !== null) notes.push(`reversed-${result.reversed.lots}`);
  if (result.isResurrected) notes.push("resurrected");
  if (result.isDoubtful) notes.push("doubt");
  if (result.protocolError !== "") notes.push("quarantined");
  if (result.hasGap) notes.push("gap");
  if (result.settled !== null) notes.push(`settled-${result.settled.index}`);
  if (result.excess !== null) notes.push(`excess-${result.excess.index}`);
  if (result.queued !== null) {
    notes.push(`cancel-${result.queued.index}`);
    result.queued.pending = "cancel";
    result.queued.queuedCancel = false;
  }
  if (result.needsProbe) notes.push("probe");
  return notes;
}

/** Status, filled lots and pending request of every order, `|` between them. */
export function stateOf(story: Story): string {
  const states: string[] = [];
  for (let index = 0; index < story.book.next; index += 1) {
    const order = findOrder(story.book, index);
    assert.ok(order !== null);
    states.push(`${order.status} ${order.cumLots}${order.pending === "none" ? "" : ` ${order.pending}`}`);
  }
  return states.join(" | ");
}

/** Plays a story of lines `step -> state, notes` and returns what happened in the same form. */
export function playLines(story: Story, text: string): { readonly told: string[]; readonly played: string[] } {
  const told = text
    .trim()
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "));
  const played = told.map((line) => {
    const step = line.split(" -> ")[0] as string;
    const notes = play(story, step);
    checkBook(story.book);
    return [`${step} -> ${stateOf(story)}`, ...notes].join(", ");
  });
  return { told, played };
}

/** What holds in every book after every step. */
export function checkBook(book: OrderBook): void {
  for (let index = 0; index < book.next; index += 1) {
    const order = findOrder(book, index);
    assert.ok(order !== null);
    const { fills, status } = order;
    assert.equal(book.live.includes(order), !isTerminal(status), "live means not terminal");
    const own = (fills ?? []).reduce((sum, fill) => sum + (fill.isReversed ? 0 : fill.lots), 0);
    assert.equal(order.cumLots, order.carriedLots + own, "cum is what the chain carried and the own fills");
    if (isTerminal(status)) assert.equal(order.pending, "none", "nothing is pending on a terminal order");
  }
}

/** A report about order 0 that says no more than its kind. */
export function reportOf(report: VenueReportKind, tsEvent: number): VenueReport {
  return {
    kind: "VenueReport",
    seq: 0,
    tsEvent,
    tsReceived: tsEvent,
    report,
    order: 0,
    venueOrderId: "v",
    venueVersion: 0,
    cumLots: -1,
    leavesLots: -1,
    isAnswer: false,
    executionId: "",
    refExecutionId: "",
    quantityLots: 0,
    priceTicks: 0,
    feeMicros: 0,
    slippageMicros: 0,
    reason: "",
    external: null,
  };
}

/** A market buy of 100 lots, or what `fields` makes of it. */
export function newOrder(fields: Partial<NewOrder> = {}): NewOrder {
  return {
    account: 0,
    strategy: 0,
    instrument: 0,
    externalSignalId: null,
    tsBar: 0,
    n: 0,
    leg: 0,
    endsSignal: true,
    attempt: 0,
    intent: "entry",
    side: "buy",
    effect: "open",
    role: "entry",
    parent: -1,
    replaces: -1,
    isExternal: false,
    trailTicks: null,
    tsGoodTill: null,
    bracket: null,
    type: "market",
    timeInForce: "day",
    quantityLots: 100,
    limitTicks: null,
    stopTicks: null,
    onShortfall: "reject",
    stopDistanceTicks: null,
    tsCreated: 0,
    ...fields,
  };
}
