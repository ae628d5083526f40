import { hash } from "node:crypto";
import { HASH_LENGTH, JSON_START } from "./record.ts";

/** Hash of a record: SHA-256 over the hash before it (as hex text) and its JSON text, as 64 hex digits. */
export function chainHash(previous: string, json: string): string {
  return hash("sha256", previous + json, "hex");
}

let scratch = Buffer.allocUnsafe(64 * 1024);

/**
 * The hash that the line `bytes[start, end)` (without its newline) must carry after `previous`.
 * Works on bytes: decoding first would let two different byte strings look alike.
 */
export function chainHashOfLine(previous: string, bytes: Buffer, start: number, end: number): string {
  const jsonLength = end - start - JSON_START;
  if (scratch.length < HASH_LENGTH + jsonLength) scratch = Buffer.allocUnsafe(2 * (HASH_LENGTH + jsonLength));
  scratch.write(previous, 0, "latin1");
  bytes.copy(scratch, HASH_LENGTH, start + JSON_START, end);
  return hash("sha256", scratch.subarray(0, HASH_LENGTH + jsonLength), "hex");
}

const SPACE = 0x20;

/** Hash of the line when it continues the chain after `previous`, else null. */
export function checkedHash(previous: string, bytes: Buffer, start: number, end: number): string | null {
  if (end - start <= JSON_START || bytes[start + HASH_LENGTH] !== SPACE) return null;
  const expected = chainHashOfLine(previous, bytes, start, end);
  return bytes.toString("latin1", start, start + HASH_LENGTH) === expected ? expected : null;
}
