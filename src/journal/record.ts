import type { BarClosed, Input } from "../core/model/input.ts";

/**
 * What stands in a journal, one per line: `<64 hex of SHA-256(previous hash + json)> <json>\n`.
 * Inputs are the truth; the others are derived and let a replay prove itself.
 */
export type JournalRecord = SegmentRecord | StartRecord | InputRecord | BatchRecord | StateRecord;

/** First line of each file: where it continues the chain. */
export interface SegmentRecord {
  readonly r: "segment";
  readonly version: 1;
  /** seq of the first input of this file. */
  readonly from: number;
  /** Hash of the last record of the file before; 64 zeros in the first. */
  readonly previous: string;
}
/** A process opened the journal for writing. */
export interface StartRecord {
  readonly r: "start";
  readonly version: 1;
  readonly build: string;
  /** Wall clock, ISO 8601 UTC. */
  readonly at: string;
}
export interface InputRecord {
  readonly r: "input";
  readonly input: Input;
}
/** Hash of the outputs that the inputs `from`..`to` (both inclusive) caused. */
export interface BatchRecord {
  readonly r: "batch";
  readonly from: number;
  readonly to: number;
  readonly outputsHash: string;
}
/** Hash of the core's state after input `seq`, comparable within one build. */
export interface StateRecord {
  readonly r: "state";
  readonly seq: number;
  readonly stateHash: string;
  readonly build: string;
}

/** Length of the hash and the blank before the JSON of a line. */
export const HASH_LENGTH = 64;
export const JSON_START: number = HASH_LENGTH + 1;
/** The hash before the first record. */
export const GENESIS_HASH: string = "0".repeat(HASH_LENGTH);

/** JSON of an input record; a bar takes a shorter way to the same meaning. */
export function encodeInput(input: Input): string {
  if (input.kind === "BarClosed" && isPlainBar(input)) return encodeBar(input);
  return `{"r":"input","input":${JSON.stringify(input)}}`;
}

/** JSON of a derived record. */
export function encodeRecord(record: Exclude<JournalRecord, InputRecord>): string {
  return JSON.stringify(record);
}

/** Record of the JSON part of a line, or null when it is none. */
export function decodeRecord(json: string): JournalRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  return isRecord(value) ? value : null;
}

function isRecord(value: unknown): value is JournalRecord {
  if (typeof value !== "object" || value === null || !("r" in value)) return false;
  const record = value as Readonly<Record<string, unknown>>;
  switch (value.r) {
    case "input": {
      const input = record["input"];
      return typeof input === "object" && input !== null && "seq" in input && Number.isSafeInteger(input.seq);
    }
    case "batch":
      return Number.isSafeInteger(record["from"]) && Number.isSafeInteger(record["to"]);
    case "state":
      return Number.isSafeInteger(record["seq"]);
    case "segment":
      return record["version"] === 1 && Number.isSafeInteger(record["from"]);
    case "start":
      return record["version"] === 1;
    default:
      return false;
  }
}

/** JSON has no NaN and no infinity: a bar that holds one goes the general way, as null. */
function isPlainBar(bar: BarClosed): boolean {
  const sum =
    bar.tsEvent + bar.tsReceived + bar.tsOpen + bar.openMicros + bar.highMicros + bar.lowMicros + bar.closeMicros;
  return Number.isFinite(sum + bar.volume + bar.instrument + bar.timeframeSeconds);
}

function encodeBar(bar: BarClosed): string {
  return `{"r":"input","input":{"kind":"BarClosed","seq":${bar.seq},"tsEvent":${bar.tsEvent},"tsReceived":${bar.tsReceived},"instrument":${bar.instrument},"timeframeSeconds":${bar.timeframeSeconds},"tsOpen":${bar.tsOpen},"openMicros":${bar.openMicros},"highMicros":${bar.highMicros},"lowMicros":${bar.lowMicros},"closeMicros":${bar.closeMicros},"volume":${bar.volume},"endsSlice":${bar.endsSlice}}}`;
}
