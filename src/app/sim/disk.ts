import { chainHash } from "../../journal/chain.ts";
import { encodeInput, encodeRecord, GENESIS_HASH } from "../../journal/record.ts";
import { segmentName } from "../../journal/storage.ts";
import type { Input } from "../../core/model/input.ts";
import { hold } from "./violation.ts";

/** Orders and fills that the account's answers of one world may list; sound worlds stay below a tenth of it. */
const LISTED_AT_MOST = 2_000_000;

/** One file of the journal: its lines `hash json`, without line feeds. */
export interface Segment {
  readonly name: string;
  readonly lines: string[];
}

/**
 * The simulated disk: the inputs it was given, and how far they are synced. One run in so many
 * writes the journal's bytes, by the production's own format and chain; the others keep the inputs.
 */
export interface Disk {
  readonly isWritten: boolean;
  /** Empty unless the bytes are written. */
  readonly segments: Segment[];
  /** Every input as the core got it; index = seq - 1. */
  readonly taken: Input[];
  /** JSON of each input's record; without the bytes only that of signals, which senders hold receipts for. */
  readonly inputs: string[];
  /** Orders and fills that the account's answers have listed. */
  listed: number;
  /** Digest of each input's outputs. */
  readonly digests: number[];
  /** Text of the outputs; without entries unless the run writes it. */
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
export function createDisk(isWritten: boolean): Disk {
  return {
    isWritten,
    segments: [],
    taken: [],
    inputs: [],
    listed: 0,
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
  if (!disk.isWritten) return;
  const from = disk.inputs.length + 1;
  disk.segments.push({ name: segmentName(from), lines: [] });
  appendLine(disk, encodeRecord({ r: "segment", version: 1, from, previous: disk.head }));
}

/** Appends an input under its number; durable only after the next sync. */
export function appendInput(disk: Disk, input: Input): void {
  disk.taken.push(input);
  disk.digests.push(0);
  if (input.kind === "AccountSnapshot") {
    disk.listed += input.orders.length + input.fills.length;
    hold(disk.listed <= LISTED_AT_MOST, "GROWTH", () => `the account's answers listed ${disk.listed} orders and fills`);
  }
  if (!disk.isWritten) {
    disk.inputs.push(input.kind === "SignalReceived" ? encodeInput(input) : "");
    return;
  }
  const json = encodeInput(input);
  disk.inputs.push(json);
  appendLine(disk, json);
}

/** Appends a derived record. */
function appendLine(disk: Disk, json: string): void {
  disk.head = chainHash(disk.head, json);
  (disk.segments.at(-1) as Segment).lines.push(`${disk.head} ${json}`);
}

/** What a crash leaves: the inputs up to `seq`. Returns the first lost line, empty when none is lost. */
export function cutTo(disk: Disk, seq: number): string {
  const firstLost = disk.taken[seq];
  const lines = disk.segments.at(-1)?.lines ?? [];
  let first = "";
  if (disk.isWritten) {
    first = lines.splice(lines.length - (disk.taken.length - seq))[0] ?? "";
    disk.head = (lines.at(-1) as string).slice(0, GENESIS_HASH.length);
  } else if (firstLost !== undefined) {
    const json = encodeInput(firstLost);
    first = `${chainHash(GENESIS_HASH, json)} ${json}`;
  }
  disk.taken.length = seq;
  disk.inputs.length = seq;
  disk.digests.length = seq;
  disk.outputs.length = Math.min(disk.outputs.length, seq);
  disk.durableSeq = seq;
  disk.isSyncing = false;
  return first;
}

/** Files to test a torn tail on: the journal's own, or without bytes one made of its last inputs. */
export function segmentsAtEnd(disk: Disk): readonly Segment[] {
  if (disk.isWritten) return disk.segments;
  const last = disk.taken.length;
  const made = createDisk(true);
  const from = Math.max(0, last - LINES_AT_END) + 1;
  made.segments.push({ name: segmentName(from), lines: [] });
  appendLine(made, encodeRecord({ r: "segment", version: 1, from, previous: GENESIS_HASH }));
  for (let seq = from; seq <= last; seq += 1) appendLine(made, encodeInput(disk.taken[seq - 1] as Input));
  return made.segments;
}

const LINES_AT_END = 8;
