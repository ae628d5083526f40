import { required } from "../assert.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import { isOpenAt, sessionTimeBetween } from "../market/session-clock.ts";
import { MICROS, MICROS_PER_SECOND } from "../model/units.ts";
import { strategyValue } from "./account-marks.ts";
import type { Core } from "./core.ts";
import type { TradingBooks } from "./core-state.ts";
import { countLastMinute } from "./recent-activity.ts";

/** Share of a short position's notional that is held as collateral: proceeds plus 50 % initial margin. */
const SHORT_COLLATERAL = 1.5;
const SHORT_INITIAL_MARGIN = 0.5;

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
  context.limits = config.limits;
  context.costs = config.costs;
  context.sizeWithoutAllocation = config.sizeWithoutAllocation;
  context.tradingState = books.risk.tradingState;
  context.strategyIsActive = books.strategies[strategy]?.status === "ACTIVE";
  context.isAccountCertain = books.links[account]?.block === "";
  context.isHalted = books.halted[instrument] === 1;
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
  sumPositions(books, context, account, strategy, instrument);
  sumLiveOrders(books, context, { account, strategy, instrument, order });
  context.buyingPowerMicros -= context.reservedMicros;
  return context;
}

/**
 * Counts the strategy's own position as closed already: for the entry of a reversal, whose exit
 * goes out first and fills at the same open. Long: its proceeds come free; short: what its
 * collateral exceeds the cost of covering.
 */
export function discountReversal(context: PortfolioContext): void {
  const lots = context.strategyLots;
  const factor = (context.instrument.multiplier * context.instrument.lotMicros) / MICROS;
  const notional = Math.abs(lots) * context.lastMicros * factor;
  const slippage = (notional * context.costs.slippageBps) / 10_000;
  const costs = Math.ceil(slippage) + context.costs.commissionPerOrderMicros;
  context.strategyCommittedMicros -= notional;
  context.deployedMicros -= notional;
  context.symbolExposureMicros -= notional;
  if (lots < 0) context.marginUsedMicros -= notional * SHORT_INITIAL_MARGIN;
  context.buyingPowerMicros += (lots > 0 ? notional : notional * (SHORT_COLLATERAL - 1)) - costs;
}

function signedLots(order: Order): number {
  return order.side === "buy" ? order.quantityLots : -order.quantityLots;
}

/** Marked positions of the account and the strategy. */
function sumPositions(
  books: TradingBooks,
  context: PortfolioContext,
  account: number,
  strategy: number,
  instrument: number,
): void {
  const { ledger, market } = books;
  const n = ledger.instrumentCount;
  let deployed = 0;
  let margin = 0;
  let shortCollateral = 0;
  let others = 0;
  let committed = 0;
  let symbol = 0;
  for (let i = 0; i < n; i += 1) {
    const price = (market.closeMicros[i] as number) * (ledger.lotPriceFactor[i] as number);
    const lots = ledger.accountLots[account * n + i] as number;
    if (lots !== 0) {
      const notional = Math.abs(lots) * price;
      deployed += notional;
      if (lots < 0) {
        shortCollateral += notional * SHORT_COLLATERAL;
        margin += notional * SHORT_INITIAL_MARGIN;
      }
      if (i === instrument) symbol = notional;
      else others += 1;
    }
    const own = ledger.strategyLots[strategy * n + i] as number;
    if (own !== 0) committed += Math.abs(own) * price;
  }
  context.deployedMicros = deployed;
  context.marginUsedMicros = margin;
  context.otherPositionCount = others;
  context.symbolExposureMicros = symbol;
  context.strategyCommittedMicros = committed;
  context.buyingPowerMicros = context.cashMicros - shortCollateral;
}

/** Orders under way count as if they will fill: the worst case per side. */
function sumLiveOrders(
  books: TradingBooks,
  context: PortfolioContext,
  of: { account: number; strategy: number; instrument: number; order: Order | null },
): void {
  const { orders, ledger, market } = books;
  const n = ledger.instrumentCount;
  context.reservedMicros = 0;
  context.strategyOpeningLots = 0;
  context.strategyClosingLots = 0;
  context.hasOpposingOrder = false;
  context.hasUnknownOrder = false;
  for (let i = 0; i < orders.live.length; i += 1) {
    const order = orders.live[i] as Order;
    if (order === of.order || order.account !== of.account || isTerminal(order.status)) continue;
    const left = order.quantityLots - order.cumLots;
    const isHere = order.instrument === of.instrument;
    if (order.effect === "open") {
      context.reservedMicros += Math.ceil((left / order.quantityLots) * order.reservedMicros);
      const last =
        (market.closeMicros[order.instrument] as number) * (ledger.lotPriceFactor[order.instrument] as number);
      const value = left * last;
      context.deployedMicros += value;
      if (order.strategy === of.strategy) context.strategyCommittedMicros += value;
      if (isHere) context.symbolExposureMicros += value;
      else if (ledger.accountLots[of.account * n + order.instrument] === 0) context.otherPositionCount += 1;
      if (order.side === "sell") context.marginUsedMicros += value * SHORT_INITIAL_MARGIN;
    }
    if (isHere && order.strategy === of.strategy) {
      if (order.status === "UNKNOWN") context.hasUnknownOrder = true;
      if (order.effect === "open") context.strategyOpeningLots += left;
      else context.strategyClosingLots += left;
    }
    if (isHere && of.order !== null && order.side !== of.order.side && mayMatch(order, of.order)) {
      context.hasOpposingOrder = true;
    }
  }
}

/** Two own orders on opposite sides could trade with each other when a resting limit is involved. */
function mayMatch(resting: Order, incoming: Order): boolean {
  if (resting.strategy === incoming.strategy && resting.externalSignalId === incoming.externalSignalId) {
    // The two legs of a reversal stand on opposite effects of one side; never opposite sides.
    if (resting.tsBar === incoming.tsBar && resting.n === incoming.n) return false;
  }
  if (resting.limitTicks === null) return false;
  if (incoming.limitTicks === null) return true;
  return incoming.side === "buy"
    ? incoming.limitTicks >= resting.limitTicks
    : incoming.limitTicks <= resting.limitTicks;
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
    strategyCommittedMicros: 0,
    strategyDayPnlMicros: 0,
    entriesLastMinute: 0,
    messagesLastMinute: 0,
    sameOrderAgeMicros: 0,
    hasOpposingOrder: false,
  };
}
