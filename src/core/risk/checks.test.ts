import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleContext, exampleOrder, exampleStrategy, NOW } from "../../../tests/fixtures/decision.ts";
import { createDecisionTrace, VERDICTS } from "../model/decision-trace.ts";
import type { RiskLimits } from "../model/config.ts";
import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import { checkOrder } from "./check-order.ts";
import { CHECKS, denyCodeOf } from "./checks.ts";
import { collarTicksOf } from "./checks/price-collar.ts";
import { limitsOf } from "./profiles.ts";

interface Case {
  readonly order?: Partial<Order>;
  readonly context?: Partial<PortfolioContext>;
}

function verdictOf(id: string, { order = {}, context = {} }: Case): string {
  const trace = createDecisionTrace();
  checkOrder(exampleOrder(order), exampleContext(context), trace);
  return VERDICTS[trace.checkVerdict[CHECKS.findIndex((check) => check.id === id)] as number] as string;
}

function only(limits: Partial<RiskLimits>): Partial<PortfolioContext> {
  return { limits: { ...limitsOf("balanced", {}), ...limits } };
}

const CLOSE: Partial<Order> = { effect: "close", intent: "exit", side: "sell", quantityLots: 10 };
const LONG: Partial<PortfolioContext> = { strategyLots: 10, accountLots: 10 };
const USD = 1_000_000;

