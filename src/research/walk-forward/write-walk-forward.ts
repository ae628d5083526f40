import { tradesCsv } from "../backtest/write-result.ts";
import { writeFiles } from "../sweep/write-files.ts";
import type { WalkForwardResult } from "./walk-forward-result.ts";

/** Writes windows.csv, trades.csv, equity.csv and result.json into `folder`; answers with its absolute path. */
export function writeWalkForward(result: WalkForwardResult, folder: string): string {
  return writeFiles(folder, [
    ["windows.csv", windowsCsv(result)],
    ["trades.csv", tradesCsv(result.trades)],
    ["equity.csv", equityCsv(result)],
    ["result.json", `${JSON.stringify(result, null, 2)}\n`],
  ]);
}

/** One line per window with its winner and its objective in training and out of sample. */
export function windowsCsv({ windows, grid }: WalkForwardResult): string {
  const names = grid.axes.map((axis) => axis.name);
  const header = ["n", "trainFrom", "trainTo", "testFrom", "testTo", "isShort", "isValid", "reason", ...names];
  const lines = windows.map((row) =>
    [
      row.n,
      row.trainFrom,
      row.trainTo,
      row.testFrom,
      row.testTo,
      row.isShort,
      row.isValid,
      row.reason,
      ...names.map((name) => row.bestParameters?.[name] ?? ""),
      row.inSample ?? "",
      row.outOfSample ?? "",
      row.ratio ?? "",
      row.trades,
    ].join(","),
  );
  return `${[[...header, "inSample", "outOfSample", "ratio", "trades"].join(","), ...lines].join("\n")}\n`;
}

function equityCsv({ equity }: WalkForwardResult): string {
  const lines = equity.times.map((time, i) => [time, equity.values[i], equity.returns[i]].join(","));
  return `${["time,equity,return", ...lines].join("\n")}\n`;
}
