import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { required } from "../../core/assert.ts";
import { findStrategy } from "../../core/strategies/registry.ts";
import { barsFile, failureOf, FOLDER, resolveOver, strategyOf, walkRows } from "../backtest/run-fixture.test.ts";
import { parseGrid } from "../sweep/parse-grid.ts";
import { openCheckpoint } from "../sweep/search-checkpoint.ts";
import type { RunWalkForwardOptions, WalkForwardOutcome } from "./run-walk-forward.ts";
import { runWalkForward } from "./run-walk-forward.ts";
import type { WalkForwardPlan, WalkForwardSettings } from "./walk-forward-plan.ts";
import { planWalkForward } from "./walk-forward-plan.ts";
import type { WalkForwardResult } from "./walk-forward-result.ts";

const SESSIONS = 56;
// A walk in which the windows' winners differ and the second ends with an open position.
const ROWS = walkRows(5, SESSIONS);
const WALK = barsFile("AAA_1m.csv", ROWS);
const KIND = required(findStrategy("ema-cross"), "a built-in");
const FAST = [5, 20, 60];
const SLOW = [50, 120];
const SETTINGS: WalkForwardSettings = {
  inSample: 10,
  outOfSample: 24,
  step: 24,
  mode: "rolling",
  objective: "sharpe",
  minTrades: 10,
};

function planOf(settings: Partial<WalkForwardSettings> = {}, runsMax = 1_000): WalkForwardPlan {
  return planWalkForward(resolveOver(WALK, strategyOf()), {
    grid: {
      axes: parseGrid([`fast=${FAST.join(",")}`, `slow=${SLOW.join(",")}`], KIND),
      where: [],
      random: null,
      runsMax,
    },
    settings: { ...SETTINGS, ...settings },
    kind: KIND,
    build: "test",
  });
}

async function walk(plan: WalkForwardPlan, options: Partial<RunWalkForwardOptions> = {}): Promise<WalkForwardOutcome> {
  return await runWalkForward(plan, { workers: 1, ...options });
}

function stripped(result: WalkForwardResult): string {
  return JSON.stringify({ ...result, durationMs: 0 });
}

interface NaiveRun {
  /** Cents per session of the span, at its last bar. */
  readonly daily: number[];
  readonly returns: number[];
  readonly nets: number[];
}

/**
 * The strategy, fills and costs written once more as one plain loop over cents: averages follow
 * all sessions from `warm` on, orders only those of [from, to); 10 shares, 10 bps, 1.00 an order.
 */
function naiveRun(fast: number, slow: number, warm: number, from: number, to: number, isClosed: boolean): NaiveRun {
  const bars = ROWS.slice(warm * 390, to * 390).map((row) =>
    row
      .split(",")
      .slice(1, 5)
      .map((text) => Math.round(Number(text) * 100)),
  );
  const average = (n: number): number[] => {
    const values: number[] = [];
    let value = 0;
    for (const [i, [, , , close = 0]] of bars.entries()) {
      if (i < n) value += close / n;
      else value += (2 / (n + 1)) * (close - value);
      values.push(i + 1 < n ? Number.NaN : value);
    }
    return values;
  };
  const quick = average(fast);
  const slowly = average(slow);
  const begin = (from - warm) * 390;
  let [cash, held, paid] = [10_000_000, 0, 0];
  let wish: "buy" | "sell" | null = null;
  const nets: number[] = [];
  const daily: number[] = [];
  const sell = (price: number): void => {
    const got = Math.floor((price * 999) / 1_000);
    cash += held * got - 100;
    nets.push(held * (got - paid) - 200);
    held = 0;
  };
  for (let i = begin; i < bars.length; i += 1) {
    const [open = 0, , , close = 0] = bars[i] ?? [];
    if (wish === "buy" && held === 0) {
      paid = Math.ceil((open * 1_001) / 1_000);
      held = 10;
      cash -= held * paid + 100;
    } else if (wish === "sell" && held > 0) sell(open);
    wish = null;
    const [now, before] = [(quick[i] ?? 0) - (slowly[i] ?? 0), (quick[i - 1] ?? Number.NaN) - (slowly[i - 1] ?? 0)];
    if (now > 0 && before <= 0) wish = "buy";
    if (now < 0 && before >= 0) wish = "sell";
    if (isClosed && i === bars.length - 1 && held > 0) sell(close);
    if (i % 390 === 389) daily.push(cash + held * close);
  }
  const returns = daily.map((value, i) => value / (i === 0 ? 10_000_000 : (daily[i - 1] ?? 0)) - 1);
  return { daily, returns, nets };
}

