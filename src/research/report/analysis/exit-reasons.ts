import type { Order } from "../../../core/model/order.ts";
import type { RoundTripClosed } from "../../../core/model/output.ts";

/** Why a trade ended: its exit order's part in the plan, or the end of the run. */
export type ExitReason = "signal" | "stop" | "target" | "end of run" | "unknown";

/** Exit reasons in the order of the round trips. */
export function exitReasons(trips: readonly RoundTripClosed[], orders: readonly Readonly<Order>[]): ExitReason[] {
  return trips.map((trip) => {
    const order = orders[trip.exitOrder];
    if (order === undefined) return "unknown";
    if (order.externalSignalId?.startsWith("close-at-end") === true) return "end of run";
    switch (order.role) {
      case "stop":
        return "stop";
      case "target":
        return "target";
      // A reversal's entry closes what stood before.
      case "entry":
      case "exit":
        return "signal";
      default:
        return "unknown";
    }
  });
}
