import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createEquityCurve } from "../backtest/equity-curve.ts";
import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { barsFile, runOver, walkRows } from "../backtest/run-fixture.test.ts";
import { dailySeries } from "../metrics/daily-series.ts";
import { POINTS_MAX } from "./decimate.ts";
import { figureRows } from "./figure-rows.ts";
import { percentText, ratioText } from "./format-figure.ts";
import { renderReport, reportHtml } from "./report-html.ts";
import { expectWholePage, monteCarloOf, textOf, walkForwardOf } from "./page-fixture.test.ts";
import { reportInput } from "./report-input.ts";
import type { ReportParts } from "./report-parts.ts";

const ROWS = walkRows(1, 25);
const BARS = barsFile("AAA_1m.csv", ROWS);
const EVIL = `"<script>alert(1)</script><img src=x onerror='alert(1)'>&"`;

/** Runs that a report must survive. */
const CASES: Readonly<Record<string, FinishedBacktest>> = {
  ordinary: runOver(BARS),
  "no trade": runOver(BARS, { kind: "momentum", parameters: "{ lookback: 9, threshold: 0.9 }" }),
  "one trade": runOver(BARS, { kind: "momentum", parameters: "{ lookback: 9, threshold: 0.01 }", closeAtEnd: "true" }),
  "only losses": runOver(BARS, { costs: "{ commissionPerOrder: 90.00, slippageBps: 50 }" }),
  "five bars": runOver(barsFile("AAA_five.csv", ROWS.slice(0, 5))),
  "a hostile name": runOver(BARS, { name: EVIL }),
};

test("every case is whole: figures, tags, names of charts and tables, and nothing is fetched", () => {
  for (const [name, run] of Object.entries(CASES)) expectWholePage(reportHtml(run), name);
});

test("the policy allows the file's own style and script and nothing else", () => {
  const html = reportHtml(CASES["ordinary"] as FinishedBacktest);
  for (const tag of ["style", "script"]) {
    const found = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))];
    assert.equal(found.length, 1, tag);
    const hash = createHash("sha256")
      .update(found[0]?.[1] ?? "")
      .digest("base64");
    assert.ok(html.includes(`${tag}-src 'sha256-${hash}'`), tag);
  }
  assert.ok(html.includes("default-src 'none'"));
});

test("the same run gives the same bytes", () => {
  assert.equal(reportHtml(runOver(BARS)), reportHtml(runOver(BARS)));
});

test("what a user wrote is text and nothing else", () => {
  const html = reportHtml(CASES["a hostile name"] as FinishedBacktest);
  assert.doesNotMatch(html, /<img|<script>alert/);
  assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
});

test("no text of a result that was written by hand becomes markup", () => {
  const input = reportInput(CASES["ordinary"] as FinishedBacktest);
  const { config, strategy, data } = input.result;
  const evil = {
    ...input.result,
    runId: EVIL,
    build: EVIL,
    config: { ...config, tz: EVIL, currency: EVIL, fillModel: EVIL, session: EVIL, from: EVIL },
    strategy: { ...strategy, kind: EVIL },
    data: { ...data, path: EVIL, from: EVIL, instruments: [EVIL] },
  };
  const html = renderReport({ ...input, result: evil });
  assert.doesNotMatch(html, /<img/);
  assert.equal(html.match(/<script>/g)?.length, 1, "the page's own");
});

test("warnings stand before the figures, and sections in order", () => {
  const html = reportHtml(CASES["ordinary"] as FinishedBacktest);
  const ids = [...html.matchAll(/<section id="([\w-]+)"/g)].map((match) => match[1]);
  assert.deepEqual(ids, [
    "verdict",
    "figures",
    "equity",
    "returns",
    "drawdowns",
    "trades",
    "costs",
    "risk",
    "robustness",
    "decisions",
    "data",
    "glossary",
  ]);
  const at = html.indexOf("Short warm up");
  assert.ok(at > 0 && at < html.indexOf('id="figures"'), "warnings come before the figures");
});

