import type { ReactNode } from "react";

/** Head of a column of a {@link PlainTable}. */
export interface PlainHead {
  readonly text: string;
  /** Shown instead of the text, which stays the head's key. */
  readonly content?: ReactNode;
  readonly isNumeric?: boolean;
  /** The first column, where it holds a number rather than words. */
  readonly isNarrow?: boolean;
}
/** A row of a {@link PlainTable}: its first cell names it. */
export interface PlainRow {
  readonly id: string;
  readonly cells: readonly ReactNode[];
  readonly isMarked?: boolean;
}
interface PlainTableProps {
  readonly caption: string;
  readonly heads: readonly PlainHead[];
  readonly rows: readonly PlainRow[];
}

/** A short table to read, without sorting or selection; it scrolls inside itself where it is too wide. */
export function PlainTable({ caption, heads, rows }: PlainTableProps): ReactNode {
  const side = (at: number): string => (heads[at]?.isNumeric === true ? "text-right whitespace-nowrap" : "text-left");
  return (
    <div className="relative -mx-3 overflow-x-auto" role="group" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-xs text-muted">
            {heads.map((head, at) => (
              <th key={head.text} scope="col" className={`h-row px-3 font-medium whitespace-nowrap ${side(at)}`}>
                {head.content ?? head.text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={`h-row border-t border-line ${row.isMarked === true ? "bg-raised" : ""}`}>
              {row.cells.map((cell, at) =>
                at === 0 ? (
                  <th
                    key={heads[at]?.text ?? at}
                    scope="row"
                    className={`px-3 py-0.5 text-left font-normal ${heads[0]?.isNarrow === true ? "" : "min-w-36"}`}
                  >
                    {cell}
                  </th>
                ) : (
                  <td key={heads[at]?.text ?? at} className={`px-3 py-0.5 ${side(at)}`}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
