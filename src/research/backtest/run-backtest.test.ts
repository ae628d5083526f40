import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { BacktestResult, FinishedBacktest } from "./run-backtest.ts";
import { runBacktest } from "./run-backtest.ts";
import { barsFile, FOLDER, resolveOver, runOver, strategyOf, walkRows } from "./run-fixture.test.ts";

const WALK = barsFile("AAA_1m.csv", walkRows(1, 25));

function codesOf({ result }: FinishedBacktest): string[] {
  return result.warnings.map((warning) => warning.code);
}

function micros(text: string): bigint {
  const [whole = "0", places = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + places.padEnd(6, "0"));
  return text.startsWith("-") ? -value : value;
}

/** Capital + closed net + open result - entry costs of open positions. */
function equityFromRows({ metrics, trades, openPositions }: BacktestResult): bigint {
  let sum = micros(metrics.initialCapital);
  for (const trade of trades) sum += micros(trade.netPnl);
  for (const open of openPositions) sum += micros(open.unrealizedPnl) - micros(open.costs);
  return sum;
}

test("two runs differ in nothing but their durations", () => {
  const strip = (run: FinishedBacktest): object => ({ ...run.result, durationMs: 0, barsPerSecond: 0 });
  const first = runOver(WALK);
  assert.deepEqual(strip(runOver(WALK)), strip(first));
  assert.ok(first.result.trades.length > 50);
  const other = runOver(WALK, { costs: "{ commissionPerOrder: 1.00, slippageBps: 11 }" }).result;
  assert.notEqual(other.runId, first.result.runId);
  assert.notEqual(other.ordersHash, first.result.ordersHash);
});

test("the equity is what trades and open positions add up to, for every kind of sizing", () => {
  for (const sizing of [
    "{ kind: fixed-quantity, quantity: 10 }",
    "{ kind: percent-equity, percent: 40 }",
    "{ kind: brain }",
  ]) {
    for (const allowShort of ["false", "true"]) {
      const parameters = `{ fast: 3, slow: 8, allowShort: ${allowShort} }`;
      const { result } = runOver(WALK, { sizing, parameters, risk: "{ stopExempt: true }" });
      assert.ok(result.trades.length > 50, `${sizing} ${result.trades.length}`);
      assert.equal(micros(result.metrics.finalEquity), equityFromRows(result), sizing);
    }
  }
});

test("the daily series has one value per session and ends with the final equity", () => {
  const { result, equity } = runOver(WALK);
  assert.equal(result.equity.times.length, 25);
  assert.equal(result.metrics.days, 25);
  assert.equal(result.equity.times[0], "2024-03-04T21:00:00.000Z");
  assert.equal(result.equity.values.at(-1), result.metrics.finalEquity);
  assert.equal(equity.count, 25 * 390);
});

test("closeAtEnd leaves nothing open and pays for it at the last close", () => {
  // Rising at the end, so that the run ends long.
  const rows = walkRows(1, 3).map((row, i, all) => {
    if (i < all.length - 30) return row;
    const price = (100 + (i - all.length + 30) * 0.1).toFixed(2);
    return [row.split(",")[0], price, price, price, price, "100"].join(",");
  });
  const path = barsFile("AAA_up.csv", rows);
  const left = runOver(path).result;
  assert.equal(left.openPositions.length, 1);
  const finished = runOver(path, { closeAtEnd: "true" });
  const { result } = finished;
  assert.deepEqual(result.openPositions, []);
  assert.equal(result.trades.length, left.trades.length + 1);
  const last = result.trades.at(-1);
  // 102.90 less 10 bps is 102.7971: 102.79.
  assert.deepEqual([last?.exitTime, last?.exitPrice, last?.costs], ["2024-03-06T21:00:00.000Z", "102.79", "2.00"]);
  assert.equal(micros(result.metrics.finalEquity), equityFromRows(result));
  assert.equal(result.equity.values.at(-1), result.metrics.finalEquity);
  assert.ok(codesOf(finished).includes("CLOSED_AT_END"));
});

