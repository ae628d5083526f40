import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRandom, nextNormal } from "../../core/math/random.ts";
import type { MonteCarloFigures, MonteCarloOptions, MonteCarloSource } from "./monte-carlo.ts";
import { monteCarlo } from "./monte-carlo.ts";
import { defaultBlock, drawBlocks, shuffle } from "./resample-path.ts";

const OPTIONS: MonteCarloOptions = {
  method: "blocks",
  paths: 2_000,
  block: 5,
  seed: 7,
  drawdownLimit: 0.2,
  periodsPerYear: 252,
};

function figuresOf(source: Partial<MonteCarloSource>, options: Partial<MonteCarloOptions> = {}): MonteCarloFigures {
  const found = monteCarlo({ returns: [], tradeResults: [], ...source }, { ...OPTIONS, ...options });
  assert.ok(typeof found === "object", "a source of days or trades has figures");
  return found;
}

function noise(seed: number, days: number, drift: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: days }, () => drift + 0.01 * nextNormal(random));
}

test("blocks keep neighbours together, begin anywhere and go round", () => {
  const returns = Float64Array.from({ length: 50 }, (_, i) => i);
  const drawn = new Float64Array(200_000);
  drawBlocks(returns, 8, createRandom(3), drawn);
  let kept = 0;
  const counts = new Float64Array(50);
  for (let i = 1; i < drawn.length; i += 1) {
    if (drawn[i] === ((drawn[i - 1] ?? 0) + 1) % 50) kept += 1;
    counts[drawn[i] ?? 0] = (counts[drawn[i] ?? 0] ?? 0) + 1;
  }
  // A step goes on with 7/8, and a new block begins at the neighbour by chance with 1/50.
  assert.ok(Math.abs(kept / drawn.length - (7 / 8 + 1 / 8 / 50)) < 0.005, `${kept / drawn.length}`);
  assert.ok(counts.every((count) => Math.abs(count / 4_000 - 1) < 0.25));
  assert.deepEqual([1, 4, 30, 250, 2_520].map(defaultBlock), [1, 4, 5, 6, 14]);
});

test("a shuffle is a permutation and reaches all of them alike", () => {
  const random = createRandom(5);
  const seen = new Map<string, number>();
  const into = new Float64Array(3);
  for (let i = 0; i < 6_000; i += 1) {
    shuffle(Float64Array.of(1, 2, 3), random, into);
    seen.set(into.join(), (seen.get(into.join()) ?? 0) + 1);
  }
  assert.equal(seen.size, 6);
  for (const [order, count] of seen) assert.ok(Math.abs(count - 1_000) < 150, `${order}: ${count}`);
});

test("the middle of many lives is the life that was, and its chances are those of the normal law", () => {
  const days = 252;
  const returns = noise(1, days, 0.0005);
  const figures = figuresOf({ returns }, { block: 1, paths: 8_000 });
  const mean = returns.reduce((sum, r) => sum + Math.log1p(r), 0);
  const spread = Math.sqrt(returns.reduce((sum, r) => sum + (Math.log1p(r) - mean / days) ** 2, 0));
  assert.ok(Math.abs(Math.log1p(figures.finalReturn.p50) - mean) < 0.006);
  assert.ok(Math.abs(Math.log1p(figures.finalReturn.p95) - (mean + 1.645 * spread)) < 0.02);
  const { sharpe } = figures;
  assert.ok(sharpe !== null && sharpe.low < sharpe.estimate && sharpe.estimate < sharpe.high);
  // A year of days: the ratio's error is about 1, so 95 % lie within 1.96.
  assert.ok(Math.abs(sharpe.high - sharpe.low - 2 * 1.96) < 0.3, `${sharpe.low} ${sharpe.high}`);
});

test("shuffled trades end where the run ended; only the way differs", () => {
  const figures = figuresOf({ tradeResults: [0.1, -0.05, 0.02, -0.04, 0.03] }, { method: "trades" });
  assert.ok(Math.abs(figures.finalReturn.p1 - 0.06) < 1e-12 && Math.abs(figures.finalReturn.p99 - 0.06) < 1e-12);
  assert.equal(figures.probabilityOfLoss, 0);
  assert.equal(figures.sharpe, null);
  // The worst order loses 0.09 from the start or from its top, the best one 0.05 after a gain of 0.1.
  assert.ok(figures.maxDrawdown.p99 <= 0.09 + 1e-12 && figures.maxDrawdown.p99 > 0.08);
  assert.deepEqual(figures.fan.steps, [0, 1, 2, 3, 4, 5]);
});

test("the starting capital is the first peak", () => {
  const { maxDrawdown } = figuresOf({ tradeResults: [-0.1, -0.1] }, { method: "trades" });
  assert.ok(Math.abs(maxDrawdown.p50 - 0.2) < 1e-12, `${maxDrawdown.p50}`);
});

test("the fan begins at 1, is ordered and ends with the finals", () => {
  const figures = figuresOf({ returns: noise(2, 700, 0) });
  const { fan, finalReturn } = figures;
  assert.deepEqual([fan.steps.length, fan.steps[0], fan.steps.at(-1), fan.p5[0], fan.p95[0]], [101, 0, 700, 1, 1]);
  for (let i = 0; i < fan.steps.length; i += 1) {
    const column = [fan.p5[i], fan.p25[i], fan.p50[i], fan.p75[i], fan.p95[i]] as number[];
    assert.deepEqual(
      column,
      column.toSorted((a, b) => a - b),
    );
  }
  assert.deepEqual([fan.p5.at(-1), fan.p95.at(-1)], [1 + finalReturn.p5, 1 + finalReturn.p95]);
});

test("the same seed tells the same, another seed another", () => {
  const returns = noise(4, 100, 0);
  assert.deepEqual(figuresOf({ returns }), figuresOf({ returns }));
  assert.notDeepEqual(figuresOf({ returns }), figuresOf({ returns }, { seed: 8 }));
});

test("chances are shares of paths, whatever the returns", () => {
  const returns = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
    minLength: 2,
    maxLength: 30,
    size: "max",
  });
  fc.assert(
    fc.property(returns, fc.integer({ min: 1, max: 40 }), (rs, block) => {
      const figures = figuresOf({ returns: rs }, { paths: 200, block, drawdownLimit: 0.1 });
      assert.ok(figures.maxDrawdown.p1 >= 0 && figures.maxDrawdown.p99 <= 1);
      const chance = figures.probabilityOfDrawdown ?? NaN;
      if (figures.maxDrawdown.p95 >= 0.1) assert.ok(chance >= 0.05);
      if (figures.maxDrawdown.p99 < 0.1) assert.ok(chance <= 0.01);
      if (rs.every((r) => r >= 0)) assert.equal(figures.probabilityOfLoss + chance, 0);
    }),
    { seed: 7, numRuns: 100 },
  );
  assert.equal(figuresOf({ returns: [0.1, 0.1] }).sharpe, null);
  assert.equal(figuresOf({ returns: [0.1, 0.2] }, { drawdownLimit: null }).probabilityOfDrawdown, null);
  assert.equal(monteCarlo({ returns: [0.1], tradeResults: [] }, OPTIONS), "TOO_FEW_DAYS");
  assert.equal(monteCarlo({ returns: [], tradeResults: [0.1] }, { ...OPTIONS, method: "trades" }), "TOO_FEW_TRADES");
});
