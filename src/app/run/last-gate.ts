import type { Core } from "../../core/engine/core.ts";
import { bareReport } from "../../core/model/bare-report.ts";
import type { Order } from "../../core/model/order.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";

/**
 * The last gate before the wire: asked for each order at the moment it would leave, which may be
 * later than its approval by a sync. What opens leaves only while the kill switch is not engaged (R5).
 */
export function mayLeave(core: Core, order: Pick<Order, "effect">): boolean {
  return order.effect === "close" || core.state.trading?.risk.tradingState === "ACTIVE";
}

/** What the gate tells the core about an order that it kept back: definitive, the bytes never left. */
export function withheldReport(order: Pick<Order, "index">, now: UnixMicros): VenueReport {
  return bareReport({
    report: "withheld",
    order: order.index,
    venueOrderId: "",
    tsEvent: now,
    tsReceived: now,
    isAnswer: true,
    reason: "KILL_SWITCH",
  });
}
