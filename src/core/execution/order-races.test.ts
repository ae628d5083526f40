import assert from "node:assert/strict";
import { test } from "node:test";
import { applyReport } from "./apply-report.ts";
import { findOrder } from "./order-book.ts";
import { createStory, play, playLines, reportOf } from "./order-fixture.test.ts";

/**
 * The races between us and a venue, one story each, `step -> order 0 | its replacements, notes`.
 * Order 0 is for 100 lots and was sent just before. Steps: order-fixture.test.ts. The order state
 * change matrices of FIX 4.2, appendix D, and the faults F05 to F28 that one order can see.
 */
const RACES: Readonly<Record<string, string>> = {
  "fill before the acknowledgement": `
    fill a 40 -> PARTIAL 40
    accepted v1 -> PARTIAL 40
    live v2 -> PARTIAL 40
    fill b 60 -> FILLED 100`,
  "cancel refused because the fill came first": `
    live -> WORKING 0
    cancel -> WORKING 0 cancel
    fill a 100 -> FILLED 100
    cancel-rejected -> FILLED 100, duplicate`,
  "fill after the cancel was asked for, the cancel refused": `
    live -> WORKING 0
    cancel -> WORKING 0 cancel
    fill a 40 -> PARTIAL 40 cancel
    cancel-rejected -> PARTIAL 40, settled-0, probe
    fill b 60 -> FILLED 100`,
  "filled before the cancel arrives": `
    live -> WORKING 0
    fill a 100 -> FILLED 100
    cancel -> FILLED 100, ignored`,
  "partial fill, then the cancel is accepted": `
    live -> WORKING 0
    cancel -> WORKING 0 cancel
    fill a 40 -> PARTIAL 40 cancel
    canceled cum40 -> CANCELED 40`,
  "cancel accepted, the fill before it told last": `
    live -> WORKING 0
    cancel -> WORKING 0 cancel
    canceled v3 cum40 -> CANCELED 0, gap, probe
    fill a 40 v2 cum40 -> CANCELED 40, late`,
  "cancel asked for twice": `
    live -> WORKING 0
    cancel -> WORKING 0 cancel
    cancel -> WORKING 0 cancel, ignored
    canceled -> CANCELED 0`,
  "the first refusal told twice does not end the second cancel": `
    live -> WORKING 0
    cancel -> WORKING 0 cancel
    cancel-rejected -> WORKING 0, settled-0, probe
    cancel -> WORKING 0 cancel
    cancel-rejected ago -> WORKING 0 cancel, duplicate
    canceled -> CANCELED 0`,
  "cancel of an order the venue does not know yet goes out again": `
    cancel -> SENDING 0 cancel
    cancel-rejected -> SENDING 0, settled-0, probe
    live -> WORKING 0 cancel, cancel-0
    canceled -> CANCELED 0`,
  "rejected at once": `
    rejected -> REJECTED 0`,
  "rejected after acceptance, fills kept": `
    accepted -> ACCEPTED 0
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    rejected -> REJECTED 30
    live ago -> REJECTED 30`,
  "replace of an unfilled order, up": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    replaced -> REPLACED 0 | SENDING 0
    live #1 -> REPLACED 0 | WORKING 0
    fill b 150 #1 -> REPLACED 0 | FILLED 150`,
  "replace of an unfilled order, down": `
    live -> WORKING 0
    replace 50 -> WORKING 0 replace | SENDING 0
    replaced -> REPLACED 0 | SENDING 0
    live #1 -> REPLACED 0 | WORKING 0
    fill b 50 #1 -> REPLACED 0 | FILLED 50`,
  "replace of a partly filled order, up": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    replace 150 -> PARTIAL 30 replace | SENDING 30
    replaced -> REPLACED 30 | SENDING 30
    live #1 cum30 leaves120 -> REPLACED 30 | PARTIAL 30
    fill b 120 #1 cum150 -> REPLACED 30 | FILLED 150`,
  "replace of a partly filled order, down": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    replace 50 -> PARTIAL 30 replace | SENDING 30
    replaced -> REPLACED 30 | SENDING 30
    live #1 cum30 leaves20 -> REPLACED 30 | PARTIAL 30
    fill b 20 #1 -> REPLACED 30 | FILLED 50`,
  "replace to exactly the filled quantity, and below it, is a cancel": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    replace 30 -> PARTIAL 30, NOTHING_LEFT
    replace 20 -> PARTIAL 30, NOTHING_LEFT
    cancel -> PARTIAL 30 cancel
    canceled -> CANCELED 30`,
  "fill of the old order while the replace is on its way, told first": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    fill a 30 -> PARTIAL 30 replace | SENDING 30
    replaced -> REPLACED 30 | SENDING 30
    live #1 cum30 leaves120 -> REPLACED 30 | PARTIAL 30
    fill b 120 #1 -> REPLACED 30 | FILLED 150`,
  "fill of the old order while the replace is on its way, told last": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    replaced -> REPLACED 0 | SENDING 0
    live #1 cum30 leaves120 -> REPLACED 0 | WORKING 0, gap, probe
    fill a 30 -> REPLACED 30 | PARTIAL 30, late
    fill b 120 #1 -> REPLACED 30 | FILLED 150`,
  "the replacement speaks before the replace is told": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    fill b 20 #1 -> WORKING 0 replace | PARTIAL 20
    replaced -> REPLACED 0 | PARTIAL 20
    fill c 130 #1 -> REPLACED 0 | FILLED 150`,
  "the old order fills all that the replacement wanted, replace accepted": `
    live -> WORKING 0
    replace 50 -> WORKING 0 replace | SENDING 0
    fill a 50 -> PARTIAL 50 replace | SENDING 50
    replaced -> REPLACED 50 | FILLED 50, excess-1
    canceled #1 -> REPLACED 50 | FILLED 50`,
  "the old order fills all that the replacement wanted, replace refused": `
    live -> WORKING 0
    replace 50 -> WORKING 0 replace | SENDING 0
    fill a 50 -> PARTIAL 50 replace | SENDING 50
    replace-rejected -> PARTIAL 50 cancel | REJECTED 50, settled-0, cancel-0
    canceled -> CANCELED 50 | REJECTED 50`,
  "a late fill of the old order completes the working replacement": `
    live -> WORKING 0
    replace 50 -> WORKING 0 replace | SENDING 0
    replaced -> REPLACED 0 | SENDING 0
    live #1 -> REPLACED 0 | WORKING 0
    fill a 50 -> REPLACED 50 | FILLED 50, late, excess-1
    canceled #1 -> REPLACED 50 | FILLED 50`,
  "the old order is filled before the replace arrives": `
    live -> WORKING 0
    replace 100 -> WORKING 0 replace | SENDING 0
    fill a 100 -> FILLED 100 | SENDING 100
    replace-rejected -> FILLED 100 | REJECTED 100`,
  "the replacement works the whole quantity again (F13)": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    replace 100 -> PARTIAL 30 replace | SENDING 30
    replaced -> REPLACED 30 | SENDING 30
    live #1 cum30 leaves100 -> REPLACED 30 | PARTIAL 30, excess-1
    cancel #1 -> REPLACED 30 | PARTIAL 30 cancel
    canceled #1 -> REPLACED 30 | CANCELED 30`,
  "two replaces in a row, the second refused": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    replaced -> REPLACED 0 | SENDING 0
    live #1 -> REPLACED 0 | WORKING 0
    replace 200 #1 -> REPLACED 0 | WORKING 0 replace | SENDING 0
    replace-rejected #1 -> REPLACED 0 | WORKING 0 | REJECTED 0, settled-1
    fill b 150 #1 -> REPLACED 0 | FILLED 150 | REJECTED 0`,
  "two replaces in a row, the first refused": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    replace-rejected -> WORKING 0 | REJECTED 0, settled-0
    replace 200 -> WORKING 0 replace | REJECTED 0 | SENDING 0
    replaced -> REPLACED 0 | REJECTED 0 | SENDING 0
    live #2 -> REPLACED 0 | REJECTED 0 | WORKING 0
    fill c 200 #2 -> REPLACED 0 | REJECTED 0 | FILLED 200`,
  "the first refusal told twice does not end the second replace": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    replace-rejected -> WORKING 0 | REJECTED 0, settled-0
    replace 200 -> WORKING 0 replace | REJECTED 0 | SENDING 0
    replace-rejected ago -> WORKING 0 replace | REJECTED 0 | SENDING 0, duplicate
    replaced -> REPLACED 0 | REJECTED 0 | SENDING 0
    live #2 -> REPLACED 0 | REJECTED 0 | WORKING 0`,
  "a second replace while one is pending waits for its answer": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    replace 200 -> WORKING 0 replace | SENDING 0, REPLACE_PENDING
    replaced -> REPLACED 0 | SENDING 0
    live #1 -> REPLACED 0 | WORKING 0
    replace 200 #1 -> REPLACED 0 | WORKING 0 replace | SENDING 0
    replaced #1 -> REPLACED 0 | REPLACED 0 | SENDING 0
    live #2 -> REPLACED 0 | REPLACED 0 | WORKING 0`,
  "both replaces accepted, told out of order": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    live #1 -> WORKING 0 replace | WORKING 0
    replace 200 #1 -> WORKING 0 replace | WORKING 0 replace | SENDING 0
    live #2 -> WORKING 0 replace | WORKING 0 replace | WORKING 0
    replaced #1 -> WORKING 0 replace | REPLACED 0 | WORKING 0
    replaced -> REPLACED 0 | REPLACED 0 | WORKING 0
    fill a 10 -> REPLACED 10 | REPLACED 10 | PARTIAL 10, late
    fill b 10 #1 -> REPLACED 10 | REPLACED 20 | PARTIAL 20, late
    fill c 180 #2 -> REPLACED 10 | REPLACED 20 | FILLED 200`,
  "cancel asked for while the replace is pending, replace accepted": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    cancel -> WORKING 0 replace | SENDING 0, queued
    replaced -> REPLACED 0 | SENDING 0 cancel, cancel-1
    canceled #1 -> REPLACED 0 | CANCELED 0`,
  "cancel asked for while the replace is pending, replace refused": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    cancel -> WORKING 0 replace | SENDING 0, queued
    replace-rejected -> WORKING 0 cancel | REJECTED 0, settled-0, cancel-0
    canceled -> CANCELED 0 | REJECTED 0`,
  "replace asked for while the cancel is pending": `
    live -> WORKING 0
    cancel -> WORKING 0 cancel
    replace 150 -> WORKING 0 cancel, REPLACE_PENDING
    cancel-rejected -> WORKING 0, settled-0, probe
    replace 150 -> WORKING 0 replace | SENDING 0`,
  "replace rejected because the venue is busy, the order works on": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    replace-rejected -> WORKING 0 | REJECTED 0, settled-0
    fill a 100 -> FILLED 100 | REJECTED 0`,
  "the replacement alone is rejected, the order works on": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    rejected #1 -> WORKING 0 | REJECTED 0, settled-0
    fill a 100 -> FILLED 100 | REJECTED 0`,
  "replace kept back by our own gate": `
    live -> WORKING 0
    replace 150 -> WORKING 0 replace | SENDING 0
    withheld #1 -> WORKING 0 | NOT_SENT 0, settled-0
    fill a 100 -> FILLED 100 | NOT_SENT 0`,
  "a stop triggers while its cancel is on its way": `
    accepted -> ACCEPTED 0
    cancel -> ACCEPTED 0 cancel
    live -> WORKING 0 cancel
    fill a 100 -> FILLED 100
    cancel-rejected -> FILLED 100, duplicate`,
  "done for the day, fill the next day": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    done-for-day -> DONE_FOR_DAY 30
    live -> PARTIAL 30
    fill b 70 -> FILLED 100`,
  "expired with a partial fill": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    expired cum30 -> EXPIRED 30`,
  "unsolicited cancel by the venue": `
    live -> WORKING 0
    canceled -> CANCELED 0`,
  'a question answered "not found", the order known later': `
    timeout -> UNKNOWN 0
    not-found -> UNKNOWN 0
    not-found -> UNKNOWN 0
    live v1 -> WORKING 0
    fill a 100 v2 -> FILLED 100`,
  "an older status against a newer fill and a newer status": `
    live v2 -> WORKING 0
    fill a 30 v3 -> PARTIAL 30
    suspended v4 -> SUSPENDED 30
    live v2 -> SUSPENDED 30
    accepted v1 -> SUSPENDED 30
    live v5 -> PARTIAL 30`,
  "a cancel that is older news than a younger status": `
    live v4 -> WORKING 0
    canceled v3 -> WORKING 0
    suspended v5 -> SUSPENDED 0
    live v4 -> SUSPENDED 0
    canceled v6 -> CANCELED 0`,
  "a status that counts more fills than came is a gap": `
    live v1 -> WORKING 0
    live v4 cum60 -> WORKING 0, gap, probe
    fill b 30 v3 cum60 -> PARTIAL 30, gap
    fill a 30 v2 cum30 -> PARTIAL 60`,
  "bust of one of several fills": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    fill b 30 -> PARTIAL 60
    bust a -> PARTIAL 30, reversed-30
    bust a -> PARTIAL 30, duplicate
    fill c 70 -> FILLED 100`,
  "bust after the full fill, the venue works it again": `
    live v1 -> WORKING 0
    fill a 60 v2 -> PARTIAL 60
    fill b 40 v3 -> FILLED 100
    bust b v4 cum60 -> FILLED 60, reversed-40
    live v5 cum60 leaves40 -> FILLED 60, resurrected, excess-0
    fill c 40 v6 -> FILLED 100, late`,
  "correction of price and of quantity": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    correct a b 30 @51 -> PARTIAL 30, reversed-30
    correct b c 20 @51 -> PARTIAL 20, reversed-30
    correct a b 30 @51 -> PARTIAL 20, duplicate
    fill a 30 -> PARTIAL 20, duplicate`,
  "correction of a fill that comes after it, beside one of the same size": `
    live               -> WORKING 0
    fill a 30 v2 cum30 -> PARTIAL 30
    correct b c 30 @51 v4 cum60 -> PARTIAL 60
    fill b 30 v3 cum60 -> PARTIAL 60, duplicate`,
  "correction of a fill that we hold under another name (F22)": `
    live v1 -> WORKING 0
    fill a 30 v2 cum30 -> PARTIAL 30
    fill b 30 v3 cum60 @51 -> PARTIAL 60
    correct x y 30 @52 v4 cum60 -> PARTIAL 60, doubt, quarantined, probe
    correct b y 30 @52 v4 cum60 -> PARTIAL 60, reversed-30`,
  "bust of a fill that we hold under another name": `
    live v1 -> WORKING 0
    fill a 30 v2 cum30 -> PARTIAL 30
    fill b 20 v3 cum50 -> PARTIAL 50
    bust x y 20 v4 cum30 -> PARTIAL 30, reversed-20
    bust x y 20 v4 cum30 -> PARTIAL 30, duplicate`,
  "bust after cancel, followed by a new fill": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    canceled -> CANCELED 30
    bust a -> CANCELED 0, reversed-30
    fill b 30 -> CANCELED 30, late`,
  "bust told before its fill": `
    live -> WORKING 0
    bust a -> WORKING 0, quarantined, probe
    fill a 30 -> WORKING 0, duplicate
    fill b 100 -> FILLED 100`,
  "bust of a fill of the replaced order": `
    live -> WORKING 0
    fill a 30 -> PARTIAL 30
    replace 100 -> PARTIAL 30 replace | SENDING 30
    replaced -> REPLACED 30 | SENDING 30
    live #1 -> REPLACED 30 | PARTIAL 30
    bust a -> REPLACED 0 | PARTIAL 0, reversed-30
    fill b 100 #1 -> REPLACED 0 | FILLED 100`,
  "a count that repeats because a fill of the replaced order was taken back": `
    live -> WORKING 0
    fill a 30 cum30 -> PARTIAL 30
    replace 100 -> PARTIAL 30 replace | SENDING 30
    replaced -> REPLACED 30 | SENDING 30
    live #1 -> REPLACED 30 | PARTIAL 30
    fill b 40 cum70 #1 -> REPLACED 30 | PARTIAL 70
    bust a -> REPLACED 0 | PARTIAL 40, reversed-30
    fill c 30 cum70 #1 -> REPLACED 0 | PARTIAL 70`,
  "the same fill by two channels under two ids": `
    live -> WORKING 0
    fill a 30 cum30 -> PARTIAL 30
    fill b 30 cum30 -> PARTIAL 30, duplicate
    bust b -> PARTIAL 0, reversed-30, probe
    fill c 30 cum30 -> PARTIAL 30`,
  "two fills that cannot both be true": `
    live -> WORKING 0
    fill a 30 cum30 -> PARTIAL 30
    fill b 40 cum30 -> PARTIAL 30, doubt, quarantined, probe`,
  "late fill after expiry": `
    live -> WORKING 0
    expired -> EXPIRED 0
    fill a 30 -> EXPIRED 30, late
    fill b 70 -> FILLED 100, late`,
  "the venue halts and resumes": `
    live -> WORKING 0
    suspended -> SUSPENDED 0
    live -> WORKING 0
    fill a 100 -> FILLED 100`,
  "fill for more than the order": `
    live -> WORKING 0
    fill a 60 -> PARTIAL 60
    fill b 60 -> FILLED 120, overfill`,
  "not sent by our verdict, yet the request arrives (F64)": `
    timeout -> UNKNOWN 0
    notSent -> NOT_SENT 0
    accepted v1 -> NOT_SENT 0, resurrected, excess-0
    fill a 30 v2 -> NOT_SENT 30, late
    canceled v3 -> NOT_SENT 30`,
  "finished here, worked there, until it ends there": `
    live v1 -> WORKING 0
    canceled v2 -> CANCELED 0
    live v3 -> CANCELED 0, resurrected, excess-0
    live v3 -> CANCELED 0
    canceled v4 -> CANCELED 0`,
  "unreadable message about an order without an answer": `
    unreadable -> UNKNOWN 0, quarantined, probe
    live -> WORKING 0`,
};

