import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import type { DataOptions } from "./resolve-run.ts";
import { DATA_DEFAULTS, resolvePortfolio } from "./resolve-run.ts";
import type { BacktestResult } from "./run-backtest.ts";
import { runBacktest } from "./run-backtest.ts";
import { barsFile, failureOf, FOLDER, runOver, strategyOf, walkRows } from "./run-fixture.test.ts";
import { tradesCsv } from "./write-result.ts";

const PAIR = join(FOLDER, "portfolio");
mkdirSync(PAIR);
for (const [name, seed] of [
  ["AAA", 1],
  ["BBB", 2],
] as const)
  writeFileSync(join(PAIR, `${name}.csv`), `time,open,high,low,close,volume\n${walkRows(seed, 6).join("\n")}\n`);

function runAll(files: readonly StrategyFile[], path = PAIR, options: Partial<DataOptions> = {}): BacktestResult {
  const finished = runBacktest(resolvePortfolio(files, { ...DATA_DEFAULTS, path, ...options }), { build: "test" });
  assert.ok(finished !== null);
  return finished.result;
}

function micros(text: string): bigint {
  const [whole = "0", places = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + places.padEnd(6, "0"));
  return text.startsWith("-") ? -value : value;
}

const REVERSION = { id: "reversion", kind: "rsi-reversion", parameters: "{ period: 5, oversold: 35, overbought: 65 }" };

test("strategies of one account trade as they would alone while money is plenty, and add up", () => {
  const trend = strategyOf({ id: "trend" });
  const reversion = strategyOf({
    ...REVERSION,
    instruments: "[AAA, BBB]",
    sizing: "{ kind: fixed-quantity, quantity: 3 }",
  });
  const both = runAll([trend, reversion]);
  assert.deepEqual(both.data.instruments, ["AAA", "BBB"]);
  assert.deepEqual(
    both.strategies.map((row) => row.id),
    ["trend", "reversion"],
  );
  const alone = [runAll([trend], join(PAIR, "AAA.csv")), runAll([reversion])];
  both.strategies.forEach((row, i) => {
    const own = alone[i];
    assert.ok(own !== undefined);
    assert.deepEqual([row.trades, row.wins], [own.metrics.trades, own.metrics.wins], row.id);
    assert.equal(row.commission, own.metrics.commission);
    assert.equal(micros(row.totalPnl), micros(own.metrics.finalEquity) - micros(own.metrics.initialCapital));
    assert.equal(row.exposure, own.metrics.exposure, `${row.id} ${row.exposure} ${own.metrics.exposure}`);
    const trades = both.trades.filter((trade) => trade.strategy === row.id).map(withoutStrategy);
    assert.deepEqual(trades, own.trades);
  });
  const sum = both.strategies.reduce((total, row) => total + micros(row.totalPnl), 0n);
  assert.equal(micros(both.metrics.finalEquity), micros(both.metrics.initialCapital) + sum);
  assert.match(tradesCsv(both.trades).split("\n")[0] ?? "", /,netPnl,strategy$/);
  assert.match(tradesCsv(alone[0]?.trades ?? []).split("\n")[0] ?? "", /,netPnl$/);
});

test("a portfolio of one is the plain run", () => {
  const path = barsFile("AAA_alone.csv", walkRows(1, 6));
  const { durationMs: _, barsPerSecond: __, ...one } = runAll([strategyOf()], path);
  const { durationMs: ___, barsPerSecond: ____, ...plain } = runOver(path).result;
  assert.deepEqual(one, plain);
});

test("timeframes mix: the shortest is the market's, longer ones decide at their own closes", () => {
  const minutes = strategyOf({ id: "minutes" });
  const quarters = strategyOf({ ...REVERSION, id: "quarters", timeframe: "15m" });
  const path = join(PAIR, "AAA.csv");
  const mixed = runAll([minutes, quarters], path);
  // A market order decided at a quarter's close fills at the same open, whatever bars the venue sees.
  const alone = [runAll([minutes], path), runAll([quarters], path)];
  mixed.strategies.forEach((row, i) => {
    const trades = mixed.trades.filter((trade) => trade.strategy === row.id).map(withoutStrategy);
    assert.deepEqual(trades, alone[i]?.trades, row.id);
  });
  assert.equal(mixed.data.bars, 6 * 390);
  assert.ok((alone[1]?.trades.length ?? 0) > 3);
  // The order of the files does not change what is traded.
  assert.deepEqual(
    runAll([quarters, minutes], path)
      .strategies.map((row) => row.totalPnl)
      .reverse(),
    mixed.strategies.map((row) => row.totalPnl),
  );
});

test("what cannot share an account is refused or said", () => {
  const twice = failureOf(() => runAll([strategyOf(), strategyOf()]));
  assert.equal(twice.code, "STRATEGY_ID_TWICE");
  assert.match(twice.message, /test\.yaml and test\.yaml both have the id "test"/);
  const other = strategyOf({ id: "other", costs: "{ commissionPerOrder: 2, slippageBps: 0 }", initialCapital: "5000" });
  const { warnings, metrics } = runAll([strategyOf(), other], join(PAIR, "AAA.csv"));
  const text = warnings.find((warning) => warning.code === "FIRST_FILE_HOLDS")?.text ?? "";
  assert.match(text, /one initialCapital, costs: those of test\.yaml hold/);
  assert.equal(metrics.initialCapital, "100000.00");
  const mixed = [strategyOf(), strategyOf({ id: "long", timeframe: "5m" })];
  assert.equal(
    failureOf(() => runAll(mixed, join(PAIR, "AAA.csv"), { warmupBars: 10, from: "2024-03-06" })).code,
    "WARMUP_MIXED",
  );
});

test("a benchmark of one symbol, of none, of the run's own", () => {
  const path = PAIR;
  const own = runAll([strategyOf({ instruments: "[AAA, BBB]" })], path);
  assert.deepEqual([own.benchmark.basis, own.benchmark.instruments], ["raw", ["AAA", "BBB"]]);
  const foreign = runAll([strategyOf()], path, { benchmark: "BBB" });
  assert.deepEqual(foreign.benchmark.instruments, ["BBB"]);
  assert.equal(
    foreign.benchmark.totalReturn,
    runAll([strategyOf({ instruments: "[BBB]" })], path).benchmark.totalReturn,
  );
  assert.deepEqual(foreign.data.instruments, ["AAA"]);
  const none = runAll([strategyOf()], path, { benchmark: "none" });
  assert.deepEqual([none.benchmark.basis, none.benchmark.totalReturn, none.benchmark.sharpe], ["none", null, null]);
  assert.equal(none.ordersHash, foreign.ordersHash);
  assert.match(failureOf(() => runAll([strategyOf()], path, { benchmark: "CCC" })).message, /CCC/);
});

function withoutStrategy<T extends { readonly strategy?: unknown }>(row: T): Omit<T, "strategy"> {
  const rest: T & { strategy?: unknown } = { ...row };
  delete rest.strategy;
  return rest;
}
