import { required } from "../assert.ts";
import { lastSessionStarted, nextOpenAtOrAfter } from "../market/session-clock.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output, SnapshotReason } from "../model/output.ts";
import type { AccountIndex, UnixMicros } from "../model/units.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import { linkOf } from "./account-link.ts";
import type { Core } from "./core.ts";
import type { AccountLink, CoreState, Timer, TimerPurpose, TradingBooks } from "./core-state.ts";
import { hasTimerFor, removeTimer, requestTimer } from "./timers.ts";

/** Longest wait between two questions about the same thing. */
const LONGEST_WAIT_SECONDS = 60;
/** A comparison that left something open is repeated after that long, that often. */
const REPEAT_SECONDS = 5;
export const OPEN_ROUNDS_MAX = 3;
/** Fills are asked for from a little before those that were compared: clocks differ. */
const FILLS_OVERLAP_SECONDS = 60;
/** While the market is closed and the day's end was clean, the account is compared that often. */
const CLOSED_CYCLE_SECONDS = 3_600;

/**
 * Every live order has an expected next event. One whose submit, cancel or replace is under way,
 * whose outcome is unknown or whose fills are incomplete is watched by an `order-timeout`; one that
 * rests is watched by the cycle, which lists it or asks about it. With a venue in the house
 * (`reconcileSeconds` null) only submits are watched: it answers within the same input.
 *
 * Called whenever a submit, cancel or replace of the order leaves.
 */
export function watchOrder(core: Core, order: Order): void {
  const { state } = core;
  const { venue } = booksOf(core).config;
  if (order.status === "SENDING" && order.tsSent === 0) order.tsSent = state.now;
  if (order.pending !== "none") order.tsPending = state.now;
  if (venue.reconcileSeconds === null && order.status !== "SENDING") return;
  // Answers are counted against the questions: a cancel of an order nobody can find must not forget those.
  if (order.status !== "UNKNOWN") order.probes = 0;
  const dueAt = state.now + venue.answerSeconds * MICROS_PER_SECOND;
  for (let i = 0; i < state.timers.length; i += 1) {
    const timer = state.timers[i] as Timer;
    if (timer.order === order.index && timer.purpose === "order-timeout" && timer.dueAt <= dueAt) return;
  }
  setTimer(state, "order-timeout", order.index, dueAt);
}

/** After a report: keeps the watch where something is still under way, and ends it where nothing is. */
export function rewatchOrder(core: Core, order: Order): void {
  const { state } = core;
  if (booksOf(core).config.venue.reconcileSeconds === null) return;
  if (!needsAnswer(order)) {
    order.probes = 0;
    dropTimer(state, "order-timeout", order.index);
    return;
  }
  if (!hasTimerFor(state, "order-timeout", order.index))
    setTimer(state, "order-timeout", order.index, nextAsk(core, order));
}

/** Asks the venue what it knows of one order and expects the answer; on a dead connection it only waits. */
export function probeOrder(core: Core, order: Order, outputs: Output[]): void {
  if (booksOf(core).config.venue.reconcileSeconds === null) return;
  if (linkOf(core, order.account).isUp) {
    // A foreign order has no client id to ask by: only the account's list tells of it.
    if (order.isExternal) requestSnapshot(core, order.account, "mismatch", outputs);
    else outputs.push({ kind: "ProbeOrder", order: order.index });
    order.probes += 1;
  }
  // A submit without an answer grows old by its own clock, whatever else is asked about it meanwhile.
  if (order.status === "SENDING" && hasTimerFor(core.state, "order-timeout", order.index)) return;
  setTimer(core.state, "order-timeout", order.index, nextAsk(core, order));
}

/** True while the venue owes us a word about this very order. */
export function needsAnswer(order: Order): boolean {
  if (order.statedCumLots > order.cumLots) return true;
  if (isTerminal(order.status)) return false;
  return order.status === "SENDING" || order.status === "UNKNOWN" || order.pending !== "none";
}

/** Doubling from the answer time to a minute; never beyond the moment at which an UNKNOWN order is alerted. */
function nextAsk(core: Core, order: Order): UnixMicros {
  const { now } = core.state;
  const { venue } = booksOf(core).config;
  const dueAt = now + backOff(venue.answerSeconds, order.probes - 1) * MICROS_PER_SECOND;
  const alertAt = order.tsSent + venue.unknownAlertSeconds * MICROS_PER_SECOND;
  return order.status === "UNKNOWN" && alertAt > now ? Math.min(dueAt, alertAt) : dueAt;
}

function backOff(seconds: number, times: number): number {
  let wait = seconds;
  for (let i = 0; i < times && wait < LONGEST_WAIT_SECONDS; i += 1) wait *= 2;
  return Math.min(LONGEST_WAIT_SECONDS, wait);
}

