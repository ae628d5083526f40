import { groupText, percentText } from "../format-figure.ts";

/** How values of a chart are written; the script knows the first three. */
export type ChartUnit = "money" | "percent" | "ratio" | "count";

const DECIMALS_MAX = 6;

/** Axis labels for `ticks`: as many decimals as tell neighbours apart. */
export function tickTexts(ticks: readonly number[], unit: ChartUnit, isSigned = false): string[] {
  const scale = unit === "percent" ? 100 : 1;
  const step = ticks.length < 2 ? Math.abs(ticks[0] ?? 1) || 1 : (ticks[1] as number) - (ticks[0] as number);
  let decimals = unit === "percent" || unit === "ratio" ? 1 : 0;
  // 2.5 needs one decimal more than 1, so the step itself is asked, not its logarithm.
  while (
    decimals < DECIMALS_MAX &&
    Math.abs(step * scale * 10 ** decimals - Math.round(step * scale * 10 ** decimals)) > 1e-6
  )
    decimals += 1;
  return ticks.map((value) => {
    if (unit === "percent") return percentText(value, { signed: isSigned, decimals });
    const text = Math.abs(value).toFixed(decimals);
    const [whole = "", places] = text.split(".");
    const grouped = places === undefined ? groupText(whole) : `${groupText(whole)}.${places}`;
    return value < 0 && Number(text) !== 0 ? `−${grouped}` : grouped;
  });
}
