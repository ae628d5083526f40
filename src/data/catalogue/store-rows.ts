import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import { dateText } from "../calendar/civil-date.ts";
import { sessionTable } from "../calendar/nyse-calendar.ts";
import { refused, writeFault } from "./catalogue-fault.ts";
import type { Refused } from "./catalogue-fault.ts";
import { countGaps } from "./count-gaps.ts";
import { findConflict } from "./find-conflict.ts";
import { datasetFolder, isSymbol, putInPlace, readManifest, writeManifest } from "./manifest.ts";
import type { AdjustmentBasis, DatasetManifest, PartitionFacts, SourceFacts } from "./manifest.ts";
import { engineErrorText, sqlPath, sqlText } from "./parquet-engine.ts";
import type { ParquetEngine } from "./parquet-engine.ts";
import { partitionFile, partitionsOf } from "./partition-of.ts";
import { isOptionKind, seriesName } from "./series.ts";
import type { Series } from "./series.ts";
import { columnsOf, CONTRACT_COLUMN } from "./stored-rows.ts";
import type { StoredRows } from "./stored-rows.ts";

/** Where rows come from and what they claim to be. */
export interface StoreRequest {
  readonly dataDir: string;
  readonly rows: StoredRows;
  readonly source: SourceFacts;
  readonly adjustment: AdjustmentBasis;
  /** New rows win over stored ones in the stretch of time they cover. */
  readonly isReplacing: boolean;
}

export type StoreResult =
  | {
      readonly ok: true;
      /** Rows that were not stored before; with replacing, rows that differ too. */
      readonly added: number;
      /** Stored rows that are gone or differ now; 0 unless replacing. */
      readonly removed: number;
      readonly manifest: DatasetManifest;
    }
  | Refused;

/** Openings and closings in the order of the rows. */
interface RowTimes {
  readonly opens: Float64Array;
  readonly closes: Float64Array;
}

/** A file to be written. */
interface PartitionPlan {
  readonly number: number;
  readonly path: string;
  /** What it is to hold. */
  readonly sql: string;
  /** Times of just these rows where they rise already; null: they are to be sorted. */
  readonly times: RowTimes | null;
}

/** Table of the rows under way. */
const INCOMING = "incoming";
const ROW_GROUP = 122_880;

/**
 * Merges rows into a dataset. Equal rows that are stored already change nothing; different ones, or
 * bars that lie across stored bars, are refused unless replacing, before any file is touched. Each
 * file is written beside its place and renamed; the manifest follows last.
 */
export async function storeRows(engine: ParquetEngine, request: StoreRequest): Promise<StoreResult> {
  const { dataDir, rows, source } = request;
  if (!isSymbol(rows.symbol))
    return refused(
      "NAME_INVALID",
      source.file,
      `"${rows.symbol}" is no symbol the catalogue can store; use letters, digits, ".", "-" or "_"`,
    );
  const folder = datasetFolder(dataDir, rows.symbol, rows.series);
  const read = readManifest(folder);
  if (!read.ok) return read;
  const known = read.manifest;
  if (known !== null && isStored(folder, known, source)) return { ok: true, added: 0, removed: 0, manifest: known };
  const clash = known === null ? null : claimConflict(known, request);
  if (clash !== null) return clash;
  const times = risingTimes(rows);
  await loadIncoming(engine, rows);
  const plans: PartitionPlan[] = [];
  let added = 0;
  let removed = 0;
  let at = 0;
  for (const { number, rows: count, tsFirst, tsLast } of partitionsOf(rows.series, columnAt(rows, 0))) {
    const path = join(folder, partitionFile(number));
    const incoming = `(SELECT * FROM ${INCOMING} WHERE ts_open_micros BETWEEN ${tsFirst} AND ${tsLast})`;
    const own =
      times === null
        ? null
        : { opens: times.opens.subarray(at, at + count), closes: times.closes.subarray(at, at + count) };
    at += count;
    if (!isFile(path)) {
      added += count;
      plans.push({ number, path, sql: incoming, times: own });
      continue;
    }
    try {
      const stored = `(SELECT * FROM read_parquet(${sqlPath(path)}))`;
      const conflict = request.isReplacing ? null : await findConflict(engine, rows.series, { incoming, stored });
      if (conflict !== null)
        return refused("CONFLICT", source.file, `${rows.symbol} ${seriesName(rows.series)}: ${conflict}`);
      const fresh = await countOf(engine, `(SELECT * FROM ${incoming} EXCEPT SELECT * FROM ${stored})`);
      added += fresh;
      const isKnown = known?.partitions.some(
        (entry) => entry.file === partitionFile(number) && entry.bytes === sizeOf(path),
      );
      const merged = mergedSql(request, { incoming, stored });
      const gone = request.isReplacing
        ? await countOf(engine, `(SELECT * FROM ${stored} EXCEPT SELECT * FROM ${merged})`)
        : 0;
      removed += gone;
      if (fresh > 0 || gone > 0 || isKnown !== true) plans.push({ number, path, sql: merged, times: null });
    } catch (error) {
      return refused(
        "DATASET_DAMAGED",
        path,
        `it cannot be read (${engineErrorText(error)}); delete it and import its sources again`,
      );
    }
  }
  const entries = new Map((known?.partitions ?? []).map((entry) => [entry.file, entry]));
  try {
    mkdirSync(folder, { recursive: true });
    for (const plan of plans) entries.set(partitionFile(plan.number), await writePartition(engine, rows.series, plan));
    const others = (known?.sources ?? []).filter((entry) => entry.sha256 !== source.sha256);
    const manifest: DatasetManifest = {
      version: 1,
      symbol: rows.symbol,
      series: rows.series,
      adjustment: request.adjustment,
      session: source.session,
      partitions: [...entries.values()].sort((a, b) => a.tsFirst - b.tsFirst),
      sources: [...(removed > 0 ? others.map((entry) => ({ ...entry, isReplaced: true })) : others), source],
    };
    writeManifest(folder, manifest);
    return { ok: true, added, removed, manifest };
  } catch (error) {
    return writeFault(systemError(error), folder);
  }
}

