import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleContext, exampleOrder, exampleStrategy, NOW, seededChoices } from "../../../tests/fixtures/decision.ts";
import type { RiskLimits } from "../model/config.ts";
import { createDecisionTrace, VERDICTS } from "../model/decision-trace.ts";
import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import { checkOrder } from "./check-order.ts";
import { CHECKS } from "./checks.ts";
import { limitsOf, PROFILE_NAMES } from "./profiles.ts";

/**
 * A naive twin: every rule again, in fractions of bigints, sharing no line with the checks. Limits
 * in the tests are decimals of at most six places.
 */
const MILLION = 1_000_000n;

function big(value: number): bigint {
  return BigInt(value);
}

/** part / whole <= limit, exactly; without a whole nothing passes. */
function within(part: bigint, whole: number, limit: number): boolean {
  return whole > 0 && part * MILLION <= big(Math.round(limit * 1e6)) * big(whole);
}

function short(part: number, whole: number, limits: readonly (number | null)[]): boolean {
  return limits.every(
    (limit) => limit === null || (whole > 0 && big(part) * MILLION < big(Math.round(limit * 1e6)) * big(whole)),
  );
}

function oraclePrice(order: Order, context: PortfolioContext): bigint {
  if (order.limitTicks !== null) return big(order.limitTicks) * 10_000n;
  let touch = big(context.lastMicros);
  const stop = order.stopTicks === null ? null : big(order.stopTicks) * 10_000n;
  const bps = big(context.costs.slippageBps);
  if (order.side === "buy") {
    if (stop !== null && stop > touch) touch = stop;
    const numerator = touch * (10_000n + bps);
    return ((numerator + 99_999_999n) / 100_000_000n) * 10_000n;
  }
  if (stop !== null && stop < touch) touch = stop;
  return ((touch * (10_000n - bps)) / 100_000_000n) * 10_000n;
}

type Verdict = "PASS" | "FAIL" | "NOT_APPLICABLE";

