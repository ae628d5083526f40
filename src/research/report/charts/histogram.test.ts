import assert from "node:assert/strict";
import { test } from "node:test";
import { binsOf } from "./histogram.ts";

test("the few days that differ are seen beside hundreds that do not", () => {
  const values = [...new Array<number>(600).fill(0), 0.02, -0.01];
  const { start, width, counts } = binsOf(values);
  const countAt = (value: number): number => counts[Math.floor((value - start) / width + 1e-9)] ?? -1;
  assert.deepEqual([countAt(0), countAt(0.02), countAt(-0.01)], [600, 1, 1]);
});

test("outliers go to the outermost bins where the rest fills the middle", () => {
  const values = Array.from({ length: 1_000 }, (_, i) => (i - 500) / 1_000).concat(50);
  const { start, width, counts } = binsOf(values);
  assert.ok(start + width * counts.length < 1);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    values.length,
  );
});
