import { decimate } from "../decimate.ts";
import { percentText } from "../format-figure.ts";
import type { MonteCarloPart } from "../report-parts.ts";
import { chartFrame, PLOT } from "./chart-frame.ts";
import { niceTicks } from "./nice-ticks.ts";

/** Bands of simulated equity around their median; values are ratios of the initial capital. */
export function fanChart(part: MonteCarloPart): string {
  const count = part.p50.length;
  const low = Math.min(1, ...part.p5);
  const high = Math.max(1, ...part.p95);
  const span = high - low || 1;
  const at = decimate(part.p50, count);
  const point = (series: readonly number[], i: number): string =>
    `${Math.round((count < 2 ? 0 : i / (count - 1)) * PLOT)} ${Math.round((1 - ((series[i] ?? low) - low) / span) * PLOT)}`;
  const band = (below: readonly number[], above: readonly number[]): string =>
    `<path class="f" d="M${[...at.map((i) => point(above, i)), ...at.toReversed().map((i) => point(below, i))].join("L")}Z"/>`;
  const end = (series: readonly number[]): string =>
    percentText((series.at(-1) ?? 1) - 1, { signed: true, decimals: 1 });
  return chartFrame({
    id: "fan",
    title: "Simulated equity",
    description: `At the end: 5 % of the paths below ${end(part.p5)}, median ${end(part.p50)}, 5 % above ${end(part.p95)}.`,
    height: "l",
    xTicks: niceTicks(0, Math.max(1, count - 1), 6).map((value) => ({
      at: value / Math.max(1, count - 1),
      text: String(value),
    })),
    yTicks: niceTicks(low, high).map((value) => ({
      at: (value - low) / span,
      text: percentText(value - 1, { signed: true, decimals: 0 }),
    })),
    paths: `${band(part.p5, part.p95)}${band(part.p25, part.p75)}<path class="a" d="M${at.map((i) => point(part.p50, i)).join("L")}"/>`,
  });
}
