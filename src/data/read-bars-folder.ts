import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { joinColumns } from "./bar-columns.ts";
import type { BarColumns } from "./bar-columns.ts";
import type { DataFault } from "./data-fault.ts";
import { instrumentOfFileName, parseBars, readBytes } from "./read-bars-csv.ts";
import type { BarsParsed, ReadBarsOptions } from "./read-bars-csv.ts";

export type ReadBarsFolderResult =
  | {
      readonly ok: true;
      /** One per instrument, by instrument name. */
      readonly instruments: readonly BarColumns[];
      readonly warnings: readonly string[];
      /** Hexadecimal SHA-256 of the uncompressed bytes of all files, in name order. */
      readonly sha256: string;
      readonly rows: number;
      readonly skipped: number;
      readonly files: readonly string[];
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
  const listed = listFiles(path);
  if (!listed.ok) return { ok: false, faults: [listed.fault] };
  const hash = createHash("sha256");
  const faults: DataFault[] = [];
  const warnings: string[] = [];
  const parts = new Map<string, { file: string; columns: BarColumns }[]>();
  const used: string[] = [];
  let rows = 0;
  let skipped = 0;
  for (const file of listed.files) {
    const name = instrumentOfFileName(file);
    if (!listed.isSingle && wanted !== null && !wanted.includes(name)) continue;
    const read = readBytes(file);
    if (!read.ok) {
      faults.push(read.fault);
      continue;
    }
    hash.update(read.bytes);
    used.push(file);
    const symbols = listed.isSingle ? wanted : [name];
    for (const one of parseSymbols(read.bytes, file, symbols, options)) {
      if (!one.ok) faults.push(...one.faults);
      else {
        rows += one.rows;
        skipped += one.skipped;
        warnings.push(...one.warnings);
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
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, instruments, warnings, sha256: hash.digest("hex"), rows, skipped, files: used };
}

type Listing =
  | { readonly ok: true; readonly files: readonly string[]; readonly isSingle: boolean }
  | { readonly ok: false; readonly fault: DataFault };

function listFiles(path: string): Listing {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch {
    return { ok: true, files: [path], isSingle: true };
  }
  if (!isFolder) return { ok: true, files: [path], isSingle: true };
  let names: string[];
  try {
    names = readdirSync(path);
  } catch {
    return {
      ok: false,
      fault: {
        code: "FILE_UNREADABLE",
        file: path,
        line: 0,
        detail: "the folder cannot be read; check its permissions",
      },
    };
  }
  // Name order by code unit, the same on every machine, because the hash depends on it.
  const files = names.filter((name) => /\.csv(\.gz)?$/i.test(name)).sort();
  if (files.length === 0) {
    return {
      ok: false,
      fault: { code: "FILE_MISSING", file: path, line: 0, detail: "the folder holds no .csv or .csv.gz file" },
    };
  }
  return { ok: true, files: files.map((name) => join(path, name)), isSingle: false };
}

function parseSymbols(
  bytes: Uint8Array,
  file: string,
  symbols: readonly string[] | null,
  options: ReadBarsOptions,
): readonly (BarsParsed | { readonly ok: false; readonly faults: readonly DataFault[] })[] {
  if (symbols !== null && symbols.length > 0)
    return symbols.map((symbol) => parseBars(bytes, file, { ...options, symbol }));
  const first = parseBars(bytes, file, { ...options, symbol: options.symbol });
  return [first];
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
