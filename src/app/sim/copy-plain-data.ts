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
  for (const [key, item] of map) copy.set(key, copyPlainData(item));
  return copy;
}
