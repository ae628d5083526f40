import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { column, runOutputs, smoothed, walks } from "./feature-fixture.test.ts";

const length = fc.integer({ min: 1, max: 25 });

test("bit for bit the difference of two averages, its average and what is between them", () => {
  fc.assert(
    fc.property(walks, length, length, length, (bars, fast, slow, signal) => {
      const closes = column(bars, "close");
      const slowColumn = smoothed(closes, slow, 2 / (slow + 1));
      const line = smoothed(closes, fast, 2 / (fast + 1)).map((x, k) => x - (slowColumn[k] ?? Number.NaN));
      const average = smoothed(line, signal, 2 / (signal + 1));
      assert.deepEqual(runOutputs({ kind: "macd", parameters: { fast, slow, signal } }, bars), {
        macd: line,
        signal: average,
        histogram: line.map((x, k) => x - (average[k] ?? Number.NaN)),
      });
    }),
  );
});
