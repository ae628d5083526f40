import { required } from "../assert.ts";
import type { ConnectionChanged } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import { blockAccount, linkOf, unblockAccount } from "./account-link.ts";
import type { Core } from "./core.ts";
import { cancelAccountTimers, requestSnapshot, scheduleReconcile } from "./watch-orders.ts";

/**
 * The connection of an account went down or came up. Down: nothing new is opened, orders keep
 * counting and their timers run. Up: the block stays until a snapshot filled the gap (F18).
 */
export function changeConnection(core: Core, input: ConnectionChanged, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "connections follow the first configuration");
  const { account } = input;
  if (books.links[account] === undefined) return;
  const link = linkOf(core, account);
  if (!input.isUp) {
    if (!link.isUp) return;
    cancelAccountTimers(core, account);
    link.requestId = 0;
    blockAccount(core, account, "DISCONNECTED", outputs);
    link.isUp = false;
    outputs.push({
      kind: "RaiseAlert",
      severity: "warning",
      code: "VENUE_DISCONNECTED",
      text: "The connection to the venue is down; nothing new is opened until it is compared again.",
      order: -1,
    });
    return;
  }
  link.isUp = true;
  link.tsUp = state.now;
  link.tsHeard = state.now;
  if (books.config.venue.reconcileSeconds === null) {
    unblockAccount(core, account, outputs);
    return;
  }
  // A question from before may never be answered on the new connection.
  cancelAccountTimers(core, account);
  link.requestId = 0;
  blockAccount(core, account, "RECONCILING", outputs);
  requestSnapshot(core, account, link.tsReconciled === 0 ? "start" : "reconnect", outputs);
  scheduleReconcile(core, account);
}
