import type { UnixMicros } from "./units.ts";

/**
 * Trading sessions of one calendar, in time order, entered as data so that the core never asks
 * a time-zone API. `alwaysOpen` (the `--session all` case) makes the rows mere calendar days:
 * the market never closes, days still separate the daily figures.
 */
export interface SessionTable {
  readonly calendar: string;
  readonly alwaysOpen: boolean;
  /** Session dates `YYYY-MM-DD`; same length as `opens` and `closes`. */
  readonly days: readonly string[];
  readonly opens: readonly UnixMicros[];
  readonly closes: readonly UnixMicros[];
}
