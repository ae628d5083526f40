/**
 * One resolved configuration through a backtest, through the paper wiring (journal, API, read
 * models) and through a replay of that journal: one ordersHash, and the same orders and fills on
 * the page.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { replayJournal } from "../../src/app/journal/replay-journal.ts";
import { paperPlan } from "../../src/app/up/paper-plan.ts";
import { STRATEGY_RULES } from "../../src/app/up/strategy-rules.ts";
import type { FillRow } from "../../src/contract/fill-row.ts";
import type { OrderRow } from "../../src/contract/order-row.ts";
import { namesOf } from "../../src/core/engine/encode-output.ts";
import { digestOrders, fillLinesOf } from "../../src/core/execution/orders-hash.ts";
import { fileStorage } from "../../src/journal/file-storage.ts";
import { buildId } from "../../src/platform/build-id.ts";
import { loadStrategyFile } from "../../src/platform/strategy-file.ts";
import { runBacktestLoop } from "../../src/research/backtest/backtest-loop.ts";
import type { BacktestRun } from "../../src/research/backtest/backtest-loop.ts";
import { prepareRun } from "../../src/research/backtest/prepare-run.ts";
import { DATA_DEFAULTS, resolveRun } from "../../src/research/backtest/resolve-run.ts";
import { runBacktest } from "../../src/research/backtest/run-backtest.ts";
import {
  generatedBars,
  listAll,
  setUp,
  startForTest,
  strategyFile,
  temporaryFolder,
  until,
  untilViewsHold,
} from "./test-run.ts";

const BUILD = buildId(join(import.meta.dirname, "../.."));
const IWM = join(import.meta.dirname, "../../../shared/data/bars/1m/IWM_1m_2026-03.csv.gz");
const COSTS = "costs: { commissionPerOrder: 1.00, slippageBps: 2 }";
const PLAIN = ["sizing: { kind: fixed-quantity, quantity: 100 }", "risk: { profile: none }", COSTS];
const BRAIN = ["sizing: { kind: brain }", "risk: { profile: balanced, stopExempt: true }", COSTS];

interface Case {
  readonly name: string;
  readonly strategy: readonly string[];
  /** Null: generated. */
  readonly bars: string | null;
  readonly instruments: readonly string[];
}
const CASES: readonly Case[] = [
  {
    name: "ema-cross on two generated instruments, fixed quantity, no profile",
    strategy: ["kind: ema-cross", "parameters: { fast: 12, slow: 26, allowShort: true }", ...PLAIN],
    bars: null,
    instruments: ["SPY", "IWM"],
  },
  {
    name: "rsi-reversion on two generated instruments, brain, balanced",
    strategy: ["kind: rsi-reversion", "parameters: { period: 14, oversold: 30, overbought: 70 }", ...BRAIN],
    bars: null,
    instruments: ["SPY", "IWM"],
  },
  {
    name: "ema-cross on two generated instruments, a share of volume, latency, regulators' fees, brackets",
    strategy: [
      "kind: ema-cross",
      "parameters: { fast: 12, slow: 26, allowShort: true }",
      "sizing: { kind: fixed-quantity, quantity: 100 }",
      "costs: { model: us-equity-regulatory, commissionPerOrder: 1.00 }",
      "fillModel: { kind: volume-share, maxShare: 0.01, latencyMs: 100 }",
      "orders: { bracket: { stop: 0.2, target: 0.3, unit: percent } }",
    ],
    bars: null,
    instruments: ["SPY", "IWM"],
  },
  {
    name: "opening-range on three generated instruments, fixed quantity, no profile",
    strategy: ["kind: opening-range", "parameters: { minutes: 15, stop: 1, target: 2 }", ...PLAIN],
    bars: null,
    instruments: ["QQQ", "SPY", "IWM"],
  },
  {
    name: "ema-cross on a real month of IWM, fixed quantity, no profile",
    strategy: ["kind: ema-cross", "parameters: { fast: 12, slow: 26 }", ...PLAIN],
    bars: IWM,
    instruments: ["IWM"],
  },
  {
    name: "ema-cross on a real month of IWM, brain, balanced",
    strategy: ["kind: ema-cross", "parameters: { fast: 12, slow: 26 }", ...BRAIN],
    bars: IWM,
    instruments: ["IWM"],
  },
];

