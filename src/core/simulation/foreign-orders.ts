import type { UnixMicros } from "../model/units.ts";
import type { ExternalOrder, VenueReport } from "../model/venue-report.ts";
import { endOrder } from "./book-execution.ts";
import { refusalOf } from "./receive-order.ts";
import { startWorking } from "./simulated-venue.ts";
import { keepDone } from "./venue-book.ts";
import type { VenueOrder } from "./venue-order.ts";
import { pushAccepted } from "./venue-reports.ts";
import { NEVER, type SimulatedVenue } from "./venue-state.ts";

/**
 * An order that somebody else enters in our account: good till cancelled, named `x1`, `x2` ...,
 * matched like any other. Its reports carry no number of ours but its terms. Returns its name.
 */
export function foreignOrderAtVenue(
  venue: SimulatedVenue,
  terms: ExternalOrder,
  now: UnixMicros,
  reports: VenueReport[],
): string {
  venue.foreignNamed += 1;
  const order: VenueOrder = {
    order: -1,
    id: `x${venue.foreignNamed}`,
    instrument: terms.instrument,
    isBuy: terms.side === "buy",
    type: terms.type,
    timeInForce: "gtc",
    quantityLots: terms.quantityLots,
    limitTicks: terms.limitTicks,
    stopTicks: terms.stopTicks,
    // Terms have no room for a distance: what foreign trailing stops trail is not known here.
    trailTicks: null,
    collarTicks: null,
    onShortfall: "reject",
    parent: -1,
    leg: "none",
    replaces: -1,
    replacedBy: -1,
    tsExpire: NEVER,
    tsActive: 0,
    barsToPass: 0,
    isTriggered: false,
    status: "WORKING",
    version: 0,
    cumLots: 0,
    carriedLots: 0,
    reducedLots: 0,
    legFilledLots: 0,
    filledLots: 0,
    filledMicros: 0,
    feeMicros: 0,
    executions: [],
    tsReturn: NEVER,
    isBusy: false,
    isOverfilled: false,
    reason: "",
  };
  const refusal = refusalOf(venue, order, now);
  if (refusal !== "") {
    endOrder(order, "REJECTED", refusal, now, now, reports);
    keepDone(venue, order);
    return order.id;
  }
  pushAccepted(order, now, reports);
  startWorking(venue, order, now, reports);
  return order.id;
}
