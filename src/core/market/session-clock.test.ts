import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  createSessionClock,
  isOpenAt,
  lastSessionStarted,
  nextOpenAtOrAfter,
  sessionIndexContaining,
  sessionTimeBetween,
} from "./session-clock.ts";

/** Sessions from gaps and lengths; a gap may be 0. */
const tables = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 5 })), { maxLength: 14, size: "max" })
  .map((rows) => {
    const opens: number[] = [];
    const closes: number[] = [];
    let t = 10;
    for (const [gap, length] of rows) {
      opens.push(t + gap);
      t += gap + length;
      closes.push(t);
    }
    return { calendar: "TEST", alwaysOpen: false, days: opens.map(String), opens, closes };
  });
const times = fc.array(fc.integer({ min: 0, max: 140 }), { minLength: 1, maxLength: 30, size: "max" });

test("every answer agrees with a scan of the table, whatever was asked before", () => {
  fc.assert(
    fc.property(tables, times, fc.boolean(), (table, asked, isSorted) => {
      const clock = createSessionClock(table);
      const order = isSorted ? asked.toSorted((a, b) => a - b) : asked;
      const isInside = (ts: number): number => table.opens.findIndex((o, i) => o <= ts && ts < (table.closes[i] ?? 0));
      let former = 0;
      for (const ts of order) {
        assert.equal(sessionIndexContaining(clock, ts), isInside(ts));
        assert.equal(isOpenAt(clock, ts), isInside(ts) >= 0);
        assert.equal(
          lastSessionStarted(clock, ts),
          table.opens.findLastIndex((open) => open <= ts),
        );
        assert.equal(nextOpenAtOrAfter(clock, ts), table.opens.find((open) => open >= ts) ?? Number.NaN);
        let open = 0;
        for (let u = Math.min(former, ts); u < Math.max(former, ts); u++) if (isInside(u) >= 0) open++;
        assert.equal(sessionTimeBetween(clock, former, ts), (former <= ts ? open : -open) + 0);
        former = ts;
      }
    }),
    { numRuns: 500 },
  );
});

test("an always-open market is open between and beyond its days, which still count", () => {
  const table = { calendar: "ALL", alwaysOpen: true, days: ["a", "b"], opens: [100, 200], closes: [200, 300] };
  const clock = createSessionClock(table);
  assert.ok(isOpenAt(clock, 50) && isOpenAt(clock, 250) && isOpenAt(clock, 900));
  assert.deepEqual(
    [50, 100, 199, 200, 300].map((ts) => sessionIndexContaining(clock, ts)),
    [-1, 0, 0, 1, -1],
  );
  assert.equal(nextOpenAtOrAfter(clock, 150), 150);
  assert.equal(sessionTimeBetween(clock, 50, 900), 850);
});

test("a table out of order is a broken invariant", () => {
  const make = (opens: number[], closes: number[]): unknown =>
    createSessionClock({ calendar: "X", alwaysOpen: false, days: opens.map(String), opens, closes });
  assert.throws(() => make([10, 15], [20, 30]), /after the one before/);
  assert.throws(() => make([10], [10]), /before it closes/);
  assert.throws(() => make([10], []), /an open and a close/);
});
