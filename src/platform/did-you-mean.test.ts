import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { didYouMean, editDistance, suggestion } from "./did-you-mean.ts";

/** The definition as a recursion, without the table. */
function naive(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const cost = a.at(-1) === b.at(-1) ? 0 : 1;
  const less = (text: string, n = 1): string => text.slice(0, -n);
  let best = Math.min(naive(less(a), b) + 1, naive(a, less(b)) + 1, naive(less(a), less(b)) + cost);
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    best = Math.min(best, naive(less(a, 2), less(b, 2)) + 1);
  }
  return best;
}

test("the distance equals its recursive definition", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 });
  fc.assert(fc.property(word, word, (a, b) => assert.equal(editDistance(a, b), naive(a, b))));
});

test("close names are suggested, far ones are not", () => {
  const names = ["instruments", "timeframe", "fast", "slow"];
  assert.equal(didYouMean("instrumnets", names), "instruments");
  assert.equal(didYouMean("FAST", names), "fast");
  assert.equal(didYouMean("fats", names), "fast");
  assert.equal(didYouMean("zebra", names), null);
  assert.equal(suggestion("slwo", names), ' Did you mean "slow"?');
  assert.equal(suggestion("", names), "");
});
