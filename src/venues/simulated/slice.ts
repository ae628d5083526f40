import type { BarClosed } from "../../core/model/input.ts";
import type { UnixMicros } from "../../core/model/units.ts";

/** All bars that become known at one time, in InstrumentIndex order, at least one. */
export interface Slice {
  readonly tsClose: UnixMicros;
  readonly bars: readonly BarClosed[];
}

/**
 * Where slices come from: the seeded market or a file. Pull, deterministic, resumable: after
 * `seek(t)` the next slice is the first with tsClose > t.
 */
export interface SliceFeed {
  /** Peeks at the next slice without taking it; null when the market has ended. */
  next(): Slice | null;
  take(): void;
  seek(tsClose: UnixMicros): void;
  /** Why there is no next slice, for the page and the log. */
  readonly endReason: string;
}
