import { escapeHtml } from "../html-text.ts";
import type { AxisTick } from "./chart-frame.ts";
import { chartFrame, percent } from "./chart-frame.ts";

/** When one window was trained and judged; dates are `2024-03-11`, all included. */
export interface WindowSpan {
  readonly name: string;
  readonly trainFrom: string;
  readonly trainTo: string;
  readonly testFrom: string;
  readonly testTo: string;
  /** Of the judged part; `none`: nothing was traded. */
  readonly outcome: "gain" | "loss" | "none";
  readonly tip: string;
}

const MARKS: Readonly<Record<WindowSpan["outcome"], string>> = { gain: "▲", loss: "▼", none: "×" };
const DAY_MS = 86_400_000;
/** Names beside the rows, and rows up to which each has its mark. */
const NAMES_MAX = 12;
const MARKS_MAX = 24;
const X_TICKS = 5;

/** Training and judging over time, one row a window, the first on top. */
export function windowChart(spans: readonly WindowSpan[]): string {
  const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  const first = Math.min(...spans.map((span) => dayOf(span.trainFrom)));
  const last = Math.max(...spans.map((span) => dayOf(span.testTo))) + 1;
  const x = (day: number): number => (day - first) / (last - first);
  const room = 1 / spans.length;
  const bar = (style: string, from: string, to: string, top: number, height: number): string => {
    const left = x(dayOf(from));
    return `<rect class="${style}" x="${percent(left)}" y="${percent(top)}" width="${percent(x(dayOf(to) + 1) - left)}" height="${percent(height)}"/>`;
  };
  const marks = spans.map(({ trainFrom, trainTo, testFrom, testTo, outcome, tip }, i) => {
    const top = i * room;
    const style = outcome === "none" ? "idle" : outcome;
    const mark =
      spans.length > MARKS_MAX
        ? ""
        : `<text class="mid ${style}" x="${percent(x((dayOf(testFrom) + dayOf(testTo) + 1) / 2))}" y="${percent(top + room / 2)}">${MARKS[outcome]}</text>`;
    return `<g><title>${escapeHtml(tip)}</title>${bar("idle", trainFrom, trainTo, top + room * 0.38, room * 0.24)}${bar(style, testFrom, testTo, top + room * 0.15, room * 0.7)}${mark}</g>`;
  });
  const every = Math.ceil(spans.length / NAMES_MAX);
  const yTicks = spans.flatMap(({ name }, i): AxisTick[] =>
    i % every === 0 ? [{ at: 1 - (i + 0.5) * room, text: name }] : [],
  );
  const xTicks = Array.from({ length: X_TICKS }, (_, k): AxisTick => {
    const day = Math.round(first + (k / (X_TICKS - 1)) * (last - 1 - first));
    return { at: x(day), text: new Date(day * DAY_MS).toISOString().slice(0, 10) };
  });
  return chartFrame({
    id: "windows-chart",
    title: "Windows over time",
    description: spans.map((span) => span.tip).join(". "),
    height: spans.length > 6 ? "l" : "m",
    xTicks,
    yTicks,
    marks: marks.join(""),
  });
}