test("figures in the report are those of result.json, written for people", () => {
  for (const [name, run] of Object.entries(CASES)) {
    const input = reportInput(run);
    const { metrics, analysis } = JSON.parse(JSON.stringify(input.result)) as typeof input.result;
    const rows = new Map(figureRows(input).map((row) => [row.label, row.value]));
    const html = renderReport(input);
    const shown = (label: string): string => {
      const escaped = label.replace("&", "&amp;").replaceAll(/[()]/g, String.raw`\$&`);
      return new RegExp(`<th scope="row">${escaped}</th><td class="n">([^< ]*)`).exec(html)?.[1] ?? "absent";
    };
    const expected: readonly (readonly [string, string])[] = [
      ["Return", percentText(metrics.totalReturn, { signed: true, decimals: 2 })],
      ["Sharpe (√252, rf 0)", ratioText(metrics.sharpe)],
      ["Profit factor", ratioText(metrics.profitFactor)],
      ["Trades", String(metrics.trades)],
      ["Beta to buy & hold", ratioText(analysis.figures.beta)],
    ];
    for (const [label, text] of expected) {
      assert.equal(rows.get(label), text, `${name}: ${label}`);
      assert.equal(shown(label), text, `${name}: ${label} in the page`);
    }
  }
});

test("five years of minutes with many trades stay below 3 MB and 2,000 points a line", () => {
  const run = CASES["ordinary"] as FinishedBacktest;
  const count = 5 * 252 * 390;
  const equity = createEquityCurve(count);
  equity.count = count;
  for (let i = 0; i < count; i += 1) {
    equity.time[i] = (run.equity.time[0] ?? 0) + i * 60e6;
    equity.equity[i] = 1e11 + Math.round(1e9 * Math.sin(i / 7) + i * 1e4);
  }
  const times = 30_000;
  const [trade] = run.result.trades;
  const [trip] = run.run.trips;
  assert.ok(trade !== undefined && trip !== undefined);
  const session = equity.time.map((_, i) => Math.floor(i / 390));
  const marks = { ...equity, session };
  const large: FinishedBacktest = {
    ...run,
    equity,
    benchmark: marks,
    daily: dailySeries(marks, 1e11),
    run: { ...run.run, trips: new Array(times).fill(trip) as typeof run.run.trips },
    result: { ...run.result, trades: new Array(times).fill(trade) as typeof run.result.trades },
  };
  const html = reportHtml(large);
  assert.ok(html.length < 3_000_000, `${html.length} bytes`);
  assert.ok(html.includes("The first 1,000 of 30,000"));
  assert.ok(html.includes("491,400 bars drawn as"));
  for (const [, path = ""] of html.matchAll(/ d="M([^"]*)"/g))
    assert.ok(path.split("L").length <= POINTS_MAX + 2, `${path.split("L").length} points`);
});

const ORDINARY = CASES["ordinary"] as FinishedBacktest;
const PARTS: ReportParts = {
  checks: [{ name: "Look-ahead", status: "fail", text: "<b>It saw tomorrow</b>" }],
  figures: [{ label: "Probabilistic Sharpe", value: "0.93" }],
  monteCarlo: monteCarloOf(ORDINARY),
  costStress: { points: [{ factor: 2, totalReturn: -0.1, trades: 40 }], breakEven: 1.25, breakEvenReason: null },
  neighbourhood: {
    caption: "Sharpe of neighbours",
    columnName: "fast",
    columns: [3, 4],
    rowName: "slow",
    rows: [8],
    cells: [[0.5, null]],
    chosen: { row: 0, column: 0 },
    write: ratioText,
  },
  walkForward: walkForwardOf(ORDINARY),
};

test("parts of other research are shown where they belong, and escaped", () => {
  const html = renderReport(reportInput(ORDINARY, PARTS));
  const text = textOf(html);
  expectWholePage(html, "with all parts");
  for (const words of [
    "&lt;b&gt;It saw tomorrow",
    "✗ Failed",
    "Probabilistic Sharpe",
    "200 paths of 25 sessions, seed 7",
    "1.25× the costs",
    "▶\u00a00.50",
    "2024-03-11 – 2024-03-15",
  ])
    assert.ok(text.includes(words), words);
  assert.ok(html.includes('<section id="walk-forward"'));
  assert.doesNotMatch(text, /Only in-sample|Not checked for this run/);
  assert.ok(html.indexOf("✗ Failed") < html.indexOf("! Warning"), "the gravest comes first");
});
