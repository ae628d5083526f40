import { required } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import { isOpenAt, sessionTimeBetween } from "../market/session-clock.ts";
import { MICROS, MICROS_PER_SECOND } from "../model/units.ts";
import { strategyValue } from "./account-marks.ts";
import type { Core } from "./core.ts";
import type { CoreConfig, RiskLimits } from "../model/config.ts";
import { tightestLimits } from "../risk/tighten-limits.ts";
import { hasUsualRange, rangePauseEnds } from "../risk/volatility-breaker.ts";
import { countLastMinute } from "./recent-activity.ts";
import type { ExposureOf } from "./sum-exposure.ts";
import { SHORT_INITIAL_MARGIN, shortLots, sumExposure, takenLots, worstLots } from "./sum-exposure.ts";

/**
 * Fills the reused context with what the brain and the checks may know, for one strategy and
 * instrument at this input. `order` is the order under check, left out of every sum; null while
 * the brain still sizes.
 */
export function fillContext(core: Core, strategy: number, instrument: number, order: Order | null): PortfolioContext {
  const { state, scratch } = core;
  const books = required(state.trading, "decisions follow the first configuration");
  const clock = required(state.clock, "decisions follow the session table");
  const { config, ledger, market, marks, recent } = books;
  const n = ledger.instrumentCount;
  const strategyConfig = required(books.sources[strategy], "a known strategy");
  const account = strategyConfig.account;
  if (scratch.context === null) scratch.context = emptyContext(core);
  const context = scratch.context;

  context.now = state.now;
  context.environment = config.environment;
  context.instrument = required(state.instruments[instrument], "a known instrument");
  context.strategy = strategyConfig;
  context.limits = limitsInForce(config, strategy, account);
  context.costs = config.costs;
  context.sizeWithoutAllocation = config.sizeWithoutAllocation;
  context.tradingState = books.risk.tradingState;
  context.strategyIsActive = books.strategies[strategy]?.status === "ACTIVE";
  context.isAccountCertain = books.links[account]?.block === "";
  context.isHalted = books.halted[instrument] === 1;
  context.hasUsualRange = hasUsualRange(books.risk.volatility, instrument);
  context.tsRangePauseEnds = rangePauseEnds(books.risk.volatility, instrument);
  context.isMarketOpen = isOpenAt(clock, state.now);
  const tsLast = market.tsLastClose[instrument] as number;
  context.lastMicros = tsLast > 0 ? (market.closeMicros[instrument] as number) : Number.NaN;
  context.dataAgeMicros = tsLast > 0 ? sessionTimeBetween(clock, tsLast, state.now) : Number.POSITIVE_INFINITY;
  context.barMicros = config.baseTimeframeSeconds * MICROS_PER_SECOND;
  const mark = required(marks.accounts[account], "a mark per account");
  context.equityMicros = mark.equityMicros;
  context.cashMicros = ledger.cashMicros[account] as number;
  context.dayStartEquityMicros = mark.dayStartEquityMicros;
  context.peakEquityMicros = mark.peakEquityMicros;
  context.accountLots = ledger.accountLots[account * n + instrument] as number;
  const at = strategy * n + instrument;
  context.strategyLots = ledger.strategyLots[at] as number;
  context.entriesLastMinute = countLastMinute(recent.entries[strategy] as number[], state.now);
  context.messagesLastMinute = countLastMinute(recent.messages[account] as number[], state.now);
  const lastAt = recent.lastOrderAt[at] as number;
  const isSame = order !== null && recent.lastOrderLots[at] === signedLots(order);
  context.sameOrderAgeMicros = isSame && lastAt === lastAt ? state.now - lastAt : Number.POSITIVE_INFINITY;
  context.strategyDayPnlMicros = strategyValue(ledger, market, strategy) - (marks.strategyDayStart[strategy] as number);
  OF.account = account;
  OF.strategy = strategy;
  OF.instrument = instrument;
  OF.order = order;
  sumExposure(books, context, OF);
  OF.order = null;
  return context;
}

/**
 * Counts the strategy's own position as closed already: for the entry of a reversal, whose exit
 * goes out first and fills at the same open. Long: its proceeds come free; short: what its
 * collateral exceeds the cost of covering. What other strategies hold against it stays and counts.
 */
