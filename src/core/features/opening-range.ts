/**
 * Opening range: highest high and lowest low of the session's bars that end within its first
 * `minutes`. Undefined until a bar closes at or after the end of these minutes, and for a session
 * of which no bar ended within them; begins anew with every session.
 */
import { MICROS_PER_MINUTE, type UnixMicros } from "../model/units.ts";
import { barsParameter, type FeatureDefinition } from "./feature-spec.ts";

/** Cells: index of the session, highest high and lowest low so far. */
export const OPENING_RANGE: FeatureDefinition = {
  kind: "opening-range",
  summary: "Highest high and lowest low of the bars within the session's first minutes",
  parameters: [{ ...barsParameter("minutes", 30), maximum: 1_440 }],
  outputs: ["high", "low"],
  cells: () => 3,
  initialise(arena: Float64Array, base: number): void {
    arena[base] = NO_SESSION;
    arena[base + 1] = Number.NaN;
    arena[base + 2] = Number.NaN;
  },
};

/** Differs from every session index and from the -1 of a bar outside all sessions. */
const NO_SESSION = -2;

/** Takes in a bar of the session `sessionIndex` that opened at `sessionOpen`; -1 and NaN: of no session. */
export function updateOpeningRange(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  minutes: number,
  high: number,
  low: number,
  tsClose: UnixMicros,
  sessionOpen: UnixMicros,
  sessionIndex: number,
): void {
  if (arena[base] !== sessionIndex) {
    arena[base] = sessionIndex;
    arena[base + 1] = Number.NaN;
    arena[base + 2] = Number.NaN;
    values[slot] = Number.NaN;
    values[slot + 1] = Number.NaN;
  }
  const end = sessionOpen + minutes * MICROS_PER_MINUTE;
  if (tsClose <= end) {
    // Negated, so that the first bar replaces NaN.
    if (!(high <= (arena[base + 1] as number))) arena[base + 1] = high;
    if (!(low >= (arena[base + 2] as number))) arena[base + 2] = low;
  }
  if (tsClose >= end) {
    values[slot] = arena[base + 1] as number;
    values[slot + 1] = arena[base + 2] as number;
  }
}
