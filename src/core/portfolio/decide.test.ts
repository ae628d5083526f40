import assert from "node:assert/strict";
import { test } from "node:test";
import {
  exampleContext,
  exampleOrder,
  exampleSignal,
  exampleStrategy,
  NOW,
  seededChoices,
} from "../../../tests/fixtures/decision.ts";
import type { StrategyConfig } from "../model/config.ts";
import { createDecisionTrace, type DecisionTrace } from "../model/decision-trace.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Signal } from "../model/signal.ts";
import { checkOrder } from "../risk/check-order.ts";
import { denyCodeOf } from "../risk/checks.ts";
import { limitsOf } from "../risk/profiles.ts";
import { decide } from "./decide.ts";
import { NOTE, SIZING_STEPS, STEP, STEP_NOTES } from "./steps.ts";

const USD = 1_000_000;

interface Case {
  readonly signal?: Partial<Signal>;
  readonly context?: Partial<PortfolioContext>;
  readonly strategy?: Partial<StrategyConfig>;
}

function run({ signal = {}, context = {}, strategy = {} }: Case): { lots: number; trace: DecisionTrace; say: string } {
  const trace = createDecisionTrace();
  const full = exampleContext({ strategy: exampleStrategy(strategy), ...context });
  const lots = decide(exampleSignal(signal), full, trace);
  return { lots, trace, say: `${lots} ${trace.outcome ?? "-"} ${trace.reason}`.trim() };
}

/** Bound of a step of the registry in lots; undefined when the step was not recorded. */
function boundOf(trace: DecisionTrace, step: number): number | undefined {
  const at = trace.stepId.subarray(0, trace.stepCount).indexOf(step);
  return at < 0 ? undefined : trace.stepBoundLots[at];
}

const SHORT = { strategyLots: -7, accountLots: -7 };
const LONG = { strategyLots: 7, accountLots: 7 };

const FIXED = { sizing: { kind: "fixed-quantity", quantityLots: 100 } } as const;
const EXIT = { intent: "exit", side: "sell" } as const;

