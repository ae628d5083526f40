import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { refused } from "./catalogue-fault.ts";
import type { Refused } from "./catalogue-fault.ts";
import { parseSeries, seriesName } from "./series.ts";
import type { Series } from "./series.ts";

/** What the prices of a dataset are already adjusted for; `unknown` when nobody said. */
export const ADJUSTMENT_BASES = ["raw", "split", "total-return", "unknown"] as const;
export type AdjustmentBasis = (typeof ADJUSTMENT_BASES)[number];

/** One file of rows: those whose New York date falls in its year (intraday options: its day). */
export interface PartitionFacts {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** Micros: first opening, last closing. */
  readonly tsFirst: number;
  readonly tsLast: number;
  /** Stretches of regular hours without bars inside the file; null where rows need not follow each other. */
  readonly gaps: number | null;
}

/** A file that rows were imported from and how it was read. */
export interface SourceFacts {
  readonly file: string;
  /** Hexadecimal SHA-256 of the file as it lay there, packed or not. */
  readonly sha256: string;
  readonly format: "csv" | "lean" | "parquet";
  /** Rows in the file; bad ones dropped; ones outside the session; ticks flagged as suspicious. */
  readonly rows: number;
  readonly dropped: number;
  readonly outside: number;
  readonly suspicious: number;
  readonly zone: string;
  readonly barTime: "open" | "close";
  readonly session: "regular" | "all";
  readonly importer: number;
  /** True when a later import took rows out, maybe this file's: its rows can no longer be taken for stored. */
  readonly isReplaced?: boolean;
}

/** `dataset.json`: what a dataset holds and where it came from. */
export interface DatasetManifest {
  readonly version: 1;
  readonly symbol: string;
  readonly series: Series;
  readonly adjustment: AdjustmentBasis;
  readonly session: "regular" | "all";
  readonly partitions: readonly PartitionFacts[];
  readonly sources: readonly SourceFacts[];
}

/** Raised when the same bytes would be read differently; an import of known bytes is then done again. */
export const IMPORTER_VERSION = 1;
export const MANIFEST_FILE = "dataset.json";

export type ManifestResult = { readonly ok: true; readonly manifest: DatasetManifest | null } | Refused;

/** Folder of a dataset. */
export function datasetFolder(dataDir: string, symbol: string, series: Series): string {
  return join(dataDir, "catalogue", symbol, seriesName(series));
}

/** True for a symbol a folder may be named after: letters, digits, `.`, `-`, `_`, beginning with one of the first two. */
export function isSymbol(text: string): boolean {
  return /^[A-Z0-9][A-Z0-9._-]{0,31}$/.test(text) && !text.endsWith(".");
}

/** The manifest in `folder`; null when there is no such dataset. */
export function readManifest(folder: string): ManifestResult {
  const path = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") return { ok: true, manifest: null };
    return refused("DATASET_DAMAGED", path, `it cannot be read (${code})`);
  }
  const manifest = parseManifest(text);
  return manifest === null
    ? refused("DATASET_DAMAGED", path, "it is no manifest of this version; import the dataset's sources again")
    : { ok: true, manifest };
}

function parseManifest(text: string): DatasetManifest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { version, symbol, series, partitions, sources } = value as Record<string, unknown>;
  const parsed = typeof series === "string" ? parseSeries(series) : null;
  if (version !== 1 || typeof symbol !== "string" || parsed === null) return null;
  if (!Array.isArray(partitions) || !partitions.every(isPartition) || partitions.length === 0) return null;
  if (!Array.isArray(sources)) return null;
  return { ...(value as Omit<DatasetManifest, "series">), series: parsed };
}

/** What is read is computed with and opened: a number that is none, or a path, must not get through. */
function isPartition(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { file, rows, bytes, tsFirst, tsLast, gaps } = value as Record<string, unknown>;
  const isNamed = typeof file === "string" && /^\d{4}(\d{4})?\.parquet$/.test(file);
  return isNamed && [rows, bytes, tsFirst, tsLast].every(Number.isFinite) && (gaps === null || Number.isFinite(gaps));
}

/** Writes the manifest in one step. */
export function writeManifest(folder: string, manifest: DatasetManifest): void {
  const text = `${JSON.stringify({ ...manifest, series: seriesName(manifest.series) }, null, 2)}\n`;
  writeInOneStep(join(folder, MANIFEST_FILE), (path) => writeFileSync(path, text));
}

/** Lets `write` make a file beside `path`, brings it to disk and renames it; readers see the old file or the new one. */
export function writeInOneStep(path: string, write: (path: string) => void): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    write(temporary);
    putInPlace(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Brings `temporary` to disk and renames it to `path`. */
export function putInPlace(temporary: string, path: string): void {
  syncFile(temporary, "r+");
  renameSync(temporary, path);
  // Windows does not open folders; there the file system orders the rename itself.
  if (process.platform !== "win32") syncFile(dirname(path), "r");
}

function syncFile(path: string, flags: "r" | "r+"): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
