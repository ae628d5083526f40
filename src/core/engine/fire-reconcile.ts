import { required } from "../assert.ts";
import type { Output, SnapshotReason } from "../model/output.ts";
import type { AccountIndex } from "../model/units.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import { blockAccount, linkOf } from "./account-link.ts";
import type { Core } from "./core.ts";
import type { AccountLink, TradingBooks } from "./core-state.ts";
import { noteVenueFailure } from "./note-venue-failure.ts";
import { hasTimerFor } from "./timers.ts";
import { lastClose, needsAnswer, probeOrder, requestSnapshot, scheduleReconcile } from "./watch-orders.ts";

/** The account's answer did not come: a failure of the venue, nothing new is opened, and it is asked again. */
export function fireSnapshotTimeout(core: Core, account: AccountIndex, outputs: Output[]): void {
  const link = linkOf(core, account);
  if (link.requestId === 0) return;
  link.requestId = 0;
  link.failedAnswers += 1;
  if (link.failedAnswers === 1) {
    alertAccount(outputs, "SNAPSHOT_UNANSWERED", "The venue does not say what it holds; nothing new is opened.");
  }
  noteVenueFailure(core, account, outputs);
  blockAccount(core, account, "UNANSWERED", outputs);
  requestSnapshot(core, account, link.requestReason, outputs);
}

/** The cycle: every live order keeps its watch, a mute stream is noticed, and the account is compared. */
export function fireReconcile(core: Core, account: AccountIndex, outputs: Output[]): void {
  const { state } = core;
  const { config, orders } = booksOf(core);
  const link = linkOf(core, account);
  const cycle = config.venue.reconcileSeconds;
  if (cycle === null || !link.isUp) return;
  let hasLive = false;
  for (const order of orders.live.slice()) {
    if (order.account !== account || order.status === "INTENT") continue;
    hasLive = true;
    if (needsAnswer(order) && !hasTimerFor(state, "order-timeout", order.index)) probeOrder(core, order, outputs);
  }
  // Silence is a question without an answer: at night nobody asks for an hour, and nobody need speak.
  const isAsked = link.tsRequested > link.tsHeard;
  const isSilent = hasLive && isAsked && state.now - link.tsHeard > 2 * cycle * MICROS_PER_SECOND;
  if (isSilent) {
    if (link.requestReason !== "silence" || link.requestId === 0) {
      alertAccount(outputs, "VENUE_SILENT", "Orders are open and the venue says nothing; treated as disconnected.");
      link.requestId = 0;
    }
    blockAccount(core, account, "VENUE_SILENT", outputs);
  }
  requestSnapshot(core, account, isSilent ? "silence" : cycleReason(core, link), outputs);
  scheduleReconcile(core, account);
}

function cycleReason(core: Core, link: AccountLink): SnapshotReason {
  if (lastClose(core) > link.tsEndOfDay) return "end-of-day";
  return link.openRounds > 0 ? "mismatch" : "cycle";
}

function alertAccount(outputs: Output[], code: string, text: string): void {
  outputs.push({ kind: "RaiseAlert", severity: "critical", code, text, order: -1 });
}

function booksOf(core: Core): TradingBooks {
  return required(core.state.trading, "orders follow the first configuration");
}
