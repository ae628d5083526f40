import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyBar } from "../model/empty-bar.ts";
import { createVolatilityBreaker, hasUsualRange, noteRange, rangePauseEnds } from "./volatility-breaker.ts";
import type { VolatilityBreaker } from "./volatility-breaker.ts";

const MINUTE = 60_000_000;
const DAY = 1_440 * MINUTE;
const START = 1_704_205_800_000_000;
const PRICE = 100_000_000;

/** One bar of a minute around 100.00 that is `cents` high. */
function minute(state: VolatilityBreaker, day: number, at: number, cents: number, seconds = 60): number {
  const tsOpen = START + day * DAY + at * MINUTE;
  const tsEvent = tsOpen + seconds * 1_000_000;
  const high = PRICE + cents * 10_000;
  const prices = { openMicros: PRICE, highMicros: high, lowMicros: PRICE, closeMicros: PRICE };
  noteRange(state, 1, { ...emptyBar(1, seconds), ...prices, tsOpen, tsEvent, tsReceived: tsEvent }, day);
  return tsEvent;
}

/** Sessions of two ranges, 10 and 20 cents: their median is 15. */
function sessions(state: VolatilityBreaker, count: number, seconds = 60): void {
  for (let day = 0; day < count; day += 1) {
    for (let at = 0; at < 10; at += 1) minute(state, day, at, at < 5 ? 10 : 20, seconds);
  }
}

test("the breaker is off until twenty sessions are over", () => {
  const state = createVolatilityBreaker();
  sessions(state, 20);
  assert.equal(hasUsualRange(state, 1), false);
  assert.equal(hasUsualRange(state, 0), false);
  minute(state, 20, 0, 10);
  assert.equal(hasUsualRange(state, 1), true);
  assert.equal(rangePauseEnds(state, 1), 0);
});

test("a range above five times the usual one pauses for fifteen minutes, one of exactly that does not", () => {
  const state = createVolatilityBreaker();
  sessions(state, 20);
  minute(state, 20, 0, 75);
  assert.equal(rangePauseEnds(state, 1), 0);
  const tsEvent = minute(state, 20, 1, 76);
  assert.equal(rangePauseEnds(state, 1), tsEvent + 15 * MINUTE);
  const later = minute(state, 20, 2, 1);
  assert.equal(rangePauseEnds(state, 1), later + 15 * MINUTE, "the five minutes are still unusual");
  minute(state, 20, 5, 1);
  assert.equal(rangePauseEnds(state, 1), later + 15 * MINUTE, "the next five minutes are not");
});

test("the usual range is that of the last twenty sessions", () => {
  const state = createVolatilityBreaker();
  for (let day = 0; day < 40; day += 1) {
    for (let at = 0; at < 10; at += 1) minute(state, day, at, day < 20 ? 10 : 40);
  }
  minute(state, 40, 0, 190);
  assert.equal(state.instruments[1]?.usualRange, 0.004);
});

test("bars longer than five minutes say nothing", () => {
  const state = createVolatilityBreaker();
  sessions(state, 25, 900);
  assert.deepEqual(state, createVolatilityBreaker());
});
