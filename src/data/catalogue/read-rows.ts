import { statSync } from "node:fs";
import { join } from "node:path";
import { required } from "../../core/assert.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import { dayOfText } from "../calendar/civil-date.ts";
import { NYSE_ZONE } from "../calendar/nyse-calendar.ts";
import { utcOfWall, zoneClock } from "../calendar/zone-clock.ts";
import { refused } from "./catalogue-fault.ts";
import type { Refused } from "./catalogue-fault.ts";
import { datasetFolder } from "./manifest.ts";
import type { DatasetManifest } from "./manifest.ts";
import { engineErrorText, sqlPath, sqlText } from "./parquet-engine.ts";
import type { ParquetEngine } from "./parquet-engine.ts";
import { columnsOf, CONTRACT_COLUMN } from "./stored-rows.ts";

/** Which rows of a dataset are wanted. */
export interface RowRange {
  /** Session dates `YYYY-MM-DD`, both inclusive; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** 21-character code of one option contract; null: all rows. */
  readonly contract: string | null;
}

export type RowsResult =
  | { readonly ok: true; readonly columns: readonly Float64Array[]; readonly files: readonly string[] }
  | Refused;

/** SQL that names the rows wanted: from which files, and which of their rows. */
export type RowsQuery =
  | {
      readonly ok: true;
      readonly files: readonly string[];
      readonly from: string;
      readonly where: string;
      /** How many they are, where the manifest says it; null: a condition picks some. */
      readonly rows: number | null;
    }
  | Refused;

/**
 * Reads rows straight into typed arrays, in the order of {@link columnsOf}; only the files and row
 * groups that can hold wanted rows are touched. Times of the answer rise, or the files are damaged.
 */
export async function readRows(
  engine: ParquetEngine,
  dataDir: string,
  manifest: DatasetManifest,
  range: RowRange,
): Promise<RowsResult> {
  const shape = columnsOf(manifest.series.kind);
  const query = rowsQuery(dataDir, manifest, range);
  if (!query.ok) return query;
  const [firstFile] = query.files;
  if (firstFile === undefined) return { ok: true, columns: shape.map(() => new Float64Array(0)), files: [] };
  try {
    const [answer] =
      query.rows === null ? await engine.rows(`SELECT count(*) ${query.from} ${query.where}`) : [[query.rows]];
    const casts = shape.map(({ name }) => `CAST(${name} AS DOUBLE)`).join(", ");
    const statements = query.files.map((file) => `SELECT ${casts} FROM read_parquet(${sqlPath(file)}) ${query.where}`);
    const columns = await engine.doubles(statements, shape.length, Number(answer?.[0]));
    const isOfOne =
      manifest.series.kind === "trade" || manifest.series.kind === "tick" || manifest.series.kind === "quote";
    const isSound = !(isOfOne || range.contract !== null) || isRising(columns);
    return isSound
      ? { ok: true, columns, files: query.files }
      : refused("DATASET_DAMAGED", firstFile, "its bars do not rise in time; import their sources again");
  } catch (error) {
    return refused(
      "DATASET_DAMAGED",
      firstFile,
      `it cannot be read (${engineErrorText(error)}); import its sources again`,
    );
  }
}

/** A bound that is no date, refused; null: both are. To be asked before {@link readRows}. */
export function boundFault({ from, to }: Pick<RowRange, "from" | "to">): Refused | null {
  for (const date of [from, to])
    if (date !== null && dayOfText(date) === null)
      return refused("NAME_INVALID", date, "it is no session date like 2024-03-11");
  return null;
}

/** Which files and conditions answer a range; a file that is not as its manifest says is refused. */
export function rowsQuery(dataDir: string, manifest: DatasetManifest, range: RowRange): RowsQuery {
  const folder = datasetFolder(dataDir, manifest.symbol, manifest.series);
  const start = range.from === null ? Number.NEGATIVE_INFINITY : newYorkMidnight(range.from, 0);
  const end = range.to === null ? Number.POSITIVE_INFINITY : newYorkMidnight(range.to, 1);
  const files: string[] = [];
  for (const entry of manifest.partitions) {
    if (entry.tsLast <= start || entry.tsFirst >= end) continue;
    const path = join(folder, entry.file);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? -1;
    if (size !== entry.bytes) {
      const found = size < 0 ? "it is missing" : `it has ${size} bytes where its manifest says ${entry.bytes}`;
      return refused("DATASET_DAMAGED", path, `${found}; import its sources again`);
    }
    files.push(path);
  }
  const conditions: string[] = [];
  if (range.from !== null) conditions.push(`ts_open_micros >= ${start}`);
  if (range.to !== null) conditions.push(`ts_open_micros < ${end}`);
  if (range.contract !== null) conditions.push(`${CONTRACT_COLUMN} = ${sqlText(range.contract)}`);
  return {
    ok: true,
    files,
    from: `FROM read_parquet([${files.map(sqlPath).join(", ")}])`,
    where: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`,
    rows: conditions.length === 0 ? manifest.partitions.reduce((sum, entry) => sum + entry.rows, 0) : null,
  };
}

/** New York midnight that begins a date, or the one `shift` days later. */
export function newYorkMidnight(date: string, shift: number): number {
  const clock = required(zoneClock(NYSE_ZONE), "the runtime knows America/New_York");
  const day = required(dayOfText(date), "a bound is a date YYYY-MM-DD");
  return utcOfWall(clock, (day + shift) * MICROS_PER_DAY);
}

function isRising(columns: readonly Float64Array[]): boolean {
  const [tsOpen, tsClose] = columns;
  if (tsOpen === undefined || tsClose === undefined) return false;
  // Written so that a missing time, which is NaN, fails too.
  for (let i = 0; i < tsOpen.length; i += 1) {
    const isAfter = i === 0 || (tsOpen[i] as number) >= (tsClose[i - 1] as number);
    if (!isAfter || !((tsClose[i] as number) > (tsOpen[i] as number))) return false;
  }
  return true;
}
