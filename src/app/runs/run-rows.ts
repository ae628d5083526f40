import type { RunQuery } from "../../contract/run-query.ts";
import type { RunPage } from "../../contract/run-port.ts";
import type { RunRow } from "../../contract/run-row.ts";
import type { RunRecord } from "./run-records.ts";

/** Where a run that is waiting or under way stands. */
export interface LiveRun {
  /** 0: it runs; 1 and more: its place among those that wait. */
  readonly place: number;
  readonly share: number;
  readonly etaSeconds: number | null;
}

/** The row of a run that has no result: not yet, or never. */
export function rowOfRecord(record: RunRecord, live: LiveRun | null): RunRow {
  const { id, type, strategyIds, symbols, from, to, startedAt, finishedAt, startedBy, warnings } = record;
  const queued = live !== null && live.place > 0;
  const note = { code: "QUEUED", text: `Waits for ${live?.place ?? 0} other ${live?.place === 1 ? "run" : "runs"}.` };
  return {
    id,
    type,
    status: live === null ? record.status : queued ? "queued" : "running",
    strategyIds: [...strategyIds],
    symbols: [...symbols],
    from,
    to,
    progress: (live?.share ?? 0).toFixed(4),
    etaSeconds: live?.etaSeconds ?? null,
    startedAt,
    finishedAt,
    durationMs: finishedAt === null ? null : Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)),
    figures: { totalReturn: null, sharpe: null, maxDrawdown: null, trades: null },
    warnings: queued ? [note, ...warnings] : [...warnings],
    startedBy,
  };
}

/** Rows with results and records as one list, the latest first; what has a record is told with who asked for it. */
export function joinRows(
  stored: readonly RunRow[],
  records: ReadonlyMap<string, RunRecord>,
  liveOf: (id: string) => LiveRun | null,
): RunRow[] {
  const rows = new Map(stored.map((row) => [row.id, row]));
  for (const record of records.values()) {
    const live = liveOf(record.id);
    const row = rows.get(record.id);
    const hasEnded = record.status === "done" || record.status === "partial";
    if (live === null && hasEnded) {
      const { startedAt, finishedAt, startedBy } = record;
      if (row !== undefined) rows.set(record.id, { ...row, startedAt, finishedAt, startedBy });
    } else rows.set(record.id, rowOfRecord(record, live));
  }
  return [...rows.values()].sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
}

/** One page of what a query wants. */
export function pageOfRows(rows: readonly RunRow[], query: RunQuery): RunPage<RunRow> {
  const wanted = rows.filter((row) => isWanted(row, query));
  const { cursor, limit, page = 1 } = query;
  const rest = cursor === undefined ? wanted.slice((page - 1) * limit) : wanted.filter((row) => placeOf(row) < cursor);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: last !== undefined && rest.length > limit ? placeOf(last) : null, total: wanted.length };
}

/** Orders rows by time, then by id; also the cursor. */
function placeOf({ startedAt, id }: RunRow): string {
  return `${startedAt}~${id}`;
}

function isWanted(row: RunRow, { strategyId, symbol, status, type, from, to }: RunQuery): boolean {
  const at = Date.parse(row.startedAt);
  return (
    (strategyId === undefined || row.strategyIds.includes(strategyId)) &&
    (symbol === undefined || row.symbols.includes(symbol)) &&
    (status === undefined || row.status === status) &&
    (type === undefined || row.type === type) &&
    (from === undefined || at >= Date.parse(from)) &&
    (to === undefined || at <= Date.parse(to))
  );
}
