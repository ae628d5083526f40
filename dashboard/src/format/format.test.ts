import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareDecimals } from "./compare-decimals.ts";
import { directionOf, formatNum, type NumKind } from "./num.ts";
import { exactTime, formatSpan, formatTime, zoneName } from "./time.ts";
import { countOf, shortId, wordsOf } from "./words.ts";

const NUMBERS: readonly (readonly [NumKind, string, string])[] = [
  ["money", "1024310.55", "1,024,310.55"],
  ["money", "-85", "\u221285.00"],
  ["pnl", "2140.1", "+2,140.10"],
  ["pnl", "-85", "\u221285.00"],
  ["pnl", "0", "0.00"],
  ["pnl", "-0.001", "0.00"],
  ["price", "471.35", "471.35"],
  ["price", "1.08542", "1.08542"],
  ["pct", "0.0151", "1.51%"],
  ["change", "0.0021", "+0.21%"],
  ["change", "-0.0021", "\u22120.21%"],
  ["bps", "3.4", "3.4 bps"],
  ["ratio", "1.8449", "1.84"],
  ["qty", "120", "120"],
  ["qty", "0.0000000001", "0.0000000001"],
];

test("numbers print by the rules of their kind", () => {
  for (const [kind, value, printed] of NUMBERS) assert.equal(formatNum(kind, value), printed, `${kind} ${value}`);
});

test("decimal text prints exactly where a float would not", () => {
  assert.equal(formatNum("money", "9007199254740993.15"), "9,007,199,254,740,993.15");
  assert.equal(formatNum("qty", "123456789012345678901234"), "123,456,789,012,345,678,901,234");
});

test("direction follows what is printed: a rounded zero is flat", () => {
  assert.equal(directionOf(formatNum("pnl", "-0.001")), "flat");
  assert.equal(directionOf(formatNum("pnl", "-0.01")), "down");
  assert.equal(directionOf(formatNum("change", "0.0021")), "up");
});

test("decimals sort by value", () => {
  const decimal = fc
    .tuple(fc.boolean(), fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 99 }))
    .map(([isNegative, whole, cents]) => `${isNegative ? "-" : ""}${whole}.${`${cents}`.padStart(2, "0")}`);
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      assert.equal(Math.sign(compareDecimals(a, b)), Math.sign(Number(a) - Number(b)));
    }),
  );
  assert.equal(compareDecimals("-0", "0.00"), 0);
  assert.ok(compareDecimals("9007199254740993", "9007199254740992") > 0);
});

test("times print in their zone, also on the day the clocks change", () => {
  const before = Date.parse("2025-03-09T06:59:59.412Z");
  const after = Date.parse("2025-03-09T07:00:00Z");
  assert.equal(formatTime("ms", before, "America/New_York"), "01:59:59.412");
  assert.equal(formatTime("time", after, "America/New_York"), "03:00:00");
  assert.equal(zoneName("America/New_York", before), "EST");
  assert.equal(zoneName("America/New_York", after), "EDT");
  assert.equal(formatTime("minute", after, "Asia/Kolkata"), "Mar 9, 12:30");
  assert.match(exactTime(after), /^2025-03-09T07:00:00\.000Z · Mar 9, 03:00:00 EDT$/);
});

test("spans print short", () => {
  const spans = [412, 42_000, 185_000, 5_220_000].map(formatSpan);
  assert.deepEqual(spans, ["0.4 s", "42 s", "3 min 5 s", "1 h 27 m"]);
});

test("codes, ids and counts print as words", () => {
  assert.equal(wordsOf("DONE_FOR_DAY"), "Done for day");
  assert.equal(shortId("01J9ZK3M9f3c21ab"), "…9f3c21ab");
  assert.equal(shortId("118"), "118");
  assert.deepEqual([countOf(1, "order"), countOf(0, "order")], ["1 order", "0 orders"]);
});
