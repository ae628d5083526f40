import type { ReactNode } from "react";

/** One column of a table. */
export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  readonly isNumeric?: boolean;
  /** Value to sort by and whether it is decimal text; without it the column does not sort. */
  readonly sort?: { readonly by: (row: T) => string | null; readonly as: "decimal" | "text" };
  /** Shown on a phone's card; the first such column is its headline. */
  readonly isOnCard?: boolean;
}

/** Which column orders the rows; null: as the server sent them. */
export interface Sorting {
  readonly columnId: string;
  readonly isDescending: boolean;
}
