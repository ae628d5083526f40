import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Values of wanted members of the one object in a JSON file, or why it is not whole. */
export type ScannedMembers =
  | { readonly ok: true; readonly members: ReadonlyMap<string, unknown>; readonly bytes: number }
  | { readonly ok: false; readonly reason: string };

const CHUNK = 1 << 20;
/** Larger values are left out: nobody wants a million trades for a line of a list. */
const VALUE_MAX = 8 << 20;
const KEY_MAX = 200;
const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Reads the members `wanted` of the object in the file at `path` and passes over the rest without
 * holding it. The braces of the whole file are counted, so a file that was cut off is not ok.
 * Errors of the file system are thrown.
 */
export function scanMembers(path: string, wanted: ReadonlySet<string>): ScannedMembers {
  const file = openSync(path, "r");
  try {
    const found = findMembers(file, wanted);
    if (typeof found === "string") return { ok: false, reason: found };
    const members = new Map<string, unknown>();
    for (const { key, start, end } of found) {
      if (end - start > VALUE_MAX) continue;
      const bytes = Buffer.alloc(end - start);
      readSync(file, bytes, 0, bytes.length, start);
      members.set(key, JSON.parse(bytes.toString("utf8")) as unknown);
    }
    return { ok: true, members, bytes: fstatSync(file).size };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, reason: "is no JSON" };
    throw error;
  } finally {
    closeSync(file);
  }
}

interface Member {
  readonly key: string;
  /** Byte positions of the value, the end excluded. */
  readonly start: number;
  readonly end: number;
}

/** Where the wanted values are, or what is wrong with the file. */
function findMembers(file: number, wanted: ReadonlySet<string>): Member[] | string {
  const chunk = Buffer.alloc(CHUNK);
  const members: Member[] = [];
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let isKey = true;
  let isDone = false;
  let key: number[] = [];
  let start = 0;
  for (let base = 0; ; ) {
    const length = readSync(file, chunk, 0, CHUNK, base);
    if (length === 0) break;
    for (let i = 0; i < length; i += 1) {
      const byte = chunk[i] as number;
      if (isInText) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInText = false;
        else if (depth === 1 && isKey && key.length < KEY_MAX) key.push(byte);
        continue;
      }
      if (byte <= 0x20) continue;
      if (isDone || (depth === 0 && byte !== OPEN_OBJECT)) return "is not one JSON object";
      if (byte === QUOTE) {
        isInText = true;
        if (depth === 1 && isKey) key = [];
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth -= 1;
        if (depth > 0) continue;
        isDone = true;
        if (!isKey) keep(base + i);
      } else if (depth === 1 && byte === COLON && isKey) {
        isKey = false;
        start = base + i + 1;
      } else if (depth === 1 && byte === COMMA) {
        keep(base + i);
        isKey = true;
      }
    }
    base += length;
  }
  return isDone ? members : "ends before its object does";

  function keep(end: number): void {
    const name = Buffer.from(key).toString("utf8");
    if (wanted.has(name)) members.push({ key: name, start, end });
  }
}
