import assert from "node:assert/strict";
import { test } from "node:test";
import { ledgerFault } from "../../core/account/check-ledger.ts";
import { required } from "../../core/assert.ts";
import { venueFault } from "../../core/simulation/venue-check.ts";
import { accrued } from "./nights.ts";
import type { FinishedBacktest } from "./run-backtest.ts";
import { runBacktest, runBacktestInTurns } from "./run-backtest.ts";
import { barsFile, failureOf, FOLDER, resolveOver, runOver, strategyOf, walkRows } from "./run-fixture.test.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** One bar per session, in dollars. */
function dailyRows(days: readonly (readonly [string, number, number])[]): string[] {
  return days.map(
    ([day, open, close]) => `${day},${open},${Math.max(open, close)},${Math.min(open, close)},${close},1000`,
  );
}

const FREE = "{ commissionPerOrder: 0, slippageBps: 0 }";
// fast 1, slow 2: short as soon as a close falls below the one before it.
const SHORT = { timeframe: "1d", parameters: "{ fast: 1, slow: 2, allowShort: true }", costs: FREE };

test("a short pays its borrow fee for every calendar night, by hand", () => {
  // Decided at Tuesday's close (down), short 10 at Wednesday's open of 100, held over to Monday's open.
  const path = barsFile(
    "AAA_short_1d.csv",
    dailyRows([
      ["2024-03-01", 100, 100],
      ["2024-03-04", 110, 110],
      ["2024-03-05", 105, 100],
      ["2024-03-06", 100, 100],
      ["2024-03-07", 100, 90],
      ["2024-03-08", 90, 80],
      ["2024-03-11", 80, 80],
    ]),
  );
  const { result } = runOver(path, { ...SHORT, financing: "{ borrowRate: 0.36 }" });
  // 10 shares x 36 % / 360 is a cent a dollar and night: 100 Wednesday, 90 Thursday, 80 for three nights.
  assert.deepEqual(result.financing, { borrowFees: "4.30", interest: "0.00", total: "4.30", dayCount: "actual/360" });
  assert.equal(result.metrics.finalEquity, "100195.70");
  assert.deepEqual(result.equity.values.slice(2, 6), ["100000.00", "99999.00", "100098.10", "100195.70"]);
  assert.equal(result.strategies[0]?.totalPnl, "195.70");
  const named = runOver(path, { ...SHORT, financing: "{ borrowRate: 0.01, borrowRates: { AAA: 0.36 } }" });
  assert.equal(named.result.financing.borrowFees, "4.30");
  const codes = (run: FinishedBacktest): string[] => run.result.warnings.map((warning) => warning.code);
  assert.ok(!codes(named).includes("NO_BORROW_FEE"));
  assert.ok(codes(runOver(path, SHORT)).includes("NO_BORROW_FEE"));
});

test("accrual is half-even to a micro", () => {
  assert.equal(accrued(1_000_000_000n, 360_000_000n, 1n), 1_000_000n);
  assert.equal(accrued(1n, 180_000_000_000n, 1n), 0n);
  assert.equal(accrued(3n, 180_000_000_000n, 1n), 2n);
});

test("financing posts to zero and the venue's books agree, over random walks", () => {
  for (const seed of [1, 2, 3, 4]) {
    const path = barsFile(`AAA_nights_${seed}.csv`, walkRows(seed, 12));
    const { run, result } = runOver(path, {
      parameters: "{ fast: 3, slow: 8, allowShort: true }",
      financing: "{ borrowRate: 0.5, debitRate: 0.1 }",
    });
    const { ledger } = required(run.core.state.trading, "it ran");
    assert.equal(ledgerFault(ledger, run.core.state.instruments), "");
    assert.equal(venueFault(run.venue), "");
    assert.equal(run.venue.cashMicros, ledger.cashMicros[0]);
    assert.notEqual(result.financing.total, "0.00");
    const parts = result.strategies.reduce((sum, row) => sum + Number(row.totalPnl), 0);
    assert.ok(Math.abs(Number(result.metrics.finalEquity) - 100_000 - parts) < 1e-6);
  }
});

test("stretches change nothing: nights that cost nothing are the plain run", () => {
  const path = barsFile("AAA_stretch.csv", walkRows(9, 60));
  const plain = runOver(path, { parameters: "{ fast: 3, slow: 8, allowShort: true }" });
  const nightly = runOver(path, {
    parameters: "{ fast: 3, slow: 8, allowShort: true }",
    financing: "{ debitRate: 0.1 }",
  });
  assert.equal(nightly.result.ordersHash, plain.result.ordersHash);
  assert.deepEqual(nightly.result.equity, plain.result.equity);
  assert.notEqual(nightly.result.runId, plain.result.runId);
});

