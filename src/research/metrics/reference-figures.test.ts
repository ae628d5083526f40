/** Every case of the reference files, with a line for each place where our definition differs. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readReturnsCsv } from "./read-returns-csv.ts";
import { DAILY, returnFigures } from "./return-figures.ts";
import { benchmarkFigures, omegaOf, shapeFigures } from "./shape-figures.ts";

const SHARED = join(import.meta.dirname, "../../../../shared/data");
const CASES = join(SHARED, "metrics/empyrical_cases.json");
const ALGORL = join(SHARED, "strategies/algorl_metrics.csv");
const ALGORL_RETURNS = join(SHARED, "strategies/algorl_7_strategies_daily_returns_2022-03_2024-12.csv.gz");
const isThere = [CASES, ALGORL, ALGORL_RETURNS].every((path) => existsSync(path));
if (!isThere) console.error("SKIPPED: no reference figures beside the project (../shared/data)");
const skip = isThere ? false : "no reference figures beside the project";

type Value = number | string | null;
interface Case {
  readonly metric: string;
  readonly series: string;
  readonly expected: Value | readonly Value[];
  readonly benchmark?: string;
  readonly decimals?: number;
  readonly window?: number;
  readonly period?: string;
  readonly risk_free?: number;
  readonly required_return?: number;
}
interface CaseFile {
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  readonly cases: readonly Case[];
}

/** One case in our functions; what differs from the reference is said where it does. */
function oursOf(one: Case, series: CaseFile["series"]): readonly (number | null)[] {
  const all = series[one.series] ?? [];
  const returns = all.filter((r) => r !== null);
  // The reference annualises over the missing first value too: a day without a return here.
  const filled = all.map((r) => r ?? 0);
  const by = { ...DAILY, periodsPerYear: one.period === "weekly" ? 52 : 252 };
  const figures = returnFigures(returns, by, {});
  switch (one.metric) {
    case "cum_return_path":
      return filled.map((_, i) => returnFigures(filled.slice(0, i + 1), by, {}).totalReturn);
    case "cum_return_final":
      return [figures.totalReturn];
    case "max_drawdown":
      // Ours is positive.
      return [figures.maxDrawdownDaily === null ? null : -figures.maxDrawdownDaily];
    case "annual_return":
      return [returnFigures(filled, by, {}).cagr];
    case "annual_volatility":
      return [figures.volatility];
    case "calmar":
      return [returnFigures(filled, by, {}).calmar];
    case "sharpe":
      return [figures.sharpe];
    case "sortino":
      return [figures.sortino];
    case "downside_risk":
      return [shapeFigures(returns, by, {}).downsideRisk];
    case "omega":
      // Their required return is annual and their risk-free rate daily; we have one threshold per day.
      return [omegaOf(returns, (one.risk_free ?? 0) + (1 + (one.required_return ?? 0)) ** (1 / 252) - 1)];
    case "stability":
      return [shapeFigures(returns, by, {}).stability];
    case "alpha_beta": {
      const pairs = pairsOf(all, series[one.benchmark ?? ""] ?? []);
      const { alpha, beta } = benchmarkFigures(pairs[0], pairs[1], by, {});
      return [alpha, beta];
    }
    case "capture":
      // The missing day counts in the length of the benchmark, see annual_return.
      return [
        benchmarkFigures(
          filled,
          (series[one.benchmark ?? ""] ?? []).map((r) => r ?? 0),
          by,
          {},
        ).capture,
      ];
    case "rolling_max_drawdown":
      return windows(all, one.window ?? 0).map((part) => -(returnFigures(part, by, {}).maxDrawdownDaily ?? NaN));
    case "rolling_sharpe":
      return windows(all, one.window ?? 0).map((part) => returnFigures(part, by, {}).sharpe);
    default:
      return assert.fail(`no figure for the reference's ${one.metric}`);
  }
}

function pairsOf(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
): readonly [readonly number[], readonly number[]] {
  const pairs = a.flatMap((r, i) => (r === null || typeof b[i] !== "number" ? [] : [[r, b[i]] as const]));
  return [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
}

function windows(all: readonly (number | null)[], length: number): number[][] {
  return all.slice(length - 1).map((_, i) => all.slice(i, i + length).filter((r) => r !== null));
}

test("all empyrical cases", { skip }, () => {
  const file = JSON.parse(readFileSync(CASES, "utf8")) as CaseFile;
  for (const one of file.cases) {
    const expected = Array.isArray(one.expected) ? (one.expected as readonly Value[]) : [one.expected as Value];
    const was = oursOf(one, file.series);
    const label = `${one.metric} of ${one.series}`;
    assert.equal(was.length, expected.length, label);
    const tolerance = 0.5000001 * 10 ** -(one.decimals ?? 8);
    expected.forEach((value, i) => {
      const ours = was[i] ?? null;
      // Where the reference says infinite or not a number, ours is null with a reason.
      if (typeof value !== "number") assert.equal(ours, null, label);
      else assert.ok(ours !== null && Math.abs(ours - value) <= tolerance, `${label}: ${ours}, ${value}`);
    });
  }
  assert.equal(file.cases.length, 27);
});

test("all algorl figures", { skip }, () => {
  const { columns } = readReturnsCsv(ALGORL_RETURNS);
  const lines = readFileSync(ALGORL, "utf8").trim().split("\n").slice(1);
  for (const line of lines) {
    const [name = "", ...texts] = line.trim().split(",");
    const [total = 0, annual = 0, volatility = 0, sharpe = 0, sortino = 0, drawdown = 0, calmar = 0, days] =
      texts.map(Number);
    const returns = (columns.find((column) => column.name === name)?.returns ?? []).filter((r) => r !== null);
    const n = returns.length;
    const figures = returnFigures(returns, DAILY, {});
    const close = (was: number | null, expected: number, what: string): void =>
      assert.ok(was !== null && Math.abs(was - expected) <= 1e-9, `${name} ${what}: ${was}, ${expected}`);
    assert.equal(n, days, name);
    close(figures.totalReturn, total, "total");
    close(figures.cagr, annual, "annual");
    // Theirs is the population deviation, ours the sample's.
    close(figures.volatility, volatility * Math.sqrt(n / (n - 1)), "volatility");
    close(figures.sharpe, sharpe * Math.sqrt((n - 1) / n), "sharpe");
    // Theirs divides by the deviation of the losing days from their own mean, ours by the root mean square of all losses.
    const losing = returns.filter((r) => r < 0);
    const centre = losing.reduce((sum, r) => sum + r, 0) / losing.length;
    const around = Math.sqrt(losing.reduce((sum, r) => sum + (r - centre) ** 2, 0) / losing.length);
    const about0 = Math.sqrt(losing.reduce((sum, r) => sum + r * r, 0) / n);
    close(figures.sortino, (sortino * around) / about0, "sortino");
    // Theirs does not count the starting value as a peak: equal once the first day is the start.
    const [first = 0, ...later] = returns;
    const theirs = returnFigures(later, DAILY, {}).maxDrawdownDaily ?? NaN;
    close(theirs, drawdown, "drawdown");
    assert.ok((figures.maxDrawdownDaily ?? 0) - drawdown >= -1e-12, name);
    assert.ok((figures.maxDrawdownDaily ?? 0) - drawdown <= Math.abs(first), name);
    close((figures.cagr ?? 0) / theirs, calmar, "calmar");
  }
  assert.equal(lines.length, 7);
});
