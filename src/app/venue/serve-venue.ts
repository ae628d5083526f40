import { required } from "../../core/assert.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import { createSimulatedVenue } from "../../core/simulation/venue-state.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import type { OrderCame } from "../../venues/simulated/served-venue.ts";
import type { VenueServer } from "../../venues/simulated/venue-server.ts";
import { startVenueServer } from "../../venues/simulated/venue-server.ts";
import type { SimClock } from "../run/sim-clock.ts";
import type { RunPlan } from "../up/run-plan.ts";

export interface ServeVenueOptions {
  readonly plan: RunPlan;
  readonly token: string;
  readonly port: number;
  readonly now: () => UnixMicros;
  readonly onOrderCame: OrderCame;
}

/** Starts a venue with the market and the account of a plan; a {@link Failure} when the port is taken. */
export async function serveVenue(options: ServeVenueOptions): Promise<VenueServer> {
  const { plan, token, port, now, onOrderCame } = options;
  const { instruments, config, table } = plan;
  const venue = createSimulatedVenue({
    instruments,
    costs: config.costs,
    fillModel: config.fillModel,
    model: config.venueModel,
    cashMicros: required(config.accounts[0], "a configuration has an account").openingCashMicros,
    sessions: table,
    refusesUsedIds: config.venue.refusesUsedIds,
  });
  try {
    return await startVenueServer({ venue, token, port, now, onOrderCame });
  } catch (error) {
    const code = systemCodeOf(error);
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    throw new Failure({
      code: "PORT_IN_USE",
      exitCode: EXIT.conflict,
      message: `The port ${port} on 127.0.0.1 cannot be opened (${code}).`,
      hint: "Stop the other program or choose another port with --port.",
      cause: error,
    });
  }
}

/** Longest nap, so that a stop is heard soon. */
const NAP_MS = 200;

/** Gives the market's bars to the venue at the speed of the clock, until `isStopped` or the market's end. */
export async function runMarket(market: {
  readonly plan: RunPlan;
  readonly server: VenueServer;
  readonly clock: SimClock;
  readonly isStopped: () => boolean;
}): Promise<void> {
  const { plan, server, clock } = market;
  while (!market.isStopped()) {
    const slice = plan.feed.next();
    if (slice === null) return;
    const first = required(slice.bars[0], "a slice has a bar");
    const wait = clock.msUntil(slice.tsClose, slice.tsClose - first.tsOpen);
    // Also at full speed the sockets have their turn between two slices.
    await new Promise((resolve) => (wait > 0 ? setTimeout(resolve, Math.min(wait, NAP_MS)) : setImmediate(resolve)));
    if (wait > 0) continue;
    plan.feed.take();
    clock.reached(slice.tsClose);
    for (const bar of slice.bars) server.receiveBar(bar);
  }
}
