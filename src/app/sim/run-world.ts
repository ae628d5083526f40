import { createHash } from "node:crypto";
import { required } from "../../core/assert.ts";
import { createCore } from "../../core/engine/core.ts";
import { encodeState } from "../../core/engine/encode-state.ts";
import { earliestTimer } from "../../core/engine/timers.ts";
import type { Input } from "../../core/model/input.ts";
import { verifyJournal } from "../../journal/verify-journal.ts";
import { isSamePlainData } from "./copy-plain-data.ts";
import { openSegment } from "./disk.ts";
import { popEvent, pushEvent, soonest } from "./event-heap.ts";
import { applyInput } from "./host.ts";
import { checkDay } from "./invariants/day.ts";
import { checkLiveness } from "./invariants/liveness.ts";
import { storageOf } from "./journal-view.ts";
import { calmDown, isFlat, openNextMorning } from "./calm-down.ts";
import { connect } from "./process.ts";
import { replayTo } from "./replay.ts";
import type { SavedState } from "./saved-state.ts";
import { saveState, stateOf } from "./saved-state.ts";
import { openSession } from "./run-sessions.ts";
import { scheduleDay } from "./schedule-day.ts";
import { faultsOf } from "./swarm.ts";
import type { Tally } from "./tally.ts";
import { hold, Violation } from "./violation.ts";
import type { World } from "./world.ts";
import { createWorld, intensityOf } from "./world.ts";

/** A broken promise, with what is needed to see it again. */
export interface FoundViolation {
  readonly seed: number;
  readonly days: number;
  readonly faults: readonly string[];
  /** The faults were named by a person, not drawn. */
  readonly isNamed: boolean;
  readonly id: string;
  readonly text: string;
  /** Number of the input at which it showed. */
  readonly seq: number;
  readonly lastEvents: readonly string[];
}

/** What became of one run. */
export interface RunResult {
  readonly seed: number;
  readonly tally: Tally;
  /** Hash over every output of the run. */
  readonly digest: string;
  readonly violation: FoundViolation | null;
}

const LAST_EVENTS = 50;
/** One run in so many compares the text of every output, not its digest alone. */
const TEXT_EVERY = 16;
const QUARTER_HOUR = 900_000_000;
/** One day in so many is replayed whole at its end; every restart replays and compares its part anyway. */
const REPLAY_EVERY = 8;

/**
 * Runs one world from its first word to its calm end; a pure function of its arguments. `inspect`
 * sees the world as it ended.
 */
