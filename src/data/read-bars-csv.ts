import { createHash } from "node:crypto";
import type { BarColumns } from "./bar-columns.ts";
import { windowsOfBytes } from "./byte-windows.ts";
import { NYSE_ZONE } from "./calendar/nyse-calendar.ts";
import type { DataFault } from "./data-fault.ts";
import { judgeBars } from "./judge-bars.ts";
import type { BarsReading } from "./judge-bars.ts";
import { openBytes } from "./open-bytes.ts";
import { scanBarsFile } from "./scan-bars-file.ts";
import type { ScannedFile } from "./scan-bars-file.ts";

/** How a bars file is read; the report states what was used. */
export interface ReadBarsOptions extends BarsReading {
  readonly skipBadRows: boolean;
}

/** New York times that open the bar, regular session, nothing skipped. */
export const READ_BARS_DEFAULTS: ReadBarsOptions = {
  tz: NYSE_ZONE,
  barTime: "open",
  session: "regular",
  from: null,
  to: null,
  skipBadRows: false,
  timeframeSeconds: null,
  symbol: null,
};

export interface BarsParsed {
  readonly ok: true;
  readonly columns: BarColumns;
  /** Int32Array[columns.count]: the line of the file each bar stands on. */
  readonly lines: Int32Array;
  readonly warnings: readonly string[];
  /** What was taken for granted because the file does not say it, and the option that says otherwise. */
  readonly assumed: readonly string[];
  /** Rows in the file, dropped ones included; without those of other instruments. */
  readonly rows: number;
  /** Bad rows dropped by `skipBadRows`. */
  readonly skipped: number;
  /** Instruments the file's symbol column names; empty without such a column. */
  readonly symbols: readonly string[];
}
export interface BarsRead extends BarsParsed {
  /** Hexadecimal SHA-256 of the uncompressed bytes. */
  readonly sha256: string;
}
export interface BarsRefused {
  readonly ok: false;
  readonly faults: readonly DataFault[];
}
export type ParseBarsResult = BarsParsed | BarsRefused;
export type ReadBarsResult = BarsRead | BarsRefused;

export type FileBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: DataFault };

export type ScanFileResult =
  | { readonly ok: true; readonly scanned: ScannedFile }
  | { readonly ok: false; readonly fault: DataFault };

/** Reads one CSV or CSV.gz file of bars into columns; refuses with every fault it found. */
export function readBarsCsv(path: string, options: ReadBarsOptions = READ_BARS_DEFAULTS): ReadBarsResult {
  const hash = createHash("sha256");
  const read = scanFile(path, options.tz, (bytes) => hash.update(bytes));
  if (!read.ok) return { ok: false, faults: [read.fault] };
  const parsed = finishBars(read.scanned, path, options);
  return parsed.ok ? { ...parsed, sha256: hash.digest("hex") } : parsed;
}

/** Parses the uncompressed bytes of a bars file and hashes them; see {@link parseBars}. */
export function parseBarsCsv(bytes: Uint8Array, file: string, options: ReadBarsOptions): ReadBarsResult {
  const parsed = parseBars(bytes, file, options);
  return parsed.ok ? { ...parsed, sha256: createHash("sha256").update(bytes).digest("hex") } : parsed;
}

/** Parses the uncompressed bytes of a bars file; `file` is its name in faults and, without a symbol column, its instrument. */
export function parseBars(bytes: Uint8Array, file: string, options: ReadBarsOptions): ParseBarsResult {
  const read = scanBarsFile(windowsOfBytes(bytes), file, options.tz);
  return read.ok ? finishBars(read.scanned, file, options) : { ok: false, faults: [read.fault] };
}

/** Reads header and rows of a file in memory that does not grow with it; `onBytes` sees the unpacked text, for a hash. */
export function scanFile(path: string, tz: string, onBytes: (bytes: Uint8Array) => void): ScanFileResult {
  const opened = openBytes(path, { onBytes });
  if (!opened.ok) return opened;
  try {
    const read = scanBarsFile(opened.windows, path, tz);
    // A disk or an archive that fails half way ends the windows early: what was read is not the file.
    const fault = opened.fault();
    return fault === null ? read : { ok: false, fault };
  } finally {
    opened.windows.close();
  }
}

/** The bars of one instrument of a scanned file, or every fault that stands against them. */
export function finishBars(scanned: ScannedFile, file: string, options: ReadBarsOptions): ParseBarsResult {
  const judged = judgeBars(scanned, file, options);
  const { issues } = judged;
  const faults = [...judged.faults];
  const warnings = [...judged.warnings];
  if (!options.skipBadRows || judged.columns === null) {
    for (const issue of issues.kept) faults.push({ file, ...issue });
    if (issues.count > issues.kept.length)
      faults.push({ code: "BAD_ROW", file, line: 0, detail: `${issues.count - issues.kept.length} more bad rows` });
  } else if (issues.count > 0)
    warnings.push(`${file}: ${issues.count} bad rows skipped, first at line ${issues.kept[0]?.line}`);
  if (faults.length > 0 || judged.columns === null) return { ok: false, faults };
  return {
    ok: true,
    columns: judged.columns,
    lines: judged.lines,
    warnings,
    assumed: judged.assumed,
    rows: judged.rowCount,
    skipped: issues.count,
    symbols: scanned.rows.symbols,
  };
}

/** The file's bytes at once, unpacked when its content is gzip; for files known to be small, else {@link scanFile}. */
export function readBytes(path: string): FileBytes {
  const parts: Uint8Array[] = [];
  const opened = openBytes(path, { onBytes: (bytes) => parts.push(bytes.slice()) });
  if (!opened.ok) return opened;
  const { windows } = opened;
  while (windows.next() !== null);
  windows.close();
  const fault = opened.fault();
  return fault === null ? { ok: true, bytes: Buffer.concat(parts) } : { ok: false, fault };
}