for (const [name, text] of Object.entries(RACES)) {
  test(`race: ${name}`, () => {
    const story = createStory();
    play(story, "approve");
    play(story, "send");
    const { told, played } = playLines(story, text);
    assert.deepEqual(played, told);
  });
}

test("race: an id used twice says that the first request arrived", () => {
  const story = createStory();
  play(story, "approve");
  play(story, "send");
  applyReport(story.book, { ...reportOf("rejected", 9), venueOrderId: "", reason: "DUPLICATE_ID" }, story.result);
  assert.equal(findOrder(story.book, 0)?.status, "UNKNOWN");
  assert.equal(story.result.needsProbe, true);
  assert.deepEqual(play(story, "live"), []);
  assert.equal(findOrder(story.book, 0)?.status, "WORKING");
});

test("race: an id refused as used once the order is known to work ends nothing", () => {
  const story = createStory();
  for (const step of ["approve", "send", "live"]) play(story, step);
  applyReport(story.book, { ...reportOf("rejected", 9), venueOrderId: "", reason: "DUPLICATE_ID" }, story.result);
  assert.equal(findOrder(story.book, 0)?.status, "WORKING");
  assert.equal(story.result.needsProbe, false);
});

test("race: an id refused as used of an order held for never sent is asked about", () => {
  const story = createStory();
  for (const step of ["approve", "send", "timeout", "notSent"]) play(story, step);
  applyReport(story.book, { ...reportOf("rejected", 9), venueOrderId: "", reason: "DUPLICATE_ID" }, story.result);
  assert.equal(findOrder(story.book, 0)?.status, "NOT_SENT");
  assert.equal(story.result.needsProbe, true);
});

