import { chainHash } from "../../journal/chain.ts";
import { encodeInput, encodeRecord, GENESIS_HASH } from "../../journal/record.ts";
import { segmentName } from "../../journal/storage.ts";
import type { Input } from "../../core/model/input.ts";

/** One file of the journal: its lines `hash json`, without line feeds. */
export interface Segment {
  readonly name: string;
  readonly lines: string[];
}

/** The simulated disk: the journal in the production's own format, and how far it is synced. */
export interface Disk {
  readonly segments: Segment[];
  /** JSON of each input's record and digest of its outputs; index = seq - 1. */
  readonly inputs: string[];
  readonly digests: number[];
  /** Text of the outputs; empty unless the run writes it. */
  readonly outputs: string[];
  /** Hash of the last line. */
  head: string;
  durableSeq: number;
  isSyncing: boolean;
  /** Until then nothing can be written. */
  fullUntil: number;
  /** Until then a sync takes seconds. */
  slowUntil: number;
}

/** An empty journal. */
export function createDisk(): Disk {
  return {
    segments: [],
    inputs: [],
    digests: [],
    outputs: [],
    head: GENESIS_HASH,
    durableSeq: 0,
    isSyncing: false,
    fullUntil: 0,
    slowUntil: 0,
  };
}

/** Starts a file of the journal; called between inputs. */
export function openSegment(disk: Disk): void {
  const from = disk.inputs.length + 1;
  disk.segments.push({ name: segmentName(from), lines: [] });
  appendLine(disk, encodeRecord({ r: "segment", version: 1, from, previous: disk.head }));
}

/** Appends an input under its number; durable only after the next sync. */
export function appendInput(disk: Disk, input: Input): void {
  const json = encodeInput(input);
  disk.inputs.push(json);
  disk.outputs.push("");
  disk.digests.push(0);
  appendLine(disk, json);
}

/** Appends a derived record. */
export function appendLine(disk: Disk, json: string): void {
  disk.head = chainHash(disk.head, json);
  (disk.segments.at(-1) as Segment).lines.push(`${disk.head} ${json}`);
}

/** What a crash leaves: the inputs up to `seq`. Returns the first lost line, empty when none is lost. */
export function cutTo(disk: Disk, seq: number): string {
  const { lines } = disk.segments.at(-1) as Segment;
  let first = "";
  while (disk.inputs.length > seq) {
    disk.inputs.pop();
    disk.outputs.pop();
    disk.digests.pop();
    first = lines.pop() as string;
  }
  disk.head = (lines.at(-1) as string).slice(0, GENESIS_HASH.length);
  disk.durableSeq = seq;
  disk.isSyncing = false;
  return first;
}
