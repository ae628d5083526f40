import { isoText } from "../bar-issue.ts";
import { priceText } from "../write-bars-csv.ts";
import type { ParquetEngine } from "./parquet-engine.ts";
import { isOptionKind } from "./series.ts";
import type { Series } from "./series.ts";
import { columnsOf, CONTRACT_COLUMN } from "./stored-rows.ts";

/**
 * The first difference between new and stored rows as a sentence: a row of the same time with other
 * values, or a bar that lies across another. Null when the two agree wherever they meet.
 */
export async function findConflict(
  engine: ParquetEngine,
  series: Series,
  sql: { readonly incoming: string; readonly stored: string },
): Promise<string | null> {
  const isOption = isOptionKind(series.kind);
  const columns = columnsOf(series.kind);
  const values = columns.slice(1);
  const same = isOption ? `i.${CONTRACT_COLUMN} = s.${CONTRACT_COLUMN} AND ` : "";
  const differs = values.map(({ name }) => `i.${name} IS DISTINCT FROM s.${name}`).join(" OR ");
  const shown = values.flatMap(({ name }) => [`i.${name}`, `s.${name}`]).join(", ");
  const contract = isOption ? `i.${CONTRACT_COLUMN}` : "''";
  const [different] = await engine.rows(
    `SELECT ${contract}, i.ts_open_micros, ${shown} FROM ${sql.incoming} i JOIN ${sql.stored} s ON ${same}i.ts_open_micros = s.ts_open_micros WHERE ${differs} ORDER BY i.ts_open_micros LIMIT 1`,
  );
  if (different !== undefined) {
    const at = values.findIndex((_, c) => different[2 + 2 * c] !== different[3 + 2 * c]);
    const column = values[at];
    const [incoming, stored] = [different[2 + 2 * at], different[3 + 2 * at]];
    const isPrice = column?.type === "BIGINT" && !column.name.startsWith("ts_");
    const name = (column?.name ?? "").replace(/_micros$/, "");
    return `the bar of ${isoText(Number(different[1]))}${contractText(different[0])} has ${name} ${valueText(incoming, isPrice)}, stored is ${valueText(stored, isPrice)}`;
  }
  const [across] = await engine.rows(
    `SELECT ${contract}, i.ts_open_micros, i.ts_close_micros, s.ts_open_micros, s.ts_close_micros FROM ${sql.incoming} i JOIN ${sql.stored} s ON ${same}i.ts_open_micros < s.ts_close_micros AND s.ts_open_micros < i.ts_close_micros WHERE i.ts_open_micros <> s.ts_open_micros ORDER BY i.ts_open_micros LIMIT 1`,
  );
  if (across === undefined) return null;
  return `the bar of ${isoText(Number(across[1]))}${contractText(across[0])} lies across the stored one from ${isoText(Number(across[3]))} to ${isoText(Number(across[4]))}`;
}

function contractText(contract: unknown): string {
  return contract === "" ? "" : ` of ${String(contract)}`;
}

function valueText(value: unknown, isPrice: boolean): string {
  if (value === null || value === undefined) return "nothing";
  return isPrice ? priceText(Number(value)) : JSON.stringify(value);
}
