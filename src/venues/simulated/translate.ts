import type { AccountSnapshot } from "../../core/model/account-snapshot.ts";
import type { Order } from "../../core/model/order.ts";
import type { OrderIndex, UnixMicros } from "../../core/model/units.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import type { WireOrder, WireReport, WireSnapshot } from "./wire.ts";

/** Names of orders, both ways; -1 and "" for what nobody here knows. */
export interface OrderNaming {
  readonly indexOf: (clientOrderId: string) => OrderIndex;
  readonly idOf: (order: OrderIndex) => string;
}

/** An order as the wire carries it. */
export function wireOrderOf(order: Readonly<Order>, clientOrderId: string, naming: OrderNaming): WireOrder {
  return {
    clientOrderId,
    instrument: order.instrument,
    side: order.side,
    type: order.type,
    timeInForce: order.timeInForce,
    quantityLots: order.quantityLots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
    trailTicks: order.trailTicks,
    tsGoodTill: order.tsGoodTill,
    collarTicks: order.collarTicks,
    onShortfall: order.onShortfall,
    role: order.role,
    parent: order.parent < 0 ? "" : naming.idOf(order.parent),
    replaces: order.replaces < 0 ? "" : naming.idOf(order.replaces),
  };
}

/** A report of the wire as the core reads it. */
export function reportOf({ clientOrderId, report }: WireReport, naming: OrderNaming, now: UnixMicros): VenueReport {
  return { ...report, seq: 0, order: indexOf(clientOrderId, naming), tsReceived: now };
}

/** A snapshot of the wire as the core reads it. */
export function snapshotOf(wire: WireSnapshot, naming: OrderNaming, now: UnixMicros): AccountSnapshot {
  return {
    ...wire.snapshot,
    seq: 0,
    tsReceived: now,
    orders: wire.orders.map(({ clientOrderId, state }) => ({ ...state, order: indexOf(clientOrderId, naming) })),
    fills: wire.fills.map((fill) => reportOf(fill, naming, now)),
  };
}

function indexOf(clientOrderId: string, naming: OrderNaming): OrderIndex {
  return clientOrderId === "" ? -1 : naming.indexOf(clientOrderId);
}
