import { createHash } from "node:crypto";
import { joinColumns } from "./bar-columns.ts";
import type { BarColumns } from "./bar-columns.ts";
import { faultText } from "./data-fault.ts";
import type { DataFault } from "./data-fault.ts";
import { instrumentOfFileName } from "./judge-bars.ts";
import { listBarFiles } from "./list-bar-files.ts";
import { finishBars, scanFile } from "./read-bars-csv.ts";
import type { ParseBarsResult, ReadBarsOptions } from "./read-bars-csv.ts";
import type { ScannedFile } from "./scan-bars-file.ts";

export type ReadBarsFolderResult =
  | {
      readonly ok: true;
      /** One per instrument, by instrument name. */
      readonly instruments: readonly BarColumns[];
      readonly warnings: readonly string[];
      /** What was taken for granted because the files do not say it, each once. */
      readonly assumed: readonly string[];
      /** Hexadecimal SHA-256 of the uncompressed bytes of all files, in name order. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly faults: readonly DataFault[] };

/**
 * Reads a folder with one or more `.csv` or `.csv.gz` files per instrument (the file name up to the
 * first `_` or `.`), or a single file. `wanted` (null: all) narrows the instruments; several files
 * of one are chained by time and may not overlap.
 */
export function readBarsPath(
  path: string,
  wanted: readonly string[] | null,
  options: ReadBarsOptions,
): ReadBarsFolderResult {
  const listed = listBarFiles(path);
  if (!listed.ok) return { ok: false, faults: [listed.fault] };
  const hash = createHash("sha256");
  const faults: DataFault[] = [];
  // Instruments of one file share its bad rows: each is told once, as a fault below too.
  const warnings = new Set<string>();
  const assumed = new Set<string>();
  const parts = new Map<string, { file: string; columns: BarColumns }[]>();
  for (const file of listed.files) {
    const name = instrumentOfFileName(file);
    if (!listed.isSingle && wanted !== null && !wanted.includes(name)) continue;
    const read = scanFile(file, options.tz, (bytes) => hash.update(bytes));
    if (!read.ok) {
      faults.push(read.fault);
      continue;
    }
    const symbols = listed.isSingle ? wanted : [name];
    for (const one of finishSymbols(read.scanned, file, symbols, options)) {
      if (!one.ok) faults.push(...one.faults);
      else {
        for (const text of one.warnings) warnings.add(text);
        for (const text of one.assumed) assumed.add(text);
        const list = parts.get(one.columns.symbol) ?? [];
        list.push({ file, columns: one.columns });
        parts.set(one.columns.symbol, list);
      }
    }
  }
  for (const symbol of wanted ?? []) {
    if (!parts.has(symbol) && faults.length === 0) {
      const detail = `no file for instrument "${symbol}"; a file's name begins with its instrument, like ${symbol}_1m.csv`;
      faults.push({ code: "SYMBOL_UNKNOWN", file: path, line: 0, detail });
    }
  }
  const instruments: BarColumns[] = [];
  for (const symbol of [...parts.keys()].sort()) {
    const chained = chain(symbol, parts.get(symbol) ?? []);
    if (chained.ok) instruments.push(chained.columns);
    else faults.push(chained.fault);
  }
  if (faults.length > 0) {
    const byText = new Map(faults.map((fault) => [faultText(fault), fault]));
    return { ok: false, faults: [...byText.values()] };
  }
  return {
    ok: true,
    instruments,
    warnings: [...warnings],
    assumed: [...assumed],
    sha256: hash.digest("hex"),
  };
}

function finishSymbols(
  scanned: ScannedFile,
  file: string,
  symbols: readonly string[] | null,
  options: ReadBarsOptions,
): readonly ParseBarsResult[] {
  if (symbols === null || symbols.length === 0) return [finishBars(scanned, file, options)];
  if (symbols.length > 1 && !scanned.layout.hasSymbol) {
    const detail = `the file has no symbol column and cannot hold ${symbols.join(", ")}; give a folder with one file per instrument`;
    return [{ ok: false, faults: [{ code: "SYMBOL_UNKNOWN", file, line: 0, detail }] }];
  }
  return symbols.map((symbol) => finishBars(scanned, file, { ...options, symbol }));
}

function chain(
  symbol: string,
  parts: readonly { readonly file: string; readonly columns: BarColumns }[],
): { readonly ok: true; readonly columns: BarColumns } | { readonly ok: false; readonly fault: DataFault } {
  const ordered = [...parts].sort((a, b) => (a.columns.tsOpen[0] ?? 0) - (b.columns.tsOpen[0] ?? 0));
  const [first] = ordered;
  if (first === undefined) return { ok: true, columns: joinColumns([], symbol, 0) };
  const timeframeSeconds = first.columns.timeframeSeconds;
  let previous = first;
  for (const part of ordered.slice(1)) {
    if (part.columns.timeframeSeconds !== timeframeSeconds) {
      const detail = `its bars have ${part.columns.timeframeSeconds} s, those of ${first.file} ${timeframeSeconds} s`;
      return { ok: false, fault: { code: "TIMEFRAME_MIXED", file: part.file, line: 0, detail } };
    }
    const end = previous.columns.tsClose[previous.columns.count - 1] ?? 0;
    if ((part.columns.tsOpen[0] ?? 0) < end) {
      const detail = `it begins before ${previous.file} ends (${new Date(end / 1000).toISOString()}); files of one instrument may not overlap`;
      return { ok: false, fault: { code: "OVERLAP", file: part.file, line: 0, detail } };
    }
    previous = part;
  }
  if (ordered.length === 1) return { ok: true, columns: first.columns };
  return {
    ok: true,
    columns: joinColumns(
      ordered.map((part) => part.columns),
      symbol,
      timeframeSeconds,
    ),
  };
}
