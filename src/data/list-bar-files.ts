import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DataFault } from "./data-fault.ts";

/** The bars files a path stands for. */
export type BarFiles =
  | { readonly ok: true; readonly files: readonly string[]; readonly isSingle: boolean }
  | { readonly ok: false; readonly fault: DataFault };

/** The `.csv` and `.csv.gz` files of a folder in name order, or the path itself. */
export function listBarFiles(path: string): BarFiles {
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
