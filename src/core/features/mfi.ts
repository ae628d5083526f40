/**
 * Money flow index: 100 - 100 / (1 + up / down), up and down the sums of typical price x volume over
 * those of the last n bars whose typical price rose or fell; 100 where none fell, 50 where nothing
 * flowed at all. Typical price (high + low + close) / 3. Defined from bar n + 1 on.
 */
import { barsParameter, type FeatureDefinition, type FeatureParameters } from "./feature-spec.ts";
import { pushWindow, sumWindow } from "./window.ts";

/** Cells: typical price before, a ring of flows up, a ring of flows down. */
export const MFI: FeatureDefinition = {
  kind: "mfi",
  summary: "Share of the money that flowed on rising typical prices, from 0 to 100",
  parameters: [barsParameter("period", 14)],
  outputs: ["mfi"],
  cells: ({ period = 0 }: FeatureParameters) => 1 + 2 * period,
  initialise(): void {},
};

/** Takes in bar number `bars` (from 1). */
export function updateMfi(
  arena: Float64Array,
  base: number,
  values: Float64Array,
  slot: number,
  length: number,
  bars: number,
  high: number,
  low: number,
  close: number,
  volume: number,
): void {
  const typical = (high + low + close) / 3;
  const before = arena[base] as number;
  arena[base] = typical;
  if (bars === 1) return;
  const flow = typical * volume;
  const oldest = pushWindow(arena, base + 1, length, bars - 1, typical > before ? flow : 0);
  pushWindow(arena, base + 1 + length, length, bars - 1, typical < before ? flow : 0);
  if (bars <= length) return;
  const up = sumWindow(arena, base + 1, length, oldest);
  const down = sumWindow(arena, base + 1 + length, length, oldest);
  values[slot] = down === 0 ? (up === 0 ? 50 : 100) : 100 - 100 / (1 + up / down);
}
