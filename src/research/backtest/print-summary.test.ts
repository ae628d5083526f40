import assert from "node:assert/strict";
import { test } from "node:test";
import { figureRows } from "../report/figure-rows.ts";
import { percentText } from "../report/format-figure.ts";
import { renderReport } from "../report/report-html.ts";
import { reportInput } from "../report/report-input.ts";
import { summaryText } from "./print-summary.ts";
import { barsFile, runOver, walkRows } from "./run-fixture.test.ts";

test("the summary names what was run, both columns, warnings and the run", () => {
  const run = runOver(barsFile("AAA_1m.csv", walkRows(1, 25)));
  const lines = summaryText(run, "runs/x/report.html").split("\n");
  assert.equal(
    lines[0],
    "test · ema-cross 3/8/0 · AAA 1m · 2024-03-04 → 2024-04-08 America/New_York · costs 1.00/order + 10 bps slippage",
  );
  assert.match(lines[1] ?? "", /^ +Strategy +Buy & hold$/);
  const return2 = (run.result.metrics.totalReturn ?? 0) * 100;
  assert.match(lines[2] ?? "", new RegExp(`^Return +−${Math.abs(return2).toFixed(2)}% +[+−]\\d+\\.\\d\\d%$`));
  assert.match(lines[5] ?? "", /^Max drawdown .*\d+ sessions$/);
  assert.match(lines[7] ?? "", /^Trades \/ win rate +\d+ \/ \d+\.\d% +profit factor \d\.\d\d$/);
  const warnings = lines.filter((line) => line.startsWith("Warning   ! "));
  assert.equal(warnings.length, run.result.warnings.length + 1, "that it is in-sample only is always said");
  assert.match(warnings.at(-1) ?? "", /Only in-sample: .* agenttrader walkforward/);
  assert.match(
    lines.at(-1) ?? "",
    /^Run r_[0-9a-f]{12} · 9,750 bars in \d+\.\d\d s · reproducible ✓ orders [0-9a-f]{12} {3}report runs\/x\/report\.html$/,
  );
});

test("figures that are null are dashes", () => {
  const run = runOver(barsFile("AAA_flat.csv", walkRows(1, 1).slice(0, 5)));
  const text = summaryText(run, null);
  assert.match(text, /Sharpe \(√252, rf 0\) +– +–/);
  assert.match(text, /Trades \/ win rate +0 \/ –/);
  assert.doesNotMatch(text, /NaN|Infinity|null|report /);
});

test("terminal, report and result.json say the same figures", () => {
  const run = runOver(barsFile("AAA_same.csv", walkRows(4, 25)));
  const text = summaryText(run, null);
  const input = reportInput(run);
  const rows = new Map(figureRows(input).map((row) => [row.label, row]));
  const html = renderReport(input);
  const { metrics } = JSON.parse(JSON.stringify(input.result)) as typeof run.result;
  for (const [line, label] of [
    ["Return", "Return"],
    ["CAGR", "CAGR"],
    ["Sharpe (√252, rf 0)", "Sharpe (√252, rf 0)"],
    ["Max drawdown", "Max drawdown (every bar)"],
    ["CVaR 95 (daily)", "CVaR 95 (daily)"],
  ] as const) {
    const said = text
      .split("\n")
      .find((candidate) => candidate.startsWith(`${line} `))
      ?.slice(line.length)
      .trim()
      .split(/ +/);
    const row = rows.get(label);
    assert.deepEqual(said?.slice(0, 2), [row?.value, row?.benchmark], label);
    assert.ok(html.includes(`<td class="n">${row?.value}</td>`), label);
  }
  assert.equal(rows.get("Sharpe (√252, rf 0)")?.value, metrics.sharpe?.toFixed(2).replace("-", "−"));
  const share = percentText(input.result.analysis.figures.costShare, { signed: false, decimals: 0 });
  assert.ok(text.includes(`(${share} of gross profit)`), "the share of costs is that of the report");
});
