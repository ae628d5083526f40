import { listDatasets } from "../../data/catalogue/list-datasets.ts";
import type { DatasetRow } from "../../data/catalogue/list-datasets.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { catalogueFaultText } from "../../research/backtest/catalogue-failure.ts";
import type { Command } from "./command.ts";
import { hasFlag, textOf } from "./command.ts";
import { dataDirOf } from "./io.ts";

/** `agenttrader data list`: what the catalogue holds. */
export const command: Command = {
  positionals: [],
  options: [
    { name: "symbol", kind: "text", value: "NAME", summary: "Only this instrument" },
    { name: "data-dir", kind: "text", value: "DIR", summary: "Data directory (default .agenttrader)" },
    { name: "json", kind: "flag", summary: "Print one JSON document" },
  ],
  examples: [
    { line: "data list", what: "Every dataset with its range, gaps and kind of prices" },
    { line: "data list --symbol SPY --json", what: "Those of one instrument for a script" },
  ],
  run: async (args, io) => {
    const symbol = textOf(args, "symbol", null)?.toUpperCase() ?? null;
    const list = listDatasets(dataDirOf(textOf(args, "data-dir", null), io));
    const datasets = list.datasets.filter((row) => symbol === null || row.symbol === symbol);
    for (const fault of list.faults) io.err(catalogueFaultText(fault));
    if (hasFlag(args, "json")) io.out(JSON.stringify({ datasets, faults: list.faults }, null, 2));
    else if (datasets.length === 0) io.err('The catalogue is empty here; fill it with "agenttrader data import PATH".');
    else for (const line of table(datasets)) io.out(line);
    return list.faults.length > 0 ? EXIT.badData : EXIT.done;
  },
};

const HEAD = ["symbol", "resolution", "from", "to", "rows", "gaps", "prices", "session", "source"];
const RIGHT = new Set([4, 5]);

function table(rows: readonly DatasetRow[]): readonly string[] {
  const cells = rows.map((row) => [
    row.symbol,
    row.resolution,
    row.from.slice(0, 10),
    row.to.slice(0, 10),
    String(row.rows),
    row.gaps === null ? "-" : String(row.gaps),
    row.hasActions && row.adjustment === "raw" ? "raw+actions" : row.adjustment,
    row.session,
    row.sources.length === 1 ? (row.sources[0] ?? "") : `${row.sources.length} files`,
  ]);
  const all = [HEAD, ...cells];
  const widths = HEAD.map((_, c) => Math.max(...all.map((line) => (line[c] ?? "").length)));
  return all.map((line) =>
    line
      .map((cell, c) => (RIGHT.has(c) ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
