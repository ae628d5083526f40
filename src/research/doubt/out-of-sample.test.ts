import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom, nextNormal } from "../../core/math/random.ts";
import type { Neighbour } from "./neighbourhood.ts";
import { outOfSampleOf } from "./out-of-sample.ts";

function neighbour(returns: readonly number[], tradeExits: readonly number[] = []): Neighbour {
  return { parameters: {}, returns, totalReturn: 0, sharpe: null, trades: tradeExits.length, tradeExits };
}

function timesOf(days: number): number[] {
  return Array.from({ length: days }, (_, i) => (i + 1) * 10);
}

/** A day up by `drift` on average, with a wobble so that there is a ratio. */
function drifting(days: number, driftOf: (day: number) => number): number[] {
  return Array.from({ length: days }, (_, i) => driftOf(i) + (i % 2 === 0 ? 0.001 : -0.001));
}

test("what was best before a window is judged in it, and never on the days it was chosen by", () => {
  // One is splendid until day 252 and loses ever after; the other is the mirror of it.
  const turning = neighbour(
    drifting(315, (day) => (day < 252 ? 0.002 : -0.001)),
    [2_520, 2_530, 3_150],
  );
  const other = neighbour(drifting(315, (day) => (day < 252 ? -0.002 : 0.001)));
  const found = outOfSampleOf([other, turning], timesOf(315));
  assert.ok(found !== null);
  assert.deepEqual([found.windows, found.days], [1, 63]);
  // The trade that closed with the last day in sample is not one of the window's.
  assert.equal(found.trades, 2);
  assert.ok(found.totalReturn < 0 && Math.abs((found.efficiency ?? 0) + 0.5) < 0.02, JSON.stringify(found));
});

test("windows follow each other without a gap, a short last one counts from 20 sessions", () => {
  const days = (count: number): [number, number] | null => {
    const found = outOfSampleOf([neighbour(drifting(count, () => 0.001))], timesOf(count));
    return found === null ? null : [found.windows, found.days];
  };
  assert.deepEqual([271, 272, 314, 315, 334, 335, 378, 800].map(days), [
    null,
    [1, 20],
    [1, 62],
    [1, 63],
    [1, 63],
    [2, 83],
    [2, 126],
    [9, 548],
  ]);
});

test("noise keeps nothing of what it promised", () => {
  const random = createRandom(4);
  const efficiencies = Array.from({ length: 30 }, () => {
    const all = Array.from({ length: 10 }, () =>
      neighbour(Array.from({ length: 820 }, () => 0.01 * nextNormal(random))),
    );
    return outOfSampleOf(all, timesOf(820))?.efficiency ?? 0;
  });
  const mean = efficiencies.reduce((sum, one) => sum + one, 0) / efficiencies.length;
  assert.ok(Math.abs(mean) < 0.25, `${mean}`);
});

test("without a profit in sample nothing can be kept, without a ratio the window is flat", () => {
  const losing = outOfSampleOf([neighbour(drifting(315, () => -0.001))], timesOf(315));
  assert.deepEqual([losing?.efficiency, losing?.windows], [null, 1]);
  const idle = outOfSampleOf([neighbour(new Array<number>(315).fill(0))], timesOf(315));
  assert.deepEqual([idle?.efficiency, idle?.totalReturn, idle?.days], [null, 0, 63]);
});
