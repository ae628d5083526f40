import { lstat, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { runsFolder } from "../../research/runs/list-runs.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonl": "application/x-ndjson; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".yaml": "text/yaml; charset=utf-8",
};
/** Ids and names are those of plain entries of a folder, never hidden, never a way out of it. */
const PLAIN = /^[A-Za-z0-9_][\w.-]{0,99}$/;

/** True for what may be the id of a run, which is also the name of its folder. */
export function isRunId(text: string): boolean {
  return PLAIN.test(text);
}

/** A plain file of a run; null for anything else, links included. */
export async function readRunFile(
  dataDir: string,
  id: string,
  name: string,
): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null> {
  if (!isRunId(id) || !PLAIN.test(name)) return null;
  const folder = join(runsFolder(dataDir), id);
  try {
    if (!(await lstat(folder)).isDirectory() || !(await lstat(join(folder, name))).isFile()) return null;
    return { bytes: await readFile(join(folder, name)), type: TYPES[extname(name)] ?? "application/octet-stream" };
  } catch {
    // It is not there, or went just now.
    return null;
  }
}
