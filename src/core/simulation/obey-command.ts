import { unreachable } from "../assert.ts";
import type { Input } from "../model/input.ts";
import type { CancelOrder, Output, ProbeOrder, ReplaceOrder, RequestSnapshot, SubmitOrder } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { probeAtVenue } from "./probe-at-venue.ts";
import { replaceAtVenue } from "./replace-at-venue.ts";
import { cancelAtVenue, cancelForeignAtVenue, submitToVenue } from "./simulated-venue.ts";
import { snapshotOfVenue } from "./snapshot-of-venue.ts";
import type { SimulatedVenue } from "./venue-state.ts";

/** An output that must leave for the venue. */
export type VenueCommand = SubmitOrder | CancelOrder | ReplaceOrder | ProbeOrder | RequestSnapshot;

/** True for outputs that must leave for the venue; all others are facts. */
export function isCommand(output: Output): output is VenueCommand {
  switch (output.kind) {
    case "SubmitOrder":
    case "CancelOrder":
    case "ReplaceOrder":
    case "ProbeOrder":
    case "RequestSnapshot":
      return true;
    default:
      return false;
  }
}

/** Reused by every call: what the last one left is dropped first. */
const REPORTS: VenueReport[] = [];

/** Hands one command to the simulated venue at `now` and appends what it answers. */
export function obeyCommand(venue: SimulatedVenue, command: VenueCommand, now: UnixMicros, answers: Input[]): void {
  const reports = REPORTS;
  while (reports.length > 0) reports.pop();
  switch (command.kind) {
    case "SubmitOrder":
      submitToVenue(venue, command.order, now, reports);
      break;
    case "CancelOrder":
      cancelByName(venue, command, now, reports);
      break;
    case "ReplaceOrder":
      replaceAtVenue(venue, command.order, now, reports);
      break;
    case "ProbeOrder":
      probeAtVenue(venue, command.order, now, reports);
      break;
    case "RequestSnapshot": {
      const { account, requestId, tsFillsFrom } = command;
      answers.push(snapshotOfVenue(venue, { account, requestId, tsFillsFrom, now }));
      break;
    }
    default:
      return unreachable(command);
  }
  for (let i = 0; i < reports.length; i += 1) answers.push(reports[i] as VenueReport);
}

/** By the venue's own id where it has named one: an adopted order is known by nothing else. */
function cancelByName(venue: SimulatedVenue, command: CancelOrder, now: UnixMicros, reports: VenueReport[]): void {
  if (command.venueOrderId !== "") cancelForeignAtVenue(venue, command.venueOrderId, now, reports);
  else cancelAtVenue(venue, command.order, now, reports);
}
