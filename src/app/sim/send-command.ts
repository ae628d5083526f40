import { nextUniform } from "../../core/math/random.ts";
import { cancelAtVenue, cancelForeignAtVenue, submitToVenue } from "../../core/simulation/simulated-venue.ts";
import { probeAtVenue } from "../../core/simulation/probe-at-venue.ts";
import { replaceAtVenue } from "../../core/simulation/replace-at-venue.ts";
import { findById, findOrder } from "../../core/simulation/venue-book.ts";
import { isOpenAtVenue } from "../../core/simulation/venue-order.ts";
import type { VenueReport, VenueReportKind } from "../../core/model/venue-report.ts";
import { answerSnapshot } from "./answer-snapshot.ts";
import { emitReports } from "./emit-reports.ts";
import { pushEvent } from "./event-heap.ts";
import { numberOf } from "./gateway.ts";
import type { WireCommand } from "./held-command.ts";
import { delayOf, plainReport } from "./network.ts";
import { hold } from "./violation.ts";
import type { World } from "./world.ts";
import { between, fire, hit, markOrder, strikes } from "./world.ts";

type OrderCommand = Exclude<WireCommand, { readonly kind: "snapshot" }>;

/** Hands a command to the network, which may lose it, hold it, or bring it there without saying so. */
export function sendCommand(world: World, command: WireCommand, fence: number): void {
  const { network } = world.random;
  hold(fence === world.gateway.fence, "O5", () => "only the newest instance's commands leave");
  if (command.kind === "snapshot") {
    pushEvent(world.heap, world.now + delayOf(world), () => answerSnapshot(world, command));
    return;
  }
  const isSubmit = command.kind === "submit";
  const order = typeof command.order === "number" ? command.order : command.order.index;
  if (strikes(world, "F02", network, 0.15)) {
    if (isSubmit) fire(world, "F02");
    if (isSubmit) markOrder(world, order, "F02");
    if (nextUniform(network) < 0.5) sayFailed(world, order);
    return;
  }
  if (strikes(world, "F64", network, 0.1)) {
    fire(world, "F64");
    markOrder(world, order, "F64");
    pushEvent(world.heap, world.now + between(network, 5_000_000, 120_000_000), () => reach(world, command, false));
    if (nextUniform(network) < 0.5) sayFailed(world, order);
    return;
  }
  if (world.gateway.throttledUntil > world.now || strikes(world, "F04", network, 0.05)) {
    throttle(world, command, order);
    return;
  }
  const isAnswerLost = isSubmit && strikes(world, "F01", network, 0.15);
  const isFailure = isSubmit && !isAnswerLost && strikes(world, "F03", network, 0.1);
  if (isAnswerLost || isFailure) {
    const fault = isAnswerLost ? "F01" : "F03";
    fire(world, fault);
    markOrder(world, order, fault);
    if (isFailure || nextUniform(network) < 0.5) sayFailed(world, order);
  }
  const isCancelLost = command.kind === "cancel" && strikes(world, "F11", network, 0.2);
  if (isCancelLost) {
    fire(world, "F11");
    hit(world, "F11");
  }
  const isMute = isAnswerLost || isFailure || isCancelLost;
  const arrivesAt = world.now + delayOf(world);
  pushEvent(world.heap, arrivesAt, () => reach(world, command, isMute));
  if (isSubmit && strikes(world, "F05", network, 0.1)) {
    // The network brings it a second time: the venue meets an id that it knows.
    pushEvent(world.heap, arrivesAt + between(network, 50_000, 20_000_000), () => reach(world, command, false));
  }
}

/** The venue refuses for a while: definitively, or so that nobody knows. */
function throttle(world: World, command: OrderCommand, order: number): void {
  const { network } = world.random;
  fire(world, "F04");
  markOrder(world, order, "F04");
  if (world.gateway.throttledUntil <= world.now)
    world.gateway.throttledUntil = world.now + between(network, 500_000, 5_000_000);
  const answer: VenueReportKind =
    command.kind === "submit"
      ? "rejected"
      : command.kind === "cancel"
        ? "cancel-rejected"
        : command.kind === "replace"
          ? "replace-rejected"
          : "send-failed";
  const named = command.kind === "replace" ? command.order.replaces : order;
  pushEvent(world.heap, world.now + between(network, 2_000, 40_000), () => {
    if (nextUniform(network) < 0.5) sayToCore(world, named, answer, "RATE_LIMITED");
    else sayFailed(world, order);
  });
}

