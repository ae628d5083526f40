/** One life of a trader in memory whose venue outlives it, and the crash that may end it. */
import { beginRun } from "../../src/app/run/begin-run.ts";
import { ClientOrderIds } from "../../src/app/run/client-order-ids.ts";
import { OutputHash, stateHashOf } from "../../src/app/run/output-facts.ts";
import { resumeInputs } from "../../src/app/run/resume-inputs.ts";
import { VenueDesk } from "../../src/app/run/venue-desk.ts";
import type { Core } from "../../src/core/engine/core.ts";
import { createCore } from "../../src/core/engine/core.ts";
import type { Input } from "../../src/core/model/input.ts";
import type { FaultyStorage } from "../../src/journal/faulty-storage.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { JournalWriter } from "../../src/journal/journal-writer.ts";
import type { AppendFile, Storage } from "../../src/journal/storage.ts";
import type { ServedVenue } from "../../src/venues/simulated/served-venue.ts";
import { firstInputs } from "../kill/socket-plan.ts";
import { OutsideVenue } from "./outside-venue.ts";
import type { World } from "./world.ts";
import { copyOf } from "./world.ts";

export const BUILD = "outside";

/** What no crash touches: the venue, the clock, and what senders were told. The disk is what the last crash left. */
export interface Outside {
  readonly venue: ServedVenue;
  readonly start: number;
  now: number;
  disk: FaultyStorage;
  /** Seq that each signal was answered with. */
  readonly told: Map<string, number>;
}

export interface Life {
  readonly core: Core;
  readonly desk: VenueDesk;
  readonly port: OutsideVenue;
  /** Seq of every signal that the journal holds, by id. */
  readonly seen: ReadonlyMap<string, number>;
  /** Resolves to null when the crash came. */
  readonly crashed: Promise<null>;
  readonly hasCrashed: () => boolean;
  /** Ends it in good order. */
  readonly end: () => Promise<void>;
}

/** Starts a process on what is left; it dies at `crash`, null: it does not. */
export async function startLife(outside: Outside, crash: World | null): Promise<Life> {
  const disk = outside.disk;
  const outputs = new OutputHash();
  const made: { core: Core; die: (kept: number) => void } = { core: createCore(), die: () => undefined };
  const isReached = (boundary: World["boundary"]): boolean =>
    crash !== null && crash.boundary === boundary && made.core.state.seq >= crash.seq;
  const watched = watchedStorage(disk, {
    written: () => isReached("after write") && made.die(crash?.keptRatio ?? 0),
    synced: () => isReached("after sync") && made.die(1),
  });
  const journal = await JournalWriter.open(watched, {
    build: BUILD,
    purpose: "crash test",
    now: () => "2026-01-05T14:30:00.000Z",
    facts: { outputsHash: () => outputs.take(), stateHash: () => stateHashOf(made.core.state) },
  });
  const seen = new Map<string, number>();
  const noteSignal = (input: Input): void => {
    if (input.kind === "SignalReceived") seen.set(input.receiptId, input.seq);
  };
  const { core } = resumeInputs({
    from: null,
    records: readJournal(disk),
    quietToSeq: journal.batchedTo,
    onRecorded: noteSignal,
    onApplied: (applied) => outputs.add(applied.records),
  });
  made.core = core;
  beginRun({
    genesis: core.state.trading === null ? firstInputs(outside.start) : [],
    core,
    journal,
    onApplied: (applied) => outputs.add(applied.records),
  });
  const ids = new ClientOrderIds(core.state);
  const naming = { indexOf: (id: string) => ids.indexOf(id), idOf: (order: number) => ids.idOf(order) };
  const port = new OutsideVenue(outside.venue, naming, () => outside.now);
  let hasCrashed = false;
  const crashed = new Promise<null>((resolve) => {
    made.die = (kept) => {
      if (hasCrashed) return;
      hasCrashed = true;
      port.isDead = true;
      disk.crash(kept);
      outside.disk = copyOf(disk);
      desk.stop();
      resolve(null);
    };
  });
  port.onArrived = () => isReached("after send") && made.die(1);
  const desk: VenueDesk = new VenueDesk({
    core,
    journal,
    outputs,
    port,
    now: () => outside.now,
    listeners: [
      (applied) => ids.note(applied.records),
      ({ input }) => {
        noteSignal(input);
        const isAnswer = input.kind === "VenueReport" || input.kind === "AccountSnapshot";
        if (isReached("before write") || (isAnswer && isReached("after answer"))) made.die(0);
      },
    ],
    atRest: () => undefined,
  });
  const running = desk.run();
  running.catch(() => undefined);
  const end = async (): Promise<void> => {
    desk.stop();
    await running;
    await journal.close();
  };
  return { core, desk, port, seen, crashed, hasCrashed: () => hasCrashed, end };
}

/** The disk with someone who is told of every write and sync. */
function watchedStorage(disk: FaultyStorage, told: { written: () => unknown; synced: () => unknown }): Storage {
  const watch = (file: AppendFile): AppendFile => ({
    size: () => file.size(),
    append: (bytes) => {
      file.append(bytes);
      told.written();
    },
    sync: async () => {
      await file.sync();
      told.synced();
    },
    truncate: (size) => file.truncate(size),
    close: () => file.close(),
  });
  return {
    name: disk.name,
    lock: (purpose, since) => disk.lock(purpose, since),
    list: () => disk.list(),
    sizeOf: (file) => disk.sizeOf(file),
    read: (file, offset, into) => disk.read(file, offset, into),
    open: (file) => watch(disk.open(file)),
  };
}
