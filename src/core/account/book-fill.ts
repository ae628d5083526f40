import { assert } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { LedgerCause, LedgerCode, Output, RoundTripClosed } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import { noteTrade } from "./fill-history.ts";
import type { FillAmounts, Ledger, OpenLot } from "./ledger.ts";
import { postFill } from "./ledger.ts";
import type { TakenLots } from "./take-lots.ts";
import { createTakenLots, takeLots } from "./take-lots.ts";
import { mixLots } from "./mix-lots.ts";
import { notionalMicros, proRata } from "./money.ts";

/** One fill to book; reused by the engine. */
export interface FillToBook {
  tsEvent: UnixMicros;
  lots: number;
  ticks: number;
  feeMicros: number;
  slippageMicros: number;
}

/** Whose position a trade changes, and which way: an order, or with index -1 an event that is none. */
export type TradeOwner = Pick<Order, "index" | "account" | "strategy" | "instrument" | "side">;

/** The codes of a posting that moves a position, in the order of its amounts. */
export const FILL_CODES: readonly LedgerCode[] = ["CASH", "POSITION", "REALISED_PNL", "FEES"];
const amounts: FillAmounts = { cash: 0, position: 0, realised: 0, fees: 0 };
const taken: TakenLots = createTakenLots();
const closed: ClosingPart = { lots: 0, entryLotTicks: 0, feeMicros: 0, slippageMicros: 0 };

/** The part of a fill that closes. */
interface ClosingPart {
  lots: number;
  /** Sum of lots x ticks of the entries it closed. */
  entryLotTicks: number;
  feeMicros: number;
  slippageMicros: number;
}

/** Books one fill of an order; see {@link bookTrade}. */
export function bookFill(ledger: Ledger, order: TradeOwner, fill: FillToBook, outputs: Output[]): void {
  bookTrade(ledger, order, fill, "fill", outputs);
}

/**
 * Books one trade: the part against the sub-position closes open lots, first in first out or as an
 * average mixture, and realises their result; the rest opens a new lot. Emits `RoundTripClosed` per
 * matched entry order, `LedgerPosted` and `PositionChanged`. The account is posted the same amounts
 * as the strategy, so both stay equal.
 */
export function bookTrade(
  ledger: Ledger,
  order: TradeOwner,
  fill: FillToBook,
  cause: LedgerCause,
  outputs: Output[],
): void {
  assert(fill.lots > 0 && Number.isSafeInteger(fill.lots), "a fill has a positive whole number of lots");
  const { account, strategy, instrument } = order;
  const at = strategy * ledger.instrumentCount + instrument;
  const value = ledger.lotTickValue[instrument] as number;
  const side = order.side === "buy" ? 1 : -1;
  const before = ledger.strategyLots[at] as number;
  closeLots(ledger, order, fill, before * side < 0 ? Math.min(fill.lots, Math.abs(before)) : 0, outputs);
  const opened = fill.lots - closed.lots;
  if (opened > 0) openLot(ledger.openLots[at] as OpenLot[], order, fill, opened);
  noteTrade(ledger, at, order, fill, before);

  const positionLotTicks = side * (opened * fill.ticks + closed.entryLotTicks);
  amounts.cash = -side * notionalMicros(fill.lots * fill.ticks, value) - fill.feeMicros;
  amounts.position = notionalMicros(positionLotTicks, value);
  amounts.fees = fill.feeMicros;
  amounts.realised = -(amounts.cash + amounts.position + amounts.fees);
  postFill(ledger, account, strategy, amounts);
  movePosition(ledger, order, side * fill.lots, positionLotTicks);
  announceTrade(ledger, order, amounts, cause, outputs);
}

/** Moves a sub-position and its account by signed lots and their signed cost. */
export function movePosition(ledger: Ledger, owner: TradeOwner, lots: number, lotTicks: number): void {
  const at = owner.strategy * ledger.instrumentCount + owner.instrument;
  const net = owner.account * ledger.instrumentCount + owner.instrument;
  ledger.strategyLots[at] = (ledger.strategyLots[at] as number) + lots;
  ledger.accountLots[net] = (ledger.accountLots[net] as number) + lots;
  ledger.openLotTicks[at] = (ledger.openLotTicks[at] as number) + lotTicks;
}

