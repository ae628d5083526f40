import { nextUniform } from "../../core/math/random.ts";
import type { AccountSnapshot } from "../../core/model/account-snapshot.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { snapshotOfVenue } from "../../core/simulation/snapshot-of-venue.ts";
import { indexOf, stampOf } from "./emit-reports.ts";
import { namesOfTheQuery } from "./query-names.ts";
import { pushEvent } from "./event-heap.ts";
import type { WireCommand } from "./held-command.ts";
import { delayOf } from "./network.ts";
import type { World } from "./world.ts";
import { between, fire, hit, intensityOf, strikes } from "./world.ts";

type SnapshotCommand = Extract<WireCommand, { readonly kind: "snapshot" }>;

/** The venue reads the whole account; the answer is late, stale, or has holes, as the faults want it. */
export function answerSnapshot(world: World, command: SnapshotCommand): void {
  const { network } = world.random;
  const { stream, gateway, now } = world;
  if (strikes(world, "F02", network, 0.1)) return;
  const whole = snapshotOfVenue(gateway.venue, {
    account: 0,
    requestId: command.requestId,
    tsFillsFrom: command.tsFillsFrom,
    now,
  });
  let answer = whole;
  if (
    strikes(world, "F24", network, 0.3) &&
    stream.oldSnapshot !== null &&
    now - stream.oldSnapshot.tsAsOf < 8_000_000
  ) {
    fire(world, "F24");
    if (JSON.stringify(stream.oldSnapshot.orders) !== JSON.stringify(whole.orders)) hit(world, "F24");
    answer = { ...answer, orders: stream.oldSnapshot.orders };
  }
  if (strikes(world, "F25", network, 0.3)) {
    fire(world, "F25");
    const kept = answer.orders.filter(() => nextUniform(network) < 0.5);
    if (kept.length < answer.orders.length) hit(world, "F25");
    answer = { ...answer, orders: kept, areOrdersComplete: false };
  }
  if (stream.positionsFailUntil > now && !world.isCalm) {
    fire(world, "F26");
    if (answer.positions.length > 0) hit(world, "F26");
    answer = { ...answer, positions: [], arePositionsComplete: stream.positionsFailAs === "empty" };
  }
  if (intensityOf(world, "F24") > 0) stream.oldSnapshot = whole;
  pushEvent(world.heap, now + delayOf(world), () => deliverSnapshot(world, answer));
}

/** The answer arrives: the edge puts the core's numbers in the place of the venue's. */
function deliverSnapshot(world: World, answer: AccountSnapshot): void {
  if (!world.host.isUp || world.stream.downUntil > world.now) return;
  const { gateway } = world;
  const coreIndex = (number: number): number => (number < 0 ? -1 : indexOf(world, gateway.clients[number] as string));
  const fillOf = (report: VenueReport): VenueReport => ({
    ...report,
    order: coreIndex(report.order),
    ...(intensityOf(world, "F22") > 0 ? namesOfTheQuery(report) : {}),
  });
  world.give(world, {
    ...answer,
    seq: 0,
    tsReceived: stampOf(world),
    orders: answer.orders.map((order) => ({ ...order, order: coreIndex(order.order) })),
    fills: answer.fills.map(fillOf),
  });
}

/** The positions query fails, or answers an empty list as if nothing were held. */
export function breakPositions(world: World): void {
  const { network } = world.random;
  world.stream.positionsFailUntil = world.now + between(network, 10_000_000, 300_000_000);
  world.stream.positionsFailAs = nextUniform(network) < 0.5 ? "incomplete" : "empty";
}
