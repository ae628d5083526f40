import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import type { RunCharts } from "../report/analysis/run-charts.ts";
import type { ReportedResult, ReportInput } from "../report/report-input.ts";
import { jsonAt, listAt, textAt } from "./json-at.ts";

/** Lists a report walks through; a result without them was made by something else. */
const LISTS: readonly (readonly string[])[] = [
  ["warnings"],
  ["trades"],
  ["openPositions"],
  ["equity", "times"],
  ["equity", "values"],
  ["data", "instruments"],
];

/** What a report of the stored backtest in `folder` is made of; a {@link Failure} when it is no whole backtest. */
export function readReportInput(folder: string): ReportInput {
  const result = readJson(join(folder, "result.json"));
  const kind = textAt(result, "kind") || "backtest";
  if (kind !== "backtest") throw unfit(folder, `holds a ${kind}; only backtests have a report`);
  const missing = LISTS.find((keys) => !Array.isArray(jsonAt(result, ...keys)));
  if (missing !== undefined) throw unfit(folder, `has no ${missing.join(".")} in its result.json`);
  if (jsonAt(result, "analysis") === undefined || !existsSync(join(folder, "charts.json")))
    throw unfit(folder, "was written without its analysis and charts.json; run the backtest again");
  const charts = readJson(join(folder, "charts.json"));
  if (listAt(charts, "equity", "at").length === 0 && listAt(result, "equity", "times").length > 0)
    throw unfit(folder, "has no curve in its charts.json");
  // Whoever changes numbers inside by hand gets a report of those numbers.
  return { result: result as ReportedResult, charts: charts as RunCharts, parts: {} };
}

/** The document in a file; a {@link Failure} naming the file when it cannot be read or is none. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch (error) {
    const code = systemCodeOf(error);
    throw new Failure({
      code: "RUN_UNREADABLE",
      exitCode: EXIT.badData,
      message: `${path} ${code === "" ? "is no JSON document" : `cannot be read (${code})`}.`,
      cause: error,
    });
  }
}

function unfit(folder: string, why: string): Failure {
  return new Failure({ code: "RUN_UNFIT", exitCode: EXIT.badData, message: `${folder} ${why}.` });
}
