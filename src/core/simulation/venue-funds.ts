import type { Instrument } from "../model/instrument.ts";
import type { InstrumentIndex, MoneyMicrosSafe, PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import { commissionMicros, notionalMicros, valueMicros } from "./costs.ts";
import { regulatoryFeeMicros } from "./regulatory-fees.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/** One fill about to be booked at the venue. */
export interface VenueFill {
  readonly instrument: InstrumentIndex;
  readonly isBuy: boolean;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  /** What the order had filled and paid before: commission is of the order, not of each fill. */
  readonly filledLots: QuantityLots;
  readonly filledMicros: MoneyMicrosSafe;
  readonly feeMicros: MoneyMicrosSafe;
  readonly tsEvent: UnixMicros;
}

/**
 * How many of the fill's lots the account can pay for, from 0 to all. What reduces the position is
 * always affordable (nobody is kept in a position for want of cash); the rest must leave cash not
 * below the collateral of all short positions: their proceeds and the initial margin of 50 %.
 */
export function affordableLots(venue: SimulatedVenue, fill: VenueFill): QuantityLots {
  const wanted = fill.quantityLots;
  const position = venue.positionLots[fill.instrument] as number;
  const opposing = fill.isBuy ? -position : position;
  let affordable = Math.min(wanted, Math.max(0, opposing));
  if (affordable === wanted) return wanted;
  const collateralTwice = otherCollateralTwice(venue, fill.instrument);
  if (isAffordable(venue, fill, wanted, collateralTwice)) return wanted;
  let tooMany = wanted;
  while (tooMany - affordable > 1) {
    const lots = affordable + Math.floor((tooMany - affordable) / 2);
    if (isAffordable(venue, fill, lots, collateralTwice)) affordable = lots;
    else tooMany = lots;
  }
  return affordable;
}

/** What a fill of `lots` adds to the commission of its order, and to the fees of regulators where the venue takes them. */
export function feeOfFill(
  venue: SimulatedVenue,
  fill: VenueFill,
  lots: QuantityLots,
  notional: MoneyMicrosSafe,
): MoneyMicrosSafe {
  const instrument = venue.instruments[fill.instrument] as Instrument;
  const allLots = fill.filledLots + lots;
  const allMicros = fill.filledMicros + notional;
  let whole = commissionMicros(venue.costs, instrument, allLots, allMicros);
  if (venue.model.fees === "us-equity-regulatory" && !fill.isBuy && instrument.kind === "equity") {
    whole += regulatoryFeeMicros(allLots * instrument.lotMicros, allMicros, fill.tsEvent);
  }
  // Never below 0: the regulators' rates may have been lowered since the order's first fill.
  return Math.max(0, whole - fill.feeMicros);
}

/** Collateral is 1.5 x notional: twice the sums keep it an integer. */
function isAffordable(venue: SimulatedVenue, fill: VenueFill, lots: QuantityLots, collateralTwice: number): boolean {
  const instrument = venue.instruments[fill.instrument] as Instrument;
  const notional = notionalMicros(instrument, lots, fill.priceTicks);
  const fee = feeOfFill(venue, fill, lots, notional);
  const cash = venue.cashMicros + (fill.isBuy ? -notional : notional) - fee;
  const position = (venue.positionLots[fill.instrument] as number) + (fill.isBuy ? lots : -lots);
  const own = position < 0 ? 3 * notionalMicros(instrument, -position, fill.priceTicks) : 0;
  return 2 * cash - own - collateralTwice >= 0;
}

/** Twice the collateral of the short positions in all instruments but this one, at their last closes. */
function otherCollateralTwice(venue: SimulatedVenue, except: InstrumentIndex): number {
  if (venue.shortCount === 0) return 0;
  let twice = 0;
  for (let i = 0; i < venue.instruments.length; i++) {
    const lots = venue.positionLots[i] as number;
    if (i === except || lots >= 0) continue;
    twice += 3 * valueMicros(venue.instruments[i] as Instrument, -lots, venue.lastCloseMicros[i] as number);
  }
  return twice;
}
