import { valueAtRisk } from "../../../core/math/statistics.ts";
import type { Parameters } from "../../sweep/plan-combinations.ts";
import type { CombinationRow, SweepResult } from "../../sweep/sweep-result.ts";
import type { HeatTable } from "../heat-table.ts";
import { objectiveTextOf } from "../objective-text.ts";

/** What the page of a sweep shows beyond its rows; objectives are shown so that more is better. */
export interface SweepOverview {
  /** Of every ranked combination. */
  readonly values: readonly number[];
  readonly median: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  /** Share of the combinations that were run with a profit; null without any. */
  readonly profitableShare: number | null;
  /** Combinations one step of one parameter away from the best. */
  readonly neighbours: {
    readonly count: number;
    readonly median: number | null;
    readonly profitableShare: number | null;
  };
  /** By swept parameter with at least two values: the median over all combinations with each value. */
  readonly axes: readonly AxisFigures[];
  /** The best among its neighbours; null with fewer than two such parameters or without a best. */
  readonly heat: (HeatTable & { readonly held: string; readonly isCut: boolean }) | null;
}

/** One parameter, at most so many values around the best as a chart has room for. */
export interface AxisFigures {
  readonly name: string;
  readonly points: readonly { readonly value: number; readonly median: number | null; readonly count: number }[];
  readonly unit: "percent" | "ratio";
  readonly write: (value: number | null) => string;
}

/** Values on either side of the best one that a heatmap and a chart have room for. */
const AROUND_HEAT = 6;
const AROUND_AXIS = 20;

/** Reads the combinations of a sweep against each other. */
export function sweepOverview(result: SweepResult): SweepOverview {
  const { combinations, objective, best, grid } = result;
  const { shown, unit, write } = objectiveTextOf(objective);
  const valueOf = (row: CombinationRow): number | null => (row.objective === null ? null : shown(row.objective));
  const values = combinations.flatMap((row) => valueOf(row) ?? []);
  const axes = grid.axes.filter((axis) => axis.values.length > 1);
  const near = best === null ? [] : combinations.filter((row) => stepsApart(row, best, axes) === 1);
  return {
    values,
    median: medianOf(values),
    lowest: values.length === 0 ? null : values.reduce((low, value) => Math.min(low, value)),
    highest: values.length === 0 ? null : values.reduce((high, value) => Math.max(high, value)),
    profitableShare: profitableShareOf(combinations),
    neighbours: {
      count: near.length,
      median: medianOf(near.flatMap((row) => valueOf(row) ?? [])),
      profitableShare: profitableShareOf(near),
    },
    axes: axes.map(({ name, values: all }) => {
      const byValue = Map.groupBy(combinations, (row) => row.parameters[name]);
      return {
        name,
        unit,
        write,
        points: around(all, best?.parameters[name], AROUND_AXIS).map((value) => {
          const rows = byValue.get(value) ?? [];
          return { value, median: medianOf(rows.flatMap((row) => valueOf(row) ?? [])), count: rows.length };
        }),
      };
    }),
    heat: best === null ? null : heatOf(result, best.parameters, axes, valueOf),
  };
}

function profitableShareOf(rows: readonly CombinationRow[]): number | null {
  if (rows.length === 0) return null;
  return rows.filter(({ metrics }) => (metrics.totalReturn ?? 0) > 0).length / rows.length;
}

/** The value with half of the others at or below it; null without any. */
function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : valueAtRisk(values, 0.5);
}

type Axes = SweepResult["grid"]["axes"];

/** Steps of the grid between a combination and the best, over all parameters. */
function stepsApart({ parameters }: CombinationRow, best: { readonly parameters: Parameters }, axes: Axes): number {
  return axes.reduce((steps, { name, values }) => {
    const [own, other] = [parameters[name] ?? Number.NaN, best.parameters[name] ?? Number.NaN];
    return own === other ? steps : steps + Math.abs(values.indexOf(own) - values.indexOf(other));
  }, 0);
}

/** At most `reach` values on either side of `centre`; the first ones without it. */
function around(values: readonly number[], centre: number | undefined, reach: number): readonly number[] {
  const at = centre === undefined ? -1 : values.indexOf(centre);
  const from = Math.max(0, Math.min(Math.max(0, at) - reach, values.length - 2 * reach - 1));
  return values.slice(from, from + 2 * reach + 1);
}

function heatOf(
  { combinations, objective }: SweepResult,
  best: Parameters,
  axes: Axes,
  valueOf: (row: CombinationRow) => number | null,
): SweepOverview["heat"] {
  const [across, down] = axes;
  if (across === undefined || down === undefined) return null;
  const others = axes.slice(2).map(({ name }) => name);
  const level = combinations.filter(({ parameters }) => others.every((name) => parameters[name] === best[name]));
  const keyOf = (a: number | undefined, b: number | undefined): string => `${a}|${b}`;
  const byKey = new Map(level.map((row) => [keyOf(row.parameters[across.name], row.parameters[down.name]), row]));
  const columns = around(across.values, best[across.name], AROUND_HEAT);
  const rows = around(down.values, best[down.name], AROUND_HEAT);
  const { name, write } = objectiveTextOf(objective);
  return {
    caption: `${name} of neighbouring parameters`,
    columnName: across.name,
    columns,
    rowName: down.name,
    rows,
    cells: rows.map((b) =>
      columns.map((a) => {
        const row = byKey.get(keyOf(a, b));
        return row === undefined ? null : valueOf(row);
      }),
    ),
    chosen: { row: rows.indexOf(best[down.name] ?? 0), column: columns.indexOf(best[across.name] ?? 0) },
    write,
    held: others.map((other) => `${other} ${best[other]}`).join(", "),
    isCut: columns.length < across.values.length || rows.length < down.values.length,
  };
}
