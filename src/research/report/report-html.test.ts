import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { createEquityCurve } from "../backtest/equity-curve.ts";
import type { FinishedBacktest } from "../backtest/run-backtest.ts";
import { barsFile, runOver, walkRows } from "../backtest/run-fixture.test.ts";
import { decimate, POINTS_MAX } from "./decimate.ts";
import { amountText, percentText, ratioText, timesText } from "./format-figure.ts";
import { monthlyReturns } from "./monthly-returns.ts";
import { reportHtml } from "./report-html.ts";

const BARS = barsFile("AAA_1m.csv", walkRows(1, 25));
const EVIL = `"<img src=x onerror='alert(1)'>&"`;

test("the report is one file: no script, no address, a policy that its own style satisfies", () => {
  const html = reportHtml(runOver(BARS));
  assert.doesNotMatch(html, /<script|javascript:|https?:|\bsrc=|\bhref=|\bstyle=|@import|url\(/i);
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  assert.ok(html.includes(`style-src 'sha256-${hash}'`));
  assert.ok(html.includes("default-src 'none'"));
  assert.doesNotMatch(html, /NaN|Infinity|undefined|\[object/);
});

test("the same run gives the same bytes", () => {
  assert.equal(reportHtml(runOver(BARS)), reportHtml(runOver(BARS)));
});

test("what a user wrote is text and nothing else", () => {
  const html = reportHtml(runOver(BARS, { name: EVIL }));
  assert.doesNotMatch(html, /<img/);
  assert.ok(html.includes("&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;"));
});

test("warnings stand before the figures, and sections in order", () => {
  const html = reportHtml(runOver(BARS));
  const order = [
    "Warnings",
    "Key figures",
    "Equity",
    "Drawdown",
    "Monthly returns",
    "Trades",
    "Costs",
    "Data",
    "Disclaimer",
  ];
  const at = order.map((title) => html.indexOf(`<h2>${title}</h2>`));
  assert.ok(
    at.every((position) => position > 0),
    String(at),
  );
  assert.deepEqual(
    [...at].sort((a, b) => a - b),
    at,
  );
});

test("every chart is named and described, every table has a caption and header scopes", () => {
  const html = reportHtml(runOver(BARS));
  const count = (pattern: RegExp): number => html.match(pattern)?.length ?? 0;
  assert.equal(count(/<svg /g), 2);
  assert.equal(count(/role="img" aria-labelledby="(\w+)-t \1-d"/g), 2);
  assert.equal(count(/<caption>/g), count(/<table>/g));
  assert.equal(count(/<th scope="(col|row)"/g), count(/<th[ >]/g));
  assert.ok(html.includes('<html lang="en">'));
});

test("five years of minutes with many trades stay below 3 MB and 2,000 points a line", () => {
  const run = runOver(BARS);
  const count = 5 * 252 * 390;
  const equity = createEquityCurve(count);
  equity.count = count;
  for (let i = 0; i < count; i += 1) {
    equity.time[i] = (run.equity.time[0] ?? 0) + i * 60e6;
    equity.equity[i] = 1e11 + Math.round(1e9 * Math.sin(i / 7) + i * 1e4);
  }
  const [trade] = run.result.trades;
  assert.ok(trade !== undefined);
  const trades = new Array(30_000).fill(trade) as FinishedBacktest["result"]["trades"];
  const large: FinishedBacktest = {
    ...run,
    equity,
    benchmark: { ...equity, session: equity.time },
    result: { ...run.result, trades },
  };
  const html = reportHtml(large);
  assert.ok(html.length < 3_000_000, `${html.length} bytes`);
  assert.ok(html.includes("The first 1,000 of 30,000"));
  const paths = [...html.matchAll(/ d="M([^"]*)"/g)].map((match) => (match[1] ?? "").split("L").length);
  assert.equal(paths.length, 3);
  for (const points of paths) assert.ok(points > 1_900 && points <= POINTS_MAX + 2, String(points));
});

test("decimating keeps ends, order and extremes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 9_000, size: "max" }),
      (values) => {
        const kept = decimate(values, values.length);
        assert.ok(kept.length <= POINTS_MAX);
        assert.ok(kept.every((at, i) => i === 0 || at > (kept[i - 1] ?? 0)));
        assert.deepEqual([kept[0], kept.at(-1)], [0, values.length - 1]);
        const of = kept.map((at) => values[at] ?? 0);
        assert.deepEqual([Math.min(...of), Math.max(...of)], [Math.min(...values), Math.max(...values)]);
      },
    ),
    { seed: 7, numRuns: 50, endOnFailure: true },
  );
});

test("months chain their days and a year its months", () => {
  const daily = { times: [], sessions: [], equity: [], returns: [0.1, 0.1, -0.5, 1] };
  const years = monthlyReturns(daily, ["2023-12-28", "2023-12-29", "2024-01-02", "2024-03-01"]);
  assert.deepEqual(
    years.map(({ year }) => year),
    ["2023", "2024"],
  );
  assert.ok(Math.abs((years[0]?.months[11] ?? 0) - 0.21) < 1e-12);
  assert.deepEqual(
    [years[1]?.months[0], years[1]?.months[1], years[1]?.months[2], years[1]?.total],
    [-0.5, null, 1, 0],
  );
});

test("figures are written the same everywhere", () => {
  assert.deepEqual(
    [
      percentText(0.1241, { signed: true, decimals: 2 }),
      percentText(-0.061, { signed: true, decimals: 2 }),
      percentText(-0.000001, { signed: true, decimals: 2 }),
      percentText(null, { signed: true, decimals: 2 }),
      ratioText(-1.005),
      timesText(41.2),
      timesText(2.34),
      amountText("1024310.555", { signed: false }),
      amountText("-85", { signed: true }),
      amountText("2140.1", { signed: true }),
      amountText("-0.001", { signed: true }),
    ],
    ["+12.41%", "−6.10%", "0.00%", "–", "−1.00", "41×", "2.3×", "1,024,310.56", "−85.00", "+2,140.10", "0.00"],
  );
});
