import { checkedHash } from "./chain.ts";
import { decodeBar } from "./decode-bar.ts";
import { JournalCorrupt } from "./journal-failures.ts";
import type { Damage } from "./journal-failures.ts";
import { GENESIS_HASH, JSON_START, decodeRecord } from "./record.ts";
import type { BatchRecord, InputRecord, JournalRecord, StartRecord, StateRecord } from "./record.ts";
import { lineBlocks, lineEnd } from "./segment-lines.ts";
import { segmentSeq } from "./storage.ts";
import type { Storage } from "./storage.ts";

/** What a replay reads: everything but the heads of the files. */
export type ReplayRecord = InputRecord | BatchRecord | StateRecord | StartRecord;

/** Settings of {@link readJournal}. */
export interface ReadOptions {
  /** First input wanted, 1 by default; derived records that end before it are left out too. */
  readonly fromSeq?: number;
  /** Hash every record from the start of the first file read; `verify` does it for the whole chain. */
  readonly checkChain?: boolean;
}

/**
 * The records of a journal in order, from `fromSeq` on. A torn last line is not read. Throws
 * {@link JournalCorrupt} at a record that cannot be read, at a gap in seq, and with `checkChain`
 * at a record that does not continue the chain.
 */
export function* readJournal(storage: Storage, options: ReadOptions = {}): Generator<ReplayRecord, void> {
  const fromSeq = options.fromSeq ?? 1;
  const segments = segmentsFrom(storage.list(), fromSeq);
  let hash = "";
  let lastSeq = -1;
  for (const segment of segments) {
    let line = 0;
    const damaged = (kind: Damage["kind"], detail: string): JournalCorrupt =>
      new JournalCorrupt(storage.name, { kind, segment, line, seq: Math.max(0, lastSeq) + 1, detail });
    for (const block of lineBlocks(storage, segment)) {
      for (let start = 0; start < block.end; ) {
        const end = lineEnd(block, start);
        line += 1;
        const bar = decodeBar(block.bytes, start + JSON_START, end);
        const record: JournalRecord | null =
          bar === null
            ? decodeRecord(block.bytes.toString("utf8", start + JSON_START, end))
            : { r: "input", input: bar };
        if (record === null) throw damaged("changed-byte", "the line is no journal record.");
        if (hash === "") {
          if (record.r !== "segment") throw damaged("changed-byte", "the first line is no segment record.");
          hash = record.from === 1 ? GENESIS_HASH : record.previous;
          lastSeq = record.from - 1;
        }
        if (options.checkChain === true) {
          const next = checkedHash(hash, block.bytes, start, end);
          if (next === null) throw damaged("changed-byte", "the record's hash does not continue the chain.");
          hash = next;
        }
        start = end + 1;
        switch (record.r) {
          case "segment":
            if (record.from !== lastSeq + 1) throw damaged("gap-in-seq", `the file begins at seq ${record.from}.`);
            break;
          case "input":
            if (record.input.seq !== lastSeq + 1) throw damaged("gap-in-seq", `found seq ${record.input.seq}.`);
            lastSeq += 1;
            if (lastSeq >= fromSeq) yield record;
            break;
          case "batch":
            if (record.to >= fromSeq) yield record;
            break;
          case "state":
            if (record.seq >= fromSeq) yield record;
            break;
          case "start":
            if (lastSeq + 1 >= fromSeq) yield record;
            break;
        }
      }
    }
  }
}

/** The segments from the one that holds `seq` on. */
function segmentsFrom(segments: readonly string[], seq: number): readonly string[] {
  let first = 0;
  for (let index = 0; index < segments.length; index += 1) {
    if ((segmentSeq(segments[index] ?? "") ?? 0) <= seq) first = index;
  }
  return segments.slice(first);
}
