import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { InstrumentIndex, MoneyMicrosSafe, OrderIndex, QuantityLots } from "../model/units.ts";
import type { TradingBooks } from "./core-state.ts";

/**
 * The worst case that counts against limits: positions and all that may still fill, whether it
 * works, waits, is held, has an unknown outcome or came back after its end. Opening orders of the
 * two sides never offset each other; exits count where they would carry the account's net
 * position across zero, because the other strategies' lots behind it stay.
 */

/** Share of a short position's notional that is held as collateral: proceeds plus 50 % initial margin. */
export const SHORT_COLLATERAL = 1.5;
export const SHORT_INITIAL_MARGIN = 0.5;

/** Whose decision is prepared: the order under check is left out of every sum; null while the brain sizes. */
export interface ExposureOf {
  account: number;
  strategy: number;
  instrument: InstrumentIndex;
  order: Order | null;
}

/** Sums per instrument, written before they are read within one call. */
let openValue = new Float64Array(0);
let closeBuys = new Float64Array(0);
let closeSells = new Float64Array(0);
/** Legs of one parent exclude each other: the largest of each group counts. */
const legParents: OrderIndex[] = [];
const legLots: QuantityLots[] = [];

/** Fills every sum of the context over positions and orders under way. */
export function sumExposure(books: TradingBooks, context: PortfolioContext, of: ExposureOf): void {
  const { ledger, orders } = books;
  prepare(ledger.instrumentCount);
  context.reservedMicros = 0;
  context.marginUsedMicros = 0;
  context.strategyCommittedMicros = 0;
  context.strategyOpeningLots = 0;
  context.strategyClosingLots = 0;
  context.hasOpposingOrder = false;
  context.hasUnknownOrder = false;
  for (let i = 0; i < orders.live.length; i += 1) {
    const order = orders.live[i] as Order;
    if (order !== of.order && order.account === of.account) addOrder(books, context, of, order);
  }
  for (let i = 0; i < orders.resurrected.length; i += 1) {
    const order = orders.resurrected[i] as Order;
    if (order.account !== of.account) continue;
    if (order.instrument === of.instrument) context.hasUnknownOrder = true;
    addOrder(books, context, of, order);
  }
  for (let i = 0; i < legLots.length; i += 1) context.strategyClosingLots += legLots[i] as number;
  addPositions(books, context, of);
}

/**
 * Lots that count for an account's net position when its exits may fill and others not: the worse
 * of both sides, never below the position itself.
 */
export function worstLots(net: QuantityLots, closingBuys: QuantityLots, closingSells: QuantityLots): QuantityLots {
  return Math.max(net + closingBuys, closingSells - net);
}

/** Initial margin that positions and exits under way may need, in lots of short. */
export function shortLots(net: QuantityLots, closingSells: QuantityLots): QuantityLots {
  return Math.max(0, closingSells - net);
}

/** Buying power that they take, in lots: collateral of what is short, and what a crossing of zero would cost. */
export function takenLots(net: QuantityLots, closingBuys: QuantityLots, closingSells: QuantityLots): number {
  const held = Math.max(0, -net);
  const crossedShort = shortLots(net, closingSells) - held;
  const crossedLong = Math.max(0, net + closingBuys) - Math.max(0, net);
  return held * SHORT_COLLATERAL + crossedShort * (SHORT_COLLATERAL - 1) + crossedLong;
}

function prepare(instruments: number): void {
  if (openValue.length < instruments) {
    openValue = new Float64Array(instruments);
    closeBuys = new Float64Array(instruments);
    closeSells = new Float64Array(instruments);
  } else {
    // Loops: for a handful of instruments a call of fill costs more than what it does.
    for (let i = 0; i < openValue.length; i += 1) {
      openValue[i] = 0;
      closeBuys[i] = 0;
      closeSells[i] = 0;
    }
  }
  while (legParents.length > 0) {
    legParents.pop();
    legLots.pop();
  }
}

function addOrder(books: TradingBooks, context: PortfolioContext, of: ExposureOf, order: Order): void {
  const isHere = order.instrument === of.instrument;
  const isOwn = isHere && order.strategy === of.strategy;
  const chain = order.effect === "open" ? null : chainPartner(books, order, of.order);
  const left = leftLots(order);
  const lots = Math.max(0, left - (chain === null ? 0 : leftLots(chain)));
  if (order.effect === "open") {
    const value = openingValue(books, order);
    context.reservedMicros += heldMicros(books, order);
    openValue[order.instrument] = (openValue[order.instrument] as number) + value;
    if (order.strategy === of.strategy) context.strategyCommittedMicros += value;
    if (order.side === "sell") context.marginUsedMicros += value * SHORT_INITIAL_MARGIN;
    if (isOwn) context.strategyOpeningLots += lots;
  } else if (isLeg(order)) {
    if (isOwn && of.order !== null && isLeg(of.order) && order.parent !== of.order.parent) noteLeg(order.parent, left);
  } else {
    const closing = order.side === "buy" ? closeBuys : closeSells;
    closing[order.instrument] = (closing[order.instrument] as number) + lots;
    if (isOwn) context.strategyClosingLots += lots;
  }
  if (isOwn && order.status === "UNKNOWN") context.hasUnknownOrder = true;
  if (isHere && of.order !== null && order.side !== of.order.side && mayMatch(order, of.order)) {
    context.hasOpposingOrder = true;
  }
}

