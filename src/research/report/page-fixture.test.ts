/** What every page must be, and results of other research made of a run that is there. */
import assert from "node:assert/strict";
import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { monteCarloResult } from "../doubt/monte-carlo-result.ts";
import type { MonteCarloResult } from "../doubt/monte-carlo-result.ts";
import type { MonteCarloOptions } from "../doubt/monte-carlo.ts";
import { DAILY, returnFigures } from "../metrics/return-figures.ts";
import type { WalkForwardResult, WindowRow } from "../walk-forward/walk-forward-result.ts";

/** What a reader sees: no markup, no style, no script. */
export function textOf(html: string): string {
  return html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, "\n");
}

/** No figure is undefined, no tag left open, nothing fetched, everything named once. */
export function expectWholePage(html: string, name: string): void {
  assert.doesNotMatch(textOf(html), /NaN|Infinity|undefined|null|\[object/, name);
  assert.doesNotMatch(html, /https?:|@import|url\(|javascript:/i, name);
  const tags = [...html.matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""')).join("\n");
  assert.doesNotMatch(tags, /\s(src|srcset|style|on[a-z]+|action|data|poster)=/i, name);
  assert.doesNotMatch(html, /="[^"]*(NaN|Infinity|undefined)/, name);
  for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g))
    assert.ok(html.includes(`<section id="${href.slice(1)}"`), `${name}: ${href} leads to a section`);
  assert.equal(unclosedTag(html), "", name);
  const count = (pattern: RegExp): number => html.match(pattern)?.length ?? 0;
  assert.equal(count(/role="img" aria-labelledby="([\w-]+)-t \1-d"/g), count(/role="img"/g), name);
  assert.equal(count(/<caption>/g), count(/<table[ >]/g), name);
  assert.equal(count(/<th scope="(col|row)"/g), count(/<th[ >]/g), name);
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length, name);
}

/** Other lives of a run. */
export function monteCarloOf(run: FinishedBacktest, options: Partial<MonteCarloOptions> = {}): MonteCarloResult {
  const capital = Number(run.result.metrics.initialCapital);
  return monteCarloResult(
    {
      runId: run.result.runId,
      strategyId: run.result.strategy.id,
      returns: run.daily.returns,
      tradeResults: run.result.trades.map((trade) => Number(trade.netPnl) / capital),
      drawdownLimit: null,
      path: "result.json",
    },
    { method: "blocks", paths: 200, block: 5, seed: 7, drawdownLimit: 0.001, periodsPerYear: 252, ...options },
  );
}

/** A walk-forward of two windows, the second without a winner, out of the days of a run. */
export function walkForwardOf({ result, daily }: FinishedBacktest): WalkForwardResult {
  const { strategy, config, data, warnings, metrics, trades, build } = result;
  const returns = daily.returns.slice(10);
  const window: WindowRow = {
    ...{ n: 1, trainFrom: "2024-03-04", trainTo: "2024-03-08", testFrom: "2024-03-11", testTo: "2024-03-15" },
    ...{ isShort: false, isValid: true, reason: "", bestParameters: { fast: 3, slow: 8 }, place: 0, eligible: 2 },
    ...{ inSample: 1.5, outOfSample: -0.4, ratio: -0.4 / 1.5, trades: trades.length },
    ...{ inSampleMetrics: metrics, outOfSampleMetrics: metrics, ordersHash: result.ordersHash },
  };
  const flat = { bestParameters: null, place: null, eligible: 0, inSample: null, outOfSample: null, ratio: null };
  const without = { trades: 0, inSampleMetrics: null, outOfSampleMetrics: null, ordersHash: null };
  const next = { trainFrom: "2024-03-11", trainTo: "2024-03-15", testFrom: "2024-03-18", testTo: "2024-03-20" };
  return {
    ...{ schemaVersion: 1, kind: "walk-forward", runId: "r_000000000001", partial: false },
    ...{ strategy, config, data: { ...data, sessions: 25 }, warnings, build, trades, durationMs: 1 },
    settings: { inSample: 5, outOfSample: 5, step: 5, mode: "rolling", objective: "sharpe", minTrades: 1 },
    grid: { axes: [{ name: "fast", values: [3, 4] }], where: [], random: null },
    ...{ combinations: 2, invalid: [], validWindows: 1, metricNotes: {} },
    windows: [
      window,
      { ...window, ...next, n: 2, isShort: true, isValid: false, reason: "TOO_FEW_TRADES", ...flat, ...without },
    ],
    metrics: { ...metrics, ...returnFigures(returns, DAILY, {}) },
    parameterStability: [{ name: "fast", values: [3], mean: 3, deviation: null, variation: null, keptShare: null }],
    ...{ efficiency: null, efficiencyReason: "IN_SAMPLE_NOT_POSITIVE", ordersHash: result.ordersHash },
    equity: {
      times: result.equity.times.slice(10),
      values: result.equity.values.slice(10),
      returns,
    },
  };
}

/** The first tag that is closed out of turn or never; empty text when all fit. */
function unclosedTag(html: string): string {
  const body = html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "").replace(/<!doctype html>/, "");
  const open: string[] = [];
  for (const [, slash, name = "", end = ""] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    if (["meta", "input", "br"].includes(name) || end.endsWith("/")) continue;
    if (slash === "") open.push(name);
    else if (open.pop() !== name) return name;
  }
  return open.join(" ");
}
