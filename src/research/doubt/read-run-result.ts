import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { simpleReturns } from "../metrics/daily-series.ts";
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

/** Where runs are looked for. */
export interface RunPlaces {
  readonly dataDir: string;
  readonly cwd: string;
}

/**
 * Reads a backtest or walk-forward by its run id, its folder or its result.json; a {@link Failure} when there is
 * none or the file is something else.
 */
export function readRunResult(named: string, places: RunPlaces): StoredRun {
  const { path, document } = readResultDocument(named, places);
  const kind = textAt(document, "kind") ?? "backtest";
  if (!KINDS.includes(kind)) throw unreadable(path, `is a ${kind}, expected a backtest or a walk-forward`, null);
  const initial = Number(textAt(document, "config", "initialCapital") ?? Number.NaN);
  const equity = listAt(document, "equity", "values").map(Number);
  const trades = listAt(document, "trades").map((trade) => Number(at(trade, "netPnl")));
  if (!(initial > 0) || equity.length === 0 || ![...equity, ...trades].every(Number.isFinite))
    throw unreadable(path, "has no daily equity, initial capital or trades, expected a result.json", null);
  const limit = at(document, "config", "risk", "drawdownHaltRatio");
  return {
    runId: textAt(document, "runId") ?? "",
    strategyId: textAt(document, "strategy", "id") ?? "",
    returns: simpleReturns(equity, initial),
    tradeResults: trades.map((net) => net / initial),
    drawdownLimit: typeof limit === "number" ? limit : null,
    path,
  };
}

/** Any result.json by run id, folder or path; a {@link Failure} when there is none or it is no JSON. */
export function readResultDocument(named: string, places: RunPlaces): { path: string; document: unknown } {
  const path = pathOf(named, places);
  try {
    return { path, document: JSON.parse(readFileSync(path, "utf8")) as unknown };
  } catch (error) {
    const code = systemCodeOf(error);
    throw unreadable(path, code === "" ? "is no JSON document" : `cannot be read (${code})`, error);
  }
}

function pathOf(named: string, { dataDir, cwd }: RunPlaces): string {
  const candidates = [resolve(cwd, named), join(dataDir, "runs", named)];
  for (const candidate of candidates) {
    if (!existsSync(candidate)) continue;
    return statSync(candidate).isDirectory() ? join(candidate, "result.json") : candidate;
  }
  throw new Failure({
    code: "RUN_UNKNOWN",
    exitCode: EXIT.badData,
    message: `There is no run "${named}": neither ${candidates.join(" nor ")} exists.`,
    hint: "Name a run id, a folder of a run or a result.json; agenttrader backtest makes one.",
  });
}

function unreadable(path: string, why: string, cause: unknown): Failure {
  return new Failure({ code: "RUN_UNREADABLE", exitCode: EXIT.badData, message: `${path} ${why}.`, cause });
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

function textAt(value: unknown, ...keys: readonly string[]): string | null {
  const found = at(value, ...keys);
  return typeof found === "string" ? found : null;
}

function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}
