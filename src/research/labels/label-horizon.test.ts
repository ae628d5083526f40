import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { horizonInBars, horizonInSessions, NO_END } from "./label-horizon.ts";

test("in bars: the bar so many later, none at the end", () => {
  assert.deepEqual([...horizonInBars(5, 2)], [2, 3, 4, NO_END, NO_END]);
  assert.deepEqual([...horizonInBars(2, 3)], [NO_END, NO_END]);
  assert.deepEqual([...horizonInBars(0, 1)], []);
});

test("in sessions: the last bar before the close of the session so many later", () => {
  const length = 6;
  const day = 10;
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 60, size: "max" }),
      fc.integer({ min: 1, max: 12 }),
      fc.nat(3),
      (minutes, sessions, ahead) => {
        const starts = minutes.toSorted((a, b) => a - b);
        const bars = {
          count: starts.length,
          tsOpen: Float64Array.from(starts),
          tsClose: Float64Array.from(starts, (start) => start + 1),
        };
        const opens = Array.from({ length: sessions }, (_, s) => s * day);
        const table = { opens, closes: opens.map((open) => open + length) };
        const last = (starts.at(-1) ?? 0) + 1;
        const expected = starts.map((start, i) => {
          const own = Math.floor(start / day);
          const close = (own + ahead) * day + length;
          if (start % day >= length || own + ahead >= sessions || close > last) return NO_END;
          const before = starts.findLastIndex((other) => other < close);
          return before > i ? before : NO_END;
        });
        assert.deepEqual([...horizonInSessions(bars, table, ahead)], expected);
      },
    ),
    { numRuns: 500 },
  );
});
