import type { ByteWindows } from "./byte-windows.ts";
import { zoneClock } from "./calendar/zone-clock.ts";
import type { DataFault, DataFaultCode } from "./data-fault.ts";
import { findHeader } from "./find-header.ts";
import { readHeader } from "./header-columns.ts";
import { createRowScanner } from "./scan-rows.ts";
import type { RowLayout } from "./scan-rows.ts";
import type { ScannedRows } from "./scanned-rows.ts";

/** A bars file read to its end: sound rows in file order and the faults of the others. */
export interface ScannedFile {
  readonly rows: ScannedRows;
  readonly layout: RowLayout & { readonly isUtc: boolean };
  /** Zone in which times without one were read. */
  readonly zone: string;
  readonly headerLine: number;
  /** Lines of text above the header. */
  readonly titleLines: number;
}

export type ScanResult =
  | { readonly ok: true; readonly scanned: ScannedFile }
  | { readonly ok: false; readonly fault: DataFault };

/** Reads header and rows; `tz` is the zone of times without one unless the header says UTC. */
export function scanBarsFile(windows: ByteWindows, file: string, tz: string): ScanResult {
  const refuse = (code: DataFaultCode, line: number, detail: string): ScanResult => ({
    ok: false,
    fault: { code, file, line, detail },
  });
  let window = windows.next();
  const header = window === null ? null : findHeader(window);
  if (window === null || header === null)
    return refuse("FILE_EMPTY", 0, "the file has no text; expected a header line and rows");
  const layout = readHeader(header.text);
  if (!layout.ok) return refuse("HEADER_UNKNOWN", header.line, layout.detail);
  const clock = zoneClock(layout.isUtc ? "UTC" : tz);
  if (clock === null) return refuse("ZONE_UNKNOWN", 0, `"${tz}" is no zone name, expected one like America/New_York`);
  const expectedRows = guessRows(window, header.end, windows.expectedBytes);
  const scanner = createRowScanner(layout, clock, { line: header.line + 1, expectedRows });
  let at = header.end;
  while (window !== null) {
    scanner.take(window, at);
    at = 0;
    window = windows.next();
  }
  const { rows } = scanner;
  if (rows.rowCount === 0) return refuse("FILE_EMPTY", header.line, "a header and no rows");
  const { line: headerLine, titleLines } = header;
  return { ok: true, scanned: { rows, layout, zone: clock.zone, headerLine, titleLines } };
}

const SAMPLE_BYTES = 1 << 16;

/** Rows to make room for, by the length of the first ones, with a few in a hundred to spare. */
function guessRows(window: Uint8Array, from: number, expectedBytes: number): number {
  const end = Math.min(window.length, from + SAMPLE_BYTES);
  let lines = 0;
  for (let at = from; at < end; at += 1) if (window[at] === 10 || window[at] === 13) lines += 1;
  const bytesPerLine = (end - from) / Math.max(lines, 1);
  return Math.ceil((expectedBytes / Math.max(bytesPerLine, 2)) * 1.05) + 64;
}
