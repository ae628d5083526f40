import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decimalToMicros, parseDouble, parsePriceMicros } from "./parse-decimal.ts";
import { parseBars, READ_BARS_DEFAULTS } from "./read-bars-csv.ts";

function micros(text: string): number {
  const bytes = Buffer.from(`#${text}#`);
  return parsePriceMicros(bytes, 1, bytes.length - 1);
}

/** An independent twin on whole text: scale by 10^20 with BigInt, then round by comparing with the half. */
function microsNaively(text: string): number {
  const [whole = "0", fraction = ""] = text.split(".");
  const scaled = BigInt(whole + fraction.padEnd(20, "0"));
  const unit = 10n ** 14n;
  const floor = scaled / unit;
  const twice = (scaled - floor * unit) * 2n;
  return Number(twice > unit || (twice === unit && floor % 2n === 1n) ? floor + 1n : floor);
}

test("decimal text becomes micros half-even, float noise included", () => {
  const table: Record<string, number> = {
    "657.8599853515625": 657_859_985,
    "0.0000005": 0,
    "0.0000015": 2,
    "0.0000025": 2,
    "0.00000250000000000001": 3,
    "1": 1_000_000,
    "1.": 1_000_000,
    ".5": 500_000,
    "9007199254.740991": 9_007_199_254_740_991,
    "1e2": 100_000_000,
    "1.5E-3": 1500,
    "-2.5": -2_500_000,
    "000000000000000000001.5": 1_500_000,
  };
  for (const [text, expected] of Object.entries(table)) assert.equal(micros(text), expected, text);
  for (const text of [
    "",
    ".",
    "null",
    "NaN",
    "Infinity",
    "1,5",
    "1.2.3",
    "0x10",
    "9007199254.740993",
    "1e",
    "--1",
    "1.5x",
  ]) {
    assert.ok(Number.isNaN(micros(text)), text);
  }
});

test("property: the byte parser, the file reader and the text parser agree with a naive twin", () => {
  const decimal = fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.stringMatching(/^[0-9]{0,18}$/));
  fc.assert(
    fc.property(decimal, ([whole, fraction]) => {
      const text = fraction === "" ? `${whole}` : `${whole}.${fraction}`;
      const expected = microsNaively(text);
      assert.equal(micros(text), expected);
      assert.equal(decimalToMicros(text), expected);
      const row = (minute: number): string => `2024-03-11 09:3${minute},${text},${text},${text},${text},1\n`;
      const file = Buffer.from(`time,open,high,low,close,volume\n${row(0)}${row(1)}`);
      const read = parseBars(file, "A.csv", READ_BARS_DEFAULTS);
      if (expected === 0) assert.equal(read.ok, false);
      else assert.equal(read.ok && read.columns.openMicros[0], expected);
    }),
  );
});

test("property: volumes read as Number would", () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e15, noNaN: true })), (value) => {
      const bytes = Buffer.from(String(value));
      assert.equal(parseDouble(bytes, 0, bytes.length), value);
    }),
  );
});