/** answer | case: `lots outcome reason`. */
const TABLE: readonly (readonly [string, Case])[] = [
  // 5 % of 100,000 at 500.50 a share.
  ["9 -", {}],
  ["0 REFUSED WRONG_ENVIRONMENT", { signal: { environment: "live" } }],
  ["0 REFUSED STRATEGY_INACTIVE", { context: { strategyIsActive: false } }],
  ["0 REFUSED INSTRUMENT_NOT_ALLOWED", { strategy: { instruments: [4] } }],
  ["0 EXPIRED EXPIRED", { signal: { tsValidUntil: NOW - 1 } }],
  ["9 -", { signal: { tsValidUntil: NOW } }],
  ["0 EXPIRED EXPIRED", { signal: { externalId: "a", tsSent: NOW - 60_000_001 } }],
  ["9 -", { signal: { externalId: "a", tsSent: NOW - 60_000_000 } }],
  ["9 -", { signal: { tsSent: NOW - 60_000_001 } }],
  ["0 DUPLICATE DUPLICATE", { context: LONG }],
  ["0 DUPLICATE DUPLICATE", { context: { strategyOpeningLots: 1 } }],
  ["9 -", { context: { ...LONG, strategyClosingLots: 7 } }],
  ["0 DUPLICATE DUPLICATE", { context: { ...LONG, strategyClosingLots: 6 } }],
  ["9 -", { context: SHORT }],
  ["10 -", { signal: { side: "sell" }, context: LONG }],
  // Slippage rule: 0.30 of the alpha may be lost, not more.
  ["9 -", { signal: { referenceMicros: 500_000_000, expectedAlpha: 0.01 }, context: { lastMicros: 501_500_000 } }],
  [
    "0 DROPPED ALPHA_LOST",
    { signal: { referenceMicros: 500_000_000, expectedAlpha: 0.01 }, context: { lastMicros: 501_500_001 } },
  ],
  ["10 -", { signal: { referenceMicros: 500_000_000, expectedAlpha: 0.01 }, context: { lastMicros: 490_000_000 } }],
  [
    "0 DROPPED ALPHA_LOST",
    {
      signal: { side: "sell", referenceMicros: 500_000_000, expectedAlpha: 0.01 },
      context: { lastMicros: 498_499_999 },
    },
  ],
  ["0 DROPPED ALPHA_NOT_POSITIVE", { strategy: { expectedAlpha: 0 } }],
  ["0 DROPPED ALPHA_NOT_POSITIVE", { signal: { expectedAlpha: -0.1 }, strategy: { expectedAlpha: 0.1 } }],
  ["0 DENIED NO_ALPHA", { signal: { environment: "live" }, context: { environment: "live" } }],
  ["9 -", { signal: { environment: "live" }, context: { environment: "live" }, strategy: { expectedAlpha: 0.01 } }],
  ["0 DENIED NO_PRICE", { context: { lastMicros: Number.NaN } }],
  ["0 DENIED STALE_PRICE", { context: { dataAgeMicros: 65_000_001 } }],
  // Capital.
  ["0 DROPPED NOT_ALLOCATED", { context: { sizeWithoutAllocation: 0 } }],
  ["0 DROPPED ALLOCATION_USED", { context: { strategyCommittedMicros: 5_000 * USD } }],
  ["1 -", { context: { strategyCommittedMicros: 4_499_500_000 } }],
  ["0 DROPPED BELOW_ONE_LOT", { context: { strategyCommittedMicros: 4_499_500_001 } }],
  ["0 DROPPED ALLOCATION_USED", { context: { equityMicros: -1 } }],
  // A limit at 500.00 needs no slippage: exactly ten.
  ["10 -", { signal: { orderType: "limit", limitMicros: 500_000_000 } }],
  ["9 -", { signal: { orderType: "stop", stopMicros: 505_000_000 } }],
  // Stop and risk unit: 1 % of equity over (100.00 + 2 x 1.00).
  ["0 DENIED NO_STOP", { strategy: { isStopExempt: false } }],
  ["9 -", { signal: { stopDistanceMicros: 100_000_000 }, strategy: { isStopExempt: false } }],
  ["5 -", { signal: { stopDistanceMicros: 190_000_000 } }],
  ["3 -", { signal: { quantityLots: 3 } }],
  ["4 -", { strategy: { maxPositionMicros: 2_002 * USD } }],
  ["3 -", { strategy: { maxPositionMicros: 2_002 * USD - 1 } }],
  ["2 -", { context: { limits: limitsOf("balanced", { orderQuantityMaxLots: 2 }) } }],
  ["1 -", { context: { symbolExposureMicros: 19_499_500_000 } }],
  ["1 -", { context: { deployedMicros: 49_499_500_000 } }],
  // 501.50 buys one with commission; a micro less buys none.
  ["1 -", { context: { buyingPowerMicros: 501_500_000 } }],
  ["0 DROPPED BELOW_ONE_LOT", { context: { buyingPowerMicros: 501_499_999 } }],
  // Sizing by rule.
  ["100 -", { strategy: FIXED }],
  ["30 -", { strategy: FIXED, signal: { quantityLots: 30 } }],
  ["100 -", { strategy: { ...FIXED, expectedAlpha: -1 } }],
  ["0 DUPLICATE DUPLICATE", { strategy: FIXED, context: LONG }],
  // (10,000 - 1) / 500.50 = 19.98; at 500.45 with 10,010.00 exactly 20.
  ["19 -", { strategy: { sizing: { kind: "percent-equity", percent: 10 } } }],
  ["20 -", { strategy: { sizing: { kind: "percent-equity", percent: 10 } }, context: { equityMicros: 100_110 * USD } }],
  [
    "19 -",
    { strategy: { sizing: { kind: "percent-equity", percent: 10 } }, context: { equityMicros: 100_110 * USD - 1 } },
  ],
  [
    "0 DENIED NO_PRICE",
    { strategy: { sizing: { kind: "percent-equity", percent: 10 } }, context: { lastMicros: Number.NaN } },
  ],
  [
    "500 -",
    { strategy: { sizing: { kind: "risk-per-trade", percent: 1 } }, signal: { stopDistanceMicros: 2_000_000 } },
  ],
  ["0 DENIED NO_STOP", { strategy: { sizing: { kind: "risk-per-trade", percent: 1 } } }],
  // Exits.
  ["7 -", { signal: EXIT, context: LONG }],
  ["7 -", { signal: { ...EXIT, side: "buy" }, context: SHORT }],
  [
    "7 -",
    {
      signal: { ...EXIT, tsValidUntil: NOW - 1 },
      context: { ...LONG, strategyIsActive: false, lastMicros: Number.NaN },
    },
  ],
  ["2 -", { signal: EXIT, context: { ...LONG, strategyClosingLots: 5 } }],
  ["3 -", { signal: { ...EXIT, quantityLots: 3 }, context: LONG }],
  ["0 DUPLICATE DUPLICATE", { signal: EXIT, context: { ...LONG, strategyClosingLots: 7 } }],
  ["0 DUPLICATE NO_OPEN_TRADE", { signal: EXIT }],
  ["0 DUPLICATE NO_OPEN_TRADE", { signal: EXIT, context: SHORT }],
  ["0 - WITHDRAW_ENTRY", { signal: EXIT, context: { strategyOpeningLots: 4 } }],
  ["7 - WITHDRAW_ENTRY", { signal: EXIT, context: { ...LONG, strategyOpeningLots: 4 } }],
  ["0 REFUSED WRONG_ENVIRONMENT", { signal: { ...EXIT, environment: "live" }, context: LONG }],
];

