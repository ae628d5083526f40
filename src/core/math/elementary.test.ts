import assert from "node:assert/strict";
import { test } from "node:test";
import { exp, log, power, sqrt } from "./elementary.ts";

/** The 64 bits of a double in hexadecimal. */
function bitsOf(x: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

test("the bits of known results are the ones every machine of ours must give", () => {
  assert.equal(bitsOf(exp(1)), "4005bf0a8b145769");
  assert.equal(bitsOf(log(2)), "3fe62e42fefa39ef");
  assert.equal(bitsOf(log(10)), "40026bb1bbb55516");
  assert.equal(bitsOf(sqrt(2)), "3ff6a09e667f3bcd");
  assert.equal(bitsOf(power(2, 0.5)), "3ff6a09e667f3bcd");
});

test("edges are the documented ones", () => {
  assert.equal(exp(0), 1);
  assert.equal(log(0), -Infinity);
  assert.ok(Number.isNaN(log(-1)));
  assert.ok(Number.isNaN(sqrt(-1)));
  assert.ok(Number.isNaN(power(-1, 0.5)));
});
