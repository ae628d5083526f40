import { join } from "node:path";
import type { RunNote, RunRow } from "../../contract/run-row.ts";
import { listAt, textAt } from "../../research/runs/json-at.ts";
import { listRuns, runsFolder } from "../../research/runs/list-runs.ts";
import type { RunRow as StoredRow } from "../../research/runs/run-row.ts";
import { scanMembers } from "../../research/runs/scan-members.ts";
import { decimalText } from "./figure-text.ts";

const WARNINGS: ReadonlySet<string> = new Set(["warnings"]);
const NOTES_MAX = 2_000;
/** Warnings by folder and time of the result: a list is asked for every few seconds. */
const notes = new Map<string, readonly RunNote[]>();

/** Every run with a result in a data directory, the latest first; `id` is the name of its folder. */
export function readRows(dataDir: string): RunRow[] {
  return listRuns(dataDir).runs.map((row) => rowOf(row, dataDir));
}

function rowOf(row: StoredRow, dataDir: string): RunRow {
  const { period, durationMs, startedAt } = row;
  const finishedAt = new Date(Date.parse(startedAt) + (durationMs ?? 0)).toISOString();
  return {
    id: row.folder,
    type: row.kind,
    status: row.status === "partial" ? "partial" : "done",
    strategyIds: row.strategy === "" ? [] : row.strategy.split(" + "),
    symbols: [...row.instruments],
    from: period.from === "" ? null : period.from,
    to: period.to === "" ? null : period.to,
    progress: decimalText(row.progress) ?? "0",
    etaSeconds: null,
    startedAt,
    finishedAt,
    durationMs,
    figures: {
      totalReturn: decimalText(row.totalReturn),
      sharpe: decimalText(row.sharpe),
      maxDrawdown: decimalText(row.maxDrawdown),
      trades: row.trades,
    },
    warnings: row.warnings === 0 ? [] : [...notesOf(join(runsFolder(dataDir), row.folder), finishedAt)],
    startedBy: "command line",
  };
}

function notesOf(folder: string, finishedAt: string): readonly RunNote[] {
  const key = `${folder} ${finishedAt}`;
  const known = notes.get(key);
  if (known !== undefined) return known;
  const scanned = scanMembers(join(folder, "result.json"), WARNINGS);
  const list = scanned.ok ? listAt(Object.fromEntries(scanned.members), "warnings") : [];
  const read = list.map((one) => ({ code: textAt(one, "code"), text: textAt(one, "text") }));
  if (notes.size >= NOTES_MAX) notes.clear();
  notes.set(key, read);
  return read;
}
