import { required } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { AccountIndex } from "../model/units.ts";
import { MICROS_PER_MINUTE } from "../model/units.ts";
import { linkOf } from "./account-link.ts";
import type { Core } from "./core.ts";
import { raiseTradingState } from "./raise-trading-state.ts";

/** Failures of the venue within a minute from which on nothing new is opened (RISK-10). */
const FAILURES_MAX = 10;

/** The venue failed us (send failed, no answer, half an answer); too often in a minute means REDUCE (RISK-10). */
export function noteVenueFailure(core: Core, account: AccountIndex, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "connections follow the first configuration");
  if (books.config.venue.reconcileSeconds === null) return;
  const { failures } = linkOf(core, account);
  failures.push(state.now);
  while ((failures[0] as number) <= state.now - MICROS_PER_MINUTE) failures.shift();
  if (failures.length < FAILURES_MAX) return;
  if (!raiseTradingState(core, "REDUCE", "limit:venueErrors", "VENUE_ERRORS", outputs)) return;
  outputs.push({
    kind: "LimitBreached",
    limit: "venueErrors",
    value: failures.length,
    limitValue: FAILURES_MAX,
    action: "REDUCE",
  });
}