/** The same bytes were imported in the same way, and the files are as that left them. */
function isStored(folder: string, known: DatasetManifest, source: SourceFacts): boolean {
  const same = known.sources.some(
    (entry) =>
      entry.sha256 === source.sha256 &&
      entry.isReplaced !== true &&
      entry.zone === source.zone &&
      entry.barTime === source.barTime &&
      entry.session === source.session &&
      entry.dropped === source.dropped &&
      entry.importer === source.importer,
  );
  return (
    same &&
    known.partitions.every(
      (entry) => isFile(join(folder, entry.file)) && sizeOf(join(folder, entry.file)) === entry.bytes,
    )
  );
}

/** A dataset holds one kind of prices and one kind of hours, or nobody could say which a bar is. */
function claimConflict(known: DatasetManifest, { adjustment, source }: StoreRequest): Refused | null {
  const name = `${known.symbol} ${seriesName(known.series)}`;
  if (known.adjustment !== adjustment)
    return refused(
      "CONFLICT",
      source.file,
      `${name} holds prices of basis "${known.adjustment}", these are "${adjustment}"`,
    );
  if (known.session !== source.session)
    return refused(
      "CONFLICT",
      source.file,
      `${name} was imported with --session ${known.session}, these bars with ${source.session}`,
    );
  return null;
}

function columnAt(rows: StoredRows, column: number): Float64Array {
  return rows.columns[column] ?? new Float64Array(0);
}

/** The times of rows that stand in the order in which they are stored; null: they must be sorted. */
function risingTimes(rows: StoredRows): RowTimes | null {
  if (isOptionKind(rows.series.kind)) return null;
  const [opens, closes] = [columnAt(rows, 0), columnAt(rows, 1)];
  for (let i = 1; i < opens.length; i += 1) if ((opens[i] as number) < (opens[i - 1] as number)) return null;
  return { opens, closes };
}

async function loadIncoming(engine: ParquetEngine, rows: StoredRows): Promise<void> {
  const columns = columnsOf(rows.series.kind);
  await engine.load("loaded", {
    names: columns.map((column) => column.name),
    doubles: rows.columns,
    textName: rows.contracts === null ? null : CONTRACT_COLUMN,
    texts: rows.contracts,
  });
  // As whole numbers from here on: that is how they are stored and compared.
  const casts = columns.map(({ name, type }) => `CAST(${name} AS ${type}) AS ${name}`);
  if (rows.contracts !== null) casts.unshift(CONTRACT_COLUMN);
  await engine.run(`CREATE OR REPLACE TEMP VIEW ${INCOMING} AS SELECT ${casts.join(", ")} FROM loaded`);
}

