import { type ReactNode, useMemo, useRef, useState } from "react";
import { useMedia } from "../components/use-media.ts";
import { CardList } from "./card-list.tsx";
import type { Column, Sorting } from "./column.ts";
import { HeaderCell } from "./header-cell.tsx";
import { nextSorting, sortRows } from "./sort-rows.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { useVisibleRows } from "./use-visible-rows.ts";

interface DataTableProps<T> {
  /** What the table is, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** Opens the row's details: click, Enter. */
  readonly onOpen?: ((row: T) => void) | undefined;
  /** Controls of a row on a phone, where it is a card. */
  readonly cardActions?: ((row: T) => ReactNode) | undefined;
}

/** Rows with sorting, keys (j, k, arrows, Enter), virtual above 200; cards on a phone. */
export function DataTable<T>(props: DataTableProps<T>): ReactNode {
  const { caption, columns, rows, rowKey, onOpen } = props;
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting]);
  const frame = useRef<HTMLDivElement>(null);
  const visible = useVisibleRows(sorted.length, frame);
  const keys = useRowKeys(sorted.length, frame, visible.scrollTo, (index) => {
    const row = sorted[index];
    if (row !== undefined) onOpen?.(row);
  });
  const isPhone = useMedia("(max-width: 639px)");
  if (isPhone) return <CardList {...props} rows={sorted} />;
  return (
    <div ref={frame} className={`relative -mx-3 overflow-auto ${visible.isVirtual ? "max-h-[70vh]" : ""}`}>
      <table role="grid" className="w-full border-collapse" aria-rowcount={sorted.length + 1}>
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-panel">
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeaderCell
                key={column.id}
                column={column}
                sorting={sorting}
                onSort={() => setSorting((now) => nextSorting(now, column.id))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {visible.before > 0 ? <tr aria-hidden="true" style={{ height: visible.before }} /> : null}
          {visible.indexes.map((index) => {
            const row = sorted[index];
            if (row === undefined) return null;
            return (
              <tr
                key={rowKey(row)}
                data-row={index}
                aria-rowindex={index + 2}
                tabIndex={index === keys.focused ? 0 : -1}
                className={`h-row border-t border-line hover:bg-raised/60 ${onOpen === undefined ? "" : "cursor-pointer"}`}
                onFocus={() => keys.setFocused(index)}
                onClick={() => onOpen?.(row)}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    className={`px-2 first:pl-3 whitespace-nowrap ${column.isNumeric === true ? "text-right" : ""}`}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {visible.after > 0 ? <tr aria-hidden="true" style={{ height: visible.after }} /> : null}
        </tbody>
      </table>
    </div>
  );
}
