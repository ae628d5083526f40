/**
 * The bytes of a computed feature: magic, length of a head, the head as JSON, its columns as
 * doubles of the machine, and a SHA-256 over all of it. What does not decode to the last bit is
 * damaged and nobody's to trust.
 */
import { createHash } from "node:crypto";
import type { FeatureColumns } from "./compute-feature.ts";

/** What is kept: the columns, and what was said about the data when they were read. */
export interface KeptFeature {
  readonly columns: FeatureColumns;
  readonly warnings: readonly string[];
}

/** "ATFC" and the version of this layout. */
const MAGIC = Buffer.from([0x41, 0x54, 0x46, 0x43, 0, 0, 0, 1]);
const HASH_BYTES = 32;
const LENGTH_BYTES = 4;

interface Head {
  readonly key: string;
  readonly bars: number;
  readonly outputs: readonly string[];
  readonly warnings: readonly string[];
}

/** Encodes a feature under the text of its key. */
export function encodeFeatureFile(key: string, { columns, warnings }: KeptFeature): Buffer {
  const outputs = columns.outputs.map(({ name }) => name);
  const head: Head = { key, bars: columns.times.length, outputs, warnings };
  const text = Buffer.from(JSON.stringify(head), "utf8");
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  const body = [columns.times, ...columns.outputs.map(({ values }) => values)].map(bytesOf);
  const content = Buffer.concat([MAGIC, length, text, ...body]);
  return Buffer.concat([content, createHash("sha256").update(content).digest()]);
}

/** The feature of a file; null when it is cut, changed, of another layout or of another key. */
export function decodeFeatureFile(bytes: Buffer, key: string): KeptFeature | null {
  const start = MAGIC.length + LENGTH_BYTES;
  const end = bytes.length - HASH_BYTES;
  if (end < start || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const hash = createHash("sha256").update(bytes.subarray(0, end)).digest();
  if (!hash.equals(bytes.subarray(end))) return null;
  // From here on the bytes are those that were written.
  const body = start + bytes.readUInt32LE(MAGIC.length);
  const head = JSON.parse(bytes.toString("utf8", start, body)) as Head;
  if (head.key !== key) return null;
  const columnAt = (column: number): Float64Array => {
    const values = new Float64Array(head.bars);
    const from = body + column * values.byteLength;
    bytesOf(values).set(bytes.subarray(from, from + values.byteLength));
    return values;
  };
  const outputs = head.outputs.map((name, k) => ({ name, values: columnAt(k + 1) }));
  return { columns: { times: columnAt(0), outputs }, warnings: head.warnings };
}

function bytesOf(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