for (const one of CASES) {
  const isThere = one.bars === null || existsSync(one.bars);
  if (!isThere)
    console.error(`SKIPPED: the shared bars ${one.bars} are absent, parity of "${one.name}" was not compared`);
  test(one.name, { skip: isThere ? false : "shared data absent" }, async (t) => {
    const folder = temporaryFolder((clean) => t.after(clean));
    const file = strategyFile(folder, [
      "id: parity",
      `instruments: [${one.instruments.join(", ")}]`,
      "timeframe: 1m",
      "initialCapital: 500000",
      ...one.strategy,
    ]);
    const market = one.bars ?? generatedBars(folder, { instruments: [...one.instruments], sessions: 4, seed: 11 });

    const resolved = resolveRun(loadStrategyFile(file, STRATEGY_RULES), { ...DATA_DEFAULTS, path: market });
    const finished = runBacktest(resolved, { build: BUILD });
    assert.ok(finished !== null);
    const { ordersHash } = finished.result;
    const run = prepareRun(resolved);
    runBacktestLoop(run, () => true, 1_000_000);
    assert.equal(
      digestOrders(run.orders, (order) => namesOf(run.core.state, order)),
      ordersHash,
    );
    assert.ok(run.orders.orders.length >= 10, `${run.orders.orders.length} orders compare something`);

    const plan = paperPlan({ strategies: [file], market, seed: 0, warn: () => undefined });
    const dataFolder = join(folder, "data");
    const platform = await startForTest({ plan, folder: dataFolder, build: BUILD, hasViews: true });
    try {
      await until(() => platform.loop.standstill !== null, "the market ends");
      const client = await setUp(platform.address, (await platform.auth.createSetupCode(Date.now())) ?? "");
      await untilViewsHold(client, platform.loop.core.state.seq);
      compareOrders(run, await listAll<OrderRow>(client, "/v1/orders"));
      compareFills(run, await listAll<FillRow>(client, "/v1/fills"));
    } finally {
      await platform.stop();
    }

    const replay = replayJournal(fileStorage(join(dataFolder, "journal")), { build: BUILD, checkChain: true });
    assert.deepEqual(replay.difference, null);
    assert.equal(replay.ordersHash, ordersHash);
  });
}

function compareOrders(run: BacktestRun, rows: readonly OrderRow[]): void {
  const { state } = run.core;
  const expected = run.orders.orders.map((order) => ({
    id: String(order.index),
    clientOrderId: namesOf(state, order).clientOrderId,
    symbol: state.instruments[order.instrument]?.symbol,
    side: order.side,
    type: order.type,
    timeInForce: order.timeInForce,
    qty: order.quantityLots,
    filledQty: order.cumLots,
    fees: order.feeMicros,
    status: order.status,
    reason: order.reason,
  }));
  const found = rows.map((row) => ({
    id: row.id,
    clientOrderId: row.clientOrderId,
    symbol: row.symbol,
    side: row.side,
    type: row.type,
    timeInForce: row.timeInForce,
    qty: Number(row.qty),
    filledQty: Number(row.filledQty),
    fees: microsOf(row.fees),
    status: row.status,
    reason: row.reason,
  }));
  assert.deepEqual(found, expected);
}

/** The fill lines of the orders hash, order by order. */
function compareFills(run: BacktestRun, rows: readonly FillRow[]): void {
  const lines = run.orders.orders.map(() => "");
  for (const row of rows) {
    const ticks = microsOf(row.price) / 10_000;
    lines[Number(row.orderId)] += `${Date.parse(row.t) * 1000}|${Number(row.qty)}|${ticks}|${microsOf(row.fee)}\n`;
  }
  assert.deepEqual(lines, fillLinesOf(run.orders));
}

function microsOf(text: string): number {
  return Math.round(Number(text) * 1_000_000);
}
