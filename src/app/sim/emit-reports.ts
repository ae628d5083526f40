import { nextUniform } from "../../core/math/random.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { namesOfTheQuery } from "./query-names.ts";
import { pushEvent } from "./event-heap.ts";
import { checkLeavesAtVenue } from "./invariants/venue-leaves.ts";
import type { Frame } from "./stream.ts";
import type { World } from "./world.ts";
import { between, fire, hit, intensityOf, markOrder, strikes } from "./world.ts";

/** What the venue says goes out by client id; `isMute`: nobody hears it. */
export function emitReports(world: World, reports: readonly VenueReport[], isMute: boolean): void {
  for (const report of reports) {
    const frame: Frame = { clientId: nameOf(world, report), report };
    noteTruth(world, frame);
    if (!isMute) send(world, frame);
  }
  checkLeavesAtVenue(world, reports);
}

function nameOf(world: World, report: VenueReport): string {
  const { gateway } = world;
  const clientId = report.order < 0 ? "" : (gateway.clients[report.order] as string);
  if (clientId !== "" && report.venueOrderId !== "") gateway.namedBy.set(report.venueOrderId, clientId);
  return clientId;
}

/** What really filled, for the oracle: every execution is told once by the venue, whoever hears it. */
function noteTruth(world: World, { clientId, report }: Frame): void {
  if (report.isAnswer || clientId === "") return;
  if (report.report !== "fill" && report.report !== "correction") return;
  const fill = { executionId: report.executionId, lots: report.quantityLots, ticks: report.priceTicks };
  const fills = world.gateway.truth.get(clientId);
  if (fills === undefined) world.gateway.truth.set(clientId, [fill]);
  else fills.push(fill);
}

/** One frame of the stream, or one answer, on its way to the process. */
function send(world: World, frame: Frame): void {
  const { network } = world.random;
  const { report } = frame;
  if (!report.isAnswer) {
    world.stream.history.push(frame);
    if (strikes(world, "F20", network, 0.02)) {
      fire(world, "F20");
      if (report.report === "fill") hit(world, "F20");
      return;
    }
  }
  let out = frame;
  let delay = between(network, 1_000, 30_000);
  if (report.isAnswer && isExecution(report) && intensityOf(world, "F22") > 0) out = underOtherId(world, frame);
  else if (strikes(world, "F28", network, 0.01)) out = unreadable(world, frame);
  else if (frame.clientId === "" && strikes(world, "F29", network, 0.7)) {
    fire(world, "F29");
    markOrder(world, -1, "F29");
    out = { ...frame, report: { ...report, external: null } };
  }
  if (!report.isAnswer && report.report === "accepted" && strikes(world, "F06", network, 0.3)) {
    fire(world, "F06");
    markOrder(world, indexOf(world, frame.clientId), "F06");
    delay += between(network, 1_000_000, 90_000_000);
  } else if (strikes(world, "F23", network, 0.3)) {
    fire(world, "F23");
    hit(world, "F23");
    delay += between(network, 0, 5_000_000);
  } else if (report.report === "fill" && strikes(world, "F10", network, 0.2)) {
    fire(world, "F10");
    markOrder(world, indexOf(world, frame.clientId), `F10:${report.executionId}`);
    delay += between(network, 5_000_000, 120_000_000);
  }
  pushEvent(world.heap, world.now + delay, () => deliver(world, out));
  if (strikes(world, "F21", network, 0.3)) {
    for (let times = between(network, 1, 4); times > 0; times -= 1) {
      pushEvent(world.heap, world.now + delay + between(network, 0, 60_000_000), () => deliverAgain(world, out));
    }
  }
}

/** A frame that came before comes again (F21): a hit when it is a fill that was booked. */
export function deliverAgain(world: World, frame: Frame): void {
  const { report } = frame;
  fire(world, "F21");
  const order = world.shadow.orders.get(indexOf(world, frame.clientId));
  if (report.report === "fill" && order?.fills.has(report.executionId) === true) hit(world, "F21");
  deliver(world, frame);
}

/** The frame arrives, unless the line is down, mute, or nobody is there. */
export function deliver(world: World, frame: Frame): void {
  const { stream, host, now } = world;
  if (!host.isUp) return;
  if (stream.downUntil > now) {
    if (stream.lostDown !== stream.downUntil) hit(world, "F18");
    stream.lostDown = stream.downUntil;
    return;
  }
  if (stream.muteUntil > now && !frame.report.isAnswer) {
    if (stream.lostMute !== stream.muteUntil) hit(world, "F19");
    stream.lostMute = stream.muteUntil;
    return;
  }
  world.give(world, { ...frame.report, seq: 0, order: indexOf(world, frame.clientId), tsReceived: stampOf(world) });
}

/** Client id back to the core's number, as the edge does it; -1 for an id that is not ours. */
export function indexOf(world: World, clientId: string): number {
  return clientId === "" ? -1 : (world.shadow.clientIds.get(clientId) ?? -1);
}

/** The edge's stamp of receipt; a wall clock that was set back makes it lie before its predecessor. */
export function stampOf(world: World): number {
  const { network } = world.random;
  if (!strikes(world, "F34", network, 0.02)) return world.now;
  fire(world, "F34");
  hit(world, "F34");
  return world.now - between(network, 1_000_000, 600_000_000);
}

function isExecution(report: VenueReport): boolean {
  return report.executionId !== "";
}

/** The query's own id for a fill that the stream tells under another. */
function underOtherId(world: World, frame: Frame): Frame {
  fire(world, "F22");
  const order = world.shadow.orders.get(indexOf(world, frame.clientId));
  if (order?.fills.has(frame.report.executionId) === true) hit(world, "F22");
  return { ...frame, report: { ...frame.report, ...namesOfTheQuery(frame.report) } };
}

function unreadable(world: World, frame: Frame): Frame {
  fire(world, "F28");
  const { report } = frame;
  if (report.report === "fill" || report.report === "canceled") hit(world, "F28");
  const isNamed = nextUniform(world.random.network) < 0.5;
  return {
    clientId: isNamed ? frame.clientId : "",
    report: {
      ...report,
      report: "unreadable",
      venueOrderId: isNamed ? report.venueOrderId : "",
      venueVersion: 0,
      cumLots: -1,
      leavesLots: -1,
      executionId: "",
      refExecutionId: "",
      quantityLots: 0,
      priceTicks: 0,
      feeMicros: 0,
      slippageMicros: 0,
      reason: `{"status":"${report.report}?"}`,
      external: null,
    },
  };
}
