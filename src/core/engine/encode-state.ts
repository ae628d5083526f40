import { assert, InvariantBroken } from "../assert.ts";
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
  return textOf(value);
}

/** Reads what {@link encodeState} wrote; the snapshot's own hash vouches for the bytes. */
export function decodeState(text: string): CoreState {
  return decodePlainData(text) as CoreState;
}

/** Reads what {@link encodePlainData} wrote. */
export function decodePlainData(text: string): unknown {
  return revive(JSON.parse(text));
}

function textOf(value: unknown): string {
  switch (typeof value) {
    case "number":
      return numberText(value);
    case "string":
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return `{"$b":"${value}"}`;
    case "object":
      return value === null ? "null" : objectText(value);
    default:
      throw new InvariantBroken("a state holds plain data only");
  }
}

function numberText(value: number): string {
  // NaN and the infinities less themselves are no 0; 1 / -0 is below 0.
  if (value - value === 0 && (value !== 0 || 1 / value > 0)) return String(value);
  return `{"$n":"${value === 0 ? "-0" : String(value)}"}`;
}

function objectText(value: object): string {
  if (Array.isArray(value)) return `[${listText(value)}]`;
  if (value instanceof Float64Array) return `{"$f":[${numbersText(value)}]}`;
  if (value instanceof Uint8Array) return `{"$u":[${numbersText(value)}]}`;
  if (value instanceof Int32Array) return `{"$w":[${numbersText(value)}]}`;
  if (value instanceof BigInt64Array) return `{"$i":[${Array.from(value, (item) => `"${item}"`).join(",")}]}`;
  if (value instanceof Map) return `{"$m":[${listText([...value])}]}`;
  assert(Object.getPrototypeOf(value) === Object.prototype, "a state holds plain objects and known arrays only");
  return plainText(value as Record<string, unknown>);
}

function listText(items: readonly unknown[]): string {
  let text = "";
  for (let i = 0; i < items.length; i += 1) text += i === 0 ? textOf(items[i]) : `,${textOf(items[i])}`;
  return text;
}

function numbersText(items: ArrayLike<number>): string {
  let text = "";
  for (let i = 0; i < items.length; i += 1) {
    text += i === 0 ? numberText(items[i] as number) : `,${numberText(items[i] as number)}`;
  }
  return text;
}

/** Keys of one shape of objects as they stand there, sorted, and their text with what separates them. */
interface Shape {
  readonly keys: readonly string[];
  readonly sorted: readonly string[];
  readonly labels: readonly string[];
}

function shapeOf(keys: readonly string[]): Shape {
  const sorted = keys.slice().sort();
  return { keys, sorted, labels: sorted.map((key, i) => `${i === 0 ? "" : ","}${JSON.stringify(key)}:`) };
}

/** The shape met last: a state is mostly long lists of equal ones, and sorting their keys is what costs. */
let lastShape: Shape = shapeOf([]);

function plainText(value: Record<string, unknown>): string {
  const keys = Object.keys(value);
  if (!isSame(keys, lastShape.keys)) lastShape = shapeOf(keys);
  const { sorted, labels } = lastShape;
  let text = "{";
  for (let i = 0; i < sorted.length; i += 1) text += (labels[i] as string) + textOf(value[sorted[i] as string]);
  return `${text}}`;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
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
