import type { UnixMicros } from "../model/units.ts";
import { MICROS_PER_MINUTE } from "../model/units.ts";

/** What was sent lately, for the rate checks. Times are kept for one minute only. */
export interface RecentActivity {
  /** Times of entries per strategy and of messages per account, ascending. */
  readonly entries: UnixMicros[][];
  readonly messages: UnixMicros[][];
  /** Last order per [strategy * instrumentCount + instrument]: time (NaN none), signed lots. */
  readonly lastOrderAt: Float64Array;
  readonly lastOrderLots: Float64Array;
}

export function createRecentActivity(strategies: number, accounts: number, instruments: number): RecentActivity {
  return {
    entries: Array.from({ length: strategies }, () => []),
    messages: Array.from({ length: accounts }, () => []),
    lastOrderAt: new Float64Array(strategies * instruments).fill(Number.NaN),
    lastOrderLots: new Float64Array(strategies * instruments),
  };
}

/** Drops times older than a minute and returns how many are left. */
export function countLastMinute(times: UnixMicros[], now: UnixMicros): number {
  let stale = 0;
  while (stale < times.length && (times[stale] as number) <= now - MICROS_PER_MINUTE) stale += 1;
  if (stale === 0) return times.length;
  for (let i = stale; i < times.length; i += 1) times[i - stale] = times[i] as number;
  for (let i = 0; i < stale; i += 1) times.pop();
  return times.length;
}