function oracle(order: Order, context: PortfolioContext): Record<string, Verdict> {
  const { limits: l, strategy: s, equityMicros: equity } = context;
  const opens = order.effect === "open";
  const lots = big(order.quantityLots);
  const notional = lots * oraclePrice(order, context);
  const margin = order.side === "sell" ? (notional + 1n) / 2n : 0n;
  const cost = (order.side === "buy" ? notional : margin) + big(context.costs.commissionPerOrderMicros);
  const say = (isKept: boolean): Verdict => (isKept ? "PASS" : "FAIL");
  const opening = (isKept: boolean | null): Verdict => (opens && isKept !== null ? say(isKept) : "NOT_APPLICABLE");
  const limited = (limit: number | null, keeps: (limit: number) => boolean): Verdict =>
    opening(limit === null ? null : keeps(limit));
  const toward = order.side === "buy" ? context.strategyLots : -context.strategyLots;
  const last = big(context.lastMicros);
  const beyond =
    order.limitTicks === null ? 0n : (big(order.limitTicks) * 10_000n - last) * (order.side === "buy" ? 1n : -1n);
  const away = beyond >= 0n ? beyond : opens ? -beyond : 0n;
  const received = Math.max(order.tsBar, order.tsCreated, order.tsLast);
  const isLossFree = short(context.dayStartEquityMicros - equity, context.dayStartEquityMicros, [
    l.dailyLossPauseRatio,
    l.dailyLossHaltRatio,
  ]);
  const isBelowCap =
    l.dailyLossAbsoluteMicros === null || context.dayStartEquityMicros - equity < l.dailyLossAbsoluteMicros;
  const reserve = opens ? Math.round((l.messagesPerMinuteMax ?? 0) * l.messagesReserveRatio) : 0;
  return {
    "strategy-active": say(!opens || context.strategyIsActive),
    "trading-state": say(!opens || context.tradingState === "ACTIVE"),
    "reduce-only": opens
      ? "NOT_APPLICABLE"
      : say(order.quantityLots <= Math.max(0, -toward - context.strategyClosingLots)),
    route: say(order.account === s.account),
    "account-certain": opening(context.isAccountCertain),
    "unknown-outcome": opening(!context.hasUnknownOrder),
    halted: say(!opens || !context.isHalted),
    "volatility-breaker": opening(context.hasUsualRange ? context.now >= context.tsRangePauseEnds : null),
    "instrument-tradable": say(context.instrument.isTradable && (!opens || s.instruments.some((i) => i === 0))),
    "market-open": say(context.isMarketOpen),
    "data-fresh": opening(context.dataAgeMicros <= context.barMicros + 5_000_000),
    "signal-age": opening(order.externalSignalId === null || context.now - received <= s.signalTtlSeconds * 1_000_000),
    duplicate: limited(l.repeatSeconds, (limit) => context.sameOrderAgeMicros >= limit * 1_000_000),
    "entry-rate": limited(l.entriesPerMinuteMax, (limit) => context.entriesLastMinute < limit),
    "order-quantity": limited(l.orderQuantityMaxLots, (limit) => order.quantityLots <= limit),
    "order-value": limited(l.orderValueMaxRatio, (limit) => within(notional, equity, limit)),
    "price-collar": l.collarRatio === null ? "NOT_APPLICABLE" : say(within(away, context.lastMicros, l.collarRatio)),
    liquidity: opens && context.environment === "live" ? "FAIL" : "NOT_APPLICABLE",
    "risk-per-trade": limited(l.riskPerTradeRatio, (limit) =>
      order.stopDistanceTicks === null
        ? s.isStopExempt
        : within(lots * big(order.stopDistanceTicks) * 10_000n, equity, limit),
    ).replace("PASS", order.stopDistanceTicks === null ? "NOT_APPLICABLE" : "PASS") as Verdict,
    "positions-max": limited(l.positionsMax, (limit) => context.otherPositionCount < limit),
    "deployed-max": limited(l.deployedMaxRatio, (limit) =>
      within(big(context.deployedMicros) + notional, equity, limit),
    ),
    "symbol-max": limited(l.symbolMaxRatio, (limit) =>
      within(big(context.symbolExposureMicros) + notional, equity, limit),
    ),
    "strategy-position-max": limited(
      s.maxPositionMicros,
      (limit) => (big(Math.max(0, toward)) + big(context.strategyOpeningLots)) * last + notional <= big(limit),
    ),
    "margin-max": limited(l.marginMaxRatio, (limit) => within(big(context.marginUsedMicros) + margin, equity, limit)),
    "buying-power": opening(cost <= big(context.buyingPowerMicros)),
    "short-sale": opening(order.side === "sell" ? big(context.marginUsedMicros) + margin <= big(equity) : null),
    "daily-loss": opening(isLossFree && isBelowCap),
    drawdown: opening(
      short(context.peakEquityMicros - equity, context.peakEquityMicros, [l.drawdownReduceRatio, l.drawdownHaltRatio]),
    ),
    "strategy-daily-loss": limited(s.maxDailyLossMicros, (limit) => -context.strategyDayPnlMicros < limit),
    "message-rate":
      l.messagesPerMinuteMax === null
        ? "NOT_APPLICABLE"
        : say(context.messagesLastMinute < l.messagesPerMinuteMax - reserve),
    "self-match": say(!context.hasOpposingOrder),
  };
}

const USD = 1_000_000;

