/**
 * A process over a disk in memory: the production's journal, snapshots, resume, driver and tables
 * with a loop that yields only where the real one must wait. It can be abandoned at any point, as
 * a crash does; what is left is the disk and what the sender was told.
 */
import { required } from "../../src/core/assert.ts";
import type { Core } from "../../src/core/engine/core.ts";
import { earliestTimer } from "../../src/core/engine/timers.ts";
import type { Input } from "../../src/core/model/input.ts";
import type { UnixMicros } from "../../src/core/model/units.ts";
import { applyInput } from "../../src/app/run/apply-input.ts";
import { beginRun } from "../../src/app/run/begin-run.ts";
import { OutputHash, stateHashOf } from "../../src/app/run/output-facts.ts";
import { resumeRun } from "../../src/app/run/resume-core.ts";
import { oneBuildOnly } from "../../src/app/up/one-build.ts";
import { venueOf } from "../../src/app/up/open-run.ts";
import type { RunPlan } from "../../src/app/up/run-plan.ts";
import { genesisInputs } from "../../src/app/up/run-plan.ts";
import { loadRun } from "../../src/app/up/run-snapshot.ts";
import type { RunState } from "../../src/app/up/run-snapshot.ts";
import { RunTables } from "../../src/app/up/run-tables.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { JournalWriter } from "../../src/journal/journal-writer.ts";
import type { Storage } from "../../src/journal/storage.ts";
import { hasCommand, SliceDriver } from "../../src/venues/simulated/slice-driver.ts";
import type { Delivery } from "./day.ts";
import { dayPlan, DELIVERIES } from "./day.ts";

export const BUILD = "crash-test";
/** Small files, so that a start reads little; production's are larger and read the same way. */
const SEGMENT_BYTES = 48 * 1024;

/** What those outside know: the seq each was answered with, by id; 0: seen to be done. It outlives every process. */
export type Acknowledged = Map<string, number>;

/** A running process. */
export interface TestProcess {
  readonly core: Core;
  readonly driver: SliceDriver;
  readonly journal: JournalWriter;
  readonly tables: RunTables;
  readonly plan: RunPlan;
  readonly outputs: OutputHash;
  feedAt: UnixMicros;
  /** Bytes the start cut off. */
  readonly notices: readonly string[];
  /** Inputs taken from the journal behind the snapshot. */
  readonly replayed: number;
}

/** Opens the journal and begins the run or goes on from snapshot and tail, as `openRun` does. */
export async function startProcess(storage: Storage, snapshotFolder: string): Promise<TestProcess> {
  const plan = dayPlan();
  const outputs = new OutputHash();
  const notices: string[] = [];
  const made: { core: Core | null } = { core: null };
  const journal = await JournalWriter.open(storage, {
    build: BUILD,
    purpose: "crash test",
    now: () => "2026-01-05T14:30:00.000Z",
    segmentBytes: SEGMENT_BYTES,
    stateEvery: 250,
    facts: {
      outputsHash: () => outputs.take(),
      stateHash: () => stateHashOf(required(made.core, "a core before its facts").state),
    },
    onNotice: (text) => notices.push(text),
  });
  const tables = new RunTables(() => Promise.reject(new Error("nobody writes rows here")));
  const from: RunState | null = loadRun({
    folder: snapshotFolder,
    build: BUILD,
    atMostSeq: journal.batchedTo,
    notice: (text) => notices.push(text),
  });
  if (from !== null) tables.restore(from);
  const atMostSeq = journal.lastSeq;
  const resumed = resumeRun({
    from,
    records: oneBuildOnly(readJournal(storage, { fromSeq: (from?.core.seq ?? 0) + 1 }), BUILD, atMostSeq),
    createVenue: (core) => venueOf(core, plan),
    feed: plan.feed,
    quietToSeq: journal.batchedTo,
    onRecorded: (input) => {
      if (input.kind === "SignalReceived") tables.noteSignal(input);
    },
    onApplied: (applied) => outputs.add(applied.records),
  });
  const { core } = resumed;
  made.core = core;
  beginRun({
    genesis: core.state.trading === null ? genesisInputs(plan, "run-1") : [],
    core,
    journal,
    onApplied: (applied) => outputs.add(applied.records),
  });
  const driver = resumed.driver ?? new SliceDriver(venueOf(core, plan));
  return { core, driver, journal, tables, plan, outputs, feedAt: resumed.feedAt, notices, replayed: resumed.inputs };
}

/** What a process is watched by. */
export interface Watch {
  /** After every applied input; its bytes may not be durable yet. */
  readonly onInput: (input: Input) => void;
  /** Set: every input is made durable before the next, so that each has boundaries of its own; told after each sync. */
  readonly onDurable: ((seq: number) => void) | null;
  /** At rest between two slices; true ends the process's work. */
  readonly atRest: () => boolean;
}

/** Works until the day is over or `atRest` ends it; true at the end of the day. */
export async function work(process: TestProcess, acknowledged: Acknowledged, watch: Watch): Promise<boolean> {
  const { core, driver, journal, plan } = process;
  let place = 0;
  for (;;) {
    const due = DELIVERIES[place];
    if (due !== undefined && due.dueSeq <= journal.lastSeq) {
      if (!acknowledged.has(due.id)) await deliver(process, due, acknowledged, watch);
      place += 1;
      continue;
    }
    const next = driver.next(earliestTimer(core.state));
    if (next !== null) {
      await apply(process, next, watch);
      continue;
    }
    if (watch.atRest()) return false;
    const slice = plan.feed.next();
    if (slice === null) return true;
    plan.feed.take();
    process.feedAt = slice.tsClose;
    driver.begin(slice);
  }
}

/** The sender repeats what it got no answer for; the door knows what the journal holds. */
async function deliver(process: TestProcess, due: Delivery, acknowledged: Acknowledged, watch: Watch): Promise<void> {
  const { journal, tables, core } = process;
  if (due.isDone(core)) {
    acknowledged.set(due.id, 0);
    return;
  }
  const known = tables.signals.find((one) => one.signal.externalId === due.id);
  const seq = known?.seq ?? (await apply(process, due.make(core.state.now), watch));
  await journal.whenDurable(seq);
  acknowledged.set(due.id, seq);
}

/** One input as the loop takes it: journal, core, and its commands after the sync. */
async function apply(process: TestProcess, input: Input, watch: Watch): Promise<number> {
  const { core, driver, journal, tables, outputs } = process;
  const seq = journal.append(input);
  const applied = applyInput(core, input);
  outputs.add(applied.records);
  if (input.kind === "SignalReceived") tables.noteSignal(input);
  watch.onInput(input);
  const isCommanding = hasCommand(applied.outputs);
  if (isCommanding || watch.onDurable !== null) await journal.whenDurable(seq);
  watch.onDurable?.(seq);
  if (isCommanding) driver.obey(applied.outputs, core.state.now);
  return seq;
}

/** Everything that a later decision can depend on, at rest. */
export function stateOf(process: TestProcess): RunState {
  const { rows, signals } = process.tables.save();
  return { core: process.core.state, venue: process.driver.venue, feedAt: process.feedAt, rows, signals };
}
