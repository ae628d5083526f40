/**
 * Every pre-trade check once more, written from the design text alone, slow and plain: lists instead
 * of columns, filters instead of sums kept, no line shared with the core. What it answers is compared
 * with the core's own answer, verdict, value and limit.
 */
import type { CostConfig, RiskLimits } from "../../src/core/model/config.ts";
import type { Order } from "../../src/core/model/order.ts";
import type { Environment } from "../../src/core/model/signal.ts";

/** The world as a person would write it down. Every instrument has a tick of 0.01, whole lots and no multiplier. */
export interface PlainWorld {
  now: number;
  environment: Environment;
  sessions: readonly { open: number; close: number }[];
  barSeconds: number;
  costs: CostConfig;
  tradingState: string;
  limits: RiskLimits;
  accounts: PlainAccount[];
  strategies: PlainStrategy[];
  instruments: PlainInstrument[];
  positions: { strategy: number; instrument: number; lots: number }[];
  /** All that may still fill: live here, or ended here and at work at the venue. */
  live: Order[];
  resurrected: Order[];
  /** What was sent, ascending. */
  sent: { at: number; strategy: number; instrument: number; signedLots: number; isEntry: boolean }[];
}

export interface PlainAccount {
  cash: number;
  equity: number;
  dayStart: number;
  peak: number;
  isCertain: boolean;
  limits: RiskLimits | null;
}

export interface PlainStrategy {
  account: number;
  instruments: readonly number[];
  isActive: boolean;
  isStopExempt: boolean;
  signalTtlSeconds: number;
  maxPosition: number | null;
  maxDailyLoss: number | null;
  limits: RiskLimits | null;
  /** What its fills paid and received, and what it was worth when the session began. */
  cashFlow: number;
  dayStart: number;
}

export interface PlainInstrument {
  /** Last close; NaN: none yet. */
  price: number;
  tsPrice: number;
  isTradable: boolean;
  isHalted: boolean;
  hasUsualRange: boolean;
  tsPauseEnds: number;
}

/** What a check says. */
export interface Answer {
  readonly verdict: "PASS" | "FAIL" | "NOT_APPLICABLE" | "NOT_ENFORCED_FAIL";
  readonly value: number;
  readonly limit: number;
}

const TICK = 10_000;
const SECOND = 1_000_000;
const NOTHING: Answer = { verdict: "NOT_APPLICABLE", value: Number.NaN, limit: Number.NaN };

