import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom, nextNormal } from "../../core/math/random.ts";
import { BLOCKS, overfittingProbability } from "./overfitting-probability.ts";

/** Trials of noise, each with its own daily drift. */
function trialsOf(seed: number, days: number, drifts: readonly number[]): number[][] {
  const random = createRandom(seed);
  return drifts.map((drift) => Array.from({ length: days }, () => drift + 0.01 * nextNormal(random)));
}

/** The definition word for word: every choice of 8 blocks, ratios from the days themselves. */
function naiveProbability(columns: readonly (readonly number[])[]): { probability: number; splits: number } {
  const perBlock = Math.floor((columns[0]?.length ?? 0) / BLOCKS);
  const kept = columns.map((column) => column.slice(column.length - perBlock * BLOCKS));
  const sharpe = (column: readonly number[], blocks: readonly number[]): number => {
    const days = blocks.flatMap((block) => column.slice(block * perBlock, (block + 1) * perBlock));
    const mean = days.reduce((sum, r) => sum + r, 0) / days.length;
    const variance = days.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (days.length - 1);
    return variance === 0 ? 0 : mean / Math.sqrt(variance);
  };
  let splits = 0;
  let failed = 0;
  const choose = (from: number, chosen: readonly number[]): void => {
    if (chosen.length === BLOCKS / 2) {
      const rest = Array.from({ length: BLOCKS }, (_, i) => i).filter((i) => !chosen.includes(i));
      const inside = kept.map((column) => sharpe(column, chosen));
      const outside = kept.map((column) => sharpe(column, rest));
      const best = inside.indexOf(Math.max(...inside));
      const rank = outside.filter((value) => value < (outside[best] ?? 0)).length + 1;
      splits += 1;
      if (Math.log(rank / (kept.length + 1) / (1 - rank / (kept.length + 1))) <= 0) failed += 1;
      return;
    }
    for (let block = from; block < BLOCKS; block += 1) choose(block + 1, [...chosen, block]);
  };
  choose(0, []);
  return { probability: failed / splits, splits };
}

test("fast equals the definition, the odd oldest days cut", () => {
  const columns = trialsOf(3, 37, new Array(10).fill(0.001));
  const found = overfittingProbability(columns);
  assert.ok(typeof found === "object");
  const naive = naiveProbability(columns);
  assert.equal(naive.splits, 12_870);
  assert.deepEqual([found.splits, found.days, found.trials], [12_870, 32, 10]);
  assert.equal(found.probability, naive.probability);
});

test("a real difference is not overfitting, noise is a coin, a curse is certain", () => {
  const skilled = overfittingProbability(trialsOf(5, 800, [...new Array<number>(11).fill(0), 0.004]));
  assert.ok(typeof skilled === "object" && skilled.probability < 0.01 && skilled.medianLogit > 0);
  assert.equal(skilled.lossProbability, 0);
  const chances = [1, 2, 3, 4, 5, 6].map((seed) => {
    const noise = overfittingProbability(trialsOf(seed, 480, new Array(20).fill(0)));
    return typeof noise === "object" ? noise.probability : NaN;
  });
  const average = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  assert.ok(average > 0.3 && average < 0.8, chances.join());
  // Every trial makes up tomorrow what it won: the better half is always the worse one.
  const cursed = trialsOf(9, 320, new Array(12).fill(0)).map((column) => {
    const mean = column.reduce((sum, r) => sum + r, 0) / column.length;
    return column.map((r) => r - mean);
  });
  const curse = overfittingProbability(cursed);
  assert.ok(typeof curse === "object" && curse.probability > 0.99);
});

test("equals share their rank and a trial without trades has the ratio 0", () => {
  const [one = []] = trialsOf(4, 64, [0.01]);
  const same = overfittingProbability(new Array(11).fill(one));
  // All ranks are 6 of 12: omega is exactly a half, which counts as failed.
  assert.ok(typeof same === "object" && same.probability === 1 && same.medianLogit === 0);
  const flat = overfittingProbability(Array.from({ length: 11 }, () => new Float64Array(64)));
  assert.ok(typeof flat === "object" && flat.probability === 1 && flat.lossProbability === 0);
});

test("without trials or days there is no answer", () => {
  assert.equal(overfittingProbability(trialsOf(1, 100, new Array(9).fill(0))), "NO_TRIALS");
  assert.equal(overfittingProbability([]), "NO_TRIALS");
  assert.equal(overfittingProbability(trialsOf(1, 15, new Array(10).fill(0))), "TOO_FEW_DAYS");
});
