import type { VenueReport } from "../../../core/model/venue-report.ts";
import type { VenueOrder } from "../../../core/simulation/venue-order.ts";
import { isOpenAtVenue } from "../../../core/simulation/venue-order.ts";
import { hold } from "../violation.ts";
import type { World } from "../world.ts";

/**
 * In the venue's own books a chain of replacements has one open order at most (O8). The venue
 * replaces in one move, so there is no moment in which it has two. Looked at where a report says
 * that an order works.
 */
export function checkLeavesAtVenue(world: World, reports: readonly VenueReport[]): void {
  const { venue, clients } = world.gateway;
  for (const report of reports) {
    if (report.report !== "accepted" && report.report !== "live") continue;
    const own = report.order < 0 ? "" : (clients[report.order] as string);
    const root = rootOf(world, own);
    if (root < 0) continue;
    const instrument = world.shadow.orders.get(root)?.instrument ?? 0;
    const open = (venue.resting[instrument] as readonly Readonly<VenueOrder>[]).filter((order) => {
      return isOpenAtVenue(order.status) && order.order >= 0 && rootOf(world, clients[order.order] as string) === root;
    });
    hold(open.length <= 1, "O8", () => {
      return `the venue works ${open.map((order) => order.id).join(" and ")} of one chain (order ${root})`;
    });
  }
}

/** The first order of the chain that the client id belongs to; -1: no order that the oracle knows. */
function rootOf(world: World, clientId: string): number {
  const { shadow } = world;
  let order = shadow.orders.get(shadow.clientIds.get(clientId) ?? -1);
  if (order === undefined) return -1;
  for (let old = shadow.orders.get(order.replaces); old !== undefined; old = shadow.orders.get(old.replaces))
    order = old;
  return order.index;
}