/** Every check of one order, by the check's id. */
export function judge(world: PlainWorld, order: Order): Map<string, Answer> {
  const strategy = at(world.strategies, order.strategy);
  const account = at(world.accounts, strategy.account);
  const instrument = at(world.instruments, order.instrument);
  const limits = limitsInForce(world, order.strategy);
  const opens = order.effect === "open";
  const left = order.quantityLots - order.cumLots;
  const price = expectedPrice(world, order);
  const notional = left * price;
  const margin = order.side === "sell" ? Math.ceil(notional / 2) : 0;
  const cost = (order.side === "buy" ? notional : margin) + fee(world, left, notional);
  const before = order.leg === 1 ? withoutOwnPosition(world, order) : world;
  const after = exposure(before, order);
  const own = lotsOf(world, order.strategy, order.instrument);
  const toward = order.side === "buy" ? own : -own;
  const answers = new Map<string, Answer>();

  const always = (id: string, answer: Answer): void => {
    answers.set(id, answer);
  };
  const exposing = (id: string, answer: Answer): void => {
    answers.set(id, opens ? soften(answer, limits) : NOTHING);
  };
  const general = (id: string, answer: Answer): void => {
    answers.set(id, soften(answer, limits));
  };
  const hardExposing = (id: string, answer: Answer): void => {
    answers.set(id, opens ? answer : NOTHING);
  };

  general("strategy-active", yes(!opens || strategy.isActive));
  always("trading-state", yes(!opens || world.tradingState === "ACTIVE"));
  always("reduce-only", opens ? NOTHING : most(left, Math.max(0, -toward - closingUnderWay(world, order))));
  always("route", yes(order.account === strategy.account));
  hardExposing("account-certain", yes(account.isCertain));
  hardExposing("unknown-outcome", yes(!hasUnknownOutcome(world, order)));
  general(
    "instrument-tradable",
    yes(instrument.isTradable && (!opens || strategy.instruments.indexOf(order.instrument) >= 0)),
  );
  always("halted", !opens && instrument.isHalted ? { verdict: "PASS", value: 0, limit: 0 } : yes(!instrument.isHalted));
  general("market-open", yes(world.sessions.some(({ open, close }) => world.now >= open && world.now < close)));
  exposing("data-fresh", most(dataAge(world, instrument) / SECOND, world.barSeconds + 5));
  const age = order.externalSignalId === null ? 0 : world.now - Math.max(order.tsBar, order.tsCreated, order.tsLast);
  exposing("signal-age", most(age / SECOND, strategy.signalTtlSeconds));
  exposing(
    "duplicate",
    limits.repeatSeconds === null ? NOTHING : least(sameOrderAge(world, order), limits.repeatSeconds),
  );
  const entries = world.sent.filter((one) => one.isEntry && one.strategy === order.strategy && isRecent(world, one.at));
  exposing("entry-rate", limited(entries.length + 1, limits.entriesPerMinuteMax));
  exposing("order-quantity", limited(order.quantityLots, limits.orderQuantityMaxLots));
  exposing("order-value", limited(share(notional, account.equity), limits.orderValueMaxRatio));
  general("price-collar", limits.collarRatio === null ? NOTHING : most(awayFromLast(world, order), limits.collarRatio));
  answers.set("liquidity", liquidity(world, order, limits));
  const wait = Math.max(0, (instrument.tsPauseEnds - world.now) / SECOND);
  exposing("volatility-breaker", instrument.hasUsualRange ? most(wait, 0) : NOTHING);
  exposing("risk-per-trade", riskPerTrade(order, strategy, account, limits));
  exposing("positions-max", limited(after.otherInstruments + 1, limits.positionsMax));
  exposing("deployed-max", limited(share(after.deployed + notional, account.equity), limits.deployedMaxRatio));
  exposing("symbol-max", limited(share(after.here + notional, account.equity), limits.symbolMaxRatio));
  const mine = Math.max(0, toward) + openingUnderWay(world, order);
  const held = mine === 0 ? 0 : mine * instrument.price;
  exposing("strategy-position-max", limited(held + notional, strategy.maxPosition));
  exposing("margin-max", limited(share(after.margin + margin, account.equity), limits.marginMaxRatio));
  hardExposing("buying-power", most(cost, after.buyingPower));
  exposing("short-sale", order.side === "sell" ? most(after.margin + margin, account.equity) : NOTHING);
  const lossLimits = [limits.dailyLossPauseRatio, limits.dailyLossHaltRatio];
  if (limits.dailyLossAbsoluteMicros !== null) lossLimits.push(share(limits.dailyLossAbsoluteMicros, account.dayStart));
  exposing("daily-loss", notReached(share(account.dayStart - account.equity, account.dayStart), lossLimits));
  const fall = share(account.peak - account.equity, account.peak);
  exposing("drawdown", notReached(fall, [limits.drawdownReduceRatio, limits.drawdownHaltRatio]));
  exposing("strategy-daily-loss", notReached(0 - dayResult(world, order.strategy), [strategy.maxDailyLoss]));
  general("message-rate", messageRate(world, order, limits));
  general("self-match", yes(!crossesOwn(world, order)));
  return answers;
}

// Verdicts.

function most(value: number, limit: number): Answer {
  return { verdict: value <= limit ? "PASS" : "FAIL", value, limit };
}
function least(value: number, limit: number): Answer {
  return { verdict: value >= limit ? "PASS" : "FAIL", value, limit };
}
function yes(isKept: boolean): Answer {
  return least(isKept ? 1 : 0, 1);
}
function limited(value: number, limit: number | null): Answer {
  return limit === null ? NOTHING : most(value, limit);
}
function notReached(value: number, limits: readonly (number | null)[]): Answer {
  const set = limits.filter((limit) => limit !== null);
  if (set.length === 0) return NOTHING;
  const limit = Math.min(...set);
  return { verdict: value < limit ? "PASS" : "FAIL", value, limit };
}
function soften(answer: Answer, limits: RiskLimits): Answer {
  return answer.verdict === "FAIL" && !limits.isEnforced ? { ...answer, verdict: "NOT_ENFORCED_FAIL" } : answer;
}
function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : Number.POSITIVE_INFINITY;
}
function at<T>(list: readonly T[], index: number): T {
  return list[index] as T;
}

// Limits: the tightest of those that are enforced; where none is, the tightest of those recorded.

