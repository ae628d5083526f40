import type { EquityFan } from "../../doubt/monte-carlo.ts";
import { groupText, percentText } from "../format-figure.ts";
import { chartFrame, PLOT } from "./chart-frame.ts";
import { niceTicks } from "./nice-ticks.ts";
import { tickTexts } from "./tick-text.ts";

/** Bands of simulated equity around their median, over the steps done. */
export function fanChart({ steps, p5, p25, p50, p75, p95 }: EquityFan): string {
  const low = Math.min(1, ...p5);
  const high = Math.max(1, ...p95);
  const span = high - low || 1;
  const last = steps.at(-1) || 1;
  const place = (series: readonly number[], i: number): string =>
    `${Math.round(((steps[i] ?? 0) / last) * PLOT)} ${Math.round((1 - ((series[i] ?? low) - low) / span) * PLOT)}`;
  const at = [...steps.keys()];
  const band = (below: readonly number[], above: readonly number[]): string =>
    `<path class="f" d="M${[...at.map((i) => place(above, i)), ...at.toReversed().map((i) => place(below, i))].join("L")}Z"/>`;
  const end = (series: readonly number[]): string =>
    percentText((series.at(-1) ?? 1) - 1, { signed: true, decimals: 1 });
  const ticks = niceTicks(low - 1, high - 1);
  const texts = tickTexts(ticks, "percent", true);
  return chartFrame({
    id: "fan",
    title: "Simulated equity",
    description: `At the end: 5 % of the paths below ${end(p5)}, median ${end(p50)}, 5 % above ${end(p95)}.`,
    height: "l",
    xTicks: niceTicks(0, last, 6)
      .filter((value) => Number.isInteger(value))
      .map((value) => ({ at: value / last, text: groupText(value) })),
    yTicks: ticks.map((value, i) => ({ at: (value + 1 - low) / span, text: texts[i] ?? "" })),
    paths: `${band(p5, p95)}${band(p25, p75)}<path class="a" d="M${at.map((i) => place(p50, i)).join("L")}"/>`,
  });
}