export function runWorld(
  seed: number,
  days: number,
  only: readonly string[] | null,
  inspect: (world: World) => void = () => {},
  isVerbose = false,
): RunResult {
  const world = createWorld(seed, days, only, isVerbose || seed % TEXT_EVERY === 0, applyInput);
  let violation: FoundViolation | null = null;
  try {
    play(world);
  } catch (error) {
    // Told again with every word: the same run to the byte, only slower.
    const told = world.isVerbose ? null : runWorld(seed, days, only, inspect, true);
    if (told !== null && told.violation !== null) return told;
    const found = error instanceof Violation ? error : new Violation("SIM", stackOf(error));
    violation = describe(world, found, only !== null);
  }
  inspect(world);
  const digest = createHash("sha256");
  digest.update(Int32Array.from(world.disk.digests));
  return { seed, tally: world.tally, digest: digest.digest("hex"), violation };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function describe(world: World, found: Violation, isNamed: boolean): FoundViolation {
  const { inputs, outputs } = world.disk;
  const lastEvents: string[] = [];
  for (let seq = Math.max(1, inputs.length - LAST_EVENTS + 1); seq <= inputs.length; seq += 1) {
    lastEvents.push(`${seq} <- ${inputs[seq - 1]}`);
    for (const line of (outputs[seq - 1] ?? "").split("\n")) if (line !== "") lastEvents.push(`${seq} -> ${line}`);
  }
  return {
    seed: world.seed,
    days: world.days,
    faults: faultsOf(world.swarm),
    isNamed,
    id: found.id,
    text: found.message,
    seq: inputs.length,
    lastEvents,
  };
}

function play(world: World): void {
  const { table } = world.plan;
  begin(world);
  for (let day = 0; day < world.days; day += 1) {
    startDay(world, day);
    const isReplayed = world.disk.isWritten || (world.seed + day) % REPLAY_EVERY === 0;
    const from = isReplayed || needsSaved(world) ? saveState(world) : null;
    openSession(world, day);
    scheduleDay(world, day);
    const close = table.closes[day] as number;
    const isLast = day === world.days - 1;
    if (isLast) pushEvent(world.heap, close - 60 * 60_000_000, () => calmDown(world, close));
    playUntil(world, isLast ? close + 3_600_000_000 : (table.opens[day + 1] as number) - 600_000_000);
    world.tally.days += 1;
    checkDay(world);
    if (isReplayed && from !== null) replayDay(world, from);
  }
  // What the close kept from being closed is closed in the first minutes of the next session.
  if (!isFlat(world)) closeNextMorning(world);
  if (world.disk.isWritten) verifyBytes(world);
  checkLiveness(world);
}

/** As long as it takes in small fills, but within that session. */
function closeNextMorning(world: World): void {
  const lastChance = required(world.plan.table.closes[world.days], "the plan knows a session more") - QUARTER_HOUR;
  playUntil(world, openNextMorning(world));
  while (!isFlat(world) && world.now < lastChance) playUntil(world, world.now + QUARTER_HOUR);
  // What the venue has just said is heard.
  playUntil(world, world.now + 10_000_000);
}

/** The journal's bytes are a whole chain, with every input (T6). */
function verifyBytes(world: World): void {
  const verified = verifyJournal(storageOf(world.disk.segments));
  hold(verified.ok && verified.inputs === world.disk.inputs.length, "T6", () => JSON.stringify(verified));
  world.tally.journalDays += world.days;
}

/** A crash reads the snapshot taken when it was armed; an older one where that can be damaged, or is the first. */
function needsSaved(world: World): boolean {
  if (intensityOf(world, "F36") === 0 && intensityOf(world, "F43") === 0) return false;
  return intensityOf(world, "F38") > 0 || world.saved.length === 0;
}

/** A file of the journal per day, closed and synced before the next. */
function startDay(world: World, day: number): void {
  const { disk } = world;
  if (day === 0) return;
  disk.durableSeq = disk.inputs.length;
  openSegment(disk);
}

/** The first words of every journal. */
export function begin(world: World): void {
  const { plan, now } = world;
  openSegment(world.disk);
  const base = { seq: 0, tsEvent: now, tsReceived: now };
  applyInput(world, { kind: "InstrumentsLoaded", ...base, instruments: plan.instruments } satisfies Input);
  applyInput(world, { kind: "SessionTableLoaded", ...base, table: plan.table });
  applyInput(world, { kind: "ConfigChanged", ...base, config: plan.config, by: "sim", reason: "start" });
  connect(world, true);
}

/** Lets events and the core's timers happen in the order of their time. */
export function playUntil(world: World, end: number): void {
  const { heap, host, disk } = world;
  for (;;) {
    const next = soonest(heap);
    const timer = host.isUp && disk.fullUntil <= world.now ? earliestTimer(host.core.state) : null;
    if (timer !== null && timer.dueAt <= next && timer.dueAt <= end) {
      if (timer.dueAt > world.now) world.now = timer.dueAt;
      applyInput(world, {
        kind: "TimerFired",
        seq: 0,
        tsEvent: timer.dueAt,
        tsReceived: world.now,
        timerId: timer.id,
      });
      continue;
    }
    if (next > end) break;
    world.now = next;
    popEvent(heap)();
  }
  world.now = end;
}

/** The day again from its first snapshot gives the same outputs and the same state (T4). */
function replayDay(world: World, from: SavedState): void {
  if (!world.host.isUp) return;
  world.tally.replayedDays += 1;
  const again = createCore(stateOf(from));
  replayTo(world, again, world.disk.inputs.length, false);
  const { state } = world.host.core;
  const isSame = world.disk.isWritten
    ? encodeState(again.state) === encodeState(state)
    : isSamePlainData(again.state, state);
  hold(isSame, "T4", () => {
    return `the state after seq ${world.disk.inputs.length} differs from its replay`;
  });
}