function limitsInForce(world: PlainWorld, strategyIndex: number): RiskLimits {
  const strategy = at(world.strategies, strategyIndex);
  const all = [world.limits, at(world.accounts, strategy.account).limits, strategy.limits].filter(
    (one) => one !== null,
  );
  const enforced = all.filter((one) => one.isEnforced);
  const layers = enforced.length > 0 ? enforced : all;
  const lowest = (pick: (limits: RiskLimits) => number | null): number | null => {
    const set = layers.map(pick).filter((limit) => limit !== null);
    return set.length === 0 ? null : Math.min(...set);
  };
  const repeats = layers.map((one) => one.repeatSeconds).filter((limit) => limit !== null);
  return {
    profile: "",
    isEnforced: enforced.length > 0,
    orderQuantityMaxLots: lowest((one) => one.orderQuantityMaxLots),
    orderValueMaxRatio: lowest((one) => one.orderValueMaxRatio),
    collarRatio: lowest((one) => one.collarRatio),
    riskPerTradeRatio: lowest((one) => one.riskPerTradeRatio),
    positionsMax: lowest((one) => one.positionsMax),
    deployedMaxRatio: lowest((one) => one.deployedMaxRatio),
    symbolMaxRatio: lowest((one) => one.symbolMaxRatio),
    marginMaxRatio: lowest((one) => one.marginMaxRatio),
    dailyLossPauseRatio: lowest((one) => one.dailyLossPauseRatio),
    dailyLossHaltRatio: lowest((one) => one.dailyLossHaltRatio),
    dailyLossAbsoluteMicros: lowest((one) => one.dailyLossAbsoluteMicros),
    drawdownReduceRatio: lowest((one) => one.drawdownReduceRatio),
    drawdownHaltRatio: lowest((one) => one.drawdownHaltRatio),
    entriesPerMinuteMax: lowest((one) => one.entriesPerMinuteMax),
    messagesPerMinuteMax: lowest((one) => one.messagesPerMinuteMax),
    messagesReserveRatio: Math.max(...layers.map((one) => one.messagesReserveRatio)),
    repeatSeconds: repeats.length === 0 ? null : Math.max(...repeats),
  };
}

// Prices and costs.

/** The limit; else the worse of last close and stop, slipped against us to a whole tick. */
function expectedPrice(world: PlainWorld, order: Order): number {
  if (order.limitTicks !== null) return order.limitTicks * TICK;
  const last = at(world.instruments, order.instrument).price;
  if (Number.isNaN(last)) return Number.NaN;
  const stop = order.stopTicks === null ? last : order.stopTicks * TICK;
  const buys = order.side === "buy";
  const touch = BigInt(buys ? Math.max(last, stop) : Math.min(last, stop));
  const tick = BigInt(TICK) * 10_000n;
  const moved = touch * BigInt(10_000 + (buys ? 1 : -1) * world.costs.slippageBps);
  return Number(buys ? ((moved + tick - 1n) / tick) * BigInt(TICK) : (moved / tick) * BigInt(TICK));
}

function fee(world: PlainWorld, lots: number, notional: number): number {
  const { commissionPerOrderMicros, commissionPerUnitMicros, commissionBps, commissionMinimumMicros } = world.costs;
  const sum =
    commissionPerOrderMicros + lots * commissionPerUnitMicros + Math.ceil((notional * commissionBps) / 10_000);
  return Math.max(sum, commissionMinimumMicros);
}

function riskPerTrade(order: Order, strategy: PlainStrategy, account: PlainAccount, limits: RiskLimits): Answer {
  if (limits.riskPerTradeRatio === null) return NOTHING;
  if (order.stopDistanceTicks !== null) {
    return most(share(order.quantityLots * order.stopDistanceTicks * TICK, account.equity), limits.riskPerTradeRatio);
  }
  return strategy.isStopExempt ? NOTHING : most(Number.NaN, limits.riskPerTradeRatio);
}

function awayFromLast(world: PlainWorld, order: Order): number {
  const last = at(world.instruments, order.instrument).price;
  if (order.limitTicks === null) return last > 0 ? 0 : Number.NaN;
  const difference = order.limitTicks * TICK - last;
  if (order.effect === "open") return Math.abs(difference) / last;
  return Math.max(0, order.side === "buy" ? difference : -difference) / last;
}

function liquidity(world: PlainWorld, order: Order, limits: RiskLimits): Answer {
  if (order.effect !== "open" || world.environment !== "live") return NOTHING;
  return { ...NOTHING, verdict: limits.isEnforced ? "FAIL" : "NOT_ENFORCED_FAIL" };
}

// Time.

function dataAge(world: PlainWorld, instrument: PlainInstrument): number {
  if (Number.isNaN(instrument.price)) return Number.POSITIVE_INFINITY;
  let age = 0;
  for (const { open, close } of world.sessions) {
    age += Math.max(0, Math.min(close, world.now) - Math.max(open, instrument.tsPrice));
  }
  return age;
}