/** One random pair; many values lie exactly at or one micro beside a limit. */
function randomPair(choices: ReturnType<typeof seededChoices>): { order: Order; context: PortfolioContext } {
  const { integer, pick } = choices;
  const chance = (percent: number): boolean => integer(1, 100) <= percent;
  const near = (at: number): number => at + pick([-USD, -1, 0, 0, 1, USD]);
  const equity = pick([100_000 * USD, 50_000 * USD, 1_234_567_890, 100_000 * USD + 1, 8_000_000 * USD, 0, -USD]);
  const limits = {
    ...limitsOf(pick(PROFILE_NAMES), {}),
    ...(chance(30) ? { orderQuantityMaxLots: integer(1, 20) } : {}),
    ...(chance(30) ? { dailyLossAbsoluteMicros: 500 * USD } : {}),
    ...(chance(10) ? { collarRatio: null, positionsMax: null, messagesPerMinuteMax: null, repeatSeconds: null } : {}),
  };
  const order = exampleOrder({
    side: pick(["buy", "sell"]),
    effect: pick(["open", "open", "open", "close"]),
    quantityLots: integer(1, 40),
    account: chance(95) ? 0 : 1,
    limitTicks: chance(50) ? pick([50_000, 47_500, 47_499, 52_500, 52_501, integer(40_000, 60_000)]) : null,
    stopTicks: chance(20) ? integer(49_000, 51_000) : null,
    stopDistanceTicks: chance(50) ? integer(1, 20_000) : null,
    externalSignalId: chance(50) ? "x" : null,
  });
  const context = exampleContext({
    limits,
    strategy: exampleStrategy({
      instruments: chance(90) ? [3, 0] : [3],
      isStopExempt: chance(50),
      maxPositionMicros: chance(50) ? integer(1, 40) * 500 * USD : null,
      maxDailyLossMicros: chance(50) ? 500 * USD : null,
    }),
    environment: pick(["paper", "backtest", "live"]),
    now: NOW + pick([0, 60_000_000, 60_000_001]),
    tradingState: pick(["ACTIVE", "ACTIVE", "ACTIVE", "REDUCE", "HALT", "FLATTEN"]),
    strategyIsActive: chance(90),
    isMarketOpen: chance(90),
    isAccountCertain: chance(95),
    hasUnknownOrder: chance(5),
    isHalted: chance(10),
    hasUsualRange: chance(50),
    tsRangePauseEnds: NOW + pick([-1, 0, 1, 60_000_000, 60_000_002]),
    lastMicros: chance(70) ? 500_000_000 : integer(400_000_000, 600_000_000),
    dataAgeMicros: pick([0, 65_000_000, 65_000_001]),
    equityMicros: equity,
    dayStartEquityMicros: near(pick([equity, Math.round(equity / 0.98), Math.round(equity / 0.97)])),
    peakEquityMicros: near(pick([equity, Math.round(equity / 0.92), Math.round(equity / 0.88)])),
    buyingPowerMicros: near(integer(0, 40) * 500 * USD),
    deployedMicros: Math.max(0, near(Math.floor(equity / 2) - integer(0, 40) * 500 * USD)),
    symbolExposureMicros: Math.max(0, near(Math.floor(equity / 5) - integer(0, 40) * 500 * USD)),
    marginUsedMicros: Math.max(0, near(Math.floor((equity * 2) / 5) - integer(0, 40) * 250 * USD)),
    otherPositionCount: integer(0, 16),
    strategyLots: integer(-40, 40),
    strategyOpeningLots: integer(0, 5),
    strategyClosingLots: integer(0, 5),
    strategyDayPnlMicros: near(-500 * USD),
    entriesLastMinute: integer(0, 12),
    messagesLastMinute: integer(60, 125),
    sameOrderAgeMicros: pick([Number.POSITIVE_INFINITY, 1_000_000, 999_999]),
    hasOpposingOrder: chance(10),
  });
  return { order, context };
}

const PAIRS = 20_000;

