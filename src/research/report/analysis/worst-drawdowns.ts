/** One fall from a peak to its recovery; positions count marks. */
export interface DrawdownSpell {
  /** Positive ratio of the peak. */
  readonly depth: number;
  /** -1: the start value before the first mark. */
  readonly peakAt: number;
  readonly lowAt: number;
  /** First mark at or above the peak again; null: not within the series. */
  readonly recoveredAt: number | null;
}

/** The `most` deepest falls of the first `count` values, deepest first; the earlier one first when equal. */
export function worstDrawdowns(values: ArrayLike<number>, count: number, start: number, most: number): DrawdownSpell[] {
  const worst: DrawdownSpell[] = [];
  const keep = (spell: DrawdownSpell): void => {
    const last = worst[worst.length - 1];
    if (spell.depth === 0 || (worst.length === most && last !== undefined && spell.depth <= last.depth)) return;
    const at = worst.findIndex((other) => other.depth < spell.depth);
    worst.splice(at === -1 ? worst.length : at, 0, spell);
    if (worst.length > most) worst.pop();
  };
  let peak = start;
  let peakAt = -1;
  let lowAt = -1;
  let depth = 0;
  for (let i = 0; i < count; i += 1) {
    const value = values[i] as number;
    if (value >= peak) {
      if (depth > 0) keep({ depth, peakAt, lowAt, recoveredAt: i });
      peak = value;
      peakAt = i;
      depth = 0;
    } else if (peak > 0 && (peak - value) / peak > depth) {
      depth = (peak - value) / peak;
      lowAt = i;
    }
  }
  if (depth > 0) keep({ depth, peakAt, lowAt, recoveredAt: null });
  return worst;
}
