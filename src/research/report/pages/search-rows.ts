import type { Objective } from "../../sweep/objective.ts";
import type { SweepResult } from "../../sweep/sweep-result.ts";
import { groupText } from "../format-figure.ts";
import { objectiveTextOf } from "../objective-text.ts";

/** What a search went through, as rows of the head of its page. */
export function searchRows(
  { strategy, grid }: Pick<SweepResult, "strategy" | "grid">,
  objective: Objective,
): (readonly [string, string])[] {
  const swept = new Set(grid.axes.map((axis) => axis.name));
  const held = Object.entries(strategy.parameters).filter(([name]) => !swept.has(name));
  const axes = grid.axes.map(({ name, values }) =>
    values.length > 6
      ? `${name} ${values[0]} to ${values.at(-1)} (${groupText(values.length)} values)`
      : `${name} ${values.join(", ")}`,
  );
  return [
    ["Strategy", `${strategy.id}: ${strategy.kind}`],
    ["Swept", axes.join("; ")],
    ...(held.length === 0 ? [] : [["Held", held.map(([name, value]) => `${name} ${value}`).join(", ")] as const]),
    ...(grid.where.length === 0 ? [] : [["Rules", grid.where.join(", ")] as const]),
    ...(grid.random === null
      ? []
      : [["Drawn", `${groupText(grid.random.count)} from the grid, seed ${grid.random.seed}`] as const]),
    ["Objective", objectiveTextOf(objective).name],
  ];
}
