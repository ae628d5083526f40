/** Rows of a live list while the reader is somewhere in it, and how many newer ones wait above. */
export interface HeldRows<T> {
  readonly rows: readonly T[];
  readonly waiting: number;
}

/** Leaves out what is newer than `heldSeq` (null: holds nothing), so that rows do not jump away. */
export function holdRows<T extends { readonly seq: number }>(rows: readonly T[], heldSeq: number | null): HeldRows<T> {
  if (heldSeq === null) return { rows, waiting: 0 };
  const kept = rows.filter((row) => row.seq <= heldSeq);
  return { rows: kept, waiting: rows.length - kept.length };
}
