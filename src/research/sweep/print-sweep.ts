import { groupText, NONE, percentText, ratioText } from "../report/format-figure.ts";
import type { Objective } from "./objective.ts";
import type { Parameters } from "./plan-combinations.ts";
import type { CombinationRow, SweepResult } from "./sweep-result.ts";

const RATES: readonly Objective[] = ["totalReturn", "cagr", "winRate", "maxDrawdown", "maxDrawdownDaily"];

/** The terminal's table of a sweep (lines joined by line feeds, none at the end). */
export function sweepText(result: SweepResult, folder: string): string {
  const { counts, objective, strategy, data, grid } = result;
  const names = grid.axes.map((axis) => axis.name);
  const head = [
    `sweep ${strategy.id}`,
    strategy.kind,
    data.instruments.join(" "),
    `${data.from.slice(0, 10)} → ${data.to.slice(0, 10)}`,
    `${groupText(data.bars)} bars`,
  ].join(" · ");
  const byPlace = new Map(result.combinations.map((row) => [row.place, row]));
  const table = [
    ["rank", ...names, ...(SHOWN.has(objective) ? [] : [objective]), "sharpe", "return", "max dd", "trades"],
    ...result.top.map((place) => {
      const row = byPlace.get(place);
      return row === undefined ? [] : cellsOf(row, names, objective);
    }),
  ];
  const lines = [head, ...alignedRight(table), overfittingText(result)];
  for (const warning of result.warnings) lines.push(`Warning   ! ${warning.text}`);
  lines.push(
    `${groupText(counts.finished)} of ${groupText(counts.planned)} combinations in ${(result.durationMs / 1000).toFixed(1)} s` +
      ` (${result.combinationsPerSecond.toFixed(1)}/s) · ${counts.invalid} invalid · ${counts.excluded} left out by rules`,
    `Run ${result.runId} · by ${objective} · ${folder}`,
  );
  return lines.join("\n");
}

function overfittingText({ overfitting, overfittingReason }: SweepResult): string {
  if (overfitting === null) return `Probability of overfitting ${NONE} (${overfittingReason})`;
  const { probability, lossProbability, medianLogit, splits, days } = overfitting;
  const share = (value: number): string => percentText(value, { signed: false, decimals: 1 });
  return (
    `Probability of overfitting ${share(probability)} · of loss ${share(lossProbability)}` +
    ` · median logit ${ratioText(medianLogit)} · ${groupText(splits)} splits of ${groupText(days)} days`
  );
}

/** Objectives that have a column of their own anyway. */
const SHOWN: ReadonlySet<Objective> = new Set<Objective>(["sharpe", "totalReturn", "maxDrawdown"]);

function cellsOf(
  { rank, parameters, objective: value, metrics }: CombinationRow,
  names: readonly string[],
  objective: Objective,
): string[] {
  return [
    String(rank ?? NONE),
    ...names.map((name) => String(parameters[name] ?? NONE)),
    ...(SHOWN.has(objective) ? [] : [objectiveText(value, objective)]),
    ratioText(metrics.sharpe),
    percentText(metrics.totalReturn, { signed: true, decimals: 2 }),
    percentText(metrics.maxDrawdown === null ? null : -metrics.maxDrawdown, { signed: true, decimals: 2 }),
    groupText(metrics.trades),
  ];
}

/** A value of the objective for people: rates in percent, the rest with two decimals. */
export function objectiveText(value: number | null, objective: Objective): string {
  return RATES.includes(objective) ? percentText(value, { signed: true, decimals: 2 }) : ratioText(value);
}

/** `fast 12, slow 26` of the swept parameters. */
export function parametersText(parameters: Parameters, names: readonly string[]): string {
  return names.map((name) => `${name} ${parameters[name] ?? NONE}`).join(", ");
}

/** Rows of cells as lines, each column as wide as its widest cell. */
export function alignedRight(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((row) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join("  "));
}
