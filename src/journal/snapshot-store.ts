import { hash } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { JournalUnavailable } from "./journal-failures.ts";
import { syncDirectory } from "./file-storage.ts";

/** A saved state of the core: the fold of the inputs 1..seq by `build`. */
export interface Snapshot {
  readonly seq: number;
  readonly build: string;
  readonly stateText: string;
}

const KEPT = 3;
const HASH_LENGTH = 64;
const snapshotName = /^(\d{12,})\.snapshot$/;

/**
 * Saves a snapshot in `folder` atomically (written aside, synced, renamed) and removes all but the
 * last three. Throws {@link JournalUnavailable} when the disk refuses; older snapshots stay.
 */
export function writeSnapshot(folder: string, snapshot: Snapshot): void {
  const name = `${String(snapshot.seq).padStart(12, "0")}.snapshot`;
  const aside = join(folder, `${name}.part`);
  const body = `${JSON.stringify({ seq: snapshot.seq, build: snapshot.build })}\n${snapshot.stateText}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeDurably(aside, Buffer.from(`${hash("sha256", body, "hex")} ${body}`, "utf8"));
    renameSync(aside, join(folder, name));
    syncDirectory(folder);
    for (const old of snapshotNames(folder).slice(KEPT)) rmSync(join(folder, old), { force: true });
  } catch (error) {
    rmSync(aside, { force: true });
    throw new JournalUnavailable(folder, error);
  }
}

/** What {@link latestSnapshot} looks for. */
export interface SnapshotQuery {
  /** Null: of any build. */
  readonly build: string | null;
  /** Last input of the journal: a snapshot behind it is of another history. */
  readonly atMostSeq: number;
  /** Told why a snapshot was passed over. */
  readonly onNotice?: (text: string) => void;
}

/** The newest whole snapshot of this build at or before `atMostSeq`, or null: then the journal is replayed from 1. */
export function latestSnapshot(folder: string, query: SnapshotQuery): Snapshot | null {
  for (const name of snapshotNames(folder)) {
    const snapshot = readSnapshot(join(folder, name));
    if (snapshot === null) {
      query.onNotice?.(`The snapshot ${join(folder, name)} is damaged and was passed over; the journal rebuilds it.`);
    } else if (query.build !== null && snapshot.build !== query.build) {
      query.onNotice?.(
        `The snapshot ${name} was made by build ${snapshot.build}, this is ${query.build}; passed over.`,
      );
    } else if (snapshot.seq > query.atMostSeq) {
      query.onNotice?.(`The snapshot ${name} lies behind the journal's end (seq ${query.atMostSeq}); passed over.`);
    } else {
      return snapshot;
    }
  }
  return null;
}

/** Names of the snapshots in `folder`, newest first. */
function snapshotNames(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const seqOf = (name: string): number => Number(snapshotName.exec(name)?.[1] ?? -1);
  return names.filter((name) => seqOf(name) >= 0).sort((a, b) => seqOf(b) - seqOf(a));
}

function readSnapshot(path: string): Snapshot | null {
  const bytes = readFileSync(path);
  const body = bytes.subarray(HASH_LENGTH + 1);
  if (bytes.toString("latin1", 0, HASH_LENGTH + 1) !== `${hash("sha256", body, "hex")} `) return null;
  const headEnd = body.indexOf(0x0a);
  const { seq, build } = JSON.parse(body.toString("utf8", 0, headEnd)) as Snapshot;
  return { seq, build, stateText: body.toString("utf8", headEnd + 1) };
}

function writeDurably(path: string, bytes: Buffer): void {
  const descriptor = openSync(path, "w", 0o600);
  try {
    let done = 0;
    while (done < bytes.length) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
