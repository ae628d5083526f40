import type { AccountSnapshot, VenueOrderState, VenuePosition } from "../model/account-snapshot.ts";
import { required } from "../assert.ts";
import type { AccountIndex, UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { isOpenAtVenue, leavesOf, type VenueOrder } from "./venue-order.ts";
import { executionReport, termsOf } from "./venue-reports.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/** What a snapshot answers. */
export interface SnapshotQuestion {
  readonly account: AccountIndex;
  readonly requestId: number;
  /** Executions that became known at or after this time are wanted. */
  readonly tsFillsFrom: UnixMicros;
  readonly now: UnixMicros;
}

/**
 * The whole account as it stands at `now`, every part complete; only fills of orders that the
 * venue has forgotten make its fills incomplete. Fills come by when they became known.
 */
export function snapshotOfVenue(venue: SimulatedVenue, question: SnapshotQuestion): AccountSnapshot {
  const { account, requestId, tsFillsFrom, now } = question;
  return {
    kind: "AccountSnapshot",
    seq: 0,
    tsEvent: now,
    tsReceived: now,
    account,
    requestId,
    tsAsOf: now,
    areOrdersComplete: true,
    areFillsComplete: tsFillsFrom > venue.tsForgotten,
    arePositionsComplete: true,
    isCashComplete: true,
    orders: venue.resting.flat().map(stateOf),
    tsFillsFrom,
    fills: fillsSince(venue, tsFillsFrom, now),
    positions: positionsOf(venue),
    cashMicros: venue.cashMicros,
  };
}

function stateOf(order: Readonly<VenueOrder>): VenueOrderState {
  return {
    order: order.order,
    venueOrderId: order.id,
    status: required(isOpenAtVenue(order.status) ? order.status : null, "what rests is open"),
    venueVersion: order.version,
    cumLots: order.cumLots,
    leavesLots: leavesOf(order),
    terms: termsOf(order),
  };
}

function fillsSince(venue: SimulatedVenue, from: UnixMicros, now: UnixMicros): VenueReport[] {
  const found: KnownFill[] = [];
  for (const queue of venue.resting) addSince(queue, from, now, found);
  addSince(venue.done, from, now, found);
  // The sort is stable: executions of one order stay in their order.
  found.sort((a, b) => a.tsKnown - b.tsKnown);
  return found.map((one) => one.report);
}

interface KnownFill {
  readonly tsKnown: UnixMicros;
  readonly report: VenueReport;
}

/** Most orders have nothing new: the last execution of an order is the last that became known. */
function addSince(orders: readonly VenueOrder[], from: UnixMicros, now: UnixMicros, found: KnownFill[]): void {
  for (let i = 0; i < orders.length; i++) {
    const order = orders[i] as VenueOrder;
    const { executions } = order;
    const last = executions[executions.length - 1];
    if (last === undefined || last.tsKnown < from) continue;
    for (const execution of executions) {
      if (execution.tsKnown < from) continue;
      found.push({ tsKnown: execution.tsKnown, report: executionReport(order, execution, now, true) });
    }
  }
}

function positionsOf(venue: SimulatedVenue): VenuePosition[] {
  const positions: VenuePosition[] = [];
  for (let i = 0; i < venue.positionLots.length; i++) {
    const quantityLots = venue.positionLots[i] as number;
    if (quantityLots !== 0) positions.push({ instrument: i, quantityLots });
  }
  return positions;
}
