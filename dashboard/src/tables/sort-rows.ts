import { compareDecimals } from "../format/compare-decimals.ts";
import type { Column, Sorting } from "./column.ts";

/** Rows in the wished order; unknown values last, equal rows as they came. */
export function sortRows<T>(rows: readonly T[], columns: readonly Column<T>[], sorting: Sorting | null): readonly T[] {
  const sort = columns.find((column) => column.id === sorting?.columnId)?.sort;
  if (sort === undefined || sorting === null) return rows;
  return rows.toSorted((left, right) => {
    const a = sort.by(left);
    const b = sort.by(right);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order = sort.as === "decimal" ? compareDecimals(a, b) : a < b ? -1 : a > b ? 1 : 0;
    return sorting.isDescending ? -order : order;
  });
}

/** Next order after a click on a head: falling, rising, as sent. */
export function nextSorting(current: Sorting | null, columnId: string): Sorting | null {
  if (current?.columnId !== columnId) return { columnId, isDescending: true };
  return current.isDescending ? { columnId, isDescending: false } : null;
}
