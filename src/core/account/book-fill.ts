import { assert } from "../assert.ts";
import type { Order } from "../model/order.ts";
import type { LedgerCode, Output, RoundTripClosed } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import type { Ledger, OpenLot } from "./ledger.ts";
import { postFill } from "./ledger.ts";
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
const amounts = { cash: 0, position: 0, realised: 0, fees: 0 };

/**
 * Books one fill: the part against the sub-position closes FIFO lots and realises their result,
 * the rest opens a new lot. Emits `RoundTripClosed` per matched entry order, `LedgerPosted` and
 * `PositionChanged`. The account is posted the same amounts as the strategy, so both stay equal.
 */
export function bookFill(ledger: Ledger, order: Order, fill: FillToBook, outputs: Output[]): void {
  const { account, strategy, instrument } = order;
  const at = strategy * ledger.instrumentCount + instrument;
  const value = ledger.lotTickValue[instrument] as number;
  const side = order.side === "buy" ? 1 : -1;
  const before = ledger.strategyLots[at] as number;
  assert(fill.lots > 0 && Number.isSafeInteger(fill.lots), "a fill has a positive whole number of lots");

  const closing = before * side < 0 ? Math.min(fill.lots, Math.abs(before)) : 0;
  const closingFee = proRata(fill.feeMicros, closing, fill.lots);
  const closingSlippage = proRata(fill.slippageMicros, closing, fill.lots);
  let costLotTicks = 0;
  let realisedNet = -(fill.feeMicros - closingFee);
  if (closing > 0) {
    const matched = matchLots(ledger, at, order, fill, closing, closingFee, closingSlippage, outputs);
    costLotTicks = matched.entryLotTicks;
    // The entry fee was counted against the position when it was opened; only the exit's is new.
    realisedNet += notionalMicros((closing * fill.ticks - costLotTicks) * -side, value) - closingFee;
  }
  const opening = fill.lots - closing;
  if (opening > 0) {
    openLot(ledger.openLots[at] as OpenLot[], order, fill, {
      lots: opening,
      fee: fill.feeMicros - closingFee,
      slippage: fill.slippageMicros - closingSlippage,
    });
  }

  const openedLotTicks = opening * fill.ticks * side - costLotTicks * -side;
  amounts.cash = -side * notionalMicros(fill.lots * fill.ticks, value) - fill.feeMicros;
  amounts.position = notionalMicros(openedLotTicks, value);
  amounts.fees = fill.feeMicros;
  amounts.realised = -(amounts.cash + amounts.position + amounts.fees);
  postFill(ledger, account, strategy, amounts);

  const signed = side * fill.lots;
  ledger.strategyLots[at] = before + signed;
  const net = account * ledger.instrumentCount + instrument;
  ledger.accountLots[net] = (ledger.accountLots[net] as number) + signed;
  ledger.openLotTicks[at] = (ledger.openLotTicks[at] as number) + openedLotTicks;
  ledger.realisedByPosition[at] = (ledger.realisedByPosition[at] as number) + realisedNet;

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
    quantityLots: before + signed,
    openLotTicks: ledger.openLotTicks[at] as number,
    realisedMicros: ledger.realisedByPosition[at] as number,
  });
}

/** Appends to the last lot when the same order filled again at the same price, else a new lot. */
function openLot(
  lots: OpenLot[],
  order: Order,
  fill: FillToBook,
  opened: { lots: number; fee: number; slippage: number },
): void {
  const last = lots.length > 0 ? lots[lots.length - 1] : undefined;
  if (last !== undefined && last.order === order.index && last.ticks === fill.ticks) {
    last.lots += opened.lots;
    last.feeMicros += opened.fee;
    last.slippageMicros += opened.slippage;
    return;
  }
  lots.push({
    order: order.index,
    tsOpen: fill.tsEvent,
    ticks: fill.ticks,
    lots: opened.lots,
    feeMicros: opened.fee,
    slippageMicros: opened.slippage,
  });
}

/** Closes `closing` lots first in, first out; one round trip per entry order. */
function matchLots(
  ledger: Ledger,
  at: number,
  order: Order,
  fill: FillToBook,
  closing: number,
  closingFee: number,
  closingSlippage: number,
  outputs: Output[],
): { entryLotTicks: number } {
  const queue = ledger.openLots[at] as OpenLot[];
  const value = ledger.lotTickValue[order.instrument] as number;
  const isLong = order.side === "sell";
  let left = closing;
  let feeLeft = closingFee;
  let slippageLeft = closingSlippage;
  let entryLotTicks = 0;
  while (left > 0) {
    const first = queue[0];
    assert(first !== undefined, "open lots cover the closing quantity (L3)");
    let lots = 0;
    let lotTicks = 0;
    let fee = 0;
    let slippage = 0;
    // Lots of one entry order, filled in parts, are one round trip.
    while (left - lots > 0) {
      const lot = queue[0];
      if (lot === undefined || lot.order !== first.order) break;
      const take = Math.min(lot.lots, left - lots);
      const takeFee = proRata(lot.feeMicros, take, lot.lots);
      const takeSlippage = proRata(lot.slippageMicros, take, lot.lots);
      lots += take;
      lotTicks += take * lot.ticks;
      fee += takeFee;
      slippage += takeSlippage;
      if (take === lot.lots) queue.shift();
      else {
        lot.lots -= take;
        lot.feeMicros -= takeFee;
        lot.slippageMicros -= takeSlippage;
      }
    }
    const exitFee = proRata(feeLeft, lots, left);
    const exitSlippage = proRata(slippageLeft, lots, left);
    const exitLotTicks = lots * fill.ticks;
    const gross = notionalMicros(isLong ? exitLotTicks - lotTicks : lotTicks - exitLotTicks, value);
    const costs = fee + exitFee;
    const trip: RoundTripClosed = {
      kind: "RoundTripClosed",
      strategy: order.strategy,
      instrument: order.instrument,
      side: isLong ? "long" : "short",
      quantityLots: lots,
      entryOrder: first.order,
      exitOrder: order.index,
      tsEntry: first.tsOpen,
      tsExit: fill.tsEvent,
      entryLotTicks: lotTicks,
      exitLotTicks,
      grossMicros: gross,
      costsMicros: costs,
      slippageMicros: slippage + exitSlippage,
      netMicros: gross - costs,
    };
    outputs.push(trip);
    entryLotTicks += lotTicks;
    feeLeft -= exitFee;
    slippageLeft -= exitSlippage;
    left -= lots;
  }
  return { entryLotTicks };
}
