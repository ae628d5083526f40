import { required } from "../assert.ts";
import type { Output } from "../model/output.ts";
import type { AccountIndex, UnixMicros } from "../model/units.ts";
import type { Core } from "./core.ts";
import type { AccountLink } from "./core-state.ts";

/** Blocks that only fill an empty place: whatever says more about the account stays. */
const WEAK_BLOCKS: readonly string[] = ["RECONCILING", "UNANSWERED", "INCOMPLETE", "VENUE_SILENT", "FILLS_MISSING"];

/** A connection that is up and of which nothing is in doubt: the venue in the house, before anything is asked. */
export function createAccountLink(now: UnixMicros): AccountLink {
  return {
    isUp: true,
    block: "",
    requestId: 0,
    tsRequested: 0,
    requestReason: "start",
    tsFillsSeen: now,
    tsReconciled: 0,
    openRounds: 0,
    differRounds: 0,
    failures: [],
    tsOpened: now,
    tsUp: now,
    tsHeard: now,
    tsAsOf: 0,
    tsListed: 0,
    tsListedFrom: 0,
    ordersThere: -1,
    positionsThere: -1,
    failedAnswers: 0,
    tsEndOfDay: now,
    alertedUnknown: [],
    differences: null,
  };
}

/** The link of an account that exists. */
export function linkOf(core: Core, account: AccountIndex): AccountLink {
  const books = required(core.state.trading, "connections follow the first configuration");
  return required(books.links[account], "a known account");
}

/** No new exposure in the account from here on, and why; a weak reason never covers a stronger one (R8). */
export function blockAccount(core: Core, account: AccountIndex, reason: string, outputs: Output[]): void {
  const link = linkOf(core, account);
  if (link.block === reason || (link.block !== "" && WEAK_BLOCKS.includes(reason))) return;
  if (link.block === "DISCONNECTED" && !link.isUp) return;
  link.block = reason;
  outputs.push({ kind: "ExposureBlocked", account, isBlocked: true, reason });
}

/** The account's state is known again. */
export function unblockAccount(core: Core, account: AccountIndex, outputs: Output[]): void {
  const link = linkOf(core, account);
  if (link.block === "") return;
  const reason = link.block;
  link.block = "";
  outputs.push({ kind: "ExposureBlocked", account, isBlocked: false, reason });
}

/** The venue said something, whatever it was: call it for every report and snapshot of the account (F19). */
export function noteVenueWord(core: Core, account: AccountIndex): void {
  const link = linkOf(core, account);
  link.tsHeard = core.state.now;
}
