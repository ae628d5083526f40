import { assert } from "../assert.ts";
import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { FillToBook, TradeOwner } from "./book-fill.ts";
import type { Ledger, OpenLot } from "./ledger.ts";
import { mixLots } from "./mix-lots.ts";
import { proRata } from "./money.ts";
import { createTakenLots, takeLots } from "./take-lots.ts";

/** At least this many latest trades of a sub-position can be undone by replaying the others. */
export const TRADES_KEPT = 64;

/** One trade as it was booked, and what it means in today's lots. */
export interface BookedTrade {
  readonly order: OrderIndex;
  readonly tsEvent: UnixMicros;
  /** As reported, whatever splits came later: how a bust names it. */
  readonly filledLots: number;
  readonly ticks: number;
  readonly feeMicros: number;
  readonly slippageMicros: number;
  /** Signed, in today's lots. */
  lots: number;
  /** Cost of all of it, lots x ticks; splits leave it as it is. */
  readonly lotTicks: number;
  /** Signed lots of the sub-position after it. */
  lotsAfter: number;
}

/** What a sub-position was before its latest trades, and these: together they give its open lots. */
export interface FillHistory {
  base: OpenLot[];
  /** Signed sum of the lots of `base`. */
  baseLots: number;
  trades: BookedTrade[];
}

const taken = createTakenLots();

/** Remembers a trade; `before` is the sub-position before it. Twice {@link TRADES_KEPT} are cut down to that. */
export function noteTrade(ledger: Ledger, at: number, owner: TradeOwner, fill: FillToBook, before: number): void {
  let history = ledger.histories[at] as FillHistory | null;
  if (history === null) {
    history = { base: [], baseLots: 0, trades: [] };
    ledger.histories[at] = history;
  }
  const lots = owner.side === "buy" ? fill.lots : -fill.lots;
  history.trades.push({
    order: owner.index,
    tsEvent: fill.tsEvent,
    filledLots: fill.lots,
    ticks: fill.ticks,
    feeMicros: fill.feeMicros,
    slippageMicros: fill.slippageMicros,
    lots,
    lotTicks: fill.lots * fill.ticks,
    lotsAfter: before + lots,
  });
  if (history.trades.length >= 2 * TRADES_KEPT) forgetOldest(history, ledger.isAverageCost[owner.account] === 1);
}

/** Place of the trade that a bust speaks of, the latest first; -1: not remembered. */
export function findTrade(history: FillHistory, order: OrderIndex, fill: FillToBook): number {
  let found = -1;
  for (let i = history.trades.length - 1; i >= 0; i -= 1) {
    const trade = history.trades[i] as BookedTrade;
    if (trade.order !== order || trade.filledLots !== fill.lots || trade.ticks !== fill.ticks) continue;
    if (trade.feeMicros !== fill.feeMicros) continue;
    if (trade.tsEvent === fill.tsEvent) return i;
    if (found < 0) found = i;
  }
  return found;
}

/** The open lots that the remembered trades lead to; their `lotsAfter` are set on the way. */
export function replayTrades(history: FillHistory, isAverage: boolean): OpenLot[] {
  const queue = history.base.map((lot) => ({ ...lot }));
  let lots = history.baseLots;
  for (const trade of history.trades) {
    applyTrade(queue, lots, trade, isAverage);
    lots += trade.lots;
    trade.lotsAfter = lots;
  }
  return queue;
}

/** Begins anew from the open lots, `lots` signed: what came before can only be undone by rule. */
export function restartHistory(ledger: Ledger, at: number, lots: number): void {
  if (ledger.histories[at] === null) return;
  const base = (ledger.openLots[at] as OpenLot[]).map((lot) => ({ ...lot }));
  ledger.histories[at] = { base, baseLots: lots, trades: [] };
}

/** Restates remembered trades in the lots of a split already applied; where one does not come out even, begins anew. */
export function splitHistory(ledger: Ledger, at: number, to: number, from: number): void {
  const history = ledger.histories[at] as FillHistory | null;
  if (history === null) return;
  const isEven = (lots: number): boolean => (lots * to) % from === 0 && Number.isSafeInteger(lots * to);
  if (!history.base.every((lot) => isEven(lot.lots)) || !history.trades.every((trade) => isEven(trade.lots))) {
    restartHistory(ledger, at, ledger.strategyLots[at] as number);
    return;
  }
  for (const lot of history.base) lot.lots = (lot.lots * to) / from;
  history.baseLots = (history.baseLots * to) / from;
  for (const trade of history.trades) {
    trade.lots = (trade.lots * to) / from;
    trade.lotsAfter = (trade.lotsAfter * to) / from;
  }
}

/** Works the oldest trades into the base; before the last time the position was flat nothing is left of them. */
function forgetOldest(history: FillHistory, isAverage: boolean): void {
  const { trades } = history;
  let first = TRADES_KEPT;
  while (first > 0 && (trades[first - 1] as BookedTrade).lotsAfter !== 0) first -= 1;
  if (first > 0) {
    history.base = [];
    history.baseLots = 0;
  }
  for (let i = first; i < TRADES_KEPT; i += 1) {
    const trade = trades[i] as BookedTrade;
    applyTrade(history.base, history.baseLots, trade, isAverage);
    history.baseLots += trade.lots;
  }
  assert(history.baseLots === (trades[TRADES_KEPT - 1] as BookedTrade).lotsAfter, "the base is the position then");
  trades.splice(0, TRADES_KEPT);
}

/** What a trade does to open lots; the same as booking it, without the money. */
function applyTrade(queue: OpenLot[], before: number, trade: BookedTrade, isAverage: boolean): void {
  const lots = Math.abs(trade.lots);
  const closing = before * trade.lots < 0 ? Math.min(lots, Math.abs(before)) : 0;
  if (closing > 0 && isAverage) mixLots(queue, closing);
  for (let left = closing; left > 0; left -= taken.lots) takeLots(queue, left, taken);
  const opened = lots - closing;
  if (opened === 0) return;
  assert(before * trade.lots >= 0 || queue.length === 0, "a trade through zero leaves no lot of the other side");
  const lotTicks = trade.lotTicks - proRata(trade.lotTicks, closing, lots);
  const feeMicros = trade.feeMicros - proRata(trade.feeMicros, closing, lots);
  const slippageMicros = trade.slippageMicros - proRata(trade.slippageMicros, closing, lots);
  const last = queue[queue.length - 1];
  if (last !== undefined && last.order === trade.order && last.ticks === trade.ticks) {
    last.lots += opened;
    last.lotTicks += lotTicks;
    last.feeMicros += feeMicros;
    last.slippageMicros += slippageMicros;
    return;
  }
  const { order, tsEvent, ticks } = trade;
  queue.push({ order, tsOpen: tsEvent, ticks, lots: opened, lotTicks, feeMicros, slippageMicros });
}
