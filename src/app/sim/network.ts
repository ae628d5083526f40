import { bareReport } from "../../core/model/bare-report.ts";
import type { VenueReport, VenueReportKind } from "../../core/model/venue-report.ts";
import type { World } from "./world.ts";
import { between, strikes } from "./world.ts";

/** One way over the network: milliseconds, and now and then up to two minutes. */
export function delayOf(world: World): number {
  const { network } = world.random;
  if (
    strikes(world, "F12", network, 0.15) ||
    strikes(world, "F08", network, 0.15) ||
    strikes(world, "F09", network, 0.1)
  ) {
    return between(network, 1_000_000, 30_000_000);
  }
  return between(network, 2_000, 60_000);
}

/** A report that the adapter itself makes. */
export function plainReport(world: World, order: number, report: VenueReportKind, reason: string): VenueReport {
  const { now } = world;
  return bareReport({ report, order, venueOrderId: "", tsEvent: now, tsReceived: now, isAnswer: true, reason });
}