test("each rule of the brain answers its table", () => {
  const wrong = TABLE.filter(([expected, one]) => run(one).say !== expected);
  assert.deepEqual(
    wrong.map(([expected, one]) => ({ expected, was: run(one).say, one })),
    [],
  );
});

test("the tightest bound is named, the earlier one where two are equal", () => {
  const { trace } = run({ signal: { quantityLots: 9 } });
  assert.equal(trace.quantityLots, 9);
  assert.equal(trace.stepId[trace.bindingStep], STEP.boundCapital);
  const sender = run({ signal: { quantityLots: 8 } }).trace;
  assert.equal(sender.stepId[sender.bindingStep], STEP.boundSender);
  const poor = run({ context: { buyingPowerMicros: 0 } });
  assert.equal(poor.say, "0 DROPPED BELOW_ONE_LOT");
  assert.equal(poor.trace.stepId[poor.trace.bindingStep], STEP.boundBuyingPower);
});

test("registries agree: every step stands at its number, every note has a text", () => {
  assert.deepEqual(
    Object.values(STEP),
    SIZING_STEPS.map((_, i) => i),
  );
  assert.equal(new Set(SIZING_STEPS.map((step) => step.id)).size, SIZING_STEPS.length);
  assert.equal(STEP_NOTES.length, Object.keys(NOTE).length);
});

/** The naive twin of the whole sum, in bigints, from the same facts. */
function twin(signal: Signal, c: PortfolioContext): bigint {
  const price =
    signal.side === "buy"
      ? ((BigInt(c.lastMicros) * 10_010n + 99_999_999n) / 100_000_000n) * 10_000n
      : ((BigInt(c.lastMicros) * 9_990n) / 100_000_000n) * 10_000n;
  const part = (ratio: number): bigint => (BigInt(c.equityMicros) * BigInt(Math.round(ratio * 1e6))) / 1_000_000n;
  const fee = BigInt(c.costs.commissionPerOrderMicros);
  const bounds = [(part(c.sizeWithoutAllocation) - BigInt(c.strategyCommittedMicros)) / price];
  if (signal.stopDistanceMicros !== null) {
    bounds.push(part(c.limits.riskPerTradeRatio as number) / (BigInt(signal.stopDistanceMicros) + 2n * fee));
  }
  if (signal.quantityLots !== null) bounds.push(BigInt(signal.quantityLots));
  if (c.strategy.maxPositionMicros !== null) bounds.push(BigInt(c.strategy.maxPositionMicros) / price);
  bounds.push((part(c.limits.symbolMaxRatio as number) - BigInt(c.symbolExposureMicros)) / price);
  bounds.push((part(c.limits.deployedMaxRatio as number) - BigInt(c.deployedMicros)) / price);
  const power = BigInt(c.buyingPowerMicros) - fee;
  let affordable = power > 0n ? (power * (signal.side === "buy" ? 1n : 2n)) / price : 0n;
  // Half of an odd notional is rounded up.
  while (signal.side === "sell" && affordable > 0n && (affordable * price + 1n) / 2n > power) affordable -= 1n;
  bounds.push(affordable);
  const smallest = bounds.reduce((a, b) => (b < a ? b : a));
  return smallest > 0n ? smallest : 0n;
}

