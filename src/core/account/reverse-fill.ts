import { assert } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { FillToBook, TradeOwner } from "./book-fill.ts";
import { announceTrade, movePosition } from "./book-fill.ts";
import type { BookedTrade } from "./fill-history.ts";
import { findTrade, replayTrades, restartHistory } from "./fill-history.ts";
import type { FillAmounts, Ledger, OpenLot } from "./ledger.ts";
import { postFill } from "./ledger.ts";
import { notionalMicros, proRata } from "./money.ts";
import { createTakenLots, takeLots } from "./take-lots.ts";

const amounts: FillAmounts = { cash: 0, position: 0, realised: 0, fees: 0 };
const taken = createTakenLots();

/**
 * Takes a booked fill back (a bust, or the first half of a correction). Cash and fee are posted as
 * the exact negative of the original, the position moves back by its lots. The open lots become
 * what the other trades of the sub-position lead to without it: a busted entry whose lots an exit
 * had closed leaves that exit's lots open on the other side, a busted exit gives its entries back
 * at their cost. Position at cost follows the open lots and the realised result is the rest, so
 * the books are as if the fill had never been. Round trips announced before stay as they were told.
 *
 * A fill older than the remembered trades is undone by rule: first the open lots of its own order
 * and price go, for the rest the opposite trade at its price is booked.
 */
export function reverseFill(ledger: Ledger, order: TradeOwner, fill: FillToBook, outputs: Output[]): void {
  assert(fill.lots > 0 && Number.isSafeInteger(fill.lots), "a fill has a positive whole number of lots");
  const { account, strategy, instrument } = order;
  const at = strategy * ledger.instrumentCount + instrument;
  const value = ledger.lotTickValue[instrument] as number;
  const side = order.side === "buy" ? 1 : -1;
  const before = ledger.strategyLots[at] as number;
  const lots = undoByReplay(ledger, at, order, fill) ?? undoByRule(ledger, at, order, fill);
  const sign = Math.sign(before + lots);
  let open = 0;
  let lotTicks = 0;
  for (const lot of ledger.openLots[at] as OpenLot[]) {
    open += sign * lot.lots;
    lotTicks += sign * lot.lotTicks;
  }
  assert(open === before + lots, "the open lots after a bust are the position after it (L3)");
  const movedTicks = lotTicks - (ledger.openLotTicks[at] as number);

  amounts.cash = side * notionalMicros(fill.lots * fill.ticks, value) + fill.feeMicros;
  amounts.position = notionalMicros(movedTicks, value);
  amounts.fees = 0 - fill.feeMicros;
  amounts.realised = 0 - (amounts.cash + amounts.position + amounts.fees);
  postFill(ledger, account, strategy, amounts);
  movePosition(ledger, order, lots, movedTicks);
  announceTrade(ledger, order, amounts, "bust", outputs);
}

/** Signed lots by which the position moves when the trade is left out of its history; null: not remembered. */
function undoByReplay(ledger: Ledger, at: number, order: TradeOwner, fill: FillToBook): number | null {
  const history = ledger.histories[at];
  if (history === null || history === undefined) return null;
  const place = findTrade(history, order.index, fill);
  if (place < 0) return null;
  const [trade] = history.trades.splice(place, 1) as [BookedTrade];
  ledger.openLots[at] = replayTrades(history, ledger.isAverageCost[order.account] === 1);
  return -trade.lots;
}

/** The same for a fill that is no longer remembered. */
function undoByRule(ledger: Ledger, at: number, order: TradeOwner, fill: FillToBook): number {
  const queue = ledger.openLots[at] as OpenLot[];
  const side = order.side === "buy" ? 1 : -1;
  const held = side * (ledger.strategyLots[at] as number);
  let left = fill.lots;
  if (held > 0) {
    left -= removeOwn(queue, order.index, fill.ticks, left);
    const closing = Math.min(left, held - (fill.lots - left));
    for (let open = closing; open > 0; open -= taken.lots) takeLots(queue, open, taken);
    left -= closing;
  }
  if (left > 0) {
    const { tsEvent, ticks } = fill;
    const lotTicks = left * ticks;
    queue.push({ order: order.index, tsOpen: tsEvent, ticks, lots: left, lotTicks, feeMicros: 0, slippageMicros: 0 });
  }
  const lots = -side * fill.lots;
  restartHistory(ledger, at, (ledger.strategyLots[at] as number) + lots);
  return lots;
}

/** Removes up to `wanted` open lots of one order at one price, the latest first; returns how many. */
function removeOwn(queue: OpenLot[], order: number, ticks: number, wanted: number): number {
  let removed = 0;
  for (let i = queue.length - 1; i >= 0 && removed < wanted; i -= 1) {
    const lot = queue[i] as OpenLot;
    if (lot.order !== order || lot.ticks !== ticks) continue;
    const lots = Math.min(lot.lots, wanted - removed);
    removed += lots;
    if (lots === lot.lots) {
      queue.splice(i, 1);
      continue;
    }
    const whole = lot.lots;
    lot.lots -= lots;
    lot.lotTicks -= proRata(lot.lotTicks, lots, whole);
    lot.feeMicros -= proRata(lot.feeMicros, lots, whole);
    lot.slippageMicros -= proRata(lot.slippageMicros, lots, whole);
  }
  return removed;
}
