import type { RunComparison } from "../../contract/run-comparison.ts";
import { amountText, groupText, percentText, ratioText, timesText } from "../../research/report/format-figure.ts";
import type { ComparedFigure, Comparison } from "../../research/runs/compare-runs.ts";
import { compareRuns } from "../../research/runs/compare-runs.ts";
import { decimalText, lineText } from "./figure-text.ts";
import { extremesOf } from "./read-equity.ts";

/** A comparison without the rows of its runs. */
export type StoredComparison = Omit<RunComparison, "runs">;

const POINTS_MAX = 2_000;

/** The runs in `folders` side by side; throws a failure for one that cannot be compared. */
export function readComparison(folders: readonly string[]): StoredComparison {
  const { figures, settings, equity } = compareRuns(folders);
  return {
    lines: figures.map((figure) => ({
      label: figure.label,
      values: figure.values.map((value) => lineText(textOf(value, figure.unit))),
      best: figure.best.length === 1 ? (figure.best[0] ?? null) : null,
    })),
    equity: joinCurves(equity),
    differences: settings.map(({ name, values }) => ({ label: name, values: values.map((value) => value ?? "—") })),
  };
}

function textOf(value: number | string | null, unit: ComparedFigure["unit"]): string {
  const number = value === null ? null : Number(value);
  switch (unit) {
    case "change":
      return percentText(number, { signed: true, decimals: 2 });
    case "share":
      return percentText(number, { signed: false, decimals: 2 });
    case "loss":
      return percentText(number === null ? null : -number, { signed: true, decimals: 2 });
    case "ratio":
      return ratioText(number);
    case "times":
      return timesText(number);
    case "count":
      return number === null ? ratioText(null) : groupText(number);
    case "money":
      return amountText(value === null ? null : String(value), { signed: true });
  }
}

/** The times that matter to any curve; a run that has no value at a time has none there. */
export function joinCurves(curves: Comparison["equity"]): RunComparison["equity"] {
  const byRun = curves.map(({ times, values }) => new Map(times.map((time, i) => [time, values[i]])));
  const most = Math.floor(POINTS_MAX / Math.max(1, curves.length));
  const kept = new Set(curves.flatMap(({ times, values }) => extremesOf(values, most).map((i) => times[i] as string)));
  return [...kept].sort().map((t) => ({ t, values: byRun.map((values) => decimalText(values.get(t))) }));
}