function isRecent(world: PlainWorld, ts: number): boolean {
  return ts > world.now - 60 * SECOND;
}

/** Seconds since the same was sent by this strategy as its last order here; endless when that was another. */
function sameOrderAge(world: PlainWorld, order: Order): number {
  const signed = order.side === "buy" ? order.quantityLots : -order.quantityLots;
  const sent = world.sent.filter((one) => one.strategy === order.strategy && one.instrument === order.instrument);
  const last = sent[sent.length - 1];
  if (last === undefined || last.signedLots !== signed) return Number.POSITIVE_INFINITY;
  return (world.now - last.at) / SECOND;
}

function messageRate(world: PlainWorld, order: Order, limits: RiskLimits): Answer {
  if (limits.messagesPerMinuteMax === null) return NOTHING;
  const { account } = at(world.strategies, order.strategy);
  const sent = world.sent.filter((one) => at(world.strategies, one.strategy).account === account);
  const recent = sent.filter((one) => isRecent(world, one.at)).length;
  const kept = order.effect === "open" ? Math.round(limits.messagesPerMinuteMax * limits.messagesReserveRatio) : 0;
  return most(recent + 1, limits.messagesPerMinuteMax - kept);
}

// Positions and orders under way.

function lotsOf(world: PlainWorld, strategy: number, instrument: number): number {
  let lots = 0;
  for (const one of world.positions) if (one.strategy === strategy && one.instrument === instrument) lots += one.lots;
  return lots;
}

function netOf(world: PlainWorld, account: number, instrument: number): number {
  let lots = 0;
  for (const one of world.positions) {
    if (one.instrument === instrument && at(world.strategies, one.strategy).account === account) lots += one.lots;
  }
  return lots;
}

function dayResult(world: PlainWorld, strategy: number): number {
  const { cashFlow, dayStart } = at(world.strategies, strategy);
  let worth = cashFlow;
  world.instruments.forEach((instrument, i) => {
    const lots = lotsOf(world, strategy, i);
    if (lots !== 0) worth += lots * instrument.price;
  });
  return worth - dayStart;
}

function isLeg(order: Order): boolean {
  return order.role === "stop" || order.role === "target";
}

function leftOf(order: Order): number {
  return Math.max(0, order.quantityLots - order.cumLots);
}

/** Everything of the account that may still fill, the order under check left out. */
function underWay(world: PlainWorld, order: Order): Order[] {
  const { account } = at(world.strategies, order.strategy);
  return [...world.live, ...world.resurrected].filter((one) => one !== order && one.account === account);
}

/** What an order adds by some measure. Both ends of a replace count until one is proven dead; of two exits only the larger, or none could ever be changed. */
function added(world: PlainWorld, order: Order, underCheck: Order, measure: (order: Order) => number): number {
  if (order.effect === "open") return measure(order);
  if (underCheck.replaces === order.index) return Math.max(measure(order), measure(underCheck)) - measure(underCheck);
  const old = world.live.find((one) => one.index === order.replaces);
  return old === undefined ? measure(order) : Math.max(measure(order), measure(old)) - measure(old);
}

function openingUnderWay(world: PlainWorld, order: Order): number {
  return underWay(world, order)
    .filter((one) => one.strategy === order.strategy && one.instrument === order.instrument && one.effect === "open")
    .reduce((sum, one) => sum + added(world, one, order, leftOf), 0);
}

/** Exits of the strategy here; protective legs only against another protective leg, of each parent the larger. */
function closingUnderWay(world: PlainWorld, order: Order): number {
  const exits = underWay(world, order).filter(
    (one) => one.strategy === order.strategy && one.instrument === order.instrument && one.effect === "close",
  );
  let lots = 0;
  for (const one of exits) if (!isLeg(one)) lots += added(world, one, order, leftOf);
  if (!isLeg(order)) return lots;
  const legs = exits.filter((one) => isLeg(one) && one.parent !== order.parent);
  for (const parent of new Set(legs.map((leg) => leg.parent))) {
    lots += Math.max(...legs.filter((leg) => leg.parent === parent).map(leftOf));
  }
  return lots;
}

function hasUnknownOutcome(world: PlainWorld, order: Order): boolean {
  const here = underWay(world, order).filter((one) => one.instrument === order.instrument);
  return here.some(
    (one) => world.resurrected.includes(one) || (one.strategy === order.strategy && one.status === "UNKNOWN"),
  );
}

