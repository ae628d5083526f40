import { assert } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { LedgerCode, Output, RoundTripClosed } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import type { FillAmounts, Ledger, OpenLot } from "./ledger.ts";
import { postFill } from "./ledger.ts";
import type { TakenLots } from "./take-lots.ts";
import { createTakenLots, takeLots } from "./take-lots.ts";
import { notionalMicros, proRata } from "./money.ts";

/** One fill to book; reused by the engine. */
export interface FillToBook {
  tsEvent: UnixMicros;
  lots: number;
  ticks: number;
  feeMicros: number;
  slippageMicros: number;
}

const FILL_CODES: readonly LedgerCode[] = ["CASH", "POSITION", "REALISED_PNL", "FEES"];
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

/**
 * Books one fill: the part against the sub-position closes FIFO lots and realises their result,
 * the rest opens a new lot. Emits `RoundTripClosed` per matched entry order, `LedgerPosted` and
 * `PositionChanged`. The account is posted the same amounts as the strategy, so both stay equal.
 */
export function bookFill(ledger: Ledger, order: Order, fill: FillToBook, outputs: Output[]): void {
  assert(fill.lots > 0 && Number.isSafeInteger(fill.lots), "a fill has a positive whole number of lots");
  const { account, strategy, instrument } = order;
  const at = strategy * ledger.instrumentCount + instrument;
  const value = ledger.lotTickValue[instrument] as number;
  const side = order.side === "buy" ? 1 : -1;
  const before = ledger.strategyLots[at] as number;
  closeLots(ledger, order, fill, before * side < 0 ? Math.min(fill.lots, Math.abs(before)) : 0, outputs);
  const opened = fill.lots - closed.lots;
  if (opened > 0) openLot(ledger.openLots[at] as OpenLot[], order, fill, opened);

  const positionLotTicks = side * (opened * fill.ticks + closed.entryLotTicks);
  amounts.cash = -side * notionalMicros(fill.lots * fill.ticks, value) - fill.feeMicros;
  amounts.position = notionalMicros(positionLotTicks, value);
  amounts.fees = fill.feeMicros;
  amounts.realised = -(amounts.cash + amounts.position + amounts.fees);
  postFill(ledger, account, strategy, amounts);

  const lots = before + side * fill.lots;
  ledger.strategyLots[at] = lots;
  const net = account * ledger.instrumentCount + instrument;
  ledger.accountLots[net] = (ledger.accountLots[net] as number) + side * fill.lots;
  ledger.openLotTicks[at] = (ledger.openLotTicks[at] as number) + positionLotTicks;
  // REALISED_PNL is posted as a credit, so a gain is negative there; the fee is its own code.
  ledger.realisedByPosition[at] = (ledger.realisedByPosition[at] as number) - amounts.realised - fill.feeMicros;
  outputs.push({
    kind: "LedgerPosted",
    account,
    strategy,
    instrument,
    cause: "fill",
    codes: FILL_CODES,
    amountsMicros: [amounts.cash, amounts.position, amounts.realised, amounts.fees],
  });
  outputs.push({
    kind: "PositionChanged",
    account,
    strategy,
    instrument,
    quantityLots: lots,
    openLotTicks: ledger.openLotTicks[at],
    realisedMicros: ledger.realisedByPosition[at],
  });
}

/** Appends to the last lot when the same order filled again at the same price, else a new lot. */
function openLot(queue: OpenLot[], order: Order, fill: FillToBook, lots: number): void {
  const feeMicros = fill.feeMicros - closed.feeMicros;
  const slippageMicros = fill.slippageMicros - closed.slippageMicros;
  const last = queue[queue.length - 1];
  if (last !== undefined && last.order === order.index && last.ticks === fill.ticks) {
    last.lots += lots;
    last.feeMicros += feeMicros;
    last.slippageMicros += slippageMicros;
    return;
  }
  queue.push({ order: order.index, tsOpen: fill.tsEvent, ticks: fill.ticks, lots, feeMicros, slippageMicros });
}

/** Closes `lots` first in, first out, one round trip per entry order; leaves the sums in `closed`. */
function closeLots(ledger: Ledger, order: Order, fill: FillToBook, lots: number, outputs: Output[]): void {
  closed.lots = lots;
  closed.entryLotTicks = 0;
  closed.feeMicros = proRata(fill.feeMicros, lots, fill.lots);
  closed.slippageMicros = proRata(fill.slippageMicros, lots, fill.lots);
  const queue = ledger.openLots[order.strategy * ledger.instrumentCount + order.instrument] as OpenLot[];
  const value = ledger.lotTickValue[order.instrument] as number;
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
  order: Order,
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
