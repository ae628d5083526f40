import assert from "node:assert/strict";
import { test } from "node:test";
import { fanPaths } from "./fan-paths.ts";

const FAN = [
  { step: 0, p5: "1", p25: "1", p50: "1", p75: "1", p95: "1" },
  { step: 50, p5: "0.8", p25: "0.9", p50: "1.1", p75: "1.2", p95: "1.4" },
  { step: 200, p5: "0.6", p25: "1", p50: "1.2", p75: "1.4", p95: "1.6" },
];
const corners = (points: string): number[][] =>
  points.split(" ").map((corner) => corner.split(",").map((part) => Math.round(Number(part))));

test("a fan fills its square: the greatest value at the top, the least at the bottom, steps where they are", () => {
  const { outer, inner, middle, levelY, xs } = fanPaths(FAN, "1");
  assert.deepEqual(xs, [0, 25, 100]);
  assert.deepEqual(corners(outer), [
    [0, 60],
    [25, 20],
    [100, 0],
    [100, 100],
    [25, 80],
    [0, 60],
  ]);
  assert.deepEqual(corners(inner).at(1), [25, 40]);
  assert.deepEqual(corners(middle), [
    [0, 60],
    [25, 50],
    [100, 40],
  ]);
  assert.equal(Math.round(levelY), 60);
});

test("paths that never move, and a level outside of them, stay inside the square", () => {
  const flat = [0, 10].map((step) => ({ step, p5: "2", p25: "2", p50: "2", p75: "2", p95: "2" }));
  assert.equal(fanPaths(flat, "2").levelY, 50);
  const { middle, levelY } = fanPaths(flat, "1");
  assert.deepEqual(corners(middle), [
    [0, 0],
    [100, 0],
  ]);
  assert.equal(levelY, 100);
});