test("an independent naive oracle agrees on 20,000 random pairs of order and context", () => {
  const choices = seededChoices(20240304);
  const trace = createDecisionTrace();
  const counts = new Map<string, number>();
  for (let n = 0; n < PAIRS; n += 1) {
    const { order, context } = randomPair(choices);
    const refusedBy = checkOrder(order, context, trace);
    const expected = oracle(order, context);
    let firstRefusal = -1;
    for (const [i, check] of CHECKS.entries()) {
      const isEnforced = context.limits.isEnforced || check.alwaysEnforced;
      const verdict = expected[check.id] === "FAIL" && !isEnforced ? "NOT_ENFORCED_FAIL" : expected[check.id];
      const was = VERDICTS[trace.checkVerdict[i] as number];
      assert.equal(was, verdict, `${check.id} value ${trace.checkValue[i]} limit ${trace.checkLimit[i]} pair ${n}`);
      if (verdict === "FAIL" && firstRefusal < 0) firstRefusal = i;
      counts.set(`${check.id} ${was}`, (counts.get(`${check.id} ${was}`) ?? 0) + 1);
    }
    assert.equal(refusedBy, firstRefusal);
  }
  for (const check of CHECKS) {
    assert.ok((counts.get(`${check.id} FAIL`) ?? 0) > 0, `${check.id} failed at least once`);
    const passes = check.id === "liquidity" ? "NOT_APPLICABLE" : "PASS";
    assert.ok((counts.get(`${check.id} ${passes}`) ?? 0) > 0, `${check.id} passed at least once`);
  }
});

/** Halves every limit; nothing may become allowed by that. */
function tightened(limits: RiskLimits): RiskLimits {
  const half = (limit: number | null): number | null => (limit === null ? null : limit / 2);
  return {
    ...limits,
    orderQuantityMaxLots: half(limits.orderQuantityMaxLots),
    orderValueMaxRatio: half(limits.orderValueMaxRatio),
    collarRatio: half(limits.collarRatio),
    riskPerTradeRatio: half(limits.riskPerTradeRatio),
    positionsMax: half(limits.positionsMax),
    deployedMaxRatio: half(limits.deployedMaxRatio),
    symbolMaxRatio: half(limits.symbolMaxRatio),
    marginMaxRatio: half(limits.marginMaxRatio),
    dailyLossPauseRatio: half(limits.dailyLossPauseRatio),
    dailyLossHaltRatio: half(limits.dailyLossHaltRatio),
    dailyLossAbsoluteMicros: half(limits.dailyLossAbsoluteMicros),
    drawdownReduceRatio: half(limits.drawdownReduceRatio),
    drawdownHaltRatio: half(limits.drawdownHaltRatio),
    entriesPerMinuteMax: half(limits.entriesPerMinuteMax),
    messagesPerMinuteMax: half(limits.messagesPerMinuteMax),
    messagesReserveRatio: Math.min(1, limits.messagesReserveRatio * 1.5),
    repeatSeconds: limits.repeatSeconds === null ? null : limits.repeatSeconds * 2,
  };
}

test("tightening the limits never turns a failure into a pass", () => {
  const choices = seededChoices(7);
  const before = createDecisionTrace();
  const after = createDecisionTrace();
  for (let n = 0; n < PAIRS; n += 1) {
    const { order, context } = randomPair(choices);
    checkOrder(order, context, before);
    checkOrder(order, { ...context, limits: tightened(context.limits) }, after);
    for (const [i, check] of CHECKS.entries()) {
      if (VERDICTS[before.checkVerdict[i] as number] === "PASS") continue;
      assert.equal(after.checkVerdict[i], before.checkVerdict[i], `${check.id} pair ${n}`);
    }
  }
});

test("an order that only reduces never fails an exposure check", () => {
  const choices = seededChoices(11);
  const trace = createDecisionTrace();
  for (let n = 0; n < PAIRS; n += 1) {
    const { order, context } = randomPair(choices);
    checkOrder({ ...order, effect: "close" }, context, trace);
    for (const [i, check] of CHECKS.entries()) {
      if (check.scope === "exposure")
        assert.equal(VERDICTS[trace.checkVerdict[i] as number], "NOT_APPLICABLE", check.id);
    }
  }
});
