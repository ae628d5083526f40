/**
 * A sweep on two worker threads beside one: `node benches/sweep.ts [combinations] [bars] [rounds]`.
 * 1,000 combinations of ema-cross over 100,000 generated one-minute bars, read once and shared.
 * Rounds are interleaved and timed by the wall, for threads are what is measured: the machine must
 * be quiet. Both give the same result, or the bench fails. Below it what one combination is made
 * of, in the CPU time of one thread.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { required } from "../src/core/assert.ts";
import { findStrategy, STRATEGIES } from "../src/core/strategies/registry.ts";
import { generateData } from "../src/data/generate-data.ts";
import { readStrategyFile } from "../src/platform/strategy-file.ts";
import { runBacktestLoop } from "../src/research/backtest/backtest-loop.ts";
import { prepareRun } from "../src/research/backtest/prepare-run.ts";
import type { ResolvedRun } from "../src/research/backtest/resolve-run.ts";
import { DATA_DEFAULTS, resolveRun } from "../src/research/backtest/resolve-run.ts";
import { evaluateRun, withParameters } from "../src/research/sweep/evaluate-run.ts";
import { parseGrid } from "../src/research/sweep/parse-grid.ts";
import { runSweep } from "../src/research/sweep/run-sweep.ts";
import { planSweep } from "../src/research/sweep/sweep-plan.ts";

const [COMBINATIONS = 1_000, BARS = 100_000, ROUNDS = 3] = process.argv.slice(2).map(Number);
const BARS_PER_SESSION = 390;
const KIND = required(findStrategy("ema-cross"), "a built-in");
const STRATEGY = [
  "id: bench",
  "kind: ema-cross",
  "instruments: [SPY]",
  "timeframe: 1m",
  "parameters: { fast: 12, slow: 26 }",
  "sizing: { kind: fixed-quantity, quantity: 10 }",
].join("\n");

/** The bars as a user has them: written to a file and read once. */
function generated(): ResolvedRun {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-bench-"));
  try {
    const sessions = Math.max(1, Math.round(BARS / BARS_PER_SESSION));
    generateData({ instruments: ["SPY"], sessions, seed: 1, from: "2023-01-03", out: folder });
    const read = readStrategyFile(STRATEGY, "bench.yaml", { kinds: STRATEGIES, checkLimits: () => [] });
    assert.ok(read.ok, JSON.stringify(read));
    return resolveRun(read.strategy, { ...DATA_DEFAULTS, path: join(folder, "SPY_1m.csv") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Time that this thread computed: what else the machine does does not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const resolved = generated();
const plan = planSweep(resolved, {
  grid: {
    axes: parseGrid(["fast=5:44:1", "slow=50:170:5"], KIND),
    where: [],
    random: COMBINATIONS < 1_000 ? { count: COMBINATIONS, seed: 1 } : null,
    runsMax: 1_000,
  },
  objective: "sharpe",
  kind: KIND,
  build: "bench",
});
const runs = plan.combinations.runs.length;
console.log(`${runs} combinations over ${resolved.data.bars} bars, ${ROUNDS} rounds`);

const seconds: Record<number, number[]> = { 1: [], 2: [] };
const results = new Set<string>();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const workers of [1, 2]) {
    const begun = performance.now();
    const { result } = await runSweep(plan, { workers, top: 20, checkpoint: null });
    seconds[workers]?.push((performance.now() - begun) / 1000);
    results.add(JSON.stringify({ ...result, durationMs: 0, combinationsPerSecond: 0 }));
  }
}
assert.equal(results.size, 1, "one and two workers give the same result, every time");
const [one, two] = [median(seconds[1] ?? []), median(seconds[2] ?? [])];
console.log(`1 worker  ${one.toFixed(2)} s, ${(runs / one).toFixed(1)} combinations/s`);
console.log(`2 workers ${two.toFixed(2)} s, ${(runs / two).toFixed(1)} combinations/s`);
console.log(`2 workers / 1 worker ${(one / two).toFixed(2)} (floor 1.5, aim 1.9), results identical`);

const SAMPLED = Math.min(runs, 40);
const times = { prepare: 0, loop: 0, whole: 0 };
for (const { parameters } of plan.combinations.runs.slice(0, SAMPLED)) {
  const from = cpuMs();
  const run = prepareRun(withParameters(resolved, parameters));
  const prepared = cpuMs();
  runBacktestLoop(run, () => true, 1 << 30);
  const looped = cpuMs();
  evaluateRun(resolved, { parameters, rows: null, warmUp: null, closesAtEnd: null, keepsTrades: false });
  times.prepare += prepared - from;
  times.loop += looped - prepared;
  times.whole += cpuMs() - looped;
}
const each = (ms: number): string => `${(ms / SAMPLED).toFixed(2)} ms`;
console.log(`one combination: ${each(times.whole)}; of it prepareRun ${each(times.prepare)}, loop ${each(times.loop)}`);
