import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { jsonAt, listAt, numberAt, textAt } from "./json-at.ts";
import type { RunKind, RunRow } from "./run-row.ts";
import { RUN_KINDS } from "./run-row.ts";
import { scanMembers } from "./scan-members.ts";

/** What the list needs of a result; the rest of a large one is passed over. */
const WANTED: ReadonlySet<string> = new Set([
  "runId",
  "kind",
  "strategy",
  "strategies",
  "data",
  "metrics",
  "warnings",
  "durationMs",
  "partial",
  "isPartial",
  "best",
  "combinations",
  "counts",
  "of",
]);
const SUMMARY_VERSION = 1;

/** summary.json: the row of a run and the state of the result.json it was made from. */
interface StoredSummary {
  readonly schemaVersion: typeof SUMMARY_VERSION;
  readonly of: { readonly bytes: number; readonly mtimeMs: number };
  readonly row: Omit<RunRow, "folder" | "hasReport">;
}

/**
 * The row of the run in `folder`, or why there is none. It is kept in summary.json beside the
 * result, which is read again when it changed; a folder that may not be written to has no such file.
 */
export function readRunRow(folder: string): RunRow | string {
  const path = join(folder, "result.json");
  const { size, mtimeMs } = statSync(path);
  const place = { folder: basename(folder), hasReport: existsSync(join(folder, "report.html")) };
  const stored = storedRow(join(folder, "summary.json"), size, mtimeMs);
  if (stored !== null) return { ...stored, ...place };
  const scanned = scanMembers(path, WANTED);
  if (!scanned.ok) return `result.json ${scanned.reason}`;
  const row = rowOf(Object.fromEntries(scanned.members), mtimeMs);
  if (typeof row === "string") return `result.json ${row}`;
  store(join(folder, "summary.json"), { schemaVersion: SUMMARY_VERSION, of: { bytes: size, mtimeMs }, row });
  return { ...row, ...place };
}

function storedRow(path: string, bytes: number, mtimeMs: number): StoredSummary["row"] | null {
  if (!existsSync(path)) return null;
  try {
    const stored = JSON.parse(readFileSync(path, "utf8")) as StoredSummary;
    const isOfThis =
      stored.schemaVersion === SUMMARY_VERSION && stored.of.bytes === bytes && stored.of.mtimeMs === mtimeMs;
    return isOfThis && typeof stored.row.runId === "string" && Array.isArray(stored.row.instruments)
      ? stored.row
      : null;
  } catch {
    // It is made again from the result, which is what counts.
    return null;
  }
}

function store(path: string, summary: StoredSummary): void {
  const aside = `${path}.writing-${process.pid}`;
  try {
    writeFileSync(aside, `${JSON.stringify(summary, null, 2)}\n`);
    renameSync(aside, path);
  } catch {
    // A list must also work where nothing may be written; it is only slower.
    rmSync(aside, { force: true });
  }
}

function rowOf(result: unknown, mtimeMs: number): StoredSummary["row"] | string {
  const runId = textAt(result, "runId");
  const named = jsonAt(result, "kind");
  const kind = named === undefined ? "backtest" : RUN_KINDS.find((known) => known === named);
  if (runId === "") return "has no runId";
  if (kind === undefined) return `is of the unknown kind ${JSON.stringify(named)}`;
  const durationMs = numberAt(result, "durationMs");
  const figures = figuresOf(result, kind);
  const planned = numberAt(result, "counts", "planned");
  const finished = numberAt(result, "counts", "finished");
  const partial = jsonAt(result, "partial") ?? jsonAt(result, "isPartial");
  const isPartial = partial !== undefined && partial !== null && partial !== false;
  // Rows without a kind hold what no strategy owns.
  const several = listAt(result, "strategies").flatMap((one) =>
    textAt(one, "kind") === "" ? [] : [textAt(one, "id")],
  );
  return {
    runId,
    kind,
    startedAt: new Date(mtimeMs - (durationMs ?? 0)).toISOString(),
    strategy:
      several.length > 1 ? several.join(" + ") : textAt(result, "strategy", "id") || textAt(result, "of", "strategy"),
    instruments: listAt(result, "data", "instruments").filter((name) => typeof name === "string"),
    period: { from: textAt(result, "data", "from").slice(0, 10), to: textAt(result, "data", "to").slice(0, 10) },
    status: isPartial ? "partial" : "finished",
    progress: !isPartial ? 1 : planned !== null && planned > 0 ? (finished ?? 0) / planned : null,
    totalReturn: numberAt(figures, "totalReturn"),
    sharpe: numberAt(figures, "sharpe"),
    maxDrawdown: numberAt(figures, "maxDrawdown") ?? numberAt(figures, "maxDrawdownDaily"),
    trades: numberAt(figures, "trades"),
    warnings: listAt(result, "warnings").length,
    durationMs,
  };
}

function figuresOf(result: unknown, kind: RunKind): unknown {
  if (kind !== "sweep") return jsonAt(result, "metrics");
  // A large sweep's list of combinations is passed over; its best one stands by itself.
  const named = jsonAt(result, "best", "metrics");
  if (named !== undefined) return named;
  const place = numberAt(result, "best", "place");
  const best = listAt(result, "combinations").find((row) => place !== null && numberAt(row, "place") === place);
  return jsonAt(best, "metrics");
}
