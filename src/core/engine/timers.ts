import type { OrderIndex, UnixMicros } from "../model/units.ts";
import type { CoreState, Timer, TimerPurpose } from "./core-state.ts";

/** Adds a timer, keeping the list sorted by due time, then id. */
export function requestTimer(state: CoreState, dueAt: UnixMicros, purpose: TimerPurpose, order: OrderIndex): void {
  const timer: Timer = { id: state.nextTimerId, dueAt, purpose, order };
  state.nextTimerId += 1;
  const timers = state.timers;
  let i = timers.length;
  while (i > 0 && (timers[i - 1] as Timer).dueAt > dueAt) i -= 1;
  if (i === timers.length) timers.push(timer);
  else timers.splice(i, 0, timer);
}

/** Removes and returns the timer of this id; null when it was cancelled meanwhile. */
export function takeTimer(state: CoreState, id: number): Timer | null {
  const i = state.timers.findIndex((timer) => timer.id === id);
  if (i < 0) return null;
  return state.timers.splice(i, 1)[0] ?? null;
}

/** Drops the timers that watch an order that was answered. */
export function cancelOrderTimer(state: CoreState, order: OrderIndex): void {
  const timers = state.timers;
  for (let i = timers.length - 1; i >= 0; i -= 1) {
    const timer = timers[i] as Timer;
    if (timer.order === order && timer.purpose === "order-timeout") removeTimer(timers, i);
  }
}

/** Takes the timer at a place out, without a copy of it. */
export function removeTimer(timers: Timer[], at: number): void {
  for (let i = at + 1; i < timers.length; i += 1) timers[i - 1] = timers[i] as Timer;
  timers.pop();
}

/** True when a timer of this purpose is due at exactly this time already. */
export function hasTimer(state: CoreState, purpose: TimerPurpose, dueAt: UnixMicros): boolean {
  return state.timers.some((timer) => timer.purpose === purpose && timer.dueAt === dueAt);
}

/** True when a timer of this purpose is set for this order, account or position. */
export function hasTimerFor(state: CoreState, purpose: TimerPurpose, of: number): boolean {
  return state.timers.some((timer) => timer.purpose === purpose && timer.order === of);
}

/** The earliest timer, for the driver: it journals a TimerFired once its clock reaches `dueAt`. */
export function earliestTimer(state: CoreState): Timer | null {
  return state.timers.length === 0 ? null : (state.timers[0] as Timer);
}
