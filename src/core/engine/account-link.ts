import type { UnixMicros } from "../model/units.ts";
import type { AccountLink } from "./core-state.ts";

/** A connection that is up and of which nothing is in doubt: the venue in the house, before anything is asked. */
export function createAccountLink(now: UnixMicros): AccountLink {
  return {
    isUp: true,
    block: "",
    requestId: 0,
    tsRequested: 0,
    tsFillsSeen: now,
    tsReconciled: 0,
    openRounds: 0,
    failures: [],
  };
}
