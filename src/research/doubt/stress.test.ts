import assert from "node:assert/strict";
import { test } from "node:test";
import { createColumns } from "../../data/bar-columns.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import { barsFile, resolveOver, runOver, strategyOf, walkRows } from "../backtest/run-fixture.test.ts";
import { costStress } from "./cost-stress.ts";
import { neighbourhood } from "./neighbourhood.ts";
import { peeking } from "./planted-fixture.test.ts";
import { PLAIN, runOnce } from "./run-once.ts";
import { universeWarnings } from "./universe-warnings.ts";

const WALK = barsFile("AAA_1m.csv", walkRows(3, 3));
const RESOLVED = resolveOver(WALK, strategyOf());

test("stressed costs are those of a backtest with those costs, and a profit ends at its break-even", () => {
  const rich = { ...PLAIN, definitionOf: peeking(5) };
  const { points, breakEven } = costStress(RESOLVED, rich);
  assert.deepEqual(
    points.map((point) => point.factor),
    [0.5, 1, 2, 3],
  );
  for (let i = 1; i < points.length; i += 1)
    assert.ok((points[i]?.totalReturn ?? 0) < (points[i - 1]?.totalReturn ?? 0), JSON.stringify(points));
  assert.ok(breakEven !== null && breakEven > 0);
  assert.match(String(breakEven), /^\d+(\.\d{1,2})?$/);
  const doubled = runOver(WALK, { costs: "{ commissionPerOrder: 2.00, slippageBps: 20 }" });
  const plain = costStress(RESOLVED, PLAIN);
  assert.equal(plain.points[2]?.totalReturn, doubled.result.metrics.totalReturn);
  assert.equal(plain.points[1]?.trades, runOver(WALK).result.trades.length);
});

test("where nothing is left without costs there is no break-even, nor where there are none", () => {
  const late = costStress(resolveOver(WALK, strategyOf({ costs: "{ commissionPerOrder: 0, slippageBps: 0 }" })), {
    ...PLAIN,
    definitionOf: peeking(5),
  });
  assert.deepEqual([late.breakEven, late.breakEvenReason], [null, "NO_COSTS"]);
  const idle = costStress(RESOLVED, { ...PLAIN, definitionOf: (_, one) => ({ ...one, onBar: () => [] }) });
  assert.deepEqual([idle.breakEven, idle.breakEvenReason], [null, "NO_PROFIT"]);
});

test("a bar later every order comes a bar later", () => {
  const ordersOf = (delayBars: number): string[] =>
    runOnce(RESOLVED, { ...PLAIN, delayBars }).run.orders.orders.map((order) => `${order.tsCreated} ${order.side}`);
  const now = ordersOf(0);
  const later = ordersOf(1);
  assert.ok(now.length > 20 && later.length >= now.length - 1);
  const [ts = "0", side = ""] = now[0]?.split(" ") ?? [];
  assert.equal(later[0], `${Number(ts) + 60e6} ${side}`);
});

test("neighbours are each a backtest with those parameters, the own ones first", () => {
  const found = neighbourhood(RESOLVED, PLAIN);
  assert.ok(found !== null);
  const { all, heatmap, fixed } = found;
  assert.deepEqual(all[0]?.parameters, RESOLVED.strategy.parameters);
  assert.deepEqual(fixed, ["allowShort"]);
  // fast 3 goes to 1, 2, 4, 5 and slow 8 to 6, 7, 9, 10: small integers move by whole steps.
  assert.deepEqual(heatmap?.x, { name: "fast", values: [1, 2, 3, 4, 5] });
  assert.deepEqual(heatmap?.y, { name: "slow", values: [6, 7, 8, 9, 10] });
  assert.equal(all.length, 25);
  const one = all.find(({ parameters }) => parameters["fast"] === 5 && parameters["slow"] === 6);
  const { result, daily } = runOver(WALK, { parameters: "{ fast: 5, slow: 6 }" });
  assert.deepEqual([one?.totalReturn, one?.trades], [result.metrics.totalReturn, result.trades.length]);
  assert.deepEqual(one?.returns, daily.returns);
  assert.equal(heatmap?.totalReturn[0]?.[4], result.metrics.totalReturn);
  assert.equal(found.profitableShare, all.slice(1).filter((neighbour) => neighbour.totalReturn > 0).length / 24);
  assert.equal(
    neighbourhood(RESOLVED, PLAIN, () => false),
    null,
  );
});

test("neighbours place their orders as the file says", () => {
  const orders = "{ entry: limit, offsetBps: 2, bracket: { stop: 0.2, target: 0.3, unit: percent } }";
  const found = neighbourhood(resolveOver(WALK, strategyOf({ orders })), PLAIN);
  const { result } = runOver(WALK, { orders });
  assert.deepEqual(
    [found?.all[0]?.totalReturn, found?.all[0]?.trades],
    [result.metrics.totalReturn, result.trades.length],
  );
});

test("a step of a decimal is the decimal a user would write, or the register counts it twice", () => {
  const parameters = "{ lookback: 20, threshold: 0.05 }";
  const found = neighbourhood(resolveOver(WALK, strategyOf({ kind: "momentum", parameters })), PLAIN);
  assert.deepEqual(found?.heatmap?.y.values, [0.04, 0.045, 0.05, 0.055, 0.06]);
});

test("sets that the strategy refuses are not run", () => {
  const found = neighbourhood(resolveOver(WALK, strategyOf({ parameters: "{ fast: 9, slow: 10 }" })), PLAIN);
  assert.ok(found !== null);
  for (const { parameters } of found.all) assert.ok((parameters["fast"] ?? 0) < (parameters["slow"] ?? 0));
  assert.ok(found.heatmap?.totalReturn.some((row) => row.includes(null)));
});

test("a list on which everything survived is doubted", () => {
  const DAY = 86_400e6;
  const columns = (from: number, to: number): BarColumns => {
    const made = createColumns("X", to - from, 86_400);
    for (let i = 0; i < made.count; i += 1) {
      made.tsOpen[i] = (from + i) * DAY;
      made.tsClose[i] = (from + i + 1) * DAY;
    }
    return made;
  };
  const codes = (...bars: BarColumns[]): string[] => universeWarnings({ bars }).map((warning) => warning.code);
  assert.deepEqual(codes(columns(0, 500)), []);
  assert.deepEqual(codes(columns(0, 500), columns(0, 500)), ["SURVIVORSHIP", "NOT_POINT_IN_TIME"]);
  assert.deepEqual(codes(columns(0, 500), columns(100, 500)), ["SURVIVORSHIP"]);
  assert.deepEqual(codes(columns(0, 500), columns(0, 300)), ["NOT_POINT_IN_TIME"]);
  assert.deepEqual(codes(columns(0, 500), columns(100, 300)), []);
});
