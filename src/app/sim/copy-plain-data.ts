/**
 * An independent copy of plain data as core state is made of: objects, arrays, Maps, typed arrays.
 * Several times faster than encoding and decoding it, and like those it keeps no sharing.
 */
export function copyPlainData<T>(value: T): T {
  return (typeof value === "object" && value !== null ? copyObject(value) : value) as T;
}

function copyObject(value: object): object {
  if (Array.isArray(value)) return copyArray(value);
  if (value instanceof Map) return copyMap(value);
  if (ArrayBuffer.isView(value)) return (value as Float64Array).slice();
  // A spread keeps the hidden class, so that the copy's fields are read as fast as the original's.
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const field = copy[key];
    if (typeof field === "object" && field !== null) copy[key] = copyObject(field);
  }
  return copy;
}

function copyArray(list: readonly unknown[]): unknown[] {
  const copy = list.slice();
  for (let i = 0; i < copy.length; i += 1) {
    const item = copy[i];
    if (typeof item === "object" && item !== null) copy[i] = copyObject(item);
  }
  return copy;
}

function copyMap(map: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
  const copy = new Map<unknown, unknown>();
  map.forEach((item, key) => copy.set(key, copyPlainData(item)));
  return copy;
}

/** True when both would be encoded as the same bytes; the order of an object's keys does not count, that of a Map's does. */
export function isSamePlainData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || ArrayBuffer.isView(a)) return isSameList(a as Float64Array, b as Float64Array);
  if (a instanceof Map) return b instanceof Map && isSameList([...a], [...b]);
  if (Object.getPrototypeOf(b) !== Object.prototype) return false;
  let count = 0;
  for (const key in a) {
    count += 1;
    if (!(key in b) || !isSamePlainData((a as Fields)[key], (b as Fields)[key])) return false;
  }
  for (const _ in b) count -= 1;
  return count === 0;
}

type Fields = Readonly<Record<string, unknown>>;

function isSameList(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!isSamePlainData(a[i], b[i])) return false;
  return true;
}
