import type { CombinationRow, SweepResult } from "./sweep-result.ts";
import { writeFiles } from "./write-files.ts";

/** Name of the table of all combinations. */
const COMBINATIONS_FILE = "combinations.csv";

/** Writes combinations.csv and result.json of a sweep into `folder`; answers with its absolute path. */
export function writeSweep(result: SweepResult, folder: string): string {
  return writeFiles(folder, [
    [COMBINATIONS_FILE, combinationsCsv(result)],
    ["result.json", `${JSON.stringify(result, null, 2)}\n`],
  ]);
}

/** One line per combination in the order of the grid: place, rank, swept parameters, figures, orders. */
export function combinationsCsv({ combinations, grid }: SweepResult): string {
  const names = grid.axes.map((axis) => axis.name);
  const first = combinations[0];
  const figures = (first === undefined ? [] : Object.keys(first.metrics)) as (keyof CombinationRow["metrics"])[];
  const header = ["place", "rank", ...names, ...figures, "ordersHash"];
  const lines = combinations.map(({ place, rank, parameters, metrics, ordersHash }) =>
    [
      place,
      rank ?? "",
      ...names.map((name) => parameters[name] ?? ""),
      ...figures.map((figure) => metrics[figure] ?? ""),
      ordersHash,
    ].join(","),
  );
  return `${[header.join(","), ...lines].join("\n")}\n`;
}