/** check | verdict at one step inside | exactly at the limit | one step beyond. */
const AT_THE_LIMIT: readonly (readonly [string, readonly [string, Case][]])[] = [
  [
    "strategy-active",
    [
      ["PASS", {}],
      ["FAIL", { context: { strategyIsActive: false } }],
    ],
  ],
  ["strategy-active", [["PASS", { order: CLOSE, context: { ...LONG, strategyIsActive: false } }]]],
  [
    "trading-state",
    [
      ["PASS", {}],
      ["FAIL", { context: { tradingState: "REDUCE" } }],
      ["FAIL", { context: { tradingState: "HALT" } }],
      ["FAIL", { context: { tradingState: "FLATTEN" } }],
    ],
  ],
  ["trading-state", [["PASS", { order: CLOSE, context: { ...LONG, tradingState: "FLATTEN" } }]]],
  [
    "reduce-only",
    [
      ["PASS", { order: { ...CLOSE, quantityLots: 9 }, context: LONG }],
      ["PASS", { order: CLOSE, context: LONG }],
      ["FAIL", { order: { ...CLOSE, quantityLots: 11 }, context: LONG }],
    ],
  ],
  [
    "reduce-only",
    [
      ["FAIL", { order: CLOSE, context: { ...LONG, strategyClosingLots: 1 } }],
      ["FAIL", { order: { ...CLOSE, side: "buy" }, context: LONG }],
      ["PASS", { order: { ...CLOSE, side: "buy" }, context: { strategyLots: -10 } }],
      ["NOT_APPLICABLE", {}],
    ],
  ],
  [
    "route",
    [
      ["PASS", {}],
      ["FAIL", { order: { account: 1 } }],
      ["FAIL", { order: { ...CLOSE, account: 1 }, context: LONG }],
    ],
  ],
  [
    "account-certain",
    [
      ["PASS", {}],
      ["FAIL", { context: { isAccountCertain: false } }],
      ["NOT_APPLICABLE", { order: CLOSE, context: { ...LONG, isAccountCertain: false } }],
    ],
  ],
  [
    "unknown-outcome",
    [
      ["PASS", {}],
      ["FAIL", { context: { hasUnknownOrder: true } }],
      ["NOT_APPLICABLE", { order: CLOSE, context: { ...LONG, hasUnknownOrder: true } }],
    ],
  ],
  [
    "halted",
    [
      ["PASS", {}],
      ["FAIL", { context: { isHalted: true } }],
      ["PASS", { order: CLOSE, context: { ...LONG, isHalted: true } }],
    ],
  ],
  [
    "volatility-breaker",
    [
      ["NOT_APPLICABLE", {}],
      ["PASS", { context: { hasUsualRange: true, tsRangePauseEnds: NOW - 1 } }],
      ["PASS", { context: { hasUsualRange: true, tsRangePauseEnds: NOW } }],
      ["FAIL", { context: { hasUsualRange: true, tsRangePauseEnds: NOW + 1 } }],
      ["NOT_APPLICABLE", { order: CLOSE, context: { ...LONG, hasUsualRange: true, tsRangePauseEnds: NOW + 1 } }],
    ],
  ],
  [
    "instrument-tradable",
    [
      ["PASS", {}],
      ["FAIL", { context: { strategy: exampleStrategy({ instruments: [1, 2] }) } }],
      ["PASS", { order: CLOSE, context: { ...LONG, strategy: exampleStrategy({ instruments: [] }) } }],
    ],
  ],
  [
    "market-open",
    [
      ["PASS", {}],
      ["FAIL", { context: { isMarketOpen: false } }],
      ["FAIL", { order: CLOSE, context: { ...LONG, isMarketOpen: false } }],
    ],
  ],
  [
    "data-fresh",
    [
      ["PASS", { context: { dataAgeMicros: 64_999_999 } }],
      ["PASS", { context: { dataAgeMicros: 65_000_000 } }],
      ["FAIL", { context: { dataAgeMicros: 65_000_001 } }],
      ["FAIL", { context: { dataAgeMicros: Number.POSITIVE_INFINITY } }],
    ],
  ],
  [
    "signal-age",
    [
      ["PASS", { order: { externalSignalId: "a" }, context: { now: NOW + 59_999_999 } }],
      ["PASS", { order: { externalSignalId: "a" }, context: { now: NOW + 60_000_000 } }],
      ["FAIL", { order: { externalSignalId: "a" }, context: { now: NOW + 60_000_001 } }],
      ["PASS", { context: { now: NOW + 1e12 } }],
    ],
  ],
  [
    "duplicate",
    [
      ["PASS", { context: { sameOrderAgeMicros: 1_000_001 } }],
      ["PASS", { context: { sameOrderAgeMicros: 1_000_000 } }],
      ["FAIL", { context: { sameOrderAgeMicros: 999_999 } }],
    ],
  ],
  [
    "entry-rate",
    [
      ["PASS", { context: { entriesLastMinute: 8 } }],
      ["PASS", { context: { entriesLastMinute: 9 } }],
      ["FAIL", { context: { entriesLastMinute: 10 } }],
    ],
  ],
  [
    "order-quantity",
    [
      ["PASS", { order: { quantityLots: 6 }, context: only({ orderQuantityMaxLots: 7 }) }],
      ["PASS", { order: { quantityLots: 7 }, context: only({ orderQuantityMaxLots: 7 }) }],
      ["FAIL", { order: { quantityLots: 8 }, context: only({ orderQuantityMaxLots: 7 }) }],
      ["NOT_APPLICABLE", {}],
    ],
  ],
  // 10 lots at a limit of 500.00 are exactly 5 % of 100,000.
  [
    "order-value",
    [
      ["PASS", { order: { quantityLots: 10, limitTicks: 49_999 } }],
      ["PASS", { order: { quantityLots: 10, limitTicks: 50_000 } }],
      ["FAIL", { order: { quantityLots: 10, limitTicks: 50_001 } }],
      ["FAIL", { order: { quantityLots: 10 } }],
      ["FAIL", { context: { equityMicros: 0 } }],
      ["FAIL", { context: { equityMicros: -1 } }],
    ],
  ],
  [
    "price-collar",
    [
      ["PASS", { order: { limitTicks: 52_499 } }],
      ["PASS", { order: { limitTicks: 52_500 } }],
      ["FAIL", { order: { limitTicks: 52_501 } }],
      ["PASS", { order: { limitTicks: 47_500 } }],
      ["FAIL", { order: { limitTicks: 47_499 } }],
      ["PASS", {}],
      ["FAIL", { context: { lastMicros: Number.NaN } }],
    ],
  ],
  [
    "price-collar",
    [
      ["PASS", { order: { ...CLOSE, limitTicks: 60_000 }, context: LONG }],
      ["FAIL", { order: { ...CLOSE, limitTicks: 47_499 }, context: LONG }],
    ],
  ],
  [
    "liquidity",
    [
      ["NOT_APPLICABLE", {}],
      ["FAIL", { context: { environment: "live" } }],
      ["NOT_APPLICABLE", { order: CLOSE, context: { ...LONG, environment: "live" } }],
    ],
  ],
  // 10 lots x 100.00 to the stop are exactly 1 % of 100,000.
  [
    "risk-per-trade",
    [
      ["PASS", { order: { quantityLots: 10, stopDistanceTicks: 9_999 } }],
      ["PASS", { order: { quantityLots: 10, stopDistanceTicks: 10_000 } }],
      ["FAIL", { order: { quantityLots: 10, stopDistanceTicks: 10_001 } }],
      ["NOT_APPLICABLE", {}],
      ["FAIL", { context: { strategy: exampleStrategy({ isStopExempt: false }) } }],
    ],
  ],
  [
    "positions-max",
    [
      ["PASS", { context: { otherPositionCount: 3 } }],
      ["PASS", { context: { otherPositionCount: 4 } }],
      ["FAIL", { context: { otherPositionCount: 5 } }],
    ],
  ],
  [
    "deployed-max",
    [
      ["PASS", { order: { limitTicks: 50_000 }, context: { deployedMicros: 49_499 * USD } }],
      ["PASS", { order: { limitTicks: 50_000 }, context: { deployedMicros: 49_500 * USD } }],
      ["FAIL", { order: { limitTicks: 50_000 }, context: { deployedMicros: 49_500 * USD + 1 } }],
    ],
  ],
  [
    "symbol-max",
    [
      ["PASS", { order: { limitTicks: 50_000 }, context: { symbolExposureMicros: 19_499 * USD } }],
      ["PASS", { order: { limitTicks: 50_000 }, context: { symbolExposureMicros: 19_500 * USD } }],
      ["FAIL", { order: { limitTicks: 50_000 }, context: { symbolExposureMicros: 19_500 * USD + 1 } }],
    ],
  ],
  [
    "strategy-position-max",
    [
      [
        "PASS",
        {
          order: { limitTicks: 50_000, quantityLots: 4 },
          context: { strategy: exampleStrategy({ maxPositionMicros: 5_000 * USD }), strategyOpeningLots: 5 },
        },
      ],
      [
        "PASS",
        {
          order: { limitTicks: 50_000, quantityLots: 5 },
          context: { strategy: exampleStrategy({ maxPositionMicros: 5_000 * USD }), strategyOpeningLots: 5 },
        },
      ],
      [
        "FAIL",
        {
          order: { limitTicks: 50_000, quantityLots: 6 },
          context: { strategy: exampleStrategy({ maxPositionMicros: 5_000 * USD }), strategyOpeningLots: 5 },
        },
      ],
      [
        "PASS",
        {
          order: { limitTicks: 50_000, quantityLots: 10 },
          context: { strategy: exampleStrategy({ maxPositionMicros: 5_000 * USD }), strategyLots: -10 },
        },
      ],
      ["NOT_APPLICABLE", {}],
    ],
  ],
  [
    "margin-max",
    [
      ["PASS", { order: { side: "sell", limitTicks: 50_000 }, context: { marginUsedMicros: 39_749 * USD } }],
      ["PASS", { order: { side: "sell", limitTicks: 50_000 }, context: { marginUsedMicros: 39_750 * USD } }],
      ["FAIL", { order: { side: "sell", limitTicks: 50_000 }, context: { marginUsedMicros: 39_750 * USD + 1 } }],
    ],
  ],
  // 1 lot at 500.00 with 10 bps and 1 USD costs 501.50.
  [
    "buying-power",
    [
      ["PASS", { context: { buyingPowerMicros: 501_500_001 } }],
      ["PASS", { context: { buyingPowerMicros: 501_500_000 } }],
      ["FAIL", { context: { buyingPowerMicros: 501_499_999 } }],
      ["NOT_APPLICABLE", { order: CLOSE, context: { ...LONG, buyingPowerMicros: -1 } }],
    ],
  ],
  // A short sale of 1 lot at 499.50 takes half of it and 1 USD.
  [
    "buying-power",
    [
      ["PASS", { order: { side: "sell" }, context: { buyingPowerMicros: 250_750_000 } }],
      ["FAIL", { order: { side: "sell" }, context: { buyingPowerMicros: 250_749_999 } }],
    ],
  ],
  [
    "short-sale",
    [
      ["PASS", { order: { side: "sell", limitTicks: 50_000 }, context: { marginUsedMicros: 99_750 * USD } }],
      ["FAIL", { order: { side: "sell", limitTicks: 50_000 }, context: { marginUsedMicros: 99_750 * USD + 1 } }],
      ["NOT_APPLICABLE", {}],
    ],
  ],
  [
    "daily-loss",
    [
      ["PASS", { context: { equityMicros: 98_000 * USD + 1 } }],
      ["FAIL", { context: { equityMicros: 98_000 * USD } }],
      ["FAIL", { context: { equityMicros: 98_000 * USD - 1 } }],
    ],
  ],
  [
    "daily-loss",
    [
      ["PASS", { context: { ...only({ dailyLossAbsoluteMicros: 500 * USD }), equityMicros: 99_500 * USD + 1 } }],
      ["FAIL", { context: { ...only({ dailyLossAbsoluteMicros: 500 * USD }), equityMicros: 99_500 * USD } }],
    ],
  ],
  [
    "drawdown",
    [
      ["PASS", { context: { equityMicros: 92_000 * USD + 1 } }],
      ["FAIL", { context: { equityMicros: 92_000 * USD } }],
      ["FAIL", { context: { equityMicros: 92_000 * USD - 1 } }],
    ],
  ],
  [
    "strategy-daily-loss",
    [
      ["PASS", { context: { strategy: exampleStrategy({ maxDailyLossMicros: 500 }), strategyDayPnlMicros: -499 } }],
      ["FAIL", { context: { strategy: exampleStrategy({ maxDailyLossMicros: 500 }), strategyDayPnlMicros: -500 } }],
      ["FAIL", { context: { strategy: exampleStrategy({ maxDailyLossMicros: 500 }), strategyDayPnlMicros: -501 } }],
    ],
  ],
  [
    "message-rate",
    [
      ["PASS", { context: { messagesLastMinute: 70 } }],
      ["PASS", { context: { messagesLastMinute: 71 } }],
      ["FAIL", { context: { messagesLastMinute: 72 } }],
    ],
  ],
  [
    "message-rate",
    [
      ["PASS", { order: CLOSE, context: { ...LONG, messagesLastMinute: 119 } }],
      ["FAIL", { order: CLOSE, context: { ...LONG, messagesLastMinute: 120 } }],
    ],
  ],
  [
    "self-match",
    [
      ["PASS", {}],
      ["FAIL", { context: { hasOpposingOrder: true } }],
    ],
  ],
];

