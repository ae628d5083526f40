/**
 * Ulcer index: square root of the mean squared fall, in percent, of each of the last n closes from
 * the highest of them up to it. Defined from bar n on.
 * Source: P. Martin and B. McCann, The Investor's Guide to Fidelity Funds (1989).
 */
import { sqrt } from "../math/elementary.ts";
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { inWindow, pushWindow } from "./window.ts";

/** Cells: a ring of the last closes. */
export const ULCER_INDEX: FeatureDefinition = {
  kind: "ulcer-index",
  summary: "Root mean square of the falls from the highest close, in percent",
  parameters: [barsParameter("period", 14)],
  outputs: ["ulcer"],
  cells: ({ period = 0 }: FeatureParameters) => period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateUlcerIndex(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  close: number,
): void {
  const oldest = pushWindow(arena, base, length, bars, close);
  if (bars < length) return;
  let highest = 0;
  let sum = 0;
  for (let k = 0; k < length; k++) {
    const x = inWindow(arena, base, length, oldest, k);
    if (x > highest) highest = x;
    const fall = 100 * ((x - highest) / highest);
    sum += fall * fall;
  }
  values[slot] = sqrt(sum / length);
}
