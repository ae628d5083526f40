import { required } from "../../core/assert.ts";
import type { Core } from "../../core/engine/core.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { RoundTripClosed } from "../../core/model/output.ts";
import { MICROS } from "../../core/model/units.ts";
import { halfEvenQuotient, moneyText } from "../metrics/money-text.ts";
import { isoTime } from "./resolve-run.ts";

/** What stands for the strategy of what no strategy owns. */
export const UNASSIGNED = "unassigned";

/** One round trip of result.json; money and prices are decimal strings, times ISO 8601 UTC. */
export interface TradeRow {
  /** Id of the strategy, where several share the account. */
  readonly strategy?: string;
  readonly instrument: string;
  readonly side: "long" | "short";
  /** Units of the instrument. */
  readonly quantity: number;
  readonly entryTime: string;
  /** Average fill price, half-even to 1e-6; slippage is inside. */
  readonly entryPrice: string;
  readonly exitTime: string;
  readonly exitPrice: string;
  readonly grossPnl: string;
  readonly costs: string;
  /** Cost of slippage and rounding, contained in grossPnl. */
  readonly slippage: string;
  readonly netPnl: string;
}

/** A position left at the end, marked at the last close. */
export interface OpenPositionRow {
  /** Id of the strategy, where several share the account. */
  readonly strategy?: string;
  readonly instrument: string;
  readonly side: "long" | "short";
  readonly quantity: number;
  readonly entryTime: string;
  readonly entryPrice: string;
  readonly lastPrice: string;
  /** (last - entry) x quantity, without costs. */
  readonly unrealizedPnl: string;
  /** Commission paid to enter. */
  readonly costs: string;
}

/** Round trips as result.json has them, in the order they closed; `names` of the strategies, null: only one. */
export function tradeRows(
  trips: readonly RoundTripClosed[],
  instruments: readonly Instrument[],
  names: readonly string[] | null = null,
): TradeRow[] {
  return trips.map((trip) => {
    const instrument = required(instruments[trip.instrument], "a trade is of a loaded instrument");
    return {
      ...ownerOf(names, trip.strategy),
      instrument: instrument.symbol,
      side: trip.side,
      quantity: units(trip.quantityLots, instrument),
      entryTime: isoTime(trip.tsEntry),
      entryPrice: averagePrice(trip.entryLotTicks, trip.quantityLots, instrument),
      exitTime: isoTime(trip.tsExit),
      exitPrice: averagePrice(trip.exitLotTicks, trip.quantityLots, instrument),
      grossPnl: moneyText(trip.grossMicros),
      costs: moneyText(trip.costsMicros),
      slippage: moneyText(trip.slippageMicros),
      netPnl: moneyText(trip.netMicros),
    };
  });
}

/** Positions of the strategies at the end, by strategy, then instrument; `names` as for trades. */
export function openPositionRows(core: Core, names: readonly string[] | null = null): OpenPositionRow[] {
  const { trading, instruments } = core.state;
  const { ledger, market } = required(trading, "a run that ended had a configuration");
  const rows: OpenPositionRow[] = [];
  for (let at = 0; at < ledger.strategyLots.length; at += 1) {
    const lots = ledger.strategyLots[at] as number;
    if (lots === 0) continue;
    const index = at % ledger.instrumentCount;
    const instrument = required(instruments[index], "a position is of a loaded instrument");
    const lotTicks = ledger.openLotTicks[at] as number;
    const queue = required(ledger.openLots[at], "a position has open lots");
    const last = market.closeMicros[index] as number;
    // Lots x micros are micros of the currency times units per lot.
    const unit = BigInt(instrument.lotMicros) * BigInt(instrument.multiplier);
    const moved = BigInt(lots) * BigInt(last) - BigInt(lotTicks) * BigInt(instrument.tickMicros);
    rows.push({
      ...ownerOf(names, Math.floor(at / ledger.instrumentCount)),
      instrument: instrument.symbol,
      side: lots > 0 ? "long" : "short",
      quantity: units(Math.abs(lots), instrument),
      entryTime: isoTime(required(queue[0], "a position has open lots").tsOpen),
      entryPrice: averagePrice(lotTicks, lots, instrument),
      lastPrice: moneyText(last),
      unrealizedPnl: moneyText(halfEvenQuotient(moved * unit, BigInt(MICROS))),
      costs: moneyText(queue.reduce((sum, lot) => sum + lot.feeMicros, 0)),
    });
  }
  return rows;
}

function ownerOf(names: readonly string[] | null, strategy: number): { readonly strategy?: string } {
  return names === null ? {} : { strategy: names[strategy] ?? UNASSIGNED };
}

function units(lots: number, instrument: Instrument): number {
  return (lots * instrument.lotMicros) / MICROS;
}

/** Both sums have one sign, so the quotient is positive. */
function averagePrice(lotTicks: number, lots: number, instrument: Instrument): string {
  const value = BigInt(Math.abs(lotTicks)) * BigInt(instrument.tickMicros);
  return moneyText(halfEvenQuotient(value, BigInt(Math.abs(lots))));
}