function naiveSharpe(returns: readonly number[]): number {
  const centre = returns.reduce((sum, r) => sum + r, 0) / returns.length;
  const variance = returns.reduce((sum, r) => sum + (r - centre) ** 2, 0) / (returns.length - 1);
  return (centre / Math.sqrt(variance)) * Math.sqrt(252);
}

function close(was: number | null | undefined, expected: number, what: string): void {
  assert.ok(
    typeof was === "number" && Math.abs(was - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${was}, ${expected}`,
  );
}

/** Windows, selection and judgement as section 9 says them, over the naive runs. */
function checkAgainstTwin(result: WalkForwardResult, mode: "rolling" | "anchored"): void {
  const spans = [
    { train: [0, 10], judged: [10, 34] },
    { train: [mode === "anchored" ? 0 : 24, 34], judged: [34, 56] },
  ] as const;
  assert.equal(result.windows.length, spans.length);
  const all: number[] = [];
  const nets: number[] = [];
  let [trainedSum, trainedDays, closedAtEnd] = [0, 0, 0];
  for (const [w, { train, judged }] of spans.entries()) {
    let best: { sharpe: number; fast: number; slow: number; run: NaiveRun } | null = null;
    let eligible = 0;
    for (const fast of FAST) {
      for (const slow of SLOW) {
        if (fast >= slow) continue;
        const run = naiveRun(fast, slow, train[0], train[0], train[1], false);
        if (run.nets.length < 10) continue;
        eligible += 1;
        const sharpe = naiveSharpe(run.returns);
        if (best === null || sharpe > best.sharpe) best = { sharpe, fast, slow, run };
      }
    }
    assert.ok(best !== null);
    trainedSum += best.run.returns.reduce((sum, r) => sum + r, 0);
    trainedDays += best.run.returns.length;
    const out = naiveRun(best.fast, best.slow, train[0], judged[0], judged[1], true);
    const row = required(result.windows[w], "as many windows");
    assert.deepEqual(row.bestParameters, { fast: best.fast, slow: best.slow, allowShort: 0 }, `window ${w}`);
    assert.equal(row.eligible, eligible);
    assert.equal(row.isShort, w === 1);
    close(row.inSample, best.sharpe, "in-sample sharpe");
    close(row.outOfSample, naiveSharpe(out.returns), "out-of-sample sharpe");
    assert.equal(row.trades, out.nets.length);
    const left = naiveRun(best.fast, best.slow, train[0], judged[0], judged[1], false);
    closedAtEnd += out.nets.length - left.nets.length;
    all.push(...out.returns);
    nets.push(...out.nets);
  }
  assert.ok(nets.length > 20, `${nets.length} trades`);
  assert.ok(closedAtEnd > 0, "a window must have ended with an open position");
  assert.deepEqual(
    result.trades.map((trade) => Math.round(Number(trade.netPnl) * 100)),
    nets,
  );
  for (const [i, value] of all.entries()) close(result.equity.returns[i], value, `return ${i}`);
  assert.equal(result.equity.returns.length, all.length);
  close(result.metrics.totalReturn, all.reduce((product, r) => product * (1 + r), 1) - 1, "total return");
  close(result.metrics.sharpe, naiveSharpe(all), "sharpe");
  close(Number(result.metrics.finalEquity), 100_000 * all.reduce((product, r) => product * (1 + r), 1), "final equity");
  if (trainedSum > 0)
    close(
      result.efficiency,
      all.reduce((sum, r) => sum + r, 0) / all.length / (trainedSum / trainedDays),
      "efficiency",
    );
  else assert.deepEqual([result.efficiency, result.efficiencyReason], [null, "IN_SAMPLE_NOT_POSITIVE"]);
}

test("windows, winners, trades and chained returns are those of a naive twin, for any number of workers", async () => {
  for (const mode of ["rolling", "anchored"] as const) {
    const { result, trials } = await walk(planOf({ mode }));
    checkAgainstTwin(result, mode);
    assert.equal(trials.length, 2 * 5 + 2);
    const other = await walk(planOf({ mode }), { workers: mode === "rolling" ? 2 : 3 });
    assert.equal(stripped(other.result), stripped(result));
    assert.deepEqual(other.trials, trials);
  }
});

test("the figures of the result fit together", async () => {
  const { result, trials } = await walk(planOf(), { workers: 2 });
  assert.deepEqual([result.kind, result.partial, result.data.sessions], ["walk-forward", false, SESSIONS]);
  assert.deepEqual(
    result.windows.map((row) => [row.n, row.trainFrom, row.trainTo, row.testFrom, row.testTo]),
    [
      [1, "2024-03-04", "2024-03-15", "2024-03-18", "2024-04-19"],
      [2, "2024-04-08", "2024-04-19", "2024-04-22", "2024-05-21"],
    ],
  );
  assert.equal(result.equity.values.at(-1), result.metrics.finalEquity);
  assert.equal(result.equity.times.length, 46);
  assert.equal(result.metrics.days, 46);
  const sum = (key: "commission" | "slippageCost"): number =>
    result.windows.reduce((total, row) => total + Math.round(Number(row.outOfSampleMetrics?.[key]) * 1e6), 0);
  assert.equal(Math.round(Number(result.metrics.commission) * 1e6), sum("commission"));
  assert.equal(Math.round(Number(result.metrics.slippageCost) * 1e6), sum("slippageCost"));
  assert.equal(result.metrics.trades, result.trades.length);
  const [first, second] = result.windows.map((row) => row.outOfSampleMetrics);
  close(result.metrics.exposure, ((first?.exposure ?? 0) * 24 + (second?.exposure ?? 0) * 22) / 46, "exposure");
  assert.ok(result.warnings.some((warning) => warning.code === "SHORT_HISTORY"));
  assert.equal(trials[0]?.from, "2024-03-04T14:30:00.000Z");
  assert.equal(trials[0]?.to, "2024-03-15T20:00:00.000Z");
  assert.equal(trials[0]?.days, 10);
});

test("a window without a winner is flat and counted", async () => {
  const few = await walk(planOf({ minTrades: 1_000_000 }));
  assert.equal(few.result.validWindows, 0);
  assert.deepEqual(
    few.result.windows.map((row) => [row.isValid, row.reason]),
    [
      [false, "TOO_FEW_TRADES"],
      [false, "TOO_FEW_TRADES"],
    ],
  );
  assert.deepEqual([few.result.metrics.totalReturn, few.result.metrics.exposure, few.result.metrics.trades], [0, 0, 0]);
  assert.equal(few.result.equity.returns.length, 46);
  assert.equal(few.result.efficiency, null);
  assert.ok(few.result.warnings.some((warning) => warning.code === "NO_VALID_WINDOW"));
  // More trades are asked for than one of the windows has: the other alone is judged.
  const most = [0, 24].map((from) =>
    Math.max(
      ...FAST.flatMap((fast) =>
        SLOW.filter((slow) => fast < slow).map(
          (slow) => naiveRun(fast, slow, from, from, from + 10, false).nets.length,
        ),
      ),
    ),
  );
  const [first = 0, second = 0] = most;
  assert.notEqual(first, second);
  const { result } = await walk(planOf({ minTrades: Math.min(first, second) + 1 }));
  assert.deepEqual(
    result.windows.map((row) => row.isValid),
    [first > second, second > first],
  );
  const flat = result.equity.returns.slice(first > second ? 24 : 0, first > second ? 46 : 24);
  assert.ok(flat.length > 20 && flat.every((change) => change === 0));
  const judged = result.windows.find((row) => row.isValid)?.outOfSampleMetrics;
  close(result.metrics.totalReturn, judged?.totalReturn ?? 0, "total return");
  close(result.metrics.exposure, ((judged?.exposure ?? 0) * (46 - flat.length)) / 46, "exposure");
  const turnover = ((judged?.turnover ?? 0) * (46 - flat.length)) / 46;
  assert.ok(
    Math.abs((result.metrics.turnover ?? 0) / turnover - 1) < 0.01,
    "turnover, but for the change of the equity",
  );
});

test("a walk goes on from a checkpoint cut at any run and gives the same result", async () => {
  const plan = planOf();
  const path = join(FOLDER, "walk.jsonl");
  const header = { key: plan.key, runs: plan.runsTotal };
  const written = openCheckpoint(path, header, false);
  const whole = await walk(plan, { checkpoint: written });
  written.close();
  const text = readFileSync(path, "utf8");
  const lines = text.trimEnd().split("\n");
  assert.equal(lines.length, 2 * 5 + 2 + 1);
  for (let kept = 1; kept <= lines.length; kept += 3) {
    writeFileSync(path, `${lines.slice(0, kept).join("\n")}\n{"at":`);
    const checkpoint = openCheckpoint(path, header, true);
    assert.equal(checkpoint.known.size, kept - 1);
    const seen: number[] = [];
    const resumed = await walk(plan, { checkpoint, workers: 2, onProgress: ({ done }) => seen.push(done) });
    checkpoint.close();
    assert.equal(stripped(resumed.result), stripped(whole.result), `${kept} lines kept`);
    assert.deepEqual(resumed.trials, whole.trials);
    assert.deepEqual(
      seen,
      lines.slice(kept).map((_, i) => kept + i),
      "no run is made twice",
    );
    assert.equal(readFileSync(path, "utf8").trimEnd().split("\n").length, lines.length);
  }
  // Windows without a winner are known again without a run.
  const flat = planOf({ minTrades: 1_000_000 });
  assert.notEqual(flat.key, plan.key);
  const begun = openCheckpoint(path, { key: flat.key, runs: flat.runsTotal }, false);
  const flatWhole = await walk(flat, { checkpoint: begun });
  begun.close();
  const again = openCheckpoint(path, { key: flat.key, runs: flat.runsTotal }, true);
  const flatAgain = await walk(flat, { checkpoint: again, onProgress: () => assert.fail("nothing is left to run") });
  again.close();
  assert.equal(stripped(flatAgain.result), stripped(flatWhole.result));
});

test("an aborted walk keeps the windows that were finished", async () => {
  const controller = new AbortController();
  const { result } = await walk(planOf(), {
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done === 8) controller.abort();
    },
  });
  assert.ok(result.partial);
  assert.equal(result.windows.length, 1);
  assert.equal(result.equity.returns.length, 24);
  const whole = await walk(planOf());
  assert.deepEqual(result.windows[0], whole.result.windows[0]);
  assert.equal(result.warnings[0]?.code, "PARTIAL");
});

test("too many runs are refused", () => {
  const failure = failureOf(() => planOf({}, 9));
  assert.equal(failure.code, "GRID_TOO_LARGE");
  assert.match(failure.message, /2 windows of 5 combinations are 10 runs; without --yes at most 9/);
});