test("each check passes inside and at its limit and fails one step beyond", () => {
  const seen = new Set<string>();
  for (const [id, cases] of AT_THE_LIMIT) {
    seen.add(id);
    for (const [expected, one] of cases) assert.equal(verdictOf(id, one), expected, `${id} ${JSON.stringify(one)}`);
  }
  assert.deepEqual([...seen].sort(), CHECKS.map((check) => check.id).sort(), "every check has a table of its own");
});

test("ids and denial codes are unique, so that a refusal names one rule", () => {
  assert.equal(new Set(CHECKS.map((check) => check.id)).size, CHECKS.length);
  assert.equal(new Set(CHECKS.map((_, i) => denyCodeOf(i))).size, CHECKS.length);
});

test("a calm order passes every check and the first failing check names the denial", () => {
  const trace = createDecisionTrace();
  assert.equal(checkOrder(exampleOrder(), exampleContext(), trace), -1);
  assert.equal(trace.checkCount, CHECKS.length);
  const at = checkOrder(exampleOrder(), exampleContext({ isMarketOpen: false, hasOpposingOrder: true }), trace);
  assert.equal(denyCodeOf(at), "MARKET_CLOSED");
  assert.equal(trace.checkVerdict[CHECKS.length - 1], VERDICTS.indexOf("FAIL"));
});

