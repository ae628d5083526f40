import type { UnixMicros } from "../core/model/units.ts";

/** Where the edge gets its time; the core gets time only from inputs. */
export interface WallClock {
  /** Integer microseconds since 1970 by the system's clock, to the millisecond; may step backwards. */
  nowMicros(): UnixMicros;
  /** Milliseconds of a clock that never runs backwards, for durations. */
  monotonicMs(): number;
}

/** The real clock of this machine. */
export const systemClock: WallClock = {
  nowMicros: () => Date.now() * 1_000,
  monotonicMs: () => performance.now(),
};

/** A clock that stands still until told otherwise; for tests. */
export function fixedClock(startMicros: UnixMicros): WallClock & { advance(micros: number): void } {
  let now = startMicros;
  return {
    nowMicros: () => now,
    monotonicMs: () => now / 1_000,
    advance: (micros) => {
      now += micros;
    },
  };
}

/** `2026-03-02T14:31:00.000000Z` for UTC microseconds. */
export function isoOfMicros(micros: UnixMicros): string {
  const text = new Date(Math.floor(micros / 1_000)).toISOString();
  const rest = ((micros % 1_000) + 1_000) % 1_000;
  return `${text.slice(0, -1)}${String(rest).padStart(3, "0")}Z`;
}
