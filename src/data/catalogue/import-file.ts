import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { isActionsCsv, readActionsCsv } from "../corporate-actions/read-actions-csv.ts";
import { isLeanFactors, readLeanFactors } from "../corporate-actions/read-lean-factors.ts";
import { readLeanZip } from "../lean/read-lean-zip.ts";
import { isZip } from "../lean/zip-file.ts";
import { instrumentOfFileName } from "../judge-bars.ts";
import { readBarsCsv } from "../read-bars-csv.ts";
import type { ReadBarsOptions, ReadBarsResult } from "../read-bars-csv.ts";
import { refused } from "./catalogue-fault.ts";
import type { Refused } from "./catalogue-fault.ts";
import { IMPORTER_VERSION } from "./manifest.ts";
import type { AdjustmentBasis, DatasetManifest, SourceFacts } from "./manifest.ts";
import { isParquet, writeParquetAsCsv } from "./parquet-bars.ts";
import type { ParquetEngine } from "./parquet-engine.ts";
import { storeActions } from "./stored-actions.ts";
import { storeRows } from "./store-rows.ts";
import { rowsOfBars, rowsOfLean } from "./stored-rows.ts";
import type { StoredRows } from "./stored-rows.ts";

/** How files are read; `format` `auto` goes by their content. */
export interface ImportOptions extends Pick<ReadBarsOptions, "tz" | "barTime" | "session" | "skipBadRows"> {
  readonly dataDir: string;
  /** Null: the file's own name for it. */
  readonly symbol: string | null;
  readonly format: "auto" | "csv" | "lean" | "parquet";
  /** What the prices are adjusted for; LEAN equities are raw whatever this says. */
  readonly basis: AdjustmentBasis;
  readonly isReplacing: boolean;
}

/** What became of one file. */
export type ImportResult =
  | {
      readonly ok: true;
      readonly kind: "bars";
      /** Rows that were new; 0: everything was stored already. */
      readonly added: number;
      /** Stored rows that are gone or differ now; 0 unless replacing. */
      readonly removed: number;
      readonly source: SourceFacts;
      readonly manifest: DatasetManifest;
      readonly warnings: readonly string[];
    }
  | { readonly ok: true; readonly kind: "actions"; readonly symbol: string; readonly isNew: boolean }
  | Refused;

const HEAD_BYTES = 4096;

/** Brings one file into the catalogue, or says why not; never half of it. */
export async function importFile(engine: ParquetEngine, path: string, options: ImportOptions): Promise<ImportResult> {
  const head = readHead(path);
  if (!head.ok) return head;
  const isArchive = isZip(head.bytes);
  const isColumnar = isParquet(head.bytes);
  const format = options.format === "auto" ? (isArchive ? "lean" : isColumnar ? "parquet" : "csv") : options.format;
  if ((format === "lean") !== isArchive && format !== "csv") return wrongFormat(path, format);
  if ((format === "parquet") !== isColumnar) return wrongFormat(path, format);
  const text = Buffer.from(head.bytes).toString("utf8");
  if (format === "csv" && (isLeanFactors(text) || isActionsCsv(text))) return importActions(path, options);
  if (format === "csv" && /^\d{8},[a-z.]+(,[a-z])?\r?\n/i.test(text))
    return refused(
      "FORMAT_UNKNOWN",
      path,
      "it is a history of ticker names; the catalogue stores bars, quotes, splits and dividends",
    );
  const sha256 = hashOfFile(path);
  const read = format === "lean" ? readLean(path, options) : await readBars(engine, path, { format, options });
  if (!read.ok) return read;
  const source: SourceFacts = {
    file: path,
    sha256,
    format,
    ...read.counts,
    zone: format === "lean" ? "America/New_York" : options.tz,
    barTime: format === "lean" ? "open" : options.barTime,
    session: options.session,
    importer: IMPORTER_VERSION,
  };
  const adjustment = format === "lean" ? "raw" : options.basis;
  const rows = options.symbol === null ? read.rows : { ...read.rows, symbol: options.symbol.toUpperCase() };
  const stored = await storeRows(engine, {
    dataDir: options.dataDir,
    rows,
    source,
    adjustment,
    isReplacing: options.isReplacing,
  });
  if (!stored.ok) return stored;
  const { added, removed, manifest } = stored;
  return { ok: true, kind: "bars", added, removed, source, manifest, warnings: read.warnings };
}

