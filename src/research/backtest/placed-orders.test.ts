import assert from "node:assert/strict";
import { test } from "node:test";
import { nyseSessions } from "../../data/calendar/nyse-calendar.ts";
import type { BacktestResult } from "./run-backtest.ts";
import { barsFile, runOver, walkRows } from "./run-fixture.test.ts";

/** Minutes of one session from its open, `[open, high, low, close]` in dollars. */
function minutes(bars: readonly (readonly [number, number, number, number])[]): string[] {
  const open = nyseSessions("2024-03-04", "2024-03-04")[0]?.openMicros ?? 0;
  return bars.map((ohlc, i) => [new Date(open / 1000 + i * 60_000).toISOString(), ...ohlc, 1_000].join(","));
}

const FLAT = (price: number): readonly [number, number, number, number] => [price, price, price, price];
// fast 1, slow 2: up at the third close, long at the fourth open.
const UP = [FLAT(100), FLAT(90), FLAT(100)];
const KEYS = { parameters: "{ fast: 1, slow: 2 }", costs: "{ commissionPerOrder: 0, slippageBps: 0 }" };

function run(
  name: string,
  bars: readonly (readonly [number, number, number, number])[],
  orders: string,
): BacktestResult {
  return runOver(barsFile(`AAA_${name}.csv`, minutes([...UP, ...bars])), { ...KEYS, orders }).result;
}

const codes = (result: BacktestResult): string[] => result.warnings.map((warning) => warning.code);

test("a bracket in percent of the fill: target, stop, and both in one bar", () => {
  const bracket = "{ bracket: { stop: 1, target: 2, unit: percent } }";
  const won = run("won", [FLAT(100), [100, 103, 100, 103], FLAT(103)], bracket);
  assert.deepEqual([won.trades[0]?.exitPrice, won.trades[0]?.netPnl, won.ambiguousBars], ["102.00", "20.00", 0]);
  const lost = run("lost", [FLAT(100), [100, 100, 98, 98], FLAT(98)], bracket);
  assert.deepEqual([lost.trades[0]?.exitPrice, lost.trades[0]?.netPnl, lost.ambiguousBars], ["99.00", "-10.00", 0]);
  const both = run("both", [FLAT(100), [100, 103, 98, 100], FLAT(100)], bracket);
  assert.deepEqual([both.trades[0]?.exitPrice, both.ambiguousBars], ["99.00", 1]);
  assert.ok(codes(both).includes("AMBIGUOUS_BRACKETS"));
  assert.match(
    both.warnings.find((one) => one.code === "AMBIGUOUS_BRACKETS")?.text ?? "",
    /1 bar \(100 % of the trades\)/,
  );
  // The entry's own bar counts as well.
  const entry = run("entry", [[100, 103, 98, 100], FLAT(100)], bracket);
  assert.deepEqual([entry.trades[0]?.exitPrice, entry.ambiguousBars], ["99.00", 1]);
});

test("a limit entry waits for its price, a stop entry for its trigger", () => {
  const limit = run("limit", [[100, 100, 99.6, 99.7], FLAT(99.8)], "{ entry: limit, offsetBps: 30 }");
  // 30 bps below 100 is 99.70; the low is through it.
  assert.equal(limit.openPositions[0]?.entryPrice, "99.70");
  const missed = run("missed", [[100, 100, 99.7, 99.7], FLAT(99.8)], "{ entry: limit, offsetBps: 30 }");
  assert.equal(missed.openPositions.length + missed.trades.length, 0);
  const stop = run("stop", [[100, 100.4, 100, 100.4], FLAT(100.4)], "{ entry: stop, offsetBps: 30 }");
  assert.equal(stop.openPositions[0]?.entryPrice, "100.30");
});

test("a trailing stop follows the best price", () => {
  const orders = "{ trailing: true, bracket: { stop: 1, unit: percent } }";
  // 1.00 below the best, which the bar of 105 makes 105: left at 104.
  const result = run("trail", [FLAT(100), [100, 105, 100, 105], [105, 105, 103, 103], FLAT(103)], orders);
  assert.equal(result.trades[0]?.exitPrice, "104.00");
});

test("every order of a long run with brackets ends, and the equity adds up", () => {
  const path = barsFile("AAA_placed.csv", walkRows(11, 20));
  for (const orders of [
    "{ bracket: { stop: 2, target: 3, unit: atr, atrPeriod: 10 } }",
    "{ entry: limit, offsetBps: 1, bracket: { stop: 0.3, target: 0.3, unit: percent } }",
    "{ entry: stop, offsetBps: 1, tif: gtc, trailing: true, bracket: { stop: 0.5, unit: percent } }",
  ]) {
    const { result } = runOver(path, { orders, closeAtEnd: "true" });
    assert.ok(result.trades.length > 20, `${orders} ${result.trades.length}`);
    const net = result.trades.reduce((sum, trade) => sum + Number(trade.netPnl), 0);
    assert.ok(Math.abs(Number(result.metrics.finalEquity) - 100_000 - net) < 1e-6, orders);
  }
});
