import { join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { simpleReturns } from "../metrics/daily-series.ts";
import type { RunPlaces } from "../runs/find-run.ts";
import { findRun } from "../runs/find-run.ts";
import { jsonAt, listAt, numberAt, textAt } from "../runs/json-at.ts";
import { readJson } from "../runs/read-report-input.ts";
import type { MonteCarloSource } from "./monte-carlo.ts";

/** What doubt needs of a stored backtest. */
export interface StoredRun extends MonteCarloSource {
  readonly runId: string;
  readonly strategyId: string;
  /** The limit at which the run itself would have halted; null: none. */
  readonly drawdownLimit: number | null;
  readonly path: string;
}

/** What has days and trades of its own. */
const KINDS: readonly string[] = ["backtest", "walk-forward"];

/**
 * Reads a backtest or walk-forward by its run id, `latest`, its folder or its result.json; a {@link Failure} when there is
 * none or the file is something else.
 */
export function readRunResult(named: string, places: RunPlaces): StoredRun {
  const { path, document } = readResultDocument(named, places);
  const kind = textAt(document, "kind") || "backtest";
  if (!KINDS.includes(kind)) throw unreadable(path, `is a ${kind}, expected a backtest or a walk-forward`);
  const initial = Number(textAt(document, "config", "initialCapital"));
  const equity = listAt(document, "equity", "values").map(Number);
  const trades = listAt(document, "trades").map((trade) => Number(jsonAt(trade, "netPnl")));
  if (!(initial > 0) || equity.length === 0 || ![...equity, ...trades].every(Number.isFinite))
    throw unreadable(path, "has no daily equity, initial capital or trades, expected a result.json");
  return {
    runId: textAt(document, "runId"),
    strategyId: textAt(document, "strategy", "id"),
    returns: simpleReturns(equity, initial),
    tradeResults: trades.map((net) => net / initial),
    drawdownLimit: numberAt(document, "config", "risk", "drawdownHaltRatio"),
    path,
  };
}

/** Any result.json by run id, `latest`, folder or path; a {@link Failure} when there is none or it is no JSON. */
export function readResultDocument(named: string, places: RunPlaces): { path: string; document: unknown } {
  const path = join(findRun(named, places), "result.json");
  return { path, document: readJson(path) };
}

function unreadable(path: string, why: string): Failure {
  return new Failure({ code: "RUN_UNREADABLE", exitCode: EXIT.badData, message: `${path} ${why}.` });
}
