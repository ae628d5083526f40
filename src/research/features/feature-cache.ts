import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import type { FeatureSpec } from "../../core/features/feature-spec.ts";
import { systemCodeOf } from "../../platform/failure.ts";
import { decodeFeatureFile, encodeFeatureFile, type KeptFeature } from "./feature-file.ts";

/** All that a computed feature depends on. */
export interface FeatureKey {
  readonly spec: FeatureSpec;
  /** Version of the code that computes. */
  readonly build: string;
  /** Of the data's bytes, and how they are read. */
  readonly dataHash: string;
  readonly reading: Readonly<Record<string, string | number | boolean | null>>;
}

/** Where the feature came from; all but `cache` were computed, with the reason why nothing better was to be had. */
export interface CachedFeature {
  readonly feature: KeptFeature;
  readonly source: "cache" | "computed" | "damaged" | "changed" | "unwritable";
  readonly path: string;
}

/**
 * The feature from its file in `folder`, else computed and kept there. A file that is damaged is
 * written anew; a folder that cannot be written costs the next run its shortcut, nothing more.
 * What `isCurrent` denies after the computation (the data changed meanwhile) is not kept. Files
 * may be deleted at any time.
 */
export function cachedFeature(
  folder: string,
  key: FeatureKey,
  compute: () => KeptFeature,
  isCurrent: () => boolean = () => true,
): CachedFeature {
  const text = keyText(key);
  const path = join(folder, `${key.spec.kind}-${createHash("sha256").update(text).digest("hex").slice(0, 32)}.bin`);
  const found = readQuietly(path);
  const kept = found === null ? null : decodeFeatureFile(found, text);
  if (kept !== null) return { feature: kept, source: "cache", path };
  const feature = compute();
  if (!isCurrent()) return { feature, source: "changed", path };
  const isWritten = writeQuietly(folder, path, encodeFeatureFile(text, feature));
  return { feature, source: isWritten ? (found === null ? "computed" : "damaged") : "unwritable", path };
}

/** Sorted, so that the same key is the same text. */
function keyText({ spec, build, dataHash, reading }: FeatureKey): string {
  const sorted = (record: object): unknown => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([spec.kind, sorted(spec.parameters), build, dataHash, sorted(reading), endianness()]);
}

function readQuietly(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    // Not there, or not to be read: computed instead.
    return null;
  }
}

/** Written aside and renamed, so that no reader sees half a file. */
function writeQuietly(folder: string, path: string, bytes: Buffer): boolean {
  const aside = `${path}.writing-${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(aside, bytes);
    renameSync(aside, path);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === "") throw error;
    dropQuietly(aside);
    return false;
  }
}

function dropQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder refused before; the answer says so.
  }
}