export function discountReversal(context: PortfolioContext): void {
  const { accountLots: net, strategyLots: own, closingBuyLots, closingSellLots, instrument, costs } = context;
  // Its exits close this very position, so they are done too.
  const buys = own < 0 ? Math.max(0, closingBuyLots - context.strategyClosingLots) : closingBuyLots;
  const sells = own > 0 ? Math.max(0, closingSellLots - context.strategyClosingLots) : closingSellLots;
  const rest = net - own;
  const price = context.lastMicros * ((instrument.multiplier * instrument.lotMicros) / MICROS);
  const notional = Math.abs(own) * price;
  const freed = valueOf(worstLots(net, closingBuyLots, closingSellLots) - worstLots(rest, buys, sells), price);
  const shorts = shortLots(net, closingSellLots) - shortLots(rest, sells);
  const taken = takenLots(net, closingBuyLots, closingSellLots) - takenLots(rest, buys, sells);
  const slippage = (notional * costs.slippageBps) / 10_000;
  context.strategyCommittedMicros -= notional;
  context.deployedMicros -= freed;
  context.symbolExposureMicros -= freed;
  context.marginUsedMicros -= valueOf(shorts, price) * SHORT_INITIAL_MARGIN;
  context.buyingPowerMicros += (own + taken) * price - Math.ceil(slippage) - costs.commissionPerOrderMicros;
}

/** No lots are worth nothing, also at an unknown price. */
function valueOf(lots: number, price: number): number {
  return lots === 0 ? 0 : lots * price;
}

/** Reused by every call. */
const OF: ExposureOf = { account: 0, strategy: 0, instrument: 0, order: null };

/** Limits in force per strategy, made once per configuration, whose object changes with its version; never state. */
const IN_FORCE: WeakMap<CoreConfig, RiskLimits[]> = new WeakMap();
/** The entry asked for last: a process mostly has one configuration, and a look-up per bar costs. */
let lastConfig: CoreConfig | null = null;
let lastMade: RiskLimits[] = [];

/** The tightest of the portfolio's, the account's and the strategy's limits; UNASSIGNED has none of its own. */
export function limitsInForce(config: CoreConfig, strategy: number, account: number): RiskLimits {
  if (config !== lastConfig) {
    let found = IN_FORCE.get(config);
    if (found === undefined) {
      found = [];
      IN_FORCE.set(config, found);
    }
    lastConfig = config;
    lastMade = found;
  }
  const made = lastMade;
  const known = made[strategy];
  if (known !== undefined) return known;
  const own = config.strategies[strategy]?.limits ?? null;
  const limits = tightestLimits(config.limits, config.accounts[account]?.limits ?? null, own);
  made[strategy] = limits;
  return limits;
}

/** The tightest of the portfolio's and the account's limits: what the account's own result is held against. */
export function accountLimitsInForce(config: CoreConfig, account: number): RiskLimits {
  // What belongs to no strategy has the account's limits and none of its own.
  return limitsInForce(config, config.strategies.length + account, account);
}

function signedLots(order: Order): number {
  return order.side === "buy" ? order.quantityLots : -order.quantityLots;
}

function emptyContext(core: Core): PortfolioContext {
  const books = required(core.state.trading, "decisions follow the first configuration");
  return {
    now: 0,
    environment: books.config.environment,
    instrument: required(core.state.instruments[0], "at least one instrument"),
    strategy: required(books.sources[0], "at least one strategy"),
    limits: books.config.limits,
    costs: books.config.costs,
    sizeWithoutAllocation: 0,
    tradingState: "ACTIVE",
    strategyIsActive: false,
    isAccountCertain: true,
    isHalted: false,
    hasUnknownOrder: false,
    hasUsualRange: false,
    tsRangePauseEnds: 0,
    isMarketOpen: false,
    lastMicros: Number.NaN,
    dataAgeMicros: 0,
    barMicros: 0,
    equityMicros: 0,
    cashMicros: 0,
    reservedMicros: 0,
    buyingPowerMicros: 0,
    dayStartEquityMicros: 0,
    peakEquityMicros: 0,
    deployedMicros: 0,
    marginUsedMicros: 0,
    otherPositionCount: 0,
    accountLots: 0,
    symbolExposureMicros: 0,
    strategyLots: 0,
    strategyOpeningLots: 0,
    strategyClosingLots: 0,
    closingBuyLots: 0,
    closingSellLots: 0,
    strategyCommittedMicros: 0,
    strategyDayPnlMicros: 0,
    entriesLastMinute: 0,
    messagesLastMinute: 0,
    sameOrderAgeMicros: 0,
    hasOpposingOrder: false,
  };
}
