import type { Anchor } from "./anchor.ts";
import { checkedHash } from "./chain.ts";
import { decodeBar } from "./decode-bar.ts";
import type { Damage, DamageKind } from "./journal-failures.ts";
import { GENESIS_HASH, JSON_START, decodeRecord } from "./record.ts";
import type { JournalRecord } from "./record.ts";
import { lineBlocks, lineEnd } from "./segment-lines.ts";
import type { LineBlock } from "./segment-lines.ts";
import { segmentSeq } from "./storage.ts";
import type { Storage } from "./storage.ts";

/** What a walk along the whole chain found. */
export type Verification =
  | {
      readonly ok: true;
      readonly segments: number;
      readonly records: number;
      /** Number of inputs; they are 1..inputs. */
      readonly inputs: number;
      readonly lastHash: string;
      readonly anchors: number;
    }
  | { readonly ok: false; readonly damage: Damage };

/**
 * Walks the chain from the first record and names the first bad one: a changed byte, a gap in
 * seq, or a tail that was cut (an unfinished last line, or an anchor whose record is gone).
 */
export function verifyJournal(storage: Storage, anchors: readonly Anchor[] = []): Verification {
  const walk: Walk = {
    hash: GENESIS_HASH,
    lastSeq: 0,
    batchedTo: 0,
    records: 0,
    segment: "",
    line: 0,
    missing: new Map(),
  };
  for (const anchor of anchors) walk.missing.set(anchor.hash, anchor);
  const segments = storage.list();
  for (const segment of segments) {
    walk.segment = segment;
    walk.line = 0;
    let wholeBytes = 0;
    for (const block of lineBlocks(storage, segment)) {
      const damage = walkBlock(walk, block);
      if (damage !== null) return { ok: false, damage };
      wholeBytes = block.offset + block.end;
    }
    if (wholeBytes < storage.sizeOf(segment) || wholeBytes === 0) {
      walk.line += 1;
      const detail = "the last line is not a whole record; a start cuts it off when it is the journal's last.";
      return { ok: false, damage: damageAt(walk, "cut-tail", walk.lastSeq, detail) };
    }
  }
  const damage = missingAnchor(walk);
  if (damage !== null) return { ok: false, damage };
  const counts = { segments: segments.length, records: walk.records, inputs: walk.lastSeq };
  return { ok: true, ...counts, lastHash: walk.hash, anchors: anchors.length };
}

interface Walk {
  hash: string;
  lastSeq: number;
  batchedTo: number;
  records: number;
  segment: string;
  line: number;
  /** Anchors not met yet, by hash. */
  readonly missing: Map<string, Anchor>;
}

function walkBlock(walk: Walk, block: LineBlock): Damage | null {
  for (let start = 0; start < block.end; ) {
    const end = lineEnd(block, start);
    walk.line += 1;
    const bar = decodeBar(block.bytes, start + JSON_START, end);
    const json = bar === null ? block.bytes.toString("utf8", start + JSON_START, end) : "";
    const record: JournalRecord | null = bar === null ? decodeRecord(json) : { r: "input", input: bar };
    const hash = checkedHash(walk.hash, block.bytes, start, end);
    if (hash === null) return brokenLink(walk, record, block, end + 1);
    if (record === null) return damageAt(walk, "changed-byte", walk.lastSeq + 1, "the line is no journal record.");
    const damage = follow(walk, record);
    if (damage !== null) return damage;
    walk.hash = hash;
    walk.records += 1;
    if (walk.missing.size > 0) walk.missing.delete(hash);
    start = end + 1;
  }
  return null;
}

/** Applies a record that continues the chain; only a writer's bug or a forged chain gets a damage here. */
function follow(walk: Walk, record: JournalRecord): Damage | null {
  const next = walk.lastSeq + 1;
  if ((walk.line === 1) !== (record.r === "segment")) {
    return damageAt(walk, "changed-byte", next, "a segment record belongs on the first line and nowhere else.");
  }
  switch (record.r) {
    case "segment":
      if (record.from === next && segmentSeq(walk.segment) === next) return null;
      return damageAt(walk, "gap-in-seq", next, `the file begins at seq ${record.from}, expected ${next}.`);
    case "input":
      if (record.input.seq !== next) {
        return damageAt(walk, "gap-in-seq", next, `found seq ${record.input.seq}, expected ${next}.`);
      }
      walk.lastSeq = next;
      return null;
    case "batch":
      if (record.from !== walk.batchedTo + 1 || record.to !== walk.lastSeq) {
        const expected = `${walk.batchedTo + 1} to ${walk.lastSeq}`;
        const detail = `a batch covers ${record.from} to ${record.to}, expected ${expected}.`;
        return damageAt(walk, "gap-in-seq", walk.lastSeq, detail);
      }
      walk.batchedTo = record.to;
      return null;
    default:
      return null;
  }
}

/** Tells a missing record from a changed one: after a gap, this record and the next agree on a later seq. */
function brokenLink(walk: Walk, record: JournalRecord | null, block: LineBlock, rest: number): Damage {
  const next = walk.lastSeq + 1;
  if (record?.r === "segment" && record.previous !== walk.hash && record.from > next) {
    return damageAt(
      walk,
      "gap-in-seq",
      next,
      `the file begins at seq ${record.from}, expected ${next}: a file is missing.`,
    );
  }
  if (record?.r === "input" && record.input.seq > next && seqAfter(block, rest) !== next + 1) {
    return damageAt(walk, "gap-in-seq", next, `found seq ${record.input.seq}, expected ${next}.`);
  }
  const isInput = record === null || record.r === "input";
  const detail = "the record's hash does not continue the chain: it or the record before it was changed or removed.";
  return damageAt(walk, "changed-byte", isInput ? next : walk.lastSeq, detail);
}

/** seq of the next readable input of the block, or 0. */
function seqAfter(block: LineBlock, from: number): number {
  for (let start = from; start < block.end; ) {
    const end = lineEnd(block, start);
    const record = decodeRecord(block.bytes.toString("utf8", start + JSON_START, end));
    if (record?.r === "input") return record.input.seq;
    start = end + 1;
  }
  return 0;
}

function missingAnchor(walk: Walk): Damage | null {
  for (const anchor of walk.missing.values()) {
    const isBehind = anchor.seq >= walk.lastSeq;
    const detail = `the anchor of ${anchor.at} names a record at seq ${anchor.seq} that is not in the journal.`;
    walk.line += isBehind ? 1 : 0;
    return damageAt(walk, isBehind ? "cut-tail" : "changed-byte", anchor.seq, detail);
  }
  return null;
}

function damageAt(walk: Walk, kind: DamageKind, seq: number, detail: string): Damage {
  return { kind, segment: walk.segment, line: walk.line, seq, detail };
}