test("profile none records failures and enforces only what is no limit: money, kill switch, certainty", () => {
  const limits = limitsOf("none", {});
  const trace = createDecisionTrace();
  const crowded = {
    limits,
    isMarketOpen: false,
    otherPositionCount: 99,
    messagesLastMinute: 999,
    hasOpposingOrder: true,
  };
  assert.equal(checkOrder(exampleOrder(), exampleContext(crowded), trace), -1);
  const failed = CHECKS.filter((_, i) => trace.checkVerdict[i] === VERDICTS.indexOf("NOT_ENFORCED_FAIL"));
  assert.deepEqual(
    failed.map((check) => check.id),
    ["market-open", "positions-max", "message-rate", "self-match"],
  );
  const poor = checkOrder(exampleOrder(), exampleContext({ ...crowded, buyingPowerMicros: 0 }), trace);
  assert.equal(denyCodeOf(poor), "BUYING_POWER");
  const halted = checkOrder(exampleOrder(), exampleContext({ ...crowded, tradingState: "REDUCE" }), trace);
  assert.equal(denyCodeOf(halted), "KILL_SWITCH");
  assert.deepEqual(
    CHECKS.filter((check) => check.alwaysEnforced).map((check) => check.denyCode),
    [
      "KILL_SWITCH",
      "REDUCE_ONLY",
      "WRONG_ROUTE",
      "ACCOUNT_UNCERTAIN",
      "UNKNOWN_OUTCOME",
      "INSTRUMENT_HALTED",
      "BUYING_POWER",
    ],
  );
});

test("an exception inside a check reaches the caller instead of letting the order pass", () => {
  const broken = exampleContext();
  Object.defineProperty(broken, "otherPositionCount", {
    get() {
      throw new Error("boom");
    },
  });
  assert.throws(() => checkOrder(exampleOrder(), broken, createDecisionTrace()), /boom/);
});

test("the collar of a market order lies inside the collar ratio, and there is none under profile none", () => {
  assert.equal(collarTicksOf("buy", exampleContext()), 52_500);
  assert.equal(collarTicksOf("sell", exampleContext()), 47_500);
  assert.equal(collarTicksOf("buy", exampleContext({ lastMicros: 100_010_000 })), 10_501);
  assert.equal(collarTicksOf("sell", exampleContext({ lastMicros: 100_010_000 })), 9_501);
  assert.equal(collarTicksOf("buy", exampleContext({ limits: limitsOf("none", {}) })), null);
  assert.equal(collarTicksOf("buy", exampleContext({ lastMicros: Number.NaN })), null);
});
