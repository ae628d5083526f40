import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SignalDraft } from "../model/signal.ts";
import { OPENING_RANGE_BREAKOUT } from "./opening-range.ts";
import { FLAT, type Held, runStrategy, sessionWalks, type TestBar, wordsOf } from "./strategy-fixture.test.ts";

/** Fills the last draft at the close of its bar plus a cent against the trader, seen from the next bar on. */
function positionsOf(bars: readonly TestBar[]): (k: number, drafts: readonly (readonly SignalDraft[])[]) => Held {
  let held = FLAT;
  return (k, drafts) => {
    const draft = drafts[k - 1]?.[0];
    if (draft === undefined) return held;
    const sign = draft.side === "buy" ? 1 : -1;
    held = draft.intent === "exit" ? FLAT : { lots: sign * 5, entryMicros: (bars[k - 1]?.close ?? 0) + sign * 10_000 };
    return held;
  };
}

interface Rules {
  readonly minutes: number;
  readonly stop: number;
  readonly target: number;
  readonly allowShort: number;
}

/** Session by session in whole micros, with the position kept by itself. */
function twin(bars: readonly TestBar[], rules: Rules): string[] {
  const { minutes, stop, target, allowShort } = rules;
  const words: string[] = [];
  let side = 0;
  let entry = 0;
  let entrySession = -1;
  for (const bar of bars) {
    const first = bars.filter((b) => b.session === bar.session && b.minute < minutes);
    const high = Math.max(...first.map((b) => b.high));
    const low = Math.min(...first.map((b) => b.low));
    const isLate = bar.minute >= bar.length - 2;
    let word = "";
    if (side !== 0) {
      const gain = side * (bar.close - entry);
      const isStopped = stop > 0 && gain <= -stop * (high - low);
      const isDone = target > 0 && gain >= target * (high - low);
      if (isLate || isStopped || isDone || entrySession !== bar.session) word = side > 0 ? "exit sell" : "exit buy";
    } else if (!isLate && entrySession !== bar.session && bar.minute >= minutes && first.length > 0) {
      if (bar.close > high) word = "entry buy";
      else if (bar.close < low && allowShort === 1) word = "entry sell";
    }
    if (word.startsWith("exit")) side = 0;
    if (word.startsWith("entry")) {
      side = word === "entry buy" ? 1 : -1;
      entry = bar.close + side * 10_000;
      entrySession = bar.session;
    }
    words.push(word);
  }
  return words;
}

const rules: fc.Arbitrary<Rules> = fc.record({
  minutes: fc.integer({ min: 1, max: 12 }),
  stop: fc.constantFrom(0, 0.5, 1, 2),
  target: fc.constantFrom(0, 0.5, 1, 3),
  allowShort: fc.constantFrom(0, 1),
});

test("signals are those of the rule applied session by session", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(sessionWalks, rules, (bars, parameters) => {
      const drafts = runStrategy(OPENING_RANGE_BREAKOUT, { ...parameters }, bars, positionsOf(bars));
      const words = wordsOf(drafts);
      assert.deepEqual(words, twin(bars, parameters));
      for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
    }),
    { seed: 7, numRuns: 1000 },
  );
  for (const word of ["entry buy", "entry sell", "exit buy", "exit sell"]) {
    assert.ok((seen.get(word) ?? 0) > 100, `${word}: ${seen.get(word)}`);
  }
});

/** One session of ten minutes with these closes; the first bar's range is 100.00 to 101.00. */
function session(closes: readonly number[]): TestBar[] {
  return closes.map((close, minute) => ({
    session: 0,
    length: 10,
    minute,
    high: minute === 0 ? 101_000_000 : close * 1e6,
    low: minute === 0 ? 100_000_000 : close * 1e6,
    close: close * 1e6,
  }));
}
const BASE = { minutes: 1, stop: 1, target: 2, allowShort: 0 };

test("an entry carries its stop distance; off and without height there is none", () => {
  const draft = (stop: number, bars: readonly TestBar[]): SignalDraft | undefined =>
    runStrategy(OPENING_RANGE_BREAKOUT, { ...BASE, stop }, bars, () => FLAT)[1]?.[0];
  const breakout = session([100.5, 101.01]);
  assert.equal(draft(1.5, breakout)?.stopDistanceMicros, 1_500_000);
  assert.equal(draft(0, breakout)?.stopDistanceMicros, null);
  const flatRange = breakout.map((bar, minute) => (minute === 0 ? { ...bar, high: bar.close, low: bar.close } : bar));
  assert.equal(draft(1, flatRange)?.stopDistanceMicros, null);
});

test("the level itself is a breach, a micro before it is not", () => {
  const wordsAt = (close: number): string | undefined => {
    const bars = session([100.5, 102, close]);
    const held = { lots: 3, entryMicros: 102_000_000 };
    return wordsOf(runStrategy(OPENING_RANGE_BREAKOUT, BASE, bars, (k) => (k < 2 ? FLAT : held)))[2];
  };
  assert.deepEqual([101.000001, 101, 103.999999, 104].map(wordsAt), ["", "exit sell", "", "exit sell"]);
});

test("the session's last bar opens flat, and nothing is entered for it", () => {
  const bars = session([100.5, 100.5, 100.5, 100.5, 100.5, 100.5, 100.5, 102, 102, 102]);
  const words = wordsOf(runStrategy(OPENING_RANGE_BREAKOUT, BASE, bars, positionsOf(bars)));
  assert.deepEqual(words.slice(7), ["entry buy", "exit sell", ""]);
  const late = session([100.5, 100.5, 100.5, 100.5, 100.5, 100.5, 100.5, 100.5, 102, 102]);
  assert.ok(wordsOf(runStrategy(OPENING_RANGE_BREAKOUT, BASE, late, positionsOf(late))).every((word) => word === ""));
});

test("a refused entry is not tried again in its session", () => {
  const bars = session([100.5, 102, 102, 102, 102]);
  const words = wordsOf(runStrategy(OPENING_RANGE_BREAKOUT, BASE, bars, () => FLAT));
  assert.deepEqual(words, ["", "entry buy", "", "", ""]);
});
