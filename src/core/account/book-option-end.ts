import { assert } from "../assert.ts";
import { floorDiv, roundHalfEvenToInteger } from "../math/round.ts";
import type { AccountHappening } from "../model/account-event.ts";
import type { Output } from "../model/output.ts";
import type { AccountIndex, InstrumentIndex, StrategyIndex, UnixMicros } from "../model/units.ts";
import { bookTrade, FILL_CODES } from "./book-fill.ts";
import type { Ledger } from "./ledger.ts";
import { postFill, unassignedRow } from "./ledger.ts";
import { halfEvenQuotient, shareOut } from "./share-out.ts";
import { subPositions } from "./sub-positions.ts";

type OptionEnd = Extract<AccountHappening, { what: "exercise" | "assignment" | "expiry" }>;

/**
 * The end of an option: its lots leave at price 0, which realises the premium, and the shares come
 * or go at the strike. Options and shares are shared among the sub-positions of that side by lots,
 * the first of equal fractions rounded up; what nobody here held is UNASSIGNED's, because the
 * venue's word on the account is the truth. Shares delivered against a holding close it.
 */
export function bookOptionEnd(
  ledger: Ledger,
  account: AccountIndex,
  event: OptionEnd,
  tsEvent: UnixMicros,
  outputs: Output[],
): void {
  const ends = endingLots(ledger, account, event);
  assert(ends.length > 0, "an option's end names its lots");
  const lots = BigInt(Math.abs(event.lots));
  const shares = shareOut(
    BigInt(event.deliveredLots),
    ends.map((one) => BigInt(event.deliveredLots) * BigInt(Math.abs(one.lots))),
    lots,
  );
  ends.forEach(({ strategy, lots: ended }, i) => {
    trade(ledger, { account, strategy, instrument: event.instrument }, -ended, 0, tsEvent, event.what, outputs);
    deliver(ledger, account, strategy, event, Number(shares[i]), tsEvent, outputs);
  });
}

interface Ending {
  readonly strategy: StrategyIndex;
  /** Signed like the event's. */
  readonly lots: number;
}

/** The lots that end by sub-position; they add up to the event's. */
function endingLots(ledger: Ledger, account: AccountIndex, event: OptionEnd): Ending[] {
  const sign = Math.sign(event.lots);
  const held = subPositions(ledger, account, event.instrument).filter((one) => one.lots * sign > 0);
  const all = held.reduce((sum, one) => sum + Math.abs(one.lots), 0);
  const ending = Math.min(all, Math.abs(event.lots));
  const exact = held.map((one) => BigInt(Math.abs(one.lots)) * BigInt(ending));
  const parts = all === 0 ? [] : shareOut(BigInt(ending), exact, BigInt(all));
  const ends = held.map((one, i) => ({ strategy: one.strategy, lots: sign * Number(parts[i]) }));
  const rest = Math.abs(event.lots) - ending;
  if (rest > 0) ends.push({ strategy: unassignedRow(ledger, account), lots: sign * rest });
  return ends.filter((one) => one.lots !== 0);
}

/** Shares at the strike; cash that the ticks of the shares cannot say is a realised result. */
function deliver(
  ledger: Ledger,
  account: AccountIndex,
  strategy: StrategyIndex,
  event: OptionEnd,
  lots: number,
  tsEvent: UnixMicros,
  outputs: Output[],
): void {
  if (lots === 0) return;
  const instrument = event.delivered;
  const factor = ledger.lotPriceFactor[instrument] as number;
  const value = ledger.lotTickValue[instrument] as number;
  // Micros per lot and tick over micros per lot and micro: the tick, exactly but for the division.
  const tickMicros = roundHalfEvenToInteger(value / factor);
  const ticks = floorDiv(event.strikeMicros, tickMicros);
  trade(ledger, { account, strategy, instrument }, lots, ticks, tsEvent, event.what, outputs);
  assert(tickMicros > 0, "an instrument has a tick");
  // value is tickMicros x the lot's size: strike money = lots x strike x value / tickMicros.
  const due = halfEvenQuotient(-BigInt(lots) * BigInt(event.strikeMicros) * BigInt(value), BigInt(tickMicros));
  const cash = Number(due) + lots * ticks * value;
  if (cash === 0) return;
  postFill(ledger, account, strategy, { cash, position: 0, realised: 0 - cash, fees: 0 });
  const at = strategy * ledger.instrumentCount + instrument;
  ledger.realisedByPosition[at] = (ledger.realisedByPosition[at] as number) + cash;
  const amountsMicros = [cash, 0, 0 - cash, 0];
  const cause = event.what;
  outputs.push({ kind: "LedgerPosted", account, strategy, instrument, cause, codes: FILL_CODES, amountsMicros });
}

interface Place {
  readonly account: AccountIndex;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
}

/** Signed lots at a price, without an order and without a fee. */
function trade(
  ledger: Ledger,
  place: Place,
  lots: number,
  ticks: number,
  tsEvent: UnixMicros,
  cause: OptionEnd["what"],
  outputs: Output[],
): void {
  const side = lots > 0 ? "buy" : "sell";
  const fill = { tsEvent, lots: Math.abs(lots), ticks, feeMicros: 0, slippageMicros: 0 };
  bookTrade(ledger, { index: -1, ...place, side }, fill, cause, outputs);
}
