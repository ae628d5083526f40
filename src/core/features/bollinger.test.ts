import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { column, meanOf, rolling, runOutputs, walks } from "./feature-fixture.test.ts";

test("bit for bit the mean of each window and width population deviations around it", () => {
  fc.assert(
    fc.property(
      walks,
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (bars, n, width) => {
        const closes = column(bars, "close");
        const middle = rolling(closes, n, meanOf);
        const deviation = rolling(closes, n, (window) => {
          const centre = meanOf(window);
          return Math.sqrt(meanOf(window.map((x) => (x - centre) * (x - centre))));
        });
        const around = (side: number): number[] => middle.map((x, k) => x + side * (width * (deviation[k] ?? 0)));
        assert.deepEqual(runOutputs({ kind: "bollinger", parameters: { period: n, width } }, bars), {
          lower: around(-1),
          middle,
          upper: around(1),
          deviation,
        });
      },
    ),
  );
});
