import { createCore } from "../../core/engine/core.ts";
import { nextIntegerBelow, nextUniform } from "../../core/math/random.ts";
import { findTail } from "../../journal/recover-tail.ts";
import { copyPlainData } from "./copy-plain-data.ts";
import { cutTo, segmentsAtEnd } from "./disk.ts";
import { pushEvent } from "./event-heap.ts";
import { storageOf } from "./journal-view.ts";
import { replayTo } from "./replay.ts";
import { flipBit, newestWhole, saveState, stateOf } from "./saved-state.ts";
import { createShadow } from "./invariants/shadow.ts";
import { hold } from "./violation.ts";
import type { CrashPoint, World } from "./world.ts";
import { between, fire, hit, intensityOf, pick, strikes } from "./world.ts";

const POINTS: readonly CrashPoint[] = ["before-write", "after-write", "after-sync", "after-send", "after-answer"];

/**
 * Arms a death of the process within ten minutes: it comes when the journal then next stands at that
 * boundary. The snapshot before it is taken here, and nowhere else within a day: few are ever read.
 */
export function armCrash(world: World): void {
  const { host, random, now } = world;
  const point = pick(random.process, POINTS);
  if (host.isUp) saveState(world);
  pushEvent(world.heap, now + (now % ARMED_WITHIN), () => {
    host.armed = point;
  });
}

const ARMED_WITHIN = 600_000_000;

/** Dies here when this boundary is armed; true: nothing more of this action may happen. */
export function fireCrashAt(world: World, point: CrashPoint): boolean {
  if (world.host.armed !== point || world.isCalm) return false;
  world.host.armed = null;
  fire(world, "F36");
  if (world.shadow.tradingState !== "ACTIVE") {
    fire(world, "F47");
    hit(world, "F47");
  }
  die(world, nextUniform(world.random.process));
  return true;
}

/** The process is gone: the unsynced tail is kept in part, everything in memory is lost. */
export function die(world: World, keptShare: number): void {
  const { disk } = world;
  const unsynced = disk.inputs.length - disk.durableSeq;
  const last = disk.durableSeq + Math.floor(unsynced * keptShare);
  if (disk.inputs.length > last) hit(world, "F36");
  const lost = cutTo(disk, last);
  if (lost !== "" && strikes(world, "F37", world.random.process, 1)) {
    fire(world, "F37");
    const torn = lost.slice(0, 1 + nextIntegerBelow(world.random.process, lost.length - 1));
    const tail = findTail(storageOf(segmentsAtEnd(disk), torn));
    hold(tail.lastSeq === last && tail.tornBytes === Buffer.byteLength(torn), "T6", () => {
      return `a tail torn after seq ${last} (${torn.length} characters) was read as seq ${tail.lastSeq}, ${tail.tornBytes} torn bytes`;
    });
    hit(world, "F37");
  }
  stop(world);
  pushEvent(world.heap, world.now + between(world.random.process, 500_000, 60_000_000), () => start(world));
}

/** A clean end by signal: everything is synced and saved first. */
export function endBySignal(world: World): void {
  const { host, disk } = world;
  if (!host.isUp || disk.fullUntil > world.now) return;
  fire(world, "F43");
  if (host.core.state.trading?.orders.live.some((order) => order.status === "SENDING") === true) hit(world, "F43");
  disk.durableSeq = disk.inputs.length;
  saveState(world);
  stop(world);
  pushEvent(world.heap, world.now + between(world.random.process, 2_000_000, 60_000_000), () => start(world));
}

function stop(world: World): void {
  const { host } = world;
  host.isUp = false;
  host.epoch += 1;
  host.held = [];
  host.inbox = [];
  host.acknowledgements = [];
  host.zombie = null;
  world.disk.isSyncing = false;
}

/** Snapshot, journal tail, then the same first words as at any start: the connection was down, is up. */
function start(world: World): void {
  const { host, disk } = world;
  const newest = world.saved.at(-1);
  if (newest !== undefined && strikes(world, "F38", world.random.process, 0.5)) {
    fire(world, "F38");
    world.saved.pop();
    world.saved.push(flipBit(newest, (length) => nextIntegerBelow(world.random.process, length)));
  }
  const lastSeq = disk.inputs.length;
  const { saved, skipped } = newestWhole(world, lastSeq);
  if (skipped > 0) hit(world, "F38");
  host.core = createCore(saved === null ? undefined : stateOf(saved));
  world.shadow = saved === null ? createShadow(world.plan) : copyPlainData(saved.shadow);
  while (world.saved.length > 0 && world.saved.at(-1) !== saved) world.saved.pop();
  replayTo(world, host.core, lastSeq, true);
  host.isUp = true;
  world.gateway.fence += 1;
  if (intensityOf(world, "F42") > 0 && strikes(world, "F42", world.random.process, 0.5)) startZombie(world);
  connect(world, false);
  // While the line is down the adapter has nothing to connect to: whoever ends that says so.
  if (world.stream.downUntil <= world.now) connect(world, true);
}

/** The instance that was here before believes it still is: it sees everything for a minute. */
export function startZombie(world: World): void {
  fire(world, "F42");
  const { host } = world;
  host.zombie = createCore(copyPlainData(host.core.state));
  const { epoch } = host;
  pushEvent(world.heap, world.now + 60_000_000, () => {
    if (host.epoch === epoch) host.zombie = null;
  });
}

/** Tells the core of its connection. */
export function connect(world: World, isUp: boolean): void {
  world.give(world, {
    kind: "ConnectionChanged",
    seq: 0,
    tsEvent: world.now,
    tsReceived: world.now,
    account: 0,
    isUp,
  });
}
