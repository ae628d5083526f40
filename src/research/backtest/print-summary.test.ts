import assert from "node:assert/strict";
import { test } from "node:test";
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
  assert.equal(warnings.length, run.result.warnings.length);
  assert.match(
    lines.at(-1) ?? "",
    /^Run r_[0-9a-f]{12} · 9,750 bars in \d+\.\d\d s · .* report runs\/x\/report\.html$/,
  );
});

test("figures that are null are dashes", () => {
  const run = runOver(barsFile("AAA_flat.csv", walkRows(1, 1).slice(0, 5)));
  const text = summaryText(run, null);
  assert.match(text, /Sharpe \(√252, rf 0\) +– +–/);
  assert.match(text, /Trades \/ win rate +0 \/ –/);
  assert.doesNotMatch(text, /NaN|Infinity|null|report /);
});
