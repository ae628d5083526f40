/** The value under `keys`, undefined where the way ends; for documents nobody has checked. */
export function jsonAt(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** The finite number there, or null. */
export function numberAt(value: unknown, ...keys: readonly string[]): number | null {
  const found = jsonAt(value, ...keys);
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

/** The text there, or an empty one. */
export function textAt(value: unknown, ...keys: readonly string[]): string {
  const found = jsonAt(value, ...keys);
  return typeof found === "string" ? found : "";
}

/** The list there, or an empty one. */
export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = jsonAt(value, ...keys);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}
