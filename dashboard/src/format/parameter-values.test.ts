import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterValues, typedNumber } from "./parameter-values.ts";

const valuesOf = (text: string): readonly number[] | null => {
  const read = parameterValues(text);
  return read.kind === "values" ? read.values : null;
};

test("a field stands for one value, a list or a range", () => {
  assert.deepEqual(valuesOf("9"), [9]);
  assert.deepEqual(valuesOf(" 5, 10,20 "), [5, 10, 20]);
  assert.deepEqual(valuesOf("5:20:5"), [5, 10, 15, 20]);
  assert.deepEqual(valuesOf("5:21:5"), [5, 10, 15, 20]);
  assert.deepEqual(valuesOf("3:6"), [3, 4, 5, 6]);
  assert.deepEqual(valuesOf("-1:1:1"), [-1, 0, 1]);
  assert.deepEqual(valuesOf("0.1:0.5:0.1"), [0.1, 0.2, 0.3, 0.4, 0.5], "decimals do not drift");
});

test("what stands for nothing says why", () => {
  for (const text of ["", "x", "1,,2", "1,1", "5:", "1:2:3:4", "20:5:5", "5:20:0", "5:20:-5", "0:1:0.0001", "1e3"]) {
    const read = parameterValues(text);
    assert.equal(read.kind, "invalid", text);
    assert.ok(read.kind === "invalid" && read.message.length > 10, text);
  }
});

test("typed amounts may be grouped, and a comma is never a decimal point that went unseen", () => {
  assert.equal(typedNumber("1,000.50"), 1000.5);
  assert.equal(typedNumber("1,234,567"), 1_234_567);
  for (const text of ["ten", "0,5", "1,5", "0,500", "1,0000", "1000,50", "1,000,5"]) {
    assert.equal(typedNumber(text), null, text);
  }
});
