import { assert } from "../assert.ts";
import type { CoreState } from "./core-state.ts";

/**
 * The canonical text of a state: the same state gives the same bytes, and decoding gives it back.
 * Plain JSON except for what JSON lacks, which is tagged in a one-key object: `$n` a number that
 * is not finite or is -0, `$b` a bigint, `$f` a Float64Array, `$u` a Uint8Array, `$w` an
 * Int32Array, `$i` a BigInt64Array, `$m` a Map in its own order. Keys of plain objects are sorted.
 */
export function encodeState(state: CoreState): string {
  return encodePlainData(state);
}

/** The same text for any plain data, such as the simulated venue beside the core. */
export function encodePlainData(value: unknown): string {
  const parts: string[] = [];
  write(value, parts);
  return parts.join("");
}

/** Reads what {@link encodeState} wrote; the snapshot's own hash vouches for the bytes. */
export function decodeState(text: string): CoreState {
  return decodePlainData(text) as CoreState;
}

/** Reads what {@link encodePlainData} wrote. */
export function decodePlainData(text: string): unknown {
  return revive(JSON.parse(text));
}

function write(value: unknown, parts: string[]): void {
  switch (typeof value) {
    case "number":
      parts.push(numberText(value));
      return;
    case "string":
      parts.push(JSON.stringify(value));
      return;
    case "boolean":
      parts.push(value ? "true" : "false");
      return;
    case "bigint":
      parts.push(`{"$b":"${value}"}`);
      return;
    case "object":
      writeObject(value, parts);
      return;
    default:
      assert(false, "a state holds plain data only");
  }
}

function numberText(value: number): string {
  if (Number.isFinite(value) && !Object.is(value, -0)) return String(value);
  return `{"$n":"${Object.is(value, -0) ? "-0" : String(value)}"}`;
}

function writeObject(value: object | null, parts: string[]): void {
  if (value === null) {
    parts.push("null");
  } else if (Array.isArray(value)) {
    writeList("[", value, "]", parts);
  } else if (value instanceof Float64Array) {
    writeList('{"$f":[', value, "]}", parts);
  } else if (value instanceof Uint8Array) {
    writeList('{"$u":[', value, "]}", parts);
  } else if (value instanceof Int32Array) {
    writeList('{"$w":[', value, "]}", parts);
  } else if (value instanceof BigInt64Array) {
    parts.push('{"$i":[');
    value.forEach((item, i) => parts.push(i === 0 ? `"${item}"` : `,"${item}"`));
    parts.push("]}");
  } else if (value instanceof Map) {
    writeList('{"$m":[', [...value], "]}", parts);
  } else {
    assert(Object.getPrototypeOf(value) === Object.prototype, "a state holds plain objects and known arrays only");
    writePlain(value as Record<string, unknown>, parts);
  }
}

function writeList(open: string, items: ArrayLike<unknown>, close: string, parts: string[]): void {
  parts.push(open);
  for (let i = 0; i < items.length; i += 1) {
    if (i > 0) parts.push(",");
    write(items[i], parts);
  }
  parts.push(close);
}

function writePlain(value: Record<string, unknown>, parts: string[]): void {
  parts.push("{");
  const keys = Object.keys(value).sort();
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as string;
    parts.push(i === 0 ? "" : ",", JSON.stringify(key), ":");
    write(value[key], parts);
  }
  parts.push("}");
}

function revive(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(revive);
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  if (keys.length === 1) {
    const key = keys[0] as string;
    const inner = object[key];
    if (key === "$n") return Number(inner);
    if (key === "$b") return BigInt(inner as string);
    if (key === "$f") return Float64Array.from(inner as unknown[], (item) => revive(item) as number);
    if (key === "$u") return Uint8Array.from(inner as number[]);
    if (key === "$w") return Int32Array.from(inner as number[]);
    if (key === "$i") return BigInt64Array.from(inner as string[], BigInt);
    if (key === "$m") return new Map((inner as [unknown, unknown][]).map(([k, v]) => [revive(k), revive(v)]));
  }
  const plain: Record<string, unknown> = {};
  for (const key of keys) plain[key] = revive(object[key]);
  return plain;
}
