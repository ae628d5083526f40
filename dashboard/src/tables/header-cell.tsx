import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Column, Sorting } from "./column.ts";

interface HeaderCellProps<T> {
  readonly column: Column<T>;
  readonly sorting: Sorting | null;
  readonly onSort: () => void;
}

/** Head of a column, a button where it sorts. */
export function HeaderCell<T>({ column, sorting, onSort }: HeaderCellProps<T>): ReactNode {
  const direction = sorting?.columnId === column.id ? (sorting.isDescending ? "descending" : "ascending") : "none";
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  const side = column.isNumeric === true ? "text-right" : "text-left";
  if (column.sort === undefined) {
    return (
      <th scope="col" className={`h-row px-2 text-xs first:pl-3 font-medium whitespace-nowrap text-muted ${side}`}>
        {column.header}
      </th>
    );
  }
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={`h-row px-2 text-xs first:pl-3 font-medium whitespace-nowrap text-muted ${side}`}
    >
      <button type="button" className="inline-flex min-h-6 items-center gap-0.5 hover:text-text" onClick={onSort}>
        {column.header}
        {direction === "none" ? null : <Arrow aria-hidden="true" className="size-3" />}
      </button>
    </th>
  );
}
