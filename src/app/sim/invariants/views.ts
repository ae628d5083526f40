import type { CoreState } from "../../../core/engine/core-state.ts";
import { encodeOutput } from "../../../core/engine/encode-output.ts";
import type { Input } from "../../../core/model/input.ts";
import type { OutputRecord } from "../../../core/model/output-record.ts";
import type { Output } from "../../../core/model/output.ts";
import { foldEntry } from "../../../views/fold/fold-entry.ts";
import type { RowChanges } from "../../../views/fold/row-changes.ts";
import { createRowChanges } from "../../../views/fold/row-changes.ts";
import type { TableName, ViewTables } from "../../../views/fold/rows.ts";
import { TABLE_NAMES } from "../../../views/fold/rows.ts";
import type { ViewState } from "../../../views/fold/view-state.ts";
import { createViewState, positionKey } from "../../../views/fold/view-state.ts";

/** The rows as a database would hold them: copies, by key. */
type Tables = { readonly [T in TableName]: Map<string, ViewTables[T]> };

interface Entry {
  readonly input: Input;
  readonly outputs: readonly OutputRecord[];
}

/**
 * The read models beside the core, kept by the production's fold as a running process keeps them:
 * entry by entry behind the disk, and after a crash from what its tables hold.
 */
export interface FoldedViews {
  /** Every entry of the journal, the newest answer of a replay included; index = seq - 1. */
  readonly entries: Entry[];
  state: ViewState;
  readonly tables: Tables;
}

/** Entries of one batch of rows, as they gather while a database writes. */
const BATCH = 200;
const NOTHING: readonly OutputRecord[] = [];

/** Read models before the first entry. */
export function createFoldedViews(): FoldedViews {
  return { entries: [], state: createViewState(), tables: createRowChanges().tables };
}

/** Takes an entry down, live or out of a replay; `durableSeq`: what the disk has, and only that is folded. */
export function noteEntry(
  views: FoldedViews,
  core: CoreState,
  entry: { readonly input: Input; readonly outputs: readonly Output[]; readonly durableSeq: number },
): void {
  const { input, outputs, durableSeq } = entry;
  const { entries } = views;
  // A number that was there before: the process died, and its successor starts from the tables.
  if (input.seq <= entries.length) {
    entries.length = input.seq - 1;
    if (views.state.seq > 0) views.state = reloadState(views.tables, views.state.seq);
  }
  entries.push({
    input,
    outputs: outputs.length === 0 ? NOTHING : outputs.map((output, i) => encodeOutput(core, output, i)),
  });
  if (durableSeq - views.state.seq >= BATCH) foldUpTo(views, Math.min(durableSeq, entries.length));
}

/** Folds what is on the disk and writes the rows that changed. */
export function foldUpTo(views: FoldedViews, lastSeq: number): void {
  const changes = createRowChanges();
  foldEntries(views, views.state, lastSeq, changes);
  for (const table of TABLE_NAMES) copyRows(changes, views.tables, table);
}

/** The rows of the whole journal, from nothing. */
export function rebuild(views: FoldedViews, lastSeq: number): Tables {
  const changes = createRowChanges();
  foldEntries(views, createViewState(), lastSeq, changes);
  return changes.tables;
}

function foldEntries(views: FoldedViews, state: ViewState, lastSeq: number, changes: RowChanges): void {
  for (let seq = state.seq + 1; seq <= lastSeq; seq += 1) {
    const { input, outputs } = views.entries[seq - 1] as Entry;
    foldEntry(state, input, outputs, changes);
  }
}

function copyRows(changes: RowChanges, into: Tables, table: TableName): void {
  const rows = changes.tables[table] as ReadonlyMap<string, ViewTables[TableName]>;
  for (const [key, row] of rows) (into[table] as Map<string, ViewTables[TableName]>).set(key, { ...row });
}

/** The fold's memory out of the rows, as `views/store/load-view-state.ts` reads it from the database. */
function reloadState(tables: Tables, seq: number): ViewState {
  const state = createViewState();
  state.seq = seq;
  for (const { name, body } of tables.directory.values()) {
    const value: unknown = JSON.parse(body);
    if (name === "instruments") state.instruments = value as ViewState["instruments"];
    else if (name === "config") state.config = value as ViewState["config"];
    else state.sessions = value as ViewState["sessions"];
  }
  for (const row of tables.orders.values()) state.orders.set(row.order_id, { ...row });
  const signals = [...tables.signals.values()].filter((row) => row.status === "ACCEPTED");
  for (const row of signals.sort((a, b) => a.pos - b.pos)) state.signals.set(row.signal_id, { ...row });
  for (const row of tables.positions.values()) {
    state.positions.set(positionKey(row.account_id, row.strategy_id, row.symbol), { ...row });
  }
  for (const row of tables.strategies.values()) state.strategies.set(row.strategy_id, { ...row });
  for (const row of tables.instrument_marks.values()) state.marks.set(row.symbol, { ...row });
  for (const row of tables.account_links.values()) state.links.set(row.account_id, { ...row });
  const days = [...tables.daily_equity.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  for (const row of days) state.days.set(row.account_id, { ...row });
  return state;
}

/** The first row that is not the same in both, in words; empty: all are. */
export function differenceOf(one: Tables, other: Tables): string {
  for (const table of TABLE_NAMES) {
    if (one[table].size !== other[table].size) {
      return `${table}: ${one[table].size} rows, ${other[table].size} from nothing`;
    }
    for (const [key, row] of one[table]) {
      const twin = other[table].get(key) as Record<string, unknown> | undefined;
      for (const column of Object.keys(row)) {
        const value = (row as unknown as Record<string, unknown>)[column];
        if (twin !== undefined && Object.is(value, twin[column])) continue;
        return `${table} ${key.replaceAll("\u0000", " ")}: ${column} is ${String(value)}, from nothing ${String(twin?.[column])}`;
      }
    }
  }
  return "";
}
