import { chainHash } from "../../src/journal/chain.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { encodeInput, encodeRecord, GENESIS_HASH } from "../../src/journal/record.ts";
import type { Storage } from "../../src/journal/storage.ts";
import { segmentName } from "../../src/journal/storage.ts";

/** A line of a small journal and what holds once it is whole. */
export interface WholeLine {
  /** Behind its newline. */
  readonly end: number;
  readonly hash: string;
  readonly lastSeq: number;
  readonly batchedTo: number;
}

/** The last write of a journal in a file of its own: head, input, batch record. */
export interface OwnFile {
  readonly seq: number;
  readonly name: string;
  readonly bytes: Buffer;
  readonly lines: readonly WholeLine[];
}

/** Every input of a journal with its batch record as the only write of a file. */
export function ownFiles(storage: Storage): OwnFile[] {
  const files: OwnFile[] = [];
  for (const record of readJournal(storage)) {
    if (record.r !== "input") continue;
    const { seq } = record.input;
    const records = [
      { json: encodeRecord({ r: "segment", version: 1, from: seq, previous: GENESIS_HASH }), input: 0, batch: 0 },
      { json: encodeInput(record.input), input: 1, batch: 0 },
      { json: encodeRecord({ r: "batch", from: seq, to: seq, outputsHash: GENESIS_HASH }), input: 1, batch: 1 },
    ];
    const lines: WholeLine[] = [];
    let text = "";
    let hash = GENESIS_HASH;
    for (const { json, input, batch } of records) {
      hash = chainHash(hash, json);
      text += `${hash} ${json}\n`;
      const end = Buffer.byteLength(text);
      lines.push({ end, hash, lastSeq: seq - 1 + input, batchedTo: seq - 1 + batch });
    }
    files.push({ seq, name: segmentName(seq), bytes: Buffer.from(text), lines });
  }
  return files;
}
