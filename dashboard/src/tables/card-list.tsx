import type { ReactNode } from "react";
import type { Column } from "./column.ts";

const CARDS_MAX = 200;

interface CardListProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly onOpen?: ((row: T) => void) | undefined;
  /** Under each card: what a column of controls is on a wide screen. */
  readonly cardActions?: ((row: T) => ReactNode) | undefined;
}

/** A table on a phone: one card a row with its main fields. */
export function CardList<T>({ caption, columns, rows, rowKey, onOpen, cardActions }: CardListProps<T>): ReactNode {
  const [headline, ...fields] = columns.filter((column) => column.isOnCard === true);
  const shown = rows.slice(0, CARDS_MAX);
  return (
    <>
      <ul aria-label={caption} className="-mx-1 space-y-2">
        {shown.map((row) => {
          const content = (
            <>
              <span className="col-span-2 font-medium">{headline?.cell(row)}</span>
              {fields.map((field) => (
                <span key={field.id} className="flex min-w-0 flex-wrap justify-between gap-x-2">
                  <span className="text-muted text-xs">{field.header}</span>
                  <span>{field.cell(row)}</span>
                </span>
              ))}
            </>
          );
          const style =
            "grid w-full grid-cols-2 gap-x-4 gap-y-1 rounded-md border border-line bg-background p-3 text-left";
          return (
            <li key={rowKey(row)}>
              {onOpen === undefined ? (
                <div className={style}>{content}</div>
              ) : (
                <button type="button" className={style} onClick={() => onOpen(row)}>
                  {content}
                </button>
              )}
              {cardActions?.(row)}
            </li>
          );
        })}
      </ul>
      {rows.length > CARDS_MAX ? (
        <p className="text-muted mt-2">
          Showing the first {CARDS_MAX} of {rows.length}. Narrow the filter.
        </p>
      ) : null}
    </>
  );
}
