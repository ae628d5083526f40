import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { column, runOutputs, walks } from "./feature-fixture.test.ts";

test("bit for bit the close against that of n bars before", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 40 }), (bars, n) => {
      const closes = column(bars, "close");
      assert.deepEqual(runOutputs({ kind: "momentum", parameters: { period: n } }, bars), {
        change: closes.map((x, k) => x - (closes[k - n] ?? Number.NaN)),
        rate: closes.map((x, k) => x / (closes[k - n] ?? Number.NaN) - 1),
      });
    }),
  );
});
