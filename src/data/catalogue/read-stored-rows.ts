import { datasetName, missing } from "./read-catalogue-bars.ts";
import { refused } from "./catalogue-fault.ts";
import type { Refused } from "./catalogue-fault.ts";
import { datasetFolder, readManifest } from "./manifest.ts";
import type { DatasetManifest } from "./manifest.ts";
import type { ParquetEngine } from "./parquet-engine.ts";
import { boundFault, readRows, rowsQuery } from "./read-rows.ts";
import type { RowRange } from "./read-rows.ts";
import { isOptionKind, seriesName } from "./series.ts";
import { CONTRACT_COLUMN } from "./stored-rows.ts";

export type StoredRowsResult =
  | {
      readonly ok: true;
      readonly manifest: DatasetManifest;
      /** In the order of the series' columns; NaN where a quote lacks a side. */
      readonly columns: readonly Float64Array[];
      /** Each row's contract when several can occur, else null. */
      readonly contracts: readonly string[] | null;
      readonly count: number;
    }
  | Refused;

/** Rows of any dataset as stored: quotes, or all contracts of an option root. */
export async function readStoredRows(
  engine: ParquetEngine,
  dataDir: string,
  wanted: { readonly symbol: string; readonly resolution: string } & Pick<RowRange, "from" | "to">,
): Promise<StoredRowsResult> {
  const fault = boundFault(wanted);
  if (fault !== null) return fault;
  const name = datasetName(wanted.symbol, wanted.resolution);
  if (!name.ok) return name;
  const read = readManifest(datasetFolder(dataDir, name.symbol, name.series));
  if (!read.ok) return read;
  const { manifest } = read;
  if (manifest === null) return missing(name, dataDir);
  const range: RowRange = { from: wanted.from, to: wanted.to, contract: name.contract };
  const rows = await readRows(engine, dataDir, manifest, range);
  if (!rows.ok) return rows;
  const count = rows.columns[0]?.length ?? 0;
  if (count === 0)
    return refused("NO_ROWS_LEFT", name.contract ?? name.symbol, `${seriesName(name.series)} has no row in this range`);
  const hasMany = isOptionKind(name.series.kind) && name.contract === null;
  const query = hasMany ? rowsQuery(dataDir, manifest, range) : null;
  if (query !== null && !query.ok) return query;
  const texts = query === null ? null : await engine.rows(`SELECT ${CONTRACT_COLUMN} ${query.from} ${query.where}`);
  const contracts = texts === null ? null : texts.map((row) => String(row[0]));
  return { ok: true, manifest, columns: rows.columns, contracts, count };
}