/** Stored rows that stay, and all new ones. */
function mergedSql({ rows, isReplacing }: StoreRequest, sql: { incoming: string; stored: string }): string {
  const isOption = isOptionKind(rows.series.kind);
  const same = isOption ? `i.${CONTRACT_COLUMN} = s.${CONTRACT_COLUMN} AND ` : "";
  if (!isReplacing)
    return `(SELECT * FROM ${sql.stored} s WHERE NOT EXISTS (SELECT 1 FROM ${sql.incoming} i WHERE ${same}i.ts_open_micros = s.ts_open_micros) UNION ALL SELECT * FROM ${sql.incoming})`;
  // Over all files: the stretch of time may cross a new year.
  const key = isOption ? CONTRACT_COLUMN : "1";
  const spans = `(SELECT ${key} AS ${CONTRACT_COLUMN}, min(ts_open_micros) AS a, max(ts_close_micros) AS b FROM ${INCOMING} GROUP BY ${key})`;
  return `(SELECT * FROM ${sql.stored} s WHERE NOT EXISTS (SELECT 1 FROM ${spans} i WHERE ${same}s.ts_open_micros < i.b AND s.ts_close_micros > i.a) UNION ALL SELECT * FROM ${sql.incoming})`;
}

async function writePartition(engine: ParquetEngine, series: Series, plan: PartitionPlan): Promise<PartitionFacts> {
  const temporary = `${plan.path}.${process.pid}.tmp`;
  const order = isOptionKind(series.kind) ? `${CONTRACT_COLUMN}, ts_open_micros` : "ts_open_micros";
  // Rows that rise already keep their order: the engine preserves it, and sorting costs as much as packing.
  const orderBy = plan.times === null ? `ORDER BY ${order}` : "";
  try {
    await engine.run(
      `COPY (SELECT * FROM ${plan.sql} ${orderBy}) TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP})`,
    );
    const facts = factsOf(series, plan.times ?? (await readTimes(engine, temporary)));
    putInPlace(temporary, plan.path);
    return { ...facts, file: partitionFile(plan.number), bytes: sizeOf(plan.path) };
  } finally {
    rmSync(temporary, { force: true });
  }
}

async function readTimes(engine: ParquetEngine, path: string): Promise<RowTimes> {
  const from = `FROM read_parquet(${sqlPath(path)})`;
  const count = await countOf(engine, `(SELECT 1 ${from})`);
  const [opens = new Float64Array(0), closes = new Float64Array(0)] = await engine.doubles(
    [`SELECT CAST(ts_open_micros AS DOUBLE), CAST(ts_close_micros AS DOUBLE) ${from}`],
    2,
    count,
  );
  return { opens, closes };
}

function factsOf(
  series: Series,
  { opens, closes }: RowTimes,
): Pick<PartitionFacts, "rows" | "tsFirst" | "tsLast" | "gaps"> {
  const count = opens.length;
  let tsFirst = Number.POSITIVE_INFINITY;
  let tsLast = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i += 1) {
    tsFirst = Math.min(tsFirst, opens[i] as number);
    tsLast = Math.max(tsLast, closes[i] as number);
  }
  const dayOf = (time: number): string => dateText(Math.floor(time / MICROS_PER_DAY));
  const hasGaps = series.kind === "trade" && series.timeframeSeconds <= 86_400;
  const gaps = hasGaps ? countGaps(opens, closes, sessionTable(dayOf(tsFirst), dayOf(tsLast))) : null;
  return { rows: count, tsFirst, tsLast, gaps };
}

async function countOf(engine: ParquetEngine, table: string): Promise<number> {
  const [row] = await engine.rows(`SELECT count(*) FROM ${table}`);
  return Number(row?.[0] ?? 0);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function sizeOf(path: string): number {
  return statSync(path).size;
}

/** The engine reports the system's refusals as text; the file system's own carry a code. */
function systemError(error: unknown): unknown {
  const text = engineErrorText(error);
  if (typeof error === "object" && error !== null && "code" in error) return error;
  if (/No space left/i.test(text)) return Object.assign(new Error(text), { code: "ENOSPC" });
  if (/Read-only file system/i.test(text)) return Object.assign(new Error(text), { code: "EROFS" });
  if (/Permission denied|Cannot open file/i.test(text)) return Object.assign(new Error(text), { code: "EACCES" });
  return error;
}
