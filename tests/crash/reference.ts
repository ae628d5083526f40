/** The day that nobody crashed: its journal, its rests, and what stood on the disk after every sync. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { required } from "../../src/core/assert.ts";
import { encodePlainData } from "../../src/core/engine/encode-state.ts";
import type { ReplayReport } from "../../src/app/journal/replay-journal.ts";
import { replayJournal } from "../../src/app/journal/replay-journal.ts";
import { saveRun } from "../../src/app/up/run-snapshot.ts";
import type { FaultyStorage } from "../../src/journal/faulty-storage.ts";
import { faultyStorage } from "../../src/journal/faulty-storage.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { encodeInput } from "../../src/journal/record.ts";
import type { Acknowledged, TestProcess } from "./process.ts";
import { BUILD, startProcess, stateOf, work } from "./process.ts";

const SNAPSHOT_EVERY = 200;

/** Where the disk stood when everything up to a record was synced. */
export interface DiskEnd {
  readonly file: string;
  readonly bytes: number;
}

export interface Reference {
  readonly storage: FaultyStorage;
  /** Journal line of each input, by seq. */
  readonly lines: readonly string[];
  /** Where the disk ended before and after the write of an input; the first ones share a write with the one behind them. */
  readonly endBefore: (seq: number) => DiskEnd;
  readonly endAfter: (seq: number) => DiskEnd;
  /** Hash of everything a later decision can depend on, of each place at rest, by seq. */
  readonly rests: ReadonlyMap<number, string>;
  /** Folder of the newest snapshot that a process could have had before it took input `seq`. */
  readonly snapshotBefore: (seq: number) => string;
  readonly acknowledged: Acknowledged;
  readonly report: ReplayReport;
  readonly end: string;
}

/** Runs the day once, one sync per input, with a snapshot every 200 inputs under `folder`. */
export async function referenceDay(folder: string): Promise<Reference> {
  const storage = faultyStorage();
  const process = await startProcess(storage, join(folder, "none"));
  const lines: string[] = [];
  const ends: DiskEnd[] = [endOf(storage)];
  const first = process.journal.lastSeq + 1;
  const rests = new Map<number, string>();
  const snapshots: { seq: number; folder: string }[] = [{ seq: 0, folder: join(folder, "none") }];
  const acknowledged: Acknowledged = new Map();
  await work(process, acknowledged, {
    onInput: (input) => {
      lines[input.seq] = encodeInput(input);
    },
    onDurable: (seq) => {
      ends[seq] = endOf(storage);
    },
    atRest: () => {
      const { seq } = process.core.state;
      rests.set(seq, digestOf(process));
      if (seq - (snapshots.at(-1)?.seq ?? 0) >= SNAPSHOT_EVERY) {
        const place = join(folder, String(seq));
        mkdirSync(place);
        saveRun(place, BUILD, stateOf(process));
        snapshots.push({ seq, folder: place });
      }
      return false;
    },
  });
  await process.journal.close();
  for (const record of readJournal(storage)) {
    if (record.r === "input") lines[record.input.seq] ??= encodeInput(record.input);
  }
  const report = replayJournal(storage, { build: BUILD, checkChain: true });
  if (report.difference !== null) throw new Error(`the day itself does not replay: ${report.difference.detail}`);
  return {
    storage,
    lines,
    endBefore: (seq) => required(ends[seq <= first ? 0 : seq - 1], "every input has an end before it"),
    endAfter: (seq) => required(ends[Math.max(seq, first)], "every input has an end"),
    rests,
    snapshotBefore: (seq) => required(snapshots.findLast((one) => one.seq < seq)?.folder, "a place for snapshots"),
    acknowledged,
    report,
    end: digestOf(process),
  };
}

/** Only what is synced counts: a process that answers before it synced must be caught at it. */
function endOf(storage: FaultyStorage): DiskEnd {
  const file = required(storage.list().at(-1), "a journal has a file");
  return { file, bytes: storage.syncedSizeOf(file) };
}

/** Hash of the state of core, venue, market position and tables. */
export function digestOf(process: TestProcess): string {
  return createHash("sha256")
    .update(encodePlainData(stateOf(process)))
    .digest("hex");
}
