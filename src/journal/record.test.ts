import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { BarClosed } from "../core/model/input.ts";
import { decodeBar } from "./decode-bar.ts";
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

test("a bar is decoded from bytes as JSON.parse decodes it, or left to it", () => {
  const integer = fc.oneof(fc.maxSafeInteger(), fc.nat(), fc.constant(0));
  const bar = fc.record({ volume: fc.oneof(integer, fc.double()), lowMicros: integer, endsSlice: fc.boolean() });
  let fast = 0;
  fc.assert(
    fc.property(bar, (fields) => {
      const json = encodeInput({ ...testBar(1), ...fields });
      const bytes = Buffer.from(`abc${json}`);
      const decoded = decodeBar(bytes, 3, bytes.length);
      if (decoded === null) return assert.ok(!Number.isSafeInteger(fields.volume));
      fast += 1;
      assert.deepEqual({ r: "input", input: decoded }, JSON.parse(json));
    }),
  );
  assert.ok(fast > 20);
});

test("no damaged bar is decoded as another one's JSON would not be", () => {
  const good = Buffer.from(encodeInput(testBar(1)));
  for (let offset = 0; offset < good.length; offset += 1) {
    for (const byte of [0x20, 0x2d, 0x30, 0x39, 0x2e, 0x65, 0x22, 0x7d]) {
      const bytes = Buffer.from(good);
      bytes[offset] = byte;
      const decoded = decodeBar(bytes, 0, bytes.length);
      if (decoded !== null) assert.deepEqual({ r: "input", input: decoded }, JSON.parse(bytes.toString()));
    }
  }
});
