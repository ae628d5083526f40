import { checkedHash } from "./chain.ts";
import { JournalCorrupt } from "./journal-failures.ts";
import { GENESIS_HASH, JSON_START, decodeRecord } from "./record.ts";
import type { JournalRecord } from "./record.ts";
import { lineBlocks, lineEnd } from "./segment-lines.ts";
import { segmentSeq } from "./storage.ts";
import type { Storage } from "./storage.ts";

/** Where a journal ends. */
export interface JournalTail {
  /** Last segment, or null in an empty journal. */
  readonly segment: string | null;
  /** Whole records of the last segment. */
  readonly lines: number;
  /** Bytes of the last segment that are whole records; what stands behind them is torn. */
  readonly wholeBytes: number;
  /** Bytes behind the last whole record: a write that a crash cut short. */
  readonly tornBytes: number;
  /** True when only the newline of a whole last record is missing. */
  readonly lacksNewline: boolean;
  readonly lastHash: string;
  /** 0 in an empty journal. */
  readonly lastSeq: number;
  /** Last input whose outputs have a batch record; the inputs behind it were never acknowledged. */
  readonly batchedTo: number;
}

/**
 * Finds the end of the journal and judges its last segment: an unfinished last line (or a run of
 * zero bytes a file system left there) is a torn write, everything else that breaks the chain is
 * {@link JournalCorrupt}. Changes nothing; `journal-writer.ts` cuts the torn bytes off.
 */
export function findTail(storage: Storage): JournalTail {
  const segments = storage.list();
  const last = segments.at(-1);
  if (last === undefined) return { ...NOTHING, segment: null };
  const tail = tailOf(storage, last, segments.length === 1);
  if (tail.lastSeq >= 0) return tail;
  // A crash right after the file was created left it without one whole record: look before it.
  const earlier = segments.at(-2);
  if (earlier === undefined) return { ...NOTHING, segment: last, tornBytes: tail.tornBytes };
  const before = tailOf(storage, earlier, segments.length === 2);
  if (before.tornBytes > 0 || before.lacksNewline || before.lastSeq < 0) {
    throw new JournalCorrupt(storage.name, {
      kind: "cut-tail",
      segment: earlier,
      line: before.lines + 1,
      seq: Math.max(0, before.lastSeq),
      detail: "the file ends inside a record although a later file exists.",
    });
  }
  return { ...before, segment: last, wholeBytes: 0, tornBytes: tail.tornBytes, lines: 0 };
}

const NOTHING: Omit<JournalTail, "segment"> = {
  lines: 0,
  wholeBytes: 0,
  tornBytes: 0,
  lacksNewline: false,
  lastHash: GENESIS_HASH,
  lastSeq: 0,
  batchedTo: 0,
};

/** Tail within one segment; `lastSeq` is -1 when it holds no whole record. */
function tailOf(storage: Storage, segment: string, isFirst: boolean): JournalTail {
  const size = storage.sizeOf(segment);
  let hash = isFirst ? GENESIS_HASH : "";
  let line = 0;
  let wholeBytes = 0;
  let lastInput = "";
  let lastBatch = "";
  let from = segmentSeq(segment) ?? 0;
  const damaged = (detail: string): JournalCorrupt => {
    const seq = Math.max(inputSeq(lastInput), from - 1);
    return new JournalCorrupt(storage.name, { kind: "changed-byte", segment, line, seq, detail });
  };
  for (const block of lineBlocks(storage, segment)) {
    for (let start = 0; start < block.end; ) {
      const end = lineEnd(block, start);
      line += 1;
      if (line === 1) {
        const header = decodeRecord(block.bytes.toString("utf8", start + JSON_START, end));
        if (header?.r !== "segment") throw damaged("the first line is no segment record.");
        from = header.from;
        hash = isFirst ? GENESIS_HASH : header.previous;
      }
      const next = checkedHash(hash, block.bytes, start, end);
      if (next === null) throw damaged("the record's hash does not continue the chain.");
      hash = next;
      const kind = block.bytes[start + JSON_START + KIND_OFFSET];
      if (kind === KIND_INPUT) lastInput = block.bytes.toString("utf8", start + JSON_START, end);
      else if (kind === KIND_BATCH) lastBatch = block.bytes.toString("utf8", start + JSON_START, end);
      start = end + 1;
    }
    wholeBytes = block.offset + block.end;
  }
  const rest = trailing(storage, segment, wholeBytes, size);
  const whole = line > 0 && rest.length > 0 ? checkedHash(hash, rest, 0, rest.length) : null;
  if (whole !== null) {
    const json = rest.toString("utf8", JSON_START);
    if (json.charCodeAt(KIND_OFFSET) === KIND_INPUT) lastInput = json;
    if (json.charCodeAt(KIND_OFFSET) === KIND_BATCH) lastBatch = json;
  }
  const kept = whole === null ? wholeBytes : wholeBytes + rest.length;
  return {
    segment,
    lines: whole === null ? line : line + 1,
    wholeBytes: kept,
    tornBytes: size - kept,
    lacksNewline: whole !== null,
    lastHash: whole ?? hash,
    lastSeq: line === 0 ? -1 : lastInput === "" ? from - 1 : inputSeq(lastInput),
    batchedTo: lastBatch === "" ? from - 1 : batchEnd(lastBatch),
  };
}

/** Position of the letter after `{"r":"` that tells the kinds apart: i(nput), b(atch), s(...). */
const KIND_OFFSET = 6;
const KIND_INPUT = "i".charCodeAt(0);
const KIND_BATCH = "b".charCodeAt(0);

/** The bytes behind the last newline, without the zeros that a file system may leave after a crash. */
function trailing(storage: Storage, segment: string, from: number, size: number): Buffer {
  const bytes = Buffer.alloc(size - from);
  let held = 0;
  while (held < bytes.length) {
    const count = storage.read(segment, from + held, bytes.subarray(held));
    if (count === 0) break;
    held += count;
  }
  let end = held;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

function inputSeq(json: string): number {
  const record: JournalRecord | null = json === "" ? null : decodeRecord(json);
  return record?.r === "input" ? record.input.seq : -1;
}

function batchEnd(json: string): number {
  const record = decodeRecord(json);
  return record?.r === "batch" ? record.to : 0;
}