/** The transport gave up: the adapter says that it does not know. */
function sayFailed(world: World, order: number): void {
  pushEvent(world.heap, world.now + between(world.random.network, 100_000, 10_000_000), () => {
    sayToCore(world, order, "send-failed", "TIMEOUT");
  });
}

function sayToCore(world: World, order: number, report: VenueReportKind, reason: string): void {
  world.give(world, plainReport(world, order, report, reason));
}

/** The command is at the venue. `isMute`: what the venue says to it is lost, what happens later is not. */
function reach(world: World, command: OrderCommand, isMute: boolean): void {
  const { gateway, now } = world;
  const reports: VenueReport[] = [];
  switch (command.kind) {
    case "submit":
      submit(world, command, reports);
      break;
    case "replace":
      replace(world, command, reports);
      break;
    case "cancel":
      cancel(world, command, reports);
      break;
    case "probe":
      if (command.clientId !== "") probeAtVenue(gateway.venue, numberOf(gateway, command.clientId), now, reports);
      break;
  }
  emitReports(world, reports, isMute);
}

function submit(
  world: World,
  command: Extract<WireCommand, { kind: "submit" | "replace" }>,
  reports: VenueReport[],
): void {
  const { gateway, now } = world;
  const isKnown = gateway.numbers.has(command.clientId);
  const number = numberOf(gateway, command.clientId);
  if (isKnown && findOrder(gateway.venue, number) !== null) {
    // The adapter reads "id already used" as what it is: the first one arrived. It fetches its state.
    fire(world, "F05");
    hit(world, "F05");
    probeAtVenue(gateway.venue, number, now, reports);
    return;
  }
  if (strikes(world, "F60", world.random.venue, 0.05)) {
    fire(world, "F60");
    markOrder(world, command.order.index, "F60");
    sayToCore(world, command.order.index, "rejected", "ACCOUNT_RULE");
    return;
  }
  submitToVenue(gateway.venue, venueOrderOf(world, command), now, reports);
}

function replace(
  world: World,
  command: Extract<WireCommand, { kind: "submit" | "replace" }>,
  reports: VenueReport[],
): void {
  const { gateway, now } = world;
  const { venue } = world.random;
  const old = findOrder(gateway.venue, numberOf(gateway, command.replacesId));
  const cum = old?.cumLots ?? 0;
  if (old !== null && cum > command.order.cumLots) {
    fire(world, "F12");
    hit(world, "F12");
  }
  if (strikes(world, "F14", venue, 0.3)) {
    fire(world, "F14");
    markOrder(world, command.order.replaces, "F14");
    sayToCore(world, command.order.replaces, "replace-rejected", "REFUSED");
    return;
  }
  const leaf = venueOrderOf(world, command);
  if (cum > 0 && strikes(world, "F13", venue, 0.3)) {
    fire(world, "F13");
    hit(world, "F13");
    replaceAtVenue(gateway.venue, { ...leaf, quantityLots: leaf.quantityLots + cum }, now, reports);
    return;
  }
  replaceAtVenue(gateway.venue, leaf, now, reports);
}

function cancel(
  world: World,
  command: Extract<WireCommand, { kind: "cancel" | "probe" }>,
  reports: VenueReport[],
): void {
  const { gateway, now } = world;
  const number = command.clientId === "" ? -1 : numberOf(gateway, command.clientId);
  const known = number >= 0 ? findOrder(gateway.venue, number) : findById(gateway.venue, command.venueOrderId);
  if (known !== null && known.status === "FILLED") {
    fire(world, "F08");
    hit(world, "F08");
  }
  if (known !== null && isOpenAtVenue(known.status) && known.cumLots > 0) {
    fire(world, "F09");
    hit(world, "F09");
  }
  if (known !== null && known.isBusy) hit(world, "F15");
  if (number >= 0) cancelAtVenue(gateway.venue, number, now, reports);
  else cancelForeignAtVenue(gateway.venue, command.venueOrderId, now, reports);
}

/** The order as the venue gets it: its own numbers in the place of the core's. */
function venueOrderOf(
  world: World,
  command: Extract<WireCommand, { kind: "submit" | "replace" }>,
): typeof command.order {
  const { gateway } = world;
  return {
    ...command.order,
    index: numberOf(gateway, command.clientId),
    replaces: numberOf(gateway, command.replacesId),
    parent: numberOf(gateway, command.parentId),
  };
}
