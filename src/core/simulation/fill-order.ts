import { assert } from "../assert.ts";
import { MICROS, type InstrumentIndex, type PriceTicks, type QuantityLots, type UnixMicros } from "../model/units.ts";
import type { Instrument } from "../model/instrument.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { bookExecution, endOrder } from "./book-execution.ts";
import { notionalMicros, slippageMicros } from "./costs.ts";
import { excludeLegs } from "./exclude-legs.ts";
import { isBeyondCollar, unslippedTicks } from "./fill-price.ts";
import type { Match } from "./match-order.ts";
import { multiplyDivide } from "./multiply-divide.ts";
import { shareOfVolume, takerTicks } from "./taker-price.ts";
import { affordableLots, feeOfFill, type VenueFill } from "./venue-funds.ts";
import { leavesOf, type VenueOrder } from "./venue-order.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/** Participation is taken to a millionth. */
const SHARE_SCALE = 1_000_000;

/** A bar's volume in whole lots. */
export function barLots(instrument: Instrument, volume: number): QuantityLots {
  assert(volume >= 0, "volume is not negative");
  return multiplyDivide(Math.floor(volume), MICROS, instrument.lotMicros, "floor");
}

/** What a volume of `lots` lets all orders of one instrument fill together. */
export function offeredLots(lots: QuantityLots, participation: number): QuantityLots {
  return multiplyDivide(lots, Math.round(participation * SHARE_SCALE), SHARE_SCALE, "floor");
}

/**
 * Fills what collar, cash and volume allow. Want of cash and a collar end the order, want of
 * volume only a `fok`, which is filled whole or not at all; the rest of others stays. The caller
 * sweeps the queue.
 */
export function fillOrder(
  venue: SimulatedVenue,
  order: VenueOrder,
  match: Match,
  tsEvent: UnixMicros,
  tsReceived: UnixMicros,
  reports: VenueReport[],
): void {
  const instrument = venue.instruments[order.instrument] as Instrument;
  const { isBuy } = order;
  const leaves = leavesOf(order);
  const wantedLots = availableLots(venue, order, leaves);
  const priceTicks: PriceTicks = match.hasSlippage
    ? takenAt(venue, order, match.baseMicros, wantedLots)
    : unslippedTicks(isBuy, match.baseMicros, instrument.tickMicros);
  assert(
    match.hasSlippage || order.limitTicks === null || !isBeyondCollar(isBuy, priceTicks, order.limitTicks),
    "a limit order never fills past its limit",
  );
  if (order.type === "market" && isBeyondCollar(isBuy, priceTicks, order.collarTicks)) {
    endOrder(order, "CANCELED", "PRICE_COLLAR", tsEvent, tsReceived, reports);
    return;
  }
  if (order.timeInForce === "fok" && wantedLots < leaves) {
    endOrder(order, "CANCELED", "FOK_UNFILLED", tsEvent, tsReceived, reports);
    return;
  }
  if (wantedLots === 0) return;
  const wanted: VenueFill = {
    instrument: order.instrument,
    isBuy,
    quantityLots: wantedLots,
    priceTicks,
    filledLots: order.filledLots,
    filledMicros: order.filledMicros,
    feeMicros: order.feeMicros,
    tsEvent,
  };
  const lots = affordableLots(venue, wanted);
  assert(lots >= 0 && lots <= wantedLots, "an order never fills beyond its quantity");
  if (lots < wantedLots && (order.onShortfall === "reject" || order.timeInForce === "fok")) {
    const status = order.executions.length === 0 && order.onShortfall === "reject" ? "REJECTED" : "CANCELED";
    endOrder(order, status, "INSUFFICIENT_FUNDS", tsEvent, tsReceived, reports);
    return;
  }
  if (lots > 0) {
    const slippage = slippageMicros(instrument, lots, priceTicks, match.baseMicros);
    bookFill(venue, order, { wanted, lots, slippage, tsEvent, tsReceived }, reports);
  }
  if (lots < wantedLots) endOrder(order, "CANCELED", "INSUFFICIENT_FUNDS", tsEvent, tsReceived, reports);
}

/** A fill with its price and quantity settled. */
export interface SettledFill {
  readonly wanted: VenueFill;
  readonly lots: QuantityLots;
  readonly slippage: number;
  readonly tsEvent: UnixMicros;
  readonly tsReceived: UnixMicros;
}

/** Books a fill with its commission and takes its lots from the volume and from the other leg of its group. */
export function bookFill(
  venue: SimulatedVenue,
  order: VenueOrder,
  { wanted, lots, slippage, tsEvent, tsReceived }: SettledFill,
  reports: VenueReport[],
): void {
  const instrument = venue.instruments[order.instrument] as Instrument;
  const notional = notionalMicros(instrument, lots, wanted.priceTicks);
  const fee = feeOfFill(venue, wanted, lots, notional);
  assert(lots > 0 && lots <= wanted.quantityLots, "a fill is at least a lot and at most what was wanted");
  order.filledLots += lots;
  order.filledMicros += notional;
  order.feeMicros += fee;
  bookExecution(
    venue,
    order,
    {
      what: "fill",
      refExecutionId: "",
      tsEvent,
      tsKnown: tsReceived,
      quantityLots: lots,
      priceTicks: wanted.priceTicks,
      feeMicros: fee,
      slippageMicros: slippage,
      cashMicros: (order.isBuy ? -notional : notional) - fee,
      positionLots: order.isBuy ? lots : -lots,
      cumChange: lots,
    },
    reports,
  );
  if (venue.participation !== null) (venue.volumeLeftLots[order.instrument] as number) -= lots;
  if (order.leg !== "none") excludeLegs(venue, order, lots, tsEvent, tsReceived, reports);
}

/** Price of an order that takes `lots` at once, by the venue's price model. */
function takenAt(venue: SimulatedVenue, order: VenueOrder, baseMicros: number, lots: QuantityLots): PriceTicks {
  const { instrument } = order;
  const { tickMicros } = venue.instruments[instrument] as Instrument;
  const { price } = venue.model;
  const shareMillionths = price.kind === "volume-share" ? shareTaken(venue, instrument, lots) : 0;
  const terms = { price, spread: venue.spread, slippage: venue.slippage, shareMillionths };
  return takerTicks(terms, order.isBuy, baseMicros, tickMicros);
}

/** Millionths of the last bar's volume that is ours once `lots` more are; nothing is moved by taking nothing. */
function shareTaken(venue: SimulatedVenue, instrument: InstrumentIndex, lots: QuantityLots): number {
  if (venue.participation === null || lots === 0) return 0;
  const volume = venue.volumeLots[instrument] as number;
  const taken = offeredLots(volume, venue.participation) - (venue.volumeLeftLots[instrument] as number);
  return shareOfVolume(taken + lots, volume);
}

function availableLots(venue: SimulatedVenue, order: VenueOrder, leaves: QuantityLots): QuantityLots {
  if (venue.participation === null) return leaves;
  return Math.max(0, Math.min(leaves, venue.volumeLeftLots[order.instrument] as number));
}
