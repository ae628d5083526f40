import { join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import { jsonAt, listAt, textAt } from "./json-at.ts";
import { scanMembers } from "./scan-members.ts";

/** One figure of every run; `best` holds the positions of the best values, none when all are alike. */
export interface ComparedFigure {
  readonly name: string;
  readonly label: string;
  readonly unit: "change" | "share" | "loss" | "ratio" | "count" | "times" | "money";
  /** Numbers, or decimal strings of money; null where a run has none. */
  readonly values: readonly (number | string | null)[];
  readonly best: readonly number[];
}

/** A setting that is not the same in all runs; null where a run has none. */
export interface ComparedSetting {
  readonly name: string;
  readonly values: readonly (string | null)[];
}

/** Runs side by side. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly kind: "comparison";
  readonly runs: readonly { readonly runId: string; readonly kind: string; readonly strategy: string }[];
  /** What makes the figures hard to compare. */
  readonly warnings: readonly string[];
  readonly figures: readonly ComparedFigure[];
  readonly settings: readonly ComparedSetting[];
  /** Equity at the end of each session, the initial capital being 100; times ISO 8601 UTC. */
  readonly equity: readonly { readonly times: readonly string[]; readonly values: readonly number[] }[];
}

type Row = readonly [name: string, label: string, unit: ComparedFigure["unit"], better: "high" | "low" | "neither"];

const FIGURES: readonly Row[] = [
  ["totalReturn", "Return", "change", "high"],
  ["cagr", "CAGR", "change", "high"],
  ["volatility", "Volatility (√252)", "share", "low"],
  ["sharpe", "Sharpe (√252, rf 0)", "ratio", "high"],
  ["sortino", "Sortino (√252, rf 0)", "ratio", "high"],
  ["calmar", "Calmar", "ratio", "high"],
  ["maxDrawdown", "Max drawdown (every bar)", "loss", "low"],
  ["maxDrawdownDaily", "Max drawdown (daily)", "loss", "low"],
  ["var95", "VaR 95 (daily)", "loss", "low"],
  ["cvar95", "CVaR 95 (daily)", "loss", "low"],
  ["trades", "Trades", "count", "neither"],
  ["winRate", "Win rate", "share", "high"],
  ["profitFactor", "Profit factor", "ratio", "high"],
  ["expectancy", "Expectancy per trade", "money", "high"],
  ["exposure", "Exposure", "share", "neither"],
  ["turnover", "Turnover per year", "times", "neither"],
  ["commission", "Commission", "money", "low"],
  ["slippageCost", "Slippage", "money", "low"],
];

const WANTED: ReadonlySet<string> = new Set([
  "runId",
  "kind",
  "strategy",
  "config",
  "data",
  "metrics",
  "warnings",
  "equity",
  "build",
]);

/** Compares the runs in `folders`; a {@link Failure} for one without metrics, such as a sweep. */
export function compareRuns(folders: readonly string[]): Comparison {
  const runs = folders.map(readRun);
  return {
    schemaVersion: 1,
    kind: "comparison",
    runs: runs.map((run) => ({
      runId: textAt(run, "runId"),
      kind: textAt(run, "kind") || "backtest",
      strategy: textAt(run, "strategy", "id"),
    })),
    warnings: warningsOf(runs),
    figures: FIGURES.map((row) => compareFigure(row, runs)),
    settings: compareSettings(runs),
    equity: runs.map(indexedEquity),
  };
}

function readRun(folder: string): Readonly<Record<string, unknown>> {
  const scanned = scanMembers(join(folder, "result.json"), WANTED);
  const run = scanned.ok ? Object.fromEntries(scanned.members) : {};
  if (scanned.ok && textAt(run, "runId") !== "" && typeof jsonAt(run, "metrics") === "object") return run;
  throw new Failure({
    code: "RUN_UNFIT",
    exitCode: EXIT.badData,
    message: `${folder}: result.json ${scanned.ok ? "has no metrics of one run" : scanned.reason}.`,
    hint: "Backtests and walk-forwards can be compared.",
  });
}

function warningsOf(runs: readonly unknown[]): string[] {
  const differs = (...keys: readonly string[]): boolean =>
    new Set(runs.map((run) => JSON.stringify(jsonAt(run, ...keys) ?? null))).size > 1;
  const warnings: string[] = [];
  const day = (run: unknown, end: string): string => textAt(run, "data", end).slice(0, 10);
  const periods = new Set(runs.map((run) => `${day(run, "from")} to ${day(run, "to")}`));
  if (periods.size > 1) warnings.push(`The runs cover different periods: ${[...periods].join("; ")}.`);
  else if (differs("data", "sha256")) warnings.push("The runs used different data.");
  if (differs("config", "currency")) warnings.push("The runs are in different currencies.");
  if (differs("config", "costs")) warnings.push("The runs paid different costs.");
  if (differs("build")) warnings.push("The runs were made by different builds.");
  if (differs("kind")) warnings.push("The runs are of different kinds: a walk-forward counts out-of-sample days only.");
  return warnings;
}

function compareFigure([name, label, unit, better]: Row, runs: readonly unknown[]): ComparedFigure {
  const values = runs.map((run) => {
    const value = jsonAt(run, "metrics", name);
    return typeof value === "number" || typeof value === "string" ? value : null;
  });
  const numbers = values.flatMap((value) => (value === null ? [] : [Number(value)]));
  const isTold = better !== "neither" && new Set(numbers).size > 1;
  const best = better === "high" ? Math.max(...numbers) : Math.min(...numbers);
  return {
    name,
    label,
    unit,
    values,
    best: isTold ? [...values.keys()].filter((i) => values[i] !== null && Number(values[i]) === best) : [],
  };
}

function compareSettings(runs: readonly unknown[]): ComparedSetting[] {
  const flat = runs.map((run) => {
    const settings = new Map<string, string>();
    for (const part of ["strategy", "config", "data", "build"]) flatten(part, jsonAt(run, part), settings);
    return settings;
  });
  const names = [...new Set(flat.flatMap((settings) => [...settings.keys()]))];
  return names
    .map((name) => ({ name, values: flat.map((settings) => settings.get(name) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}

function flatten(name: string, value: unknown, into: Map<string, string>): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    for (const [key, item] of Object.entries(value)) flatten(`${name}.${key}`, item, into);
  else if (value !== undefined) into.set(name, typeof value === "string" ? value : JSON.stringify(value));
}

function indexedEquity(run: unknown): Comparison["equity"][number] {
  const start = Number(textAt(run, "config", "initialCapital") || Number.NaN);
  const times = listAt(run, "equity", "times").map(String);
  const values = listAt(run, "equity", "values").map((value) => (Number(value) / start) * 100);
  const isWhole = start > 0 && times.length === values.length && values.every(Number.isFinite);
  // A curve that is not one is left out rather than drawn wrong; its figures still stand.
  return isWhole ? { times, values } : { times: [], values: [] };
}
