import { readHeader } from "../header-columns.ts";
import type { Refused } from "./catalogue-fault.ts";
import { refused } from "./catalogue-fault.ts";
import { engineErrorText, sqlPath, sqlText } from "./parquet-engine.ts";
import type { ParquetEngine } from "./parquet-engine.ts";

export type ParquetTextResult = { readonly ok: true } | Refused;

const TIMES = ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"];

/** True when the bytes begin like a Parquet file. */
export function isParquet(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "PAR1";
}

/**
 * Writes the bars of a Parquet file of others as CSV to `target`, so that one reader judges both:
 * columns are known by the names of CSV headers, row n stands on line n + 1. Instants with a zone
 * become UTC, times without one stay as they are written and take the import's zone.
 */
export async function writeParquetAsCsv(
  engine: ParquetEngine,
  path: string,
  target: string,
): Promise<ParquetTextResult> {
  let shape: readonly (readonly unknown[])[];
  const from = `FROM read_parquet(${sqlPath(path)})`;
  try {
    shape = await engine.rows(`DESCRIBE SELECT * ${from}`);
  } catch (error) {
    return refused("PARQUET_DAMAGED", path, `it is damaged or cut (${engineErrorText(error)})`);
  }
  const names = shape.map((row) => String(row[0]));
  const header = readHeader(names.map((name) => name.replace(/[,;\t]/g, " ")).join(","));
  if (!header.ok) return refused("HEADER_UNKNOWN", path, header.detail);
  const columns: string[] = [];
  for (const [i, name] of names.entries()) {
    if (header.roles[i] === -1) continue;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    columns.push(`${textOfColumn(quoted, String(shape[i]?.[1]))} AS ${quoted}`);
  }
  try {
    await engine.run(`COPY (SELECT ${columns.join(", ")} ${from}) TO ${sqlText(target)} (FORMAT csv, HEADER true)`);
  } catch (error) {
    return refused("PARQUET_DAMAGED", path, `it is damaged or cut (${engineErrorText(error)})`);
  }
  return { ok: true };
}

/** Numbers as their shortest exact text; whole seconds without a fraction. */
function textOfColumn(name: string, type: string): string {
  if (!TIMES.includes(type)) return `CAST(${name} AS VARCHAR)`;
  const isZoned = type === "TIMESTAMP WITH TIME ZONE";
  const plain = isZoned ? `make_timestamp(epoch_us(${name}))` : `CAST(${name} AS TIMESTAMP)`;
  return `strftime(${plain}, ${sqlText(`%Y-%m-%d %H:%M:%S.%f${isZoned ? "Z" : ""}`)})`;
}
