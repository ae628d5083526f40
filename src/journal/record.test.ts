import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { BarClosed } from "../core/model/input.ts";
import { testBar } from "./journal-fixture.ts";
import { decodeRecord, encodeInput } from "./record.ts";

test("a bar's short encoding is what JSON.stringify writes, odd numbers included", () => {
  const number = fc.oneof(fc.maxSafeInteger(), fc.double(), fc.constantFrom(0, -0, 1e21, 1e-7, Number.NaN, Infinity));
  const bar = fc.record({
    volume: number,
    openMicros: number,
    seq: fc.nat(),
    endsSlice: fc.boolean(),
    tsEvent: number,
  });
  fc.assert(
    fc.property(bar, (fields) => {
      const input: BarClosed = { ...testBar(1), ...fields };
      assert.equal(encodeInput(input), JSON.stringify({ r: "input", input }));
    }),
  );
});

test("what is no record is null", () => {
  const texts = ["", "{", "null", "[]", "{}", '{"r":"other"}', '{"r":"input"}', '{"r":"input","input":{"seq":1.5}}'];
  for (const text of texts) assert.equal(decodeRecord(text), null, text);
});
