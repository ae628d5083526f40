import { join } from "node:path";
import type { HeatmapQuery, SweepHeatmap } from "../../contract/heatmap.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { jsonAt, listAt, numberAt, textAt } from "../../research/runs/json-at.ts";
import { readJson } from "../../research/runs/read-report-input.ts";
import { OBJECTIVES, type Objective } from "../../research/sweep/objective.ts";
import { heatTable, type NumberAxis } from "./heat-table.ts";
import { figureName } from "./metric-lines.ts";

/** A browser lays out no more. */
const CELLS_MAX = 10_000;

/**
 * One figure of the sweep in `folder` over two of its parameters, the others being those of its best
 * combination; null when it holds something else, a {@link Failure} for what it did not sweep.
 */
export function readHeatmap(folder: string, query: HeatmapQuery): SweepHeatmap | null {
  const result = readJson(join(folder, "result.json"));
  if (textAt(result, "kind") !== "sweep") return null;
  const axes = listAt(result, "grid", "axes").map(axisOf);
  const [first] = axes;
  if (first === undefined) return null;
  const x = axisNamed(axes, query.x) ?? axes.find((axis) => axis.name !== query.y) ?? first;
  const y = axisNamed(axes, query.y) ?? axes.find((axis) => axis !== x) ?? null;
  if (x === y) throw refused("PARAMETER_TWICE", `Both sides of the table are ${x.name}; name two parameters.`);
  const size = x.values.length * (y?.values.length ?? 1);
  if (size > CELLS_MAX)
    throw refused("HEATMAP_TOO_LARGE", `The table would have ${size} cells; at most ${CELLS_MAX} are shown.`);
  const figure = figureNamed(query.figure ?? textAt(result, "objective"));
  const rows = listAt(result, "combinations");
  const best = jsonAt(result, "best", "parameters") ?? jsonAt(rows[0], "parameters");
  const others = axes.filter((axis) => axis !== x && axis !== y);
  const byPlace = new Map<string, number | string | null>();
  for (const row of rows) {
    const isHeld = others.every(({ name }) => numberAt(row, "parameters", name) === numberAt(best, name));
    if (isHeld) byPlace.set(placeOf(row, x, y), figureOf(row, figure));
  }
  return {
    figures: OBJECTIVES.map((key) => ({ key, label: figureName(key) })),
    parameters: axes.map((axis) => axis.name),
    table: heatTable({
      figure,
      x,
      y,
      cells: (y?.values ?? [null]).map((b) => x.values.map((a) => byPlace.get(JSON.stringify([a, b])) ?? null)),
      chosen: {
        x: numberAt(result, "best", "parameters", x.name) ?? undefined,
        y: y === null ? undefined : (numberAt(result, "best", "parameters", y.name) ?? undefined),
      },
      held: others.map(({ name }) => ({ label: name, value: String(numberAt(best, name) ?? "—") })),
    }),
  };
}

function axisOf(axis: unknown): NumberAxis {
  const values = listAt(axis, "values").filter((value) => typeof value === "number");
  return { name: textAt(axis, "name"), values: values.toSorted((a, b) => a - b) };
}

function axisNamed(axes: readonly NumberAxis[], name: string | undefined): NumberAxis | undefined {
  const axis = axes.find((one) => one.name === name);
  if (axis !== undefined || name === undefined) return axis;
  throw refused("PARAMETER_UNKNOWN", `"${name}" was not swept; ${axes.map((one) => one.name).join(", ")} were.`);
}

function figureNamed(name: string): Objective {
  const figure = OBJECTIVES.find((one) => one === name);
  if (figure !== undefined) return figure;
  throw refused("FIGURE_UNKNOWN", `The figure was "${name}"; there are ${OBJECTIVES.join(", ")}.`);
}

function placeOf(row: unknown, x: NumberAxis, y: NumberAxis | null): string {
  const at = (axis: NumberAxis | null): number | null =>
    axis === null ? null : numberAt(row, "parameters", axis.name);
  return JSON.stringify([at(x), at(y)]);
}

function figureOf(row: unknown, figure: Objective): number | string | null {
  const value = jsonAt(row, "metrics", figure);
  return typeof value === "number" || typeof value === "string" ? value : null;
}

function refused(code: string, message: string): Failure {
  return new Failure({ code, exitCode: EXIT.usage, message });
}
