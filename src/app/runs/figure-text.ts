import type { FigureLine } from "../../contract/run-detail.ts";
import { NONE } from "../../research/report/format-figure.ts";

const PLACES = 10;

/** A number as plain decimal text of at most ten places; null where it is none. */
export function decimalText(value: number | string | null | undefined): string | null {
  if (typeof value === "string") return value;
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  const text = value.toFixed(PLACES).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

/** What the report writes, with the dash of the API where there is no figure. */
export function lineText(text: string): string {
  return text === NONE ? "—" : text;
}

/** Headings of the figures, by words of their labels; what has none is about risk. */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^(Return|CAGR|Alpha|Beta|Correlation)/, "Return"],
  [/^(Trades|Win rate|Average|Payoff|Profit factor|Expectancy)/, "Trades"],
  [/^(Exposure|Turnover|Leverage)/, "Exposure"],
  [/^(Commission|Slippage|Cost)/, "Costs"],
];

/** A line of the figures table under its heading. */
export function figureLine(
  key: string,
  label: string,
  value: string,
  more: { benchmark?: string; reason?: string } = {},
): FigureLine {
  const group = GROUPS.find(([pattern]) => pattern.test(label))?.[1] ?? "Risk";
  const { benchmark = "", reason = "" } = more;
  return { key, group, label, value: lineText(value), benchmark: lineText(benchmark), reason };
}
