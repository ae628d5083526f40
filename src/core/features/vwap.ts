/**
 * Volume-weighted average price: sum of typical price x volume over sum of volume, typical price
 * (high + low + close) / 3, sums left to right. `session` begins anew with every session and is
 * undefined outside all sessions; `first` counts from the first bar on. Undefined while nothing traded.
 */
import { choiceParameter, type FeatureDefinition } from "./feature-spec.ts";

/** Cells: index of the session, sum of price x volume, sum of volume. */
export const VWAP: FeatureDefinition = {
  kind: "vwap",
  summary: "Average price weighted by volume since the session's open or since the first bar",
  parameters: [choiceParameter("anchor", ["session", "first"])],
  outputs: ["vwap"],
  cells: () => 3,
  initialise(arena: Float64Array, base: number): void {
    arena[base] = NO_SESSION;
  },
};

/** Differs from every session index and from the -1 of a bar outside all sessions. */
const NO_SESSION = -2;
const SESSION = 0;

/** Takes in a bar of the session `sessionIndex`, -1: of no session; `anchor` 0: session, 1: first. */
export function updateVwap(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  anchor: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  sessionIndex: number,
): void {
  if (anchor === SESSION && arena[base] !== sessionIndex) {
    arena[base] = sessionIndex;
    arena[base + 1] = 0;
    arena[base + 2] = 0;
  }
  const sum = (arena[base + 1] as number) + ((high + low + close) / 3) * volume;
  const traded = (arena[base + 2] as number) + volume;
  arena[base + 1] = sum;
  arena[base + 2] = traded;
  values[slot] = traded === 0 || (anchor === SESSION && sessionIndex < 0) ? Number.NaN : sum / traded;
}
