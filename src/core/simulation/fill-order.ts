import { assert } from "../assert.ts";
import type { Instrument } from "../model/instrument.ts";
import type { PriceTicks, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { slippageMicros } from "./costs.ts";
import { isBeyondCollar, slippedTicks, unslippedTicks } from "./fill-price.ts";
import type { Match } from "./match-order.ts";
import { affordableLots, bookAtVenue } from "./venue-funds.ts";
import { pushFill, pushReport } from "./venue-reports.ts";
import type { SimulatedVenue, VenueOrder } from "./venue-state.ts";

/** Fills what collar and cash allow and ends the rest; the order is done afterwards. */
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
  const priceTicks: PriceTicks = match.hasSlippage
    ? slippedTicks(venue.slippage, isBuy, match.baseMicros, instrument.tickMicros)
    : unslippedTicks(isBuy, match.baseMicros, instrument.tickMicros);
  assert(
    match.hasSlippage || order.limitTicks === null || !isBeyondCollar(isBuy, priceTicks, order.limitTicks),
    "a limit order never fills past its limit",
  );
  if (order.type === "market" && isBeyondCollar(isBuy, priceTicks, order.collarTicks)) {
    pushReport(order.order, "canceled", "PRICE_COLLAR", tsEvent, tsReceived, reports);
    return;
  }
  const wanted = { instrument: order.instrument, isBuy, quantityLots: order.quantityLots, priceTicks };
  const lots = affordableLots(venue, wanted);
  assert(lots >= 0 && lots <= order.quantityLots, "an order never fills beyond its quantity");
  if (lots < order.quantityLots && order.onShortfall === "reject") {
    pushReport(order.order, "rejected", "INSUFFICIENT_FUNDS", tsEvent, tsReceived, reports);
    return;
  }
  if (lots > 0) {
    const feeMicros = bookAtVenue(venue, lots === wanted.quantityLots ? wanted : { ...wanted, quantityLots: lots });
    const slippage = slippageMicros(instrument, lots, priceTicks, match.baseMicros);
    pushFill(
      {
        order: order.order,
        tsEvent,
        tsReceived,
        quantityLots: lots,
        priceTicks,
        feeMicros,
        slippageMicros: slippage,
      },
      reports,
    );
  }
  if (lots < order.quantityLots)
    pushReport(order.order, "canceled", "INSUFFICIENT_FUNDS", tsEvent, tsReceived, reports);
}
