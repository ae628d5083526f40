import assert from "node:assert/strict";
import { test } from "node:test";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import { failureOf } from "../backtest/run-fixture.test.ts";
import type { GridRequest } from "./plan-combinations.ts";
import { planCombinations } from "./plan-combinations.ts";
import { parseWhere } from "./where-rule.ts";

const rule = { type: "integer", minimum: 0, maximum: 1_000, defaultValue: null, description: "" } as const;
const KIND: KindSpec = {
  kind: "test",
  parameters: [
    { ...rule, name: "fast" },
    { ...rule, name: "slow" },
  ],
  validate: ({ fast = 0, slow = 0 }) => (fast < slow ? null : "fast must be less than slow"),
};
const BASE = { fast: 12, slow: 26, allowShort: 0 };
const axes = [
  { name: "fast", values: [1, 2, 3] },
  { name: "slow", values: [2, 3, 4] },
];
const WHOLE: GridRequest = { axes, where: [], random: null, runsMax: 100 };

function pairs(request: GridRequest): string[] {
  return planCombinations(request, BASE, KIND).runs.map((run) => `${run.parameters["fast"]}/${run.parameters["slow"]}`);
}

test("the first axis is the slowest, what the strategy refuses is listed and the rest of the file stands", () => {
  const plan = planCombinations(WHOLE, BASE, KIND);
  assert.deepEqual(pairs(WHOLE), ["1/2", "1/3", "1/4", "2/3", "2/4", "3/4"]);
  assert.deepEqual(
    plan.invalid.map((one) => [one.place, one.reason]),
    [
      [3, "fast must be less than slow"],
      [6, "fast must be less than slow"],
      [7, "fast must be less than slow"],
    ],
  );
  assert.deepEqual(plan.runs[0]?.parameters, { fast: 1, slow: 2, allowShort: 0 });
  assert.equal(plan.gridSize, 9);
  assert.deepEqual(pairs({ ...WHOLE, axes: axes.slice(0, 1) }), ["1/26", "2/26", "3/26"]);
});

test("rules leave combinations out before the strategy is asked", () => {
  const where = parseWhere(["slow>=2*fast"], KIND);
  const plan = planCombinations({ ...WHOLE, where }, BASE, KIND);
  assert.deepEqual(pairs({ ...WHOLE, where }), ["1/2", "1/3", "1/4", "2/4"]);
  assert.deepEqual([plan.excludedCount, plan.invalid.length], [5, 0]);
});

test("a draw is that of its seed, in the order of the grid, each place once and as many as asked for", () => {
  const large = [
    { name: "fast", values: Array.from({ length: 200 }, (_, i) => i) },
    { name: "slow", values: Array.from({ length: 500 }, (_, i) => i) },
  ];
  const drawn = (count: number, seed: number): string[] => pairs({ ...WHOLE, axes: large, random: { count, seed } });
  const once = drawn(60, 1);
  assert.equal(once.length, 60);
  assert.equal(new Set(once).size, 60);
  assert.deepEqual(drawn(60, 1), once);
  assert.notDeepEqual(drawn(60, 2), once);
  const places = planCombinations({ ...WHOLE, axes: large, random: { count: 60, seed: 1 } }, BASE, KIND).runs.map(
    (run) => run.place,
  );
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  // Asked for more than there is: the whole grid.
  assert.deepEqual(pairs({ ...WHOLE, random: { count: 50, seed: 3 } }), pairs(WHOLE));
  // Every place is as likely: 3 of 6 over many seeds come about equally often.
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 600; seed += 1)
    for (const pair of pairs({ ...WHOLE, random: { count: 3, seed } })) seen.set(pair, (seen.get(pair) ?? 0) + 1);
  assert.equal(seen.size, 6);
  for (const [pair, count] of seen) assert.ok(count > 240 && count < 360, `${pair} came ${count} times`);
});

test("a grid that leaves nothing or too much is refused", () => {
  const none = failureOf(() => planCombinations({ ...WHOLE, axes: [{ name: "fast", values: [30, 40] }] }, BASE, KIND));
  assert.equal(none.code, "GRID_EMPTY");
  assert.match(none.message, /fast must be less than slow/);
  const ruled = { ...WHOLE, where: parseWhere(["fast>5"], KIND) };
  assert.match(failureOf(() => planCombinations(ruled, BASE, KIND)).message, /leave out 9/);
  const many = failureOf(() => planCombinations({ ...WHOLE, runsMax: 5 }, BASE, KIND));
  assert.equal(many.code, "GRID_TOO_LARGE");
  assert.match(`${many.message} ${many.hint}`, /6 runs; without --yes at most 5.*--random/);
  const huge = Array.from({ length: 3 }, (_, i) => ({
    name: `p${i}`,
    values: Array.from({ length: 9_000 }, (_, n) => n),
  }));
  assert.equal(failureOf(() => planCombinations({ ...WHOLE, axes: huge }, BASE, KIND)).code, "GRID_TOO_LARGE");
});
