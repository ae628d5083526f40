/**
 * The smallest part of a list that still fails, by delta debugging: halves, then quarters, and so
 * on, each tried alone and left out. `fails` must be a pure function; the whole list must fail.
 * Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002).
 */
export function shrink<T>(whole: readonly T[], fails: (part: readonly T[]) => boolean): readonly T[] {
  let rest = whole;
  if (fails([])) return [];
  for (let pieces = 2; rest.length > 1; ) {
    const smaller = smallerThan(rest, pieces, fails);
    if (smaller !== null) {
      pieces = Math.max(2, smaller.length < rest.length / 2 ? 2 : pieces - 1);
      rest = smaller;
    } else if (pieces >= rest.length) return rest;
    else pieces = Math.min(rest.length, 2 * pieces);
  }
  return rest;
}

/** The first piece, or list without a piece, that fails; null when none does. */
function smallerThan<T>(
  list: readonly T[],
  pieces: number,
  fails: (part: readonly T[]) => boolean,
): readonly T[] | null {
  const size = Math.ceil(list.length / pieces);
  for (let from = 0; from < list.length; from += size) {
    const piece = list.slice(from, from + size);
    if (piece.length < list.length && fails(piece)) return piece;
  }
  for (let from = 0; from < list.length; from += size) {
    const without = [...list.slice(0, from), ...list.slice(from + size)];
    if (without.length < list.length && fails(without)) return without;
  }
  return null;
}
