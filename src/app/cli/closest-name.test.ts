import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { closestName, editDistance } from "./closest-name.ts";

test("a slip of one or two letters finds the name", () => {
  const names = ["backtest", "doctor", "journal verify", "up"];
  for (const [given, meant] of [
    ["bcaktest", "backtest"],
    ["doctr", "doctor"],
    ["journal verfiy", "journal verify"],
    ["Backtest", "backtest"],
  ] as const) {
    assert.equal(closestName(given, names), meant);
  }
});

test("what resembles nothing finds nothing", () => {
  assert.equal(closestName("zebra", ["backtest", "doctor"]), null);
  assert.equal(closestName("zebra", []), null);
});

test("the distance is a metric of edits", () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      assert.equal(distance, editDistance(b, a));
      assert.equal(distance === 0, a === b);
      assert.ok(distance >= Math.abs(a.length - b.length) && distance <= Math.max(a.length, b.length));
    }),
  );
});