/** Positions, and with them what was summed per instrument. */
function addPositions(books: TradingBooks, context: PortfolioContext, of: ExposureOf): void {
  const { ledger, market } = books;
  const n = ledger.instrumentCount;
  let deployed = 0;
  let taken = 0;
  let others = 0;
  for (let i = 0; i < n; i += 1) {
    const net = ledger.accountLots[of.account * n + i] as number;
    const opening = openValue[i] as number;
    const worst = worstLots(net, closeBuys[i] as number, closeSells[i] as number);
    let value = opening;
    if (worst !== 0) {
      const price = (market.closeMicros[i] as number) * (ledger.lotPriceFactor[i] as number);
      value += worst * price;
      const short = shortLots(net, closeSells[i] as number);
      if (short > 0) context.marginUsedMicros += short * price * SHORT_INITIAL_MARGIN;
      taken += takenLots(net, closeBuys[i] as number, closeSells[i] as number) * price;
    }
    deployed += value;
    // An unknown price makes the value NaN: that is an exposure too.
    if (i === of.instrument) context.symbolExposureMicros = value;
    else if (worst !== 0 || opening !== 0) others += 1;
    const own = ledger.strategyLots[of.strategy * n + i] as number;
    if (own !== 0) {
      const price = (market.closeMicros[i] as number) * (ledger.lotPriceFactor[i] as number);
      context.strategyCommittedMicros += Math.abs(own) * price;
    }
  }
  context.deployedMicros = deployed;
  context.otherPositionCount = others;
  context.closingBuyLots = closeBuys[of.instrument] as number;
  context.closingSellLots = closeSells[of.instrument] as number;
  context.buyingPowerMicros = context.cashMicros - taken - context.reservedMicros;
}

/**
 * The order at the other end of an exit's replace that is under way. Opening orders count at both
 * ends until one is proven dead; of two exits at most one fills and counting both would forbid every
 * change, so the one counts in full and of the other only what it exceeds that. The one that counts
 * in full is the order under check, else the older.
 */
function chainPartner(books: TradingBooks, order: Order, underCheck: Order | null): Order | null {
  if (underCheck !== null && underCheck.replaces === order.index) return underCheck;
  if (order.replaces < 0) return null;
  return findLive(books.orders.live, order.replaces);
}

/** The live order of that number, null when it is none; they are sorted by it. */
function findLive(live: readonly Order[], index: OrderIndex): Order | null {
  let low = 0;
  let high = live.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((live[middle] as Order).index < index) low = middle + 1;
    else high = middle;
  }
  const found = live[low];
  return found !== undefined && found.index === index ? found : null;
}

function leftLots(order: Order): QuantityLots {
  return Math.max(0, order.quantityLots - order.cumLots);
}

/** What is left to open, at the worst of the last close and the order's own prices. */
function openingValue(books: TradingBooks, order: Order): MoneyMicrosSafe {
  const { ledger, market } = books;
  const factor = ledger.lotPriceFactor[order.instrument] as number;
  let value = leftLots(order) * (market.closeMicros[order.instrument] as number) * factor;
  const tick = ledger.lotTickValue[order.instrument] as number;
  const limit = order.limitTicks === null ? 0 : leftLots(order) * order.limitTicks * tick;
  const stop = order.stopTicks === null ? 0 : leftLots(order) * order.stopTicks * tick;
  if (limit > value) value = limit;
  if (stop > value) value = stop;
  return value;
}

/** Buying power held for what is left; estimated for orders that nobody here reserved for. */
function heldMicros(books: TradingBooks, order: Order): MoneyMicrosSafe {
  const left = leftLots(order);
  if (order.isExternal || isTerminal(order.status)) {
    const value = openingValue(books, order);
    return Math.ceil(order.side === "sell" ? value * SHORT_INITIAL_MARGIN : value);
  }
  return Math.ceil((left / order.quantityLots) * order.reservedMicros);
}

function isLeg(order: Order): boolean {
  return order.role === "stop" || order.role === "target";
}

function noteLeg(parent: OrderIndex, left: QuantityLots): void {
  const at = legParents.indexOf(parent);
  if (at < 0) {
    legParents.push(parent);
    legLots.push(left);
  } else if (left > (legLots[at] as number)) {
    legLots[at] = left;
  }
}

/** Two own orders on opposite sides could trade with each other when a resting limit is involved. */
function mayMatch(resting: Order, incoming: Order): boolean {
  if (resting.strategy === incoming.strategy && resting.externalSignalId === incoming.externalSignalId) {
    // The two legs of a reversal stand on opposite effects of one side; never opposite sides.
    if (resting.tsBar === incoming.tsBar && resting.n === incoming.n) return false;
  }
  if (resting.limitTicks === null) return false;
  // A stop trades at its level at the earliest; a market order at whatever rests.
  const price = incoming.limitTicks ?? incoming.stopTicks;
  if (price === null) return true;
  return incoming.side === "buy" ? price >= resting.limitTicks : price <= resting.limitTicks;
}
