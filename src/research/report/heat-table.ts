import { NONE } from "./format-figure.ts";
import type { Cell } from "./html-text.ts";
import { htmlTable, textCell } from "./html-text.ts";

/** A figure over two parameters, around chosen values where there are some. */
export interface HeatTable {
  readonly caption: string;
  readonly columnName: string;
  readonly columns: readonly number[];
  readonly rowName: string;
  readonly rows: readonly number[];
  /** [row][column], more is better; null: could not be computed. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly chosen: { readonly row: number; readonly column: number } | null;
  readonly write: (value: number) => string;
}

/** The table, shaded by sign and by size against the largest of it. */
export function heatTable({ caption, columnName, columns, rowName, rows, cells, chosen, write }: HeatTable): string {
  const largest = Math.max(...cells.flat().map((value) => Math.abs(value ?? 0)), 1e-12);
  const body = rows.map((row, r) => [
    textCell(`${rowName} ${row}`),
    ...columns.map((_, c): Cell => {
      const value = cells[r]?.[c] ?? null;
      if (value === null) return textCell(NONE);
      const isChosen = chosen?.row === r && chosen.column === c;
      const style = [shadeOf(value / largest), ...(isChosen ? ["own"] : [])].filter((name) => name !== "").join(" ");
      return textCell(`${isChosen ? "▶\u00a0" : ""}${write(value)}`, style === "" ? undefined : style);
    }),
  ]);
  const head = [textCell(`${rowName} \\ ${columnName}`), ...columns.map((column) => textCell(String(column)))];
  return `<div class="heat">${htmlTable(caption, head, body, { style: "small" })}</div>`;
}

/** Class of the stylesheet for a share of -1 to 1; empty for none. */
function shadeOf(share: number): string {
  const size = Math.ceil(Math.abs(share) * 3 - 1e-9);
  return size === 0 ? "" : `${share > 0 ? "g" : "l"}${Math.min(3, size)}`;
}
