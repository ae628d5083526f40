import { priceText, timeText } from "../write-bars-csv.ts";
import type { SeriesKind } from "./series.ts";
import { columnsOf } from "./stored-rows.ts";

/** Rows as they are shown: exact decimal prices, UTC times; a value that is missing is null. */
export interface ShownRows {
  readonly names: readonly string[];
  readonly row: (i: number) => readonly (string | null)[];
}

/** Rows of any series with the names of CSV headers; `contracts` is null unless rows name theirs. */
export function shownRows(
  kind: SeriesKind,
  columns: readonly Float64Array[],
  contracts: readonly string[] | null,
): ShownRows {
  const shape = columnsOf(kind);
  const values = shape.slice(2).map(({ name, type }, c) => ({
    name: name.replace(/_micros$/, ""),
    isPrice: type === "BIGINT",
    column: columns[c + 2] as Float64Array,
  }));
  const opens = columns[0] as Float64Array;
  const names = ["ts_utc", ...values.map((value) => value.name)];
  return {
    names: contracts === null ? names : ["contract", ...names],
    row: (i) => {
      const shown = values.map(({ isPrice, column }) => {
        const value = column[i] as number;
        return Number.isNaN(value) ? null : isPrice ? priceText(value) : String(value);
      });
      const time = timeText(opens[i] as number);
      return contracts === null ? [time, ...shown] : [contracts[i] ?? "", time, ...shown];
    },
  };
}

/** Rows as CSV text with a header; what is missing is an empty field. */
export function rowsCsv(shown: ShownRows, count: number): string {
  const lines = [shown.names.join(",")];
  for (let i = 0; i < count; i += 1)
    lines.push(
      shown
        .row(i)
        .map((value) => value ?? "")
        .join(","),
    );
  return `${lines.join("\n")}\n`;
}
