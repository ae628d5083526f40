import { assert } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type {
  AccountIndex,
  InstrumentIndex,
  MoneyMicrosSafe,
  PriceTicks,
  QuantityLots,
  StrategyIndex,
} from "../model/units.ts";
import { announceTrade, movePosition } from "./book-fill.ts";
import { restartHistory } from "./fill-history.ts";
import type { FillAmounts, Ledger, OpenLot } from "./ledger.ts";
import { postFill } from "./ledger.ts";
import { notionalMicros } from "./money.ts";
import { createTakenLots, takeLots } from "./take-lots.ts";
import { mixLots } from "./mix-lots.ts";

const taken = createTakenLots();

/**
 * Makes a difference to the venue ours after a person accepted it: `lots` (signed, 0: none) are
 * added at `ticks`, or close what is held on the other side, and `cashMicros` is the venue's cash
 * less ours. What both do not explain of each other is a realised result, so an unexplained loss
 * counts against the loss limits. Instrument -1 with lots 0 moves cash alone. `strategy` is
 * UNASSIGNED's row; no round trip is told, for there was no trade.
 */
export function adjustToVenue(
  ledger: Ledger,
  account: AccountIndex,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
  lots: QuantityLots,
  ticks: PriceTicks,
  cashMicros: MoneyMicrosSafe,
  outputs: Output[],
): void {
  assert(Number.isSafeInteger(lots) && Number.isSafeInteger(cashMicros), "a difference is of whole lots and micros");
  assert(instrument >= 0 || lots === 0, "lots are of an instrument");
  if (instrument < 0) {
    postFill(ledger, account, strategy, { cash: cashMicros, position: 0, realised: 0 - cashMicros, fees: 0 });
    const amountsMicros = [cashMicros, 0 - cashMicros];
    const codes = ["CASH", "REALISED_PNL"] as const;
    outputs.push({ kind: "LedgerPosted", account, strategy, instrument, cause: "accept-venue", codes, amountsMicros });
    return;
  }
  const owner = { index: -1, account, strategy, instrument, side: lots > 0 ? "buy" : "sell" } as const;
  const at = strategy * ledger.instrumentCount + instrument;
  const movedTicks = lots === 0 ? 0 : moveLots(ledger, at, account, lots, ticks);
  const position = notionalMicros(movedTicks, ledger.lotTickValue[instrument] as number);
  const amounts: FillAmounts = { cash: cashMicros, position, realised: 0 - (cashMicros + position), fees: 0 };
  postFill(ledger, account, strategy, amounts);
  movePosition(ledger, owner, lots, movedTicks);
  restartHistory(ledger, at, ledger.strategyLots[at] as number);
  announceTrade(ledger, owner, amounts, "accept-venue", outputs);
}

/** Applies signed lots to the open ones; returns the signed change of their cost, lots x ticks. */
function moveLots(ledger: Ledger, at: number, account: AccountIndex, lots: number, ticks: number): number {
  const queue = ledger.openLots[at] as OpenLot[];
  const before = ledger.strategyLots[at] as number;
  const sign = Math.sign(lots);
  const closing = before * lots < 0 ? Math.min(Math.abs(lots), Math.abs(before)) : 0;
  let movedTicks = 0;
  if (closing > 0 && ledger.isAverageCost[account] === 1) mixLots(queue, closing);
  for (let left = closing; left > 0; left -= taken.lots) {
    takeLots(queue, left, taken);
    movedTicks += sign * taken.lotTicks;
  }
  const opened = Math.abs(lots) - closing;
  if (opened === 0) return movedTicks;
  const lotTicks = opened * ticks;
  queue.push({ order: -1, tsOpen: 0, ticks, lots: opened, lotTicks, feeMicros: 0, slippageMicros: 0 });
  return movedTicks + sign * lotTicks;
}
