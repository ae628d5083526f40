import { assert } from "../assert.ts";
import type { Instrument } from "../model/instrument.ts";
import type { PriceTicks, QuantityLots, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { bookExecution } from "./book-execution.ts";
import { notionalMicros } from "./costs.ts";
import { bookFill } from "./fill-order.ts";
import { findById, sweepQueue } from "./venue-book.ts";
import { isOpenAtVenue, leavesOf, type VenueExecution, type VenueOrder } from "./venue-order.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/**
 * What venues do to fills after the fact. Each function returns whether it did anything: false
 * for an order or fill that is not known, or is taken back already.
 */

/**
 * Takes a fill back: cash, position and commission as if it had never been. An open order has so
 * many more lots to work; one that has ended stays ended, with less filled.
 */
export function bustAtVenue(
  venue: SimulatedVenue,
  venueOrderId: string,
  executionId: string,
  now: UnixMicros,
  reports: VenueReport[],
): boolean {
  const found = findFill(venue, venueOrderId, executionId);
  if (found === null) return false;
  const { order, fill } = found;
  fill.isReversed = true;
  const heldLots = order.isBuy ? fill.quantityLots : -fill.quantityLots;
  const heldMicros = effectMicros(venue, order, fill.quantityLots, fill.priceTicks) - fill.feeMicros;
  bookExecution(
    venue,
    order,
    {
      what: "bust",
      refExecutionId: executionId,
      tsEvent: now,
      tsKnown: now,
      quantityLots: fill.quantityLots,
      priceTicks: fill.priceTicks,
      feeMicros: fill.feeMicros,
      slippageMicros: 0,
      cashMicros: -heldMicros,
      positionLots: -heldLots,
      cumChange: -fill.quantityLots,
    },
    reports,
  );
  sweepQueue(venue, order.instrument);
  return true;
}

/** Puts the price of a fill right: the difference moves cash, lots and commission stay. */
export function correctAtVenue(
  venue: SimulatedVenue,
  venueOrderId: string,
  executionId: string,
  priceTicks: PriceTicks,
  now: UnixMicros,
  reports: VenueReport[],
): boolean {
  assert(Number.isSafeInteger(priceTicks) && priceTicks > 0, "a price is a positive number of ticks");
  const found = findFill(venue, venueOrderId, executionId);
  if (found === null) return false;
  const { order, fill } = found;
  fill.isReversed = true;
  const was = effectMicros(venue, order, fill.quantityLots, fill.priceTicks);
  const is = effectMicros(venue, order, fill.quantityLots, priceTicks);
  bookExecution(
    venue,
    order,
    {
      what: "correction",
      refExecutionId: executionId,
      tsEvent: now,
      tsKnown: now,
      quantityLots: fill.quantityLots,
      priceTicks,
      feeMicros: fill.feeMicros,
      slippageMicros: 0,
      cashMicros: is - was,
      positionLots: 0,
      cumChange: 0,
    },
    reports,
  );
  return true;
}

/**
 * A deliberate fault: fills `lots` at the last close whatever the order's state and quantity, as
 * a venue does that fills too much, or after it said that the order ended.
 */
export function overfillAtVenue(
  venue: SimulatedVenue,
  venueOrderId: string,
  lots: QuantityLots,
  now: UnixMicros,
  reports: VenueReport[],
): boolean {
  assert(Number.isSafeInteger(lots) && lots > 0, "a fill has whole lots");
  const order = findById(venue, venueOrderId);
  if (order === null) return false;
  const instrument = venue.instruments[order.instrument];
  if (instrument === undefined || !instrument.isTradable) return false;
  const lastClose = venue.lastCloseMicros[order.instrument] as number;
  if (lastClose === 0) return false;
  if (!isOpenAtVenue(order.status) || lots > leavesOf(order)) order.isOverfilled = true;
  const wanted = {
    instrument: order.instrument,
    isBuy: order.isBuy,
    quantityLots: lots,
    priceTicks: Math.max(1, Math.round(lastClose / instrument.tickMicros)),
    filledLots: order.filledLots,
    filledMicros: order.filledMicros,
    feeMicros: order.feeMicros,
    tsEvent: now,
  };
  bookFill(venue, order, { wanted, lots, slippage: 0, tsEvent: now, tsReceived: now }, reports);
  sweepQueue(venue, order.instrument);
  return true;
}

function findFill(
  venue: SimulatedVenue,
  venueOrderId: string,
  executionId: string,
): { readonly order: VenueOrder; readonly fill: VenueExecution } | null {
  const order = findById(venue, venueOrderId);
  if (order === null) return null;
  const fill = order.executions.find((one) => one.executionId === executionId);
  if (fill === undefined || fill.what === "bust" || fill.isReversed) return null;
  return { order, fill };
}

/** Signed money of so many lots at a price, commission left out. */
function effectMicros(venue: SimulatedVenue, order: VenueOrder, lots: QuantityLots, priceTicks: PriceTicks): number {
  const notional = notionalMicros(venue.instruments[order.instrument] as Instrument, lots, priceTicks);
  return order.isBuy ? -notional : notional;
}