test("a stopped run leaves what there is, marked partial, under another id", async () => {
  const resolved = resolveOver(barsFile("AAA_stop.csv", walkRows(1, 60)), strategyOf());
  const whole = runBacktest(resolved, { build: "test" })?.result;
  const options = { build: "test", keepsPartial: true, onProgress: () => false };
  const finished = await runBacktestInTurns(resolved, options);
  assert.ok(finished !== null && whole !== undefined);
  const { result } = finished;
  assert.equal(result.partial, true);
  assert.equal(whole.partial, false);
  assert.equal(result.warnings[0]?.code, "PARTIAL");
  assert.notEqual(result.runId, whole.runId);
  assert.ok(result.metrics.days > 40 && result.metrics.days < 60);
  // What was traded before the stop is what the whole run traded then.
  assert.deepEqual(result.trades, whole.trades.slice(0, result.trades.length));
  assert.deepEqual(result.equity.values, whole.equity.values.slice(0, result.equity.values.length));
  assert.deepEqual(runBacktest(resolved, options)?.result.ordersHash, result.ordersHash);
});

test("a run that is through cannot be stopped any more", () => {
  const resolved = resolveOver(barsFile("AAA_through.csv", walkRows(1, 2)), strategyOf());
  assert.equal(runBacktest(resolved, { build: "test", onProgress: () => false })?.result.partial, false);
});

test("warm-up: features know the bars before, the account does not", () => {
  const path = barsFile("AAA_warm.csv", walkRows(5, 10));
  const from = "2024-03-11";
  const keys = { parameters: "{ fast: 20, slow: 60 }" };
  const run = (warmupBars: number): FinishedBacktest => {
    const finished = runBacktest(resolveOver(path, strategyOf(keys), { from, warmupBars }), { build: "test" });
    return required(finished, "it ran");
  };
  const [cold, warm, short] = [run(0), run(390), run(5_000)];
  const first = (one: FinishedBacktest): string => one.result.trades[0]?.entryTime ?? "";
  assert.ok(first(warm) < first(cold), `${first(warm)} ${first(cold)}`);
  assert.ok(first(warm) >= "2024-03-11T13:30:00.000Z");
  assert.equal(warm.result.equity.times[0], cold.result.equity.times[0]);
  assert.equal(warm.result.data.bars, cold.result.data.bars);
  assert.equal(warm.result.benchmark.totalReturn, cold.result.benchmark.totalReturn);
  const codes = (one: FinishedBacktest): string[] => one.result.warnings.map((warning) => warning.code);
  assert.ok(codes(short).includes("WARMUP_SHORT") && !codes(warm).includes("WARMUP_SHORT"));
  // The longest warm-up is the run over everything, as far as features go.
  const everything = runOver(path, keys).result.trades.filter((trade) => trade.entryTime >= first(short));
  assert.deepEqual(short.result.trades.at(-1), everything.at(-1));
  assert.equal(failureOf(() => resolveOver(path, strategyOf(), { warmupBars: 10 })).code, "WARMUP_WITHOUT_FROM");
  const late = failureOf(() => resolveOver(path, strategyOf(), { warmupBars: 10, from: "2025-01-06" }));
  assert.deepEqual([late.code, late.exitCode], ["NO_BARS", 5]);
});

test("a split restates the position overnight, a dividend is paid in cash", () => {
  const rows = dailyRows([
    ["2024-03-01", 100, 100],
    ["2024-03-04", 100, 90],
    ["2024-03-05", 90, 100],
    ["2024-03-06", 100, 100],
    ["2024-03-07", 50, 50],
    ["2024-03-08", 49, 49],
    ["2024-03-11", 49, 50],
  ]);
  const path = barsFile("AAA_split_1d.csv", rows);
  const actions = join(FOLDER, "AAA_actions.csv");
  writeFileSync(actions, "date,kind,value\n2024-03-07,split,2:1\n2024-03-08,dividend,1\n");
  const keys = { timeframe: "1d", parameters: "{ fast: 1, slow: 2 }", costs: FREE };
  const run = (options: object): FinishedBacktest =>
    required(runBacktest(resolveOver(path, strategyOf(keys), options), { build: "test" }), "it ran");
  // Long 10 at 100 on Wednesday; 20 at 50 after the split; 20 x 1.00 dividend for the fall to 49.
  const raw = run({ actions });
  assert.deepEqual(raw.result.equity.values.slice(3, 6), ["100000.00", "100000.00", "100000.00"]);
  assert.equal(raw.run.venue.cashMicros, raw.run.core.state.trading?.ledger.cashMicros[0]);
  assert.equal(venueFault(raw.run.venue), "");
  assert.equal(raw.result.benchmark.basis, "total-return");
  // Without knowing of it half the money is gone.
  assert.equal(run({}).result.equity.values[4], "99500.00");
  // Adjusted prices: 20 shares at 50 from the beginning is what 10 at 100 were; sized at 10 it is half.
  const split = run({ actions, adjust: "split" });
  assert.equal(split.result.equity.values[5], "100000.00");
  assert.equal(split.result.trades[0]?.entryPrice ?? split.result.openPositions[0]?.entryPrice, "50.00");
  assert.equal(split.result.data.actions?.adjust, "split");
  const ids = new Set([raw, run({}), split, run({ actions, adjust: "total-return" })].map((one) => one.result.runId));
  assert.equal(ids.size, 4);
  assert.equal(failureOf(() => run({ adjust: "split" })).code, "ACTIONS_NOT_NAMED");
  assert.match(failureOf(() => run({ actions: path })).message, /neither date,kind,value nor a factor file/);
});
