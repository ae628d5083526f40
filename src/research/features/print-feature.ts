import { isoTime } from "../backtest/resolve-run.ts";
import type { FeatureColumns } from "./compute-feature.ts";

const ROWS_SHOWN = 10;
const DIGITS = 6;

/** What `features compute --json` prints; an undefined value is null. */
export interface FeatureDocument {
  /** ISO 8601 UTC: the close of each bar, when its values became known. */
  readonly times: readonly string[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

/** The document of a computed feature. */
export function featureDocument({ times, outputs }: FeatureColumns): FeatureDocument {
  return {
    times: Array.from(times, isoTime),
    values: Object.fromEntries(
      outputs.map(({ name, values }) => [name, Array.from(values, (x) => (Number.isFinite(x) ? x : null))]),
    ),
  };
}

/** A table of the last values, one line per bar, `-` where undefined. */
export function featureTable({ times, outputs }: FeatureColumns): string {
  const first = Math.max(0, times.length - ROWS_SHOWN);
  const rows = [["time (close of the bar)", ...outputs.map(({ name }) => name)]];
  for (let i = first; i < times.length; i += 1) {
    rows.push([isoTime(times[i] as number), ...outputs.map(({ values }) => numberText(values[i] as number))]);
  }
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

function numberText(x: number): string {
  return Number.isFinite(x) ? x.toFixed(DIGITS) : "-";
}
