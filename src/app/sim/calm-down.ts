import { pushEvent } from "./event-heap.ts";
import { command, tidyUp } from "./operator.ts";
import { drainInbox } from "./schedule-day.ts";
import { openSession, setHalt } from "./run-sessions.ts";
import type { World } from "./world.ts";
import { ACCOUNT_ID } from "./world-plan.ts";

const MINUTE = 60_000_000;

/**
 * The liveness phase: from here on nothing fails. Latches are released, everything is compared
 * twice, then everything is closed by FLATTEN while the market is still open.
 */
export function calmDown(world: World, close: number): void {
  world.isCalm = true;
  const { stream, disk, gateway, host } = world;
  host.armed = null;
  const wasFull = disk.fullUntil > world.now;
  disk.fullUntil = 0;
  disk.slowUntil = 0;
  gateway.throttledUntil = 0;
  stream.muteUntil = 0;
  stream.positionsFailUntil = 0;
  if (wasFull) pushEvent(world.heap, world.now, () => drainInbox(world));
  const at = (before: number, action: () => void): void => pushEvent(world.heap, close - before * MINUTE, action);
  gateway.venue.halted.forEach((isHalted, instrument) => {
    if (isHalted === 1) pushEvent(world.heap, world.now + MINUTE, () => setHalt(world, instrument, false));
  });
  at(45, () => tidyUp(world));
  at(42, () => command(world, { command: "reconcile", accountId: ACCOUNT_ID }));
  at(35, () => command(world, { command: "reconcile", accountId: ACCOUNT_ID }));
  at(25, () => command(world, { command: "engage-kill-switch", level: "FLATTEN" }));
  pushEvent(world.heap, close + 10 * MINUTE, () => command(world, { command: "reconcile", accountId: ACCOUNT_ID }));
}

/** FLATTEN has said its last word, and nothing is held. */
export function isFlat({ shadow }: World): boolean {
  return shadow.isFlattened && shadow.accountLots.every((lots) => lots === 0);
}

/**
 * The session after the last one, without any fault: FLATTEN goes on where the close stopped it.
 * Returns the end of its first half hour.
 */
export function openNextMorning(world: World): number {
  openSession(world, world.days);
  const end = (world.plan.table.opens[world.days] as number) + 30 * MINUTE;
  pushEvent(world.heap, end - 10 * MINUTE, () => command(world, { command: "reconcile", accountId: ACCOUNT_ID }));
  return end;
}
