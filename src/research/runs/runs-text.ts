import { durationText, groupText, NONE, percentText, ratioText } from "../report/format-figure.ts";
import type { RunList } from "./list-runs.ts";
import type { RunRow } from "./run-row.ts";

type Column = readonly [head: string, isNumber: boolean, write: (run: RunRow) => string];

const COLUMNS: readonly Column[] = [
  ["Run", false, (run) => run.runId],
  ["Started (UTC)", false, (run) => run.startedAt.slice(0, 16).replace("T", " ")],
  ["Type", false, (run) => run.kind],
  ["Strategy", false, (run) => run.strategy],
  ["Period", false, (run) => (run.period.from === "" ? NONE : `${run.period.from} → ${run.period.to}`)],
  ["Status", false, (run) => (run.status === "partial" ? partialText(run.progress) : run.status)],
  ["Return", true, (run) => percentText(run.totalReturn, { signed: true, decimals: 2 })],
  ["Sharpe", true, (run) => ratioText(run.sharpe)],
  [
    "Max DD",
    true,
    (run) => percentText(run.maxDrawdown === null ? null : -run.maxDrawdown, { signed: true, decimals: 2 }),
  ],
  ["Trades", true, (run) => (run.trades === null ? NONE : groupText(run.trades))],
  ["Warnings", true, (run) => String(run.warnings)],
  ["Took", true, (run) => (run.durationMs === null ? NONE : shortTime(run.durationMs))],
];
const STRATEGY = 3;
const STRATEGY_MIN = 8;

/** The terminal's table of runs, cut to `width` at the strategy's name; then what could not be read. */
export function runsText({ runs, damaged, foreign }: RunList, width: number): string {
  const rows = runs.map((run) => COLUMNS.map(([, , write]) => write(run)));
  const widths = COLUMNS.map(([head], c) => Math.max(head.length, ...rows.map((row) => row[c]?.length ?? 0)));
  const total = widths.reduce((sum, each) => sum + each + 2, -2);
  const room = Math.max(STRATEGY_MIN, (widths[STRATEGY] ?? 0) - Math.max(0, total - width));
  widths[STRATEGY] = Math.min(widths[STRATEGY] ?? 0, room);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => {
        const most = widths[c] ?? 0;
        const text = cell.length > most ? `${cell.slice(0, most - 1)}…` : cell;
        return COLUMNS[c]?.[1] === true ? text.padStart(most) : text.padEnd(most);
      })
      .join("  ")
      .trimEnd();
  const lines = runs.length === 0 ? ["No runs yet."] : [line(COLUMNS.map(([head]) => head)), ...rows.map(line)];
  for (const { folder, reason } of damaged) lines.push(`Damaged: ${folder}: ${reason}.`);
  if (foreign.length > 0) lines.push(`Not runs (no result.json): ${foreign.join(", ")}`);
  return lines.join("\n");
}

function partialText(progress: number | null): string {
  return progress === null ? "partial" : `partial ${Math.round(progress * 100)}%`;
}

function shortTime(ms: number): string {
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : durationText(ms / 1000);
}