/**
 * Asks for the whole account, one question at a time. A venue in the house is only asked on
 * demand: by a person, or for the certificate of FLATTEN.
 */
export function requestSnapshot(core: Core, account: AccountIndex, reason: SnapshotReason, outputs: Output[]): void {
  const { state } = core;
  const { config } = booksOf(core);
  const link = linkOf(core, account);
  const isOnDemand = reason === "operator" || reason === "flatten";
  if (config.venue.reconcileSeconds === null && !isOnDemand) return;
  if (!link.isUp || link.requestId !== 0) return;
  link.requestId = state.nextRequestId;
  state.nextRequestId += 1;
  link.tsRequested = state.now;
  link.requestReason = reason;
  const tsFillsFrom = fillsWantedFrom(core, account, link);
  outputs.push({ kind: "RequestSnapshot", account, requestId: link.requestId, tsFillsFrom, reason });
  const wait = backOff(config.venue.answerSeconds, link.failedAnswers) * MICROS_PER_SECOND;
  setTimer(state, "snapshot-timeout", account, state.now + wait);
}

/** Back to the oldest order whose outcome or fills are in doubt, so that their absence is evidence. */
function fillsWantedFrom(core: Core, account: AccountIndex, link: AccountLink): UnixMicros {
  let from = link.tsFillsSeen - FILLS_OVERLAP_SECONDS * MICROS_PER_SECOND;
  for (const order of booksOf(core).orders.live) {
    if (order.account === account && order.tsSent > 0 && needsAnswer(order)) from = Math.min(from, order.tsSent);
  }
  return Math.max(link.tsOpened, from);
}

/** Close of the last session that ended; 0 before the first. */
export function lastClose(core: Core): UnixMicros {
  const clock = required(core.state.clock, "the session table is loaded first");
  const started = lastSessionStarted(clock, core.state.now);
  if (started < 0) return 0;
  const close = clock.closes[started] as number;
  if (close <= core.state.now) return close;
  return started === 0 ? 0 : (clock.closes[started - 1] as number);
}

/** Sets the account's next comparison: soon while something is open, else after a cycle, rarely while all is closed. */
export function scheduleReconcile(core: Core, account: AccountIndex): void {
  const { state } = core;
  const { config } = booksOf(core);
  const link = linkOf(core, account);
  const cycle = config.venue.reconcileSeconds;
  if (cycle === null || !link.isUp) return;
  const isRepeat = (link.openRounds > 0 && link.openRounds < OPEN_ROUNDS_MAX) || link.failedAnswers > 0;
  let dueAt = state.now + cycle * MICROS_PER_SECOND;
  if (isRepeat) {
    dueAt = Math.min(dueAt, state.now + backOff(REPEAT_SECONDS, link.failedAnswers) * MICROS_PER_SECOND);
  } else if (isOverForToday(core, link)) {
    const rarely = state.now + CLOSED_CYCLE_SECONDS * MICROS_PER_SECOND;
    const opensAt = nextOpenAtOrAfter(required(state.clock, "the session table is loaded first"), state.now);
    dueAt = Math.max(dueAt, opensAt === opensAt ? Math.min(rarely, opensAt) : rarely);
  }
  setTimer(state, "reconcile", account, dueAt);
}

/** The session has closed, its end was compared, and nothing is in doubt. */
function isOverForToday(core: Core, link: AccountLink): boolean {
  const clock = required(core.state.clock, "the session table is loaded first");
  const started = lastSessionStarted(clock, core.state.now);
  if (clock.alwaysOpen || link.block !== "" || link.requestId !== 0) return false;
  return started >= 0 && (clock.closes[started] as number) <= core.state.now && lastClose(core) <= link.tsEndOfDay;
}

/** Ends the waits for the account's answers: the connection they were asked on is gone. */
export function cancelAccountTimers(core: Core, account: AccountIndex): void {
  dropTimer(core.state, "snapshot-timeout", account);
  dropTimer(core.state, "reconcile", account);
}

function setTimer(state: CoreState, purpose: TimerPurpose, of: number, dueAt: UnixMicros): void {
  dropTimer(state, purpose, of);
  requestTimer(state, dueAt, purpose, of);
}

/** Removes the timer of this purpose for this order or account, and no other. */
export function dropTimer(state: CoreState, purpose: TimerPurpose, of: number): void {
  const { timers } = state;
  for (let i = timers.length - 1; i >= 0; i -= 1) {
    const timer = timers[i] as Timer;
    if (timer.purpose === purpose && timer.order === of) removeTimer(timers, i);
  }
}

function booksOf(core: Core): TradingBooks {
  return required(core.state.trading, "orders follow the first configuration");
}
