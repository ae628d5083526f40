import assert from "node:assert/strict";
import { test } from "node:test";
import { barsFile, runOver, walkRows } from "../../backtest/run-fixture.test.ts";
import type { FinishedBacktest } from "../../backtest/run-backtest.ts";
import type { CombinationRow, SweepResult } from "../../sweep/sweep-result.ts";
import { sweepOverview } from "../analysis/sweep-overview.ts";
import { expectWholePage, monteCarloOf, textOf, walkForwardOf } from "../page-fixture.test.ts";
import { monteCarloPage } from "./monte-carlo-page.ts";
import { sweepPage } from "./sweep-page.ts";
import { walkForwardPage } from "./walk-forward-page.ts";

const RUN = runOver(barsFile("AAA_1m.csv", walkRows(1, 25)));
const EVIL = `"<img src=x onerror='alert(1)'>`;
const FAST = [3, 4, 5];
const SLOW = [8, 9, 10, 11];

/** A sweep over fast and slow whose objective is `valueOf` them. */
function sweepOf(
  { result }: FinishedBacktest,
  valueOf: (fast: number, slow: number) => number | null,
  objective: SweepResult["objective"] = "sharpe",
): SweepResult {
  const { strategy, config, data, warnings, metrics, metricNotes, build, ordersHash } = result;
  const rows = FAST.flatMap((fast) => SLOW.map((slow) => ({ fast, slow }))).map((parameters, place) => ({
    ...{ place, parameters, objective: valueOf(parameters.fast, parameters.slow), metricNotes, ordersHash },
    metrics: { ...metrics, totalReturn: valueOf(parameters.fast, parameters.slow) },
  }));
  const sign = objective === "maxDrawdown" ? -1 : 1;
  const order = rows
    .filter((row) => row.objective !== null)
    .toSorted((a, b) => sign * ((b.objective ?? 0) - (a.objective ?? 0)));
  const rank = new Map(order.map((row, i) => [row.place, i + 1]));
  const combinations: CombinationRow[] = rows.map((row) => ({ ...row, rank: rank.get(row.place) ?? null }));
  const [first] = order;
  return {
    ...{ schemaVersion: 1, kind: "sweep", runId: "r_000000000002", partial: false, strategy, config, data, warnings },
    ...{ build, objective, combinations, overfitting: null, overfittingReason: "TOO_FEW_DAYS" },
    grid: {
      axes: [
        { name: "fast", values: FAST },
        { name: "slow", values: SLOW },
      ],
      where: [],
      random: null,
    },
    counts: { grid: 12, planned: 12, finished: 12, invalid: 1, excluded: 0 },
    best: first === undefined ? null : { ...first, objective: first.objective ?? 0 },
    top: order.map((row) => row.place),
    invalid: [{ place: 12, parameters: { fast: 9, slow: 8 }, reason: "fast must be below slow" }],
    ...{ durationMs: 1, combinationsPerSecond: 12 },
  };
}

/** The figures of a peak at fast 4, slow 9: profitable there and at the four around it, but for one. */
const peak = (fast: number, slow: number): number | null =>
  fast === 3 && slow === 9 ? null : 1 - Math.abs(fast - 4) - Math.abs(slow - 9) * 0.5;

test("the pages are whole in ordinary and in empty cases", () => {
  const pages: Readonly<Record<string, string>> = {
    sweep: sweepPage(sweepOf(RUN, peak), "agenttrader sweep a.yaml"),
    "sweep without objective": sweepPage(
      sweepOf(RUN, () => null),
      "agenttrader sweep a.yaml",
    ),
    "sweep by drawdown": sweepPage(
      sweepOf(RUN, (fast) => fast / 100, "maxDrawdown"),
      "agenttrader sweep a.yaml",
    ),
    "walk-forward": walkForwardPage(walkForwardOf(RUN), "agenttrader walkforward a.yaml"),
    "walk-forward without windows": walkForwardPage(
      {
        ...walkForwardOf(RUN),
        ...{ windows: [], validWindows: 0, parameterStability: [], partial: true },
        equity: { times: [], values: [], returns: [] },
      },
      "agenttrader walkforward a.yaml",
    ),
    "Monte Carlo": monteCarloPage(monteCarloOf(RUN), "agenttrader montecarlo r"),
    "Monte Carlo of trades": monteCarloPage(
      monteCarloOf(RUN, { method: "trades", drawdownLimit: null }),
      "agenttrader montecarlo r",
    ),
  };
  for (const [name, html] of Object.entries(pages)) {
    expectWholePage(html, name);
    assert.match(textOf(html), /\nagenttrader (sweep|walkforward|montecarlo) /, name);
  }
});

test("what a user wrote is text on every page", () => {
  const named = { ...RUN.result, strategy: { ...RUN.result.strategy, id: EVIL, name: EVIL, kind: EVIL } };
  const run: FinishedBacktest = { ...RUN, result: { ...named, build: EVIL, config: { ...named.config, tz: EVIL } } };
  const sweep = sweepOf(run, peak);
  const [fast, slow] = sweep.grid.axes;
  assert.ok(fast !== undefined && slow !== undefined);
  const evilGrid = { ...sweep.grid, axes: [{ ...fast, name: EVIL }, slow], where: [EVIL] };
  const refused = [{ place: 12, parameters: {}, reason: EVIL }];
  for (const html of [
    sweepPage({ ...sweep, grid: evilGrid, invalid: refused }, EVIL),
    walkForwardPage({ ...walkForwardOf(run), grid: evilGrid }, EVIL),
    monteCarloPage(monteCarloOf(run), EVIL),
  ])
    assert.doesNotMatch(html, /<img/);
});

test("the best of a sweep is seen among its neighbours, its parameters and all others", () => {
  const overview = sweepOverview(sweepOf(RUN, peak));
  assert.deepEqual(overview.neighbours, { count: 4, median: 0.5, profitableShare: 0.5 });
  assert.deepEqual(overview.heat?.columns, FAST);
  assert.deepEqual(overview.heat.rows, SLOW);
  assert.deepEqual(overview.heat.chosen, { column: 1, row: 1 });
  assert.deepEqual(overview.heat.cells[1], [null, 1, 0]);
  assert.deepEqual(overview.axes[1]?.points[1], { value: 9, median: 0, count: 3 });
  assert.deepEqual([overview.lowest, overview.highest, overview.values.length], [-1, 1, 11]);
  const html = sweepPage(sweepOf(RUN, peak), "agenttrader sweep a.yaml");
  assert.ok(html.includes("▶\u00a01.00"), "the best is marked");
});

test("a drawdown is shown below zero, so that the best is the highest on the page", () => {
  const overview = sweepOverview(sweepOf(RUN, (fast) => fast / 100, "maxDrawdown"));
  assert.equal(overview.highest, -0.03);
  assert.deepEqual(overview.heat?.cells[0], [-0.03, -0.04, -0.05]);
});