/** Counts what was posted into the sub-position's result and tells both. */
export function announceTrade(
  ledger: Ledger,
  owner: TradeOwner,
  posted: FillAmounts,
  cause: LedgerCause,
  outputs: Output[],
): void {
  const { account, strategy, instrument } = owner;
  const at = strategy * ledger.instrumentCount + instrument;
  // REALISED_PNL is posted as a credit, so a gain is negative there; the fee is its own code.
  ledger.realisedByPosition[at] = (ledger.realisedByPosition[at] as number) - posted.realised - posted.fees;
  outputs.push({
    kind: "LedgerPosted",
    account,
    strategy,
    instrument,
    cause,
    codes: FILL_CODES,
    amountsMicros: [posted.cash, posted.position, posted.realised, posted.fees],
  });
  outputs.push({
    kind: "PositionChanged",
    account,
    strategy,
    instrument,
    quantityLots: ledger.strategyLots[at] as number,
    openLotTicks: ledger.openLotTicks[at] as number,
    realisedMicros: ledger.realisedByPosition[at],
  });
}

/** Appends to the last lot when the same order filled again at the same price, else a new lot. */
function openLot(queue: OpenLot[], order: TradeOwner, fill: FillToBook, lots: number): void {
  const feeMicros = fill.feeMicros - closed.feeMicros;
  const slippageMicros = fill.slippageMicros - closed.slippageMicros;
  const last = queue[queue.length - 1];
  if (last !== undefined && last.order === order.index && last.ticks === fill.ticks) {
    last.lots += lots;
    last.lotTicks += lots * fill.ticks;
    last.feeMicros += feeMicros;
    last.slippageMicros += slippageMicros;
    return;
  }
  const { index } = order;
  const { tsEvent, ticks } = fill;
  queue.push({ order: index, tsOpen: tsEvent, ticks, lots, lotTicks: lots * ticks, feeMicros, slippageMicros });
}

/** Closes `lots` from the front, one round trip per entry order; leaves the sums in `closed`. */
function closeLots(ledger: Ledger, order: TradeOwner, fill: FillToBook, lots: number, outputs: Output[]): void {
  closed.lots = lots;
  closed.entryLotTicks = 0;
  closed.feeMicros = proRata(fill.feeMicros, lots, fill.lots);
  closed.slippageMicros = proRata(fill.slippageMicros, lots, fill.lots);
  const queue = ledger.openLots[order.strategy * ledger.instrumentCount + order.instrument] as OpenLot[];
  const value = ledger.lotTickValue[order.instrument] as number;
  if (lots > 0 && ledger.isAverageCost[order.account] === 1) mixLots(queue, lots);
  let left = lots;
  let feeLeft = closed.feeMicros;
  let slippageLeft = closed.slippageMicros;
  while (left > 0) {
    takeLots(queue, left, taken);
    const exitFee = proRata(feeLeft, taken.lots, left);
    const exitSlippage = proRata(slippageLeft, taken.lots, left);
    outputs.push(roundTrip(order, fill, value, exitFee, exitSlippage));
    closed.entryLotTicks += taken.lotTicks;
    feeLeft -= exitFee;
    slippageLeft -= exitSlippage;
    left -= taken.lots;
  }
}

/** The round trip of what was just taken against this fill. */
function roundTrip(
  order: TradeOwner,
  fill: FillToBook,
  valueMicros: number,
  exitFeeMicros: number,
  exitSlippageMicros: number,
): RoundTripClosed {
  const isLong = order.side === "sell";
  const exitLotTicks = taken.lots * fill.ticks;
  const gross = notionalMicros(isLong ? exitLotTicks - taken.lotTicks : taken.lotTicks - exitLotTicks, valueMicros);
  const costs = taken.feeMicros + exitFeeMicros;
  return {
    kind: "RoundTripClosed",
    strategy: order.strategy,
    instrument: order.instrument,
    side: isLong ? "long" : "short",
    quantityLots: taken.lots,
    entryOrder: taken.order,
    exitOrder: order.index,
    tsEntry: taken.tsOpen,
    tsExit: fill.tsEvent,
    entryLotTicks: taken.lotTicks,
    exitLotTicks,
    grossMicros: gross,
    costsMicros: costs,
    slippageMicros: taken.slippageMicros + exitSlippageMicros,
    netMicros: gross - costs,
  };
}
