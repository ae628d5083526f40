/** The deepest fall of a series and how long it lasted. */
export interface Drawdown {
  /** Positive ratio of the peak; 0 when the series never fell. */
  readonly ratio: number;
  /** Positions in the series; -1 is the start value before it. */
  readonly peakAt: number;
  readonly lowAt: number;
  /** First position at or above the peak again; null when it never came back. */
  readonly recoveredAt: number | null;
}

/** The deepest drawdown of the first `count` values; the peaks include `start`. */
export function deepestDrawdown(values: ArrayLike<number>, count: number, start: number): Drawdown {
  let peak = start;
  let peakAt = -1;
  let worst = { ratio: 0, peak: start, peakAt: -1, lowAt: -1 };
  for (let i = 0; i < count; i += 1) {
    const value = values[i] as number;
    if (value >= peak) {
      peak = value;
      peakAt = i;
    } else if (peak > 0 && (peak - value) / peak > worst.ratio) {
      worst = { ratio: (peak - value) / peak, peak, peakAt, lowAt: i };
    }
  }
  let recoveredAt: number | null = null;
  for (let i = worst.lowAt + 1; worst.ratio > 0 && recoveredAt === null && i < count; i += 1) {
    if ((values[i] as number) >= worst.peak) recoveredAt = i;
  }
  return { ratio: worst.ratio, peakAt: worst.peakAt, lowAt: worst.lowAt, recoveredAt };
}