test("closeAtEnd takes back what would fill after the last bar", () => {
  for (let cut = 0; cut < 40; cut += 1) {
    const rows = walkRows(3, 1);
    const path = barsFile("AAA_cut.csv", rows.slice(0, rows.length - cut));
    const finished = runOver(path, { closeAtEnd: "true", parameters: "{ fast: 2, slow: 3, allowShort: true }" });
    assert.deepEqual(finished.result.openPositions, [], `cut ${cut}`);
    assert.ok(!codesOf(finished).includes("ORDERS_AT_END"), `cut ${cut}`);
    assert.equal(micros(finished.result.metrics.finalEquity), equityFromRows(finished.result), `cut ${cut}`);
  }
});

test("same-bar-close fills at the close that decided and is flagged first", () => {
  const finished = runOver(WALK, { fillModel: "same-bar-close", costs: "{ commissionPerOrder: 0, slippageBps: 0 }" });
  assert.deepEqual(codesOf(finished).slice(0, 2), ["OPTIMISTIC_FILLS", "NO_COSTS"]);
  const next = runOver(WALK, { costs: "{ commissionPerOrder: 0, slippageBps: 0 }" });
  const at = Date.parse(next.result.trades[0]?.entryTime ?? "");
  assert.equal(
    Date.parse(finished.result.trades[0]?.entryTime ?? ""),
    at,
    "decided at one close, which is the next open",
  );
});

test("warnings say what a reader must know", () => {
  const short = codesOf(
    runOver(barsFile("AAA_short.csv", walkRows(1, 1).slice(0, 100)), { parameters: "{ fast: 5, slow: 20 }" }),
  );
  for (const code of ["FEW_TRADES", "FEW_DAYS", "SHORT_WARM_UP"])
    assert.ok(short.includes(code), `${code} in ${short.join(" ")}`);
  const poor = runOver(WALK, { initialCapital: "500" });
  assert.ok(
    codesOf(poor).some((code) => code === "INSUFFICIENT_FUNDS" || code === "ORDERS_DENIED"),
    codesOf(poor).join(),
  );
  const stopless = runOver(WALK, { sizing: "{ kind: risk-per-trade, percent: 1 }" });
  assert.equal(stopless.result.trades.length, 0);
  assert.match(stopless.result.warnings.find((w) => w.code === "SIGNALS_DENIED")?.text ?? "", /NO_STOP/);
  assert.equal(stopless.result.metrics.winRate, null);
  assert.equal(stopless.result.metricNotes["winRate"], "NO_TRADES");
  assert.equal(stopless.result.metrics.sharpe, null);
});

test("an order decided at the last close is told as waiting", () => {
  let seen = 0;
  const rows = walkRows(5, 1);
  for (let cut = 0; cut < 30; cut += 1) {
    const path = barsFile("AAA_wait.csv", rows.slice(0, rows.length - cut));
    if (codesOf(runOver(path, { parameters: "{ fast: 2, slow: 3 }" })).includes("ORDERS_AT_END")) seen += 1;
  }
  assert.ok(seen > 3 && seen < 30, `${seen} of 30 ends had one`);
});

test("progress is told and may stop the run", () => {
  const resolved = resolveOver(barsFile("AAA_long.csv", walkRows(1, 60)), strategyOf());
  const shares: number[] = [];
  runBacktest(resolved, { build: "test", onProgress: (share) => shares.push(share) > 0 });
  assert.ok(shares.length >= 1 && shares.every((share) => share > 0 && share <= 1));
  assert.equal(runBacktest(resolved, { build: "test", onProgress: () => false }), null);
});

test("two instruments share one account", () => {
  const folder = join(FOLDER, "pair");
  mkdirSync(folder);
  for (const [name, seed] of [
    ["AAA", 1],
    ["BBB", 2],
  ] as const)
    writeFileSync(join(folder, `${name}.csv`), `time,open,high,low,close,volume\n${walkRows(seed, 5).join("\n")}\n`);
  const { result } = runOver(folder, { instruments: "[AAA, BBB]" });
  assert.deepEqual([...new Set(result.trades.map((trade) => trade.instrument))].sort(), ["AAA", "BBB"]);
  assert.equal(micros(result.metrics.finalEquity), equityFromRows(result));
  const alone = ["AAA", "BBB"].map((name) => runOver(join(folder, `${name}.csv`), { instruments: `[${name}]` }).result);
  assert.equal(result.trades.length, (alone[0]?.trades.length ?? 0) + (alone[1]?.trades.length ?? 0));
});