type ReadResult =
  | {
      readonly ok: true;
      readonly rows: StoredRows;
      readonly counts: Pick<SourceFacts, "rows" | "dropped" | "outside" | "suspicious">;
      readonly warnings: readonly string[];
    }
  | Refused;

function readLean(path: string, options: ImportOptions): ReadResult {
  // Index prices are written as they are; only the folder says that a file is of an index.
  const isUnscaled = path.split(/[/\\]/).includes("index");
  const read = readLeanZip(readFileSync(path), { ...options, isUnscaled });
  if (!read.ok) return refused(read.code, read.member === "" ? path : `${path}/${read.member}`, read.detail, read.line);
  const { rows, badRows, outside, suspicious } = read.counts;
  const warnings: string[] = [];
  if (outside > 0) warnings.push(`${path}: ${outside} rows outside regular hours left out`);
  if (suspicious > 0) warnings.push(`${path}: ${suspicious} ticks flagged as suspicious left out`);
  if (read.set.isOfTicks) warnings.push(`${path}: ${rows} ticks made into ${read.set.count} bars of one second`);
  if (badRows > 0) warnings.push(`${path}: ${badRows} bad rows skipped`);
  return { ok: true, rows: rowsOfLean(read.set), counts: { rows, dropped: badRows, outside, suspicious }, warnings };
}

async function readBars(
  engine: ParquetEngine,
  path: string,
  how: { readonly format: "csv" | "parquet"; readonly options: ImportOptions },
): Promise<ReadResult> {
  if (how.format === "csv") return readCsv(path, path, how.options);
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-parquet-"));
  try {
    const copy = join(folder, basename(path).replace(/(\.parquet)?$/i, ".csv"));
    const written = await writeParquetAsCsv(engine, path, copy);
    return written.ok ? readCsv(copy, path, how.options) : written;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads bars from `path`; `shown` is the file the user knows. */
function readCsv(path: string, shown: string, options: ImportOptions): ReadResult {
  const read: ReadBarsResult = readBarsCsv(path, {
    tz: options.tz,
    barTime: options.barTime,
    session: options.session,
    skipBadRows: options.skipBadRows,
    from: null,
    to: null,
    timeframeSeconds: null,
    symbol: options.symbol,
  });
  if (!read.ok) return { ok: false, faults: read.faults.map((fault) => ({ ...fault, file: shown })) };
  const outside = read.rows - read.skipped - read.columns.count;
  return {
    ok: true,
    rows: rowsOfBars(read.columns),
    counts: { rows: read.rows, dropped: read.skipped, outside, suspicious: 0 },
    warnings: [...read.warnings, ...read.assumed.map((text) => `${shown}: ${text}`)].map((text) =>
      text.replaceAll(path, shown),
    ),
  };
}

function importActions(path: string, options: ImportOptions): ImportResult {
  const text = readFileSync(path, "utf8");
  const read = isActionsCsv(text) ? readActionsCsv(text) : readLeanFactors(text);
  if (!read.ok) return refused("ACTIONS_INVALID", path, read.detail, read.line);
  const symbol = (options.symbol ?? instrumentOfFileName(path)).toUpperCase();
  const stored = storeActions(
    options.dataDir,
    { version: 1, symbol, source: { file: path, sha256: hashOfFile(path) }, actions: read.actions },
    options.isReplacing,
  );
  return stored.ok ? { ok: true, kind: "actions", symbol, isNew: stored.isNew } : stored;
}

function readHead(path: string): { readonly ok: true; readonly bytes: Uint8Array } | Refused {
  try {
    const size = statSync(path).size;
    const file = openSync(path, "r");
    try {
      const bytes = new Uint8Array(Math.min(size, HEAD_BYTES));
      readSync(file, bytes);
      return bytes.length === 0 ? refused("FILE_EMPTY", path, "the file has no bytes") : { ok: true, bytes };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return code === "ENOENT"
      ? refused("FILE_MISSING", path, "there is no such file; check the path")
      : refused("FILE_UNREADABLE", path, `it cannot be read (${code}); check that it is a file and its permissions`);
  }
}

/** SHA-256 of a file in pieces, so that its size does not matter. */
function hashOfFile(path: string): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const piece = new Uint8Array(1 << 20);
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece))
      hash.update(piece.subarray(0, length));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}

function wrongFormat(path: string, format: string): Refused {
  const expected = { lean: "a zip archive", parquet: "a Parquet file", csv: "text" }[format] ?? format;
  return refused(
    "FORMAT_UNKNOWN",
    path,
    `it was read as ${format} and is not ${expected}; leave --format out to go by the content`,
  );
}