function crossesOwn(world: PlainWorld, order: Order): boolean {
  return underWay(world, order).some((one) => {
    if (one.instrument !== order.instrument || one.side === order.side || one.limitTicks === null) return false;
    const isSameSignal =
      one.strategy === order.strategy &&
      one.externalSignalId === order.externalSignalId &&
      one.tsBar === order.tsBar &&
      one.n === order.n;
    if (isSameSignal) return false;
    const price = order.limitTicks ?? order.stopTicks;
    if (price === null) return true;
    return order.side === "buy" ? price >= one.limitTicks : price <= one.limitTicks;
  });
}

/** What is left to open, at the worst of last close, limit and stop. */
function openingValue(world: PlainWorld, order: Order): number {
  const last = at(world.instruments, order.instrument).price;
  return leftOf(order) * Math.max(last, (order.limitTicks ?? 0) * TICK, (order.stopTicks ?? 0) * TICK);
}

function heldMoney(world: PlainWorld, order: Order): number {
  if (order.isExternal || world.resurrected.includes(order)) {
    return Math.ceil(openingValue(world, order) * (order.side === "sell" ? 0.5 : 1));
  }
  return Math.ceil((leftOf(order) / order.quantityLots) * order.reservedMicros);
}

interface Exposure {
  readonly deployed: number;
  readonly here: number;
  readonly margin: number;
  readonly buyingPower: number;
  readonly otherInstruments: number;
}

/**
 * The worst case: opening orders of both sides in full, and of every position the worse side when
 * exits on it fill and the rest does not.
 */
function exposure(world: PlainWorld, order: Order): Exposure {
  const { account } = at(world.strategies, order.strategy);
  const all = underWay(world, order);
  let deployed = 0;
  let here = 0;
  let margin = 0;
  let taken = 0;
  let otherInstruments = 0;
  world.instruments.forEach(({ price }, i) => {
    const net = netOf(world, account, i);
    const orders = all.filter((one) => one.instrument === i);
    const exits = orders.filter((one) => one.effect === "close" && !isLeg(one));
    const lots = (side: string): number =>
      exits.filter((one) => one.side === side).reduce((sum, one) => sum + added(world, one, order, leftOf), 0);
    const highest = net + lots("buy");
    const lowest = net - lots("sell");
    let value = 0;
    for (const one of orders.filter((other) => other.effect === "open")) {
      const opening = added(world, one, order, (other) => openingValue(world, other));
      value += opening;
      if (one.side === "sell") margin += opening / 2;
      taken += added(world, one, order, (other) => heldMoney(world, other));
    }
    const worst = Math.max(highest, -lowest);
    if (worst > 0) {
      value += worst * price;
      if (lowest < 0) margin += (-lowest * price) / 2;
      // What is short now is held one and a half times; what may become short or long is paid for then.
      const shortNow = net < 0 ? -net : 0;
      const longNow = net > 0 ? net : 0;
      const shortThen = lowest < 0 ? -lowest : 0;
      const longThen = highest > 0 ? highest : 0;
      taken += (1.5 * shortNow + 0.5 * (shortThen - shortNow) + (longThen - longNow)) * price;
    }
    deployed += value;
    if (i === order.instrument) here = value;
    else if (value !== 0) otherInstruments += 1;
  });
  return { deployed, here, margin, otherInstruments, buyingPower: at(world.accounts, account).cash - taken };
}

/** The entry of a reversal: the own position and its exits are over and paid for. */
function withoutOwnPosition(world: PlainWorld, order: Order): PlainWorld {
  const isMine = (one: { strategy: number; instrument: number }): boolean =>
    one.strategy === order.strategy && one.instrument === order.instrument;
  const { account } = at(world.strategies, order.strategy);
  const { price } = at(world.instruments, order.instrument);
  const lots = lotsOf(world, order.strategy, order.instrument);
  const costs =
    Math.ceil((Math.abs(lots) * price * world.costs.slippageBps) / 10_000) + world.costs.commissionPerOrderMicros;
  const isOver = (one: Order): boolean => {
    const closes = lots > 0 ? "sell" : "buy";
    return lots !== 0 && isMine(one) && one.effect === "close" && !isLeg(one) && one.side === closes;
  };
  return {
    ...world,
    accounts: world.accounts.map((one, i) => (i === account ? { ...one, cash: one.cash + lots * price - costs } : one)),
    positions: world.positions.filter((one) => !isMine(one)),
    live: world.live.filter((one) => !isOver(one)),
    resurrected: world.resurrected.filter((one) => !isOver(one)),
  };
}