test("race: one of our ids on two orders of the venue; only the first one's word counts", () => {
  const story = createStory();
  for (const step of ["approve", "send", "live"]) play(story, step);
  applyReport(story.book, { ...reportOf("canceled", 9), venueOrderId: "other" }, story.result);
  assert.equal(story.result.protocolError, "OTHER_VENUE_ORDER");
  assert.equal(findOrder(story.book, 0)?.status, "WORKING");
});

test("race: a report without our number is found by the venue's own", () => {
  const story = createStory();
  for (const step of ["approve", "send", "live"]) play(story, step);
  applyReport(story.book, { ...reportOf("canceled", 9), order: -1, venueOrderId: "v0" }, story.result);
  assert.equal(findOrder(story.book, 0)?.status, "CANCELED");
});

test("race: asked again, the venue still works what had ended here: the cancel goes out again", () => {
  const story = createStory();
  for (const step of ["approve", "send", "live v1", "canceled v2", "live v3"]) play(story, step);
  assert.deepEqual(story.book.resurrected, [findOrder(story.book, 0)]);
  const again = { ...reportOf("live", 9), venueOrderId: "v0", venueVersion: 3 };
  applyReport(story.book, again, story.result);
  assert.ok(story.result.excess === null, "an echo of the stream says nothing");
  applyReport(story.book, { ...again, isAnswer: true }, story.result);
  assert.deepEqual(story.result.excess, findOrder(story.book, 0));
  play(story, "canceled v4");
  assert.deepEqual(story.book.resurrected, []);
});