test("a naive twin gives the same lots, the recorded steps give them again, and the checks let them pass", () => {
  const { integer, pick } = seededChoices(99);
  const chance = (percent: number): boolean => integer(1, 100) <= percent;
  let entered = 0;
  for (let n = 0; n < 20_000; n += 1) {
    const equity = pick([100_000, 1_000_000, 50_000, 7_777_777]) * USD + integer(0, USD);
    const context = exampleContext({
      limits: limitsOf(pick(["conservative", "balanced", "aggressive"]), {}),
      sizeWithoutAllocation: pick([0.05, 0.03, 0.012345]),
      lastMicros: integer(10, 60_000) * 10_000 + pick([0, 0, 1, 9_999]),
      equityMicros: equity,
      dayStartEquityMicros: equity,
      peakEquityMicros: equity,
      buyingPowerMicros: integer(0, 20_000) * USD + integer(0, USD),
      deployedMicros: integer(0, Math.floor(equity / 2)),
      symbolExposureMicros: integer(0, Math.floor(equity / 5)),
      strategyCommittedMicros: integer(0, Math.floor(equity / 30)),
      strategy: exampleStrategy({ maxPositionMicros: chance(30) ? integer(1, 9_000) * USD : null }),
    });
    const signal = exampleSignal({
      side: pick(["buy", "sell"]),
      stopDistanceMicros: chance(50) ? integer(1, 2_000) * 10_000 : null,
      quantityLots: chance(30) ? integer(1, 50) : null,
    });
    const trace = createDecisionTrace();
    const lots = decide(signal, context, trace);
    const isUsed = trace.reason === "ALLOCATION_USED";
    if (!isUsed) assert.equal(BigInt(lots), twin(signal, context), `decision ${n}`);

    const bounds = [...trace.stepBoundLots.subarray(0, trace.stepCount)].filter((bound) => !Number.isNaN(bound));
    if (!isUsed) assert.equal(Math.min(...bounds), lots);
    const unit = trace.stepInput[trace.stepId.indexOf(STEP.unitCost)] as number;
    const capitalAt = trace.stepId.subarray(0, trace.stepCount).indexOf(STEP.boundCapital);
    if (capitalAt >= 0) {
      assert.equal(boundOf(trace, STEP.boundCapital), Math.floor((trace.stepInput[capitalAt] as number) / unit));
    }
    if (lots === 0) continue;
    entered += 1;
    const order = exampleOrder({
      side: signal.side,
      quantityLots: lots,
      stopDistanceTicks: signal.stopDistanceMicros === null ? null : signal.stopDistanceMicros / 10_000,
    });
    const refusedBy = checkOrder(order, context, trace);
    assert.ok(refusedBy < 0, `decision ${n} was denied: ${refusedBy < 0 ? "" : denyCodeOf(refusedBy)}`);
  }
  assert.ok(entered > 5_000, `${entered} decisions led to an order`);
});

test("a commission that grows with the order is the one of the resulting order", () => {
  const costs = {
    ...exampleContext().costs,
    commissionPerUnitMicros: 5_000,
    commissionBps: 3,
    commissionMinimumMicros: 2 * USD,
  };
  const sizing = { kind: "percent-equity", percent: 100 } as const;
  const { lots } = run({ strategy: { sizing }, context: { costs } });
  const costOf = (n: number): number => n * 500.5 + Math.max(2, 1 + n * 0.005 + n * 500.5 * 0.0003);
  assert.ok(costOf(lots) <= 100_000 && costOf(lots + 1) > 100_000, `${lots} lots`);
});
