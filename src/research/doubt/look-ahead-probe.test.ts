import assert from "node:assert/strict";
import { test } from "node:test";
import { STRATEGIES } from "../../core/strategies/registry.ts";
import { sliceColumns } from "../../data/bar-columns.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { isoTime } from "../backtest/resolve-run.ts";
import { barsFile, resolveOver, runOver, strategyOf, walkRows } from "../backtest/run-fixture.test.ts";
import { cutBars, startBarsAfter } from "./change-run.ts";
import { lookAheadProbe } from "./look-ahead-probe.ts";
import { peeking, peekingOnce, WHOLE_FILE_MEAN } from "./planted-fixture.test.ts";
import { runOnce } from "./run-once.ts";

const WALK = barsFile("AAA_1m.csv", walkRows(1, 3));
const RESOLVED = resolveOver(WALK, strategyOf());
const CUTS = { definitionOf: null, cuts: 12 };

function closeOf(resolved: ResolvedRun, index: number): string {
  return isoTime(resolved.bars[0]?.tsClose[index] ?? 0);
}

test("a watched run is the backtest", () => {
  const { result, daily } = runOver(WALK);
  let bars = 0;
  const once = runOnce(RESOLVED, { definitionOf: null, delayBars: 0, watch: () => (bars += 1) });
  assert.equal(bars, 3 * 390);
  assert.deepEqual(once.returns, daily.returns);
  assert.equal(once.totalReturn, result.metrics.totalReturn);
  assert.ok(once.run.trips.length === result.trades.length && result.trades.length > 20);
});

test("cutting keeps what closed by then, and nothing of an instrument that came later", () => {
  const at = RESOLVED.bars[0]?.tsClose[99] ?? 0;
  assert.equal(cutBars(RESOLVED, at).bars[0]?.count, 100);
  assert.equal(cutBars(RESOLVED, at - 1).bars[0]?.count, 99);
  assert.equal(cutBars(RESOLVED, 0).bars[0]?.count, 0);
  const later = startBarsAfter(RESOLVED, at).bars[0];
  assert.deepEqual([later?.count, later?.tsClose[0]], [3 * 390 - 100, RESOLVED.bars[0]?.tsClose[100]]);
});

test("every built-in is clean", () => {
  assert.ok(STRATEGIES.length >= 3);
  for (const { kind, parameters } of STRATEGIES) {
    const given: Record<string, string> = {
      "ema-cross": "{ fast: 3, slow: 8, allowShort: true }",
      "rsi-reversion": "{ period: 5, oversold: 40, overbought: 60 }",
      "opening-range": "{ minutes: 15, stop: 1, target: 2 }",
    };
    const text =
      given[kind] ??
      `{ ${parameters.map((one) => `${one.name}: ${one.defaultValue ?? Math.max(5, one.minimum)}`).join(", ")} }`;
    const report = lookAheadProbe(resolveOver(WALK, strategyOf({ kind, parameters: text })), CUTS);
    assert.deepEqual([report.isClean, report.finding, report.bars], [true, null, 3 * 390], kind);
    assert.ok(report.cuts >= 10, kind);
  }
});

test("closing at the end, wherever the cut puts it, is no look ahead", () => {
  for (const fillModel of ["next-bar-open", "same-bar-close"]) {
    const { isClean, finding } = lookAheadProbe(resolveOver(WALK, strategyOf({ closeAtEnd: "true", fillModel })), CUTS);
    assert.deepEqual([isClean, finding], [true, null], fillModel);
  }
});

test("a peek is caught, the bar named and its reach told", () => {
  for (const ahead of [1, 3, 40]) {
    const { isClean, finding } = lookAheadProbe(RESOLVED, { ...CUTS, definitionOf: peeking(ahead) });
    assert.ok(!isClean && finding !== null, `${ahead}`);
    assert.deepEqual([finding.what, finding.barsAhead, finding.instrument], ["wish", ahead, "AAA"]);
    // It wishes for something at every bar, so the very first is the first to differ.
    assert.deepEqual([finding.index, finding.bar], [0, closeOf(RESOLVED, 0)]);
    assert.equal(finding.withoutFuture, null);
  }
});

test("a single peek deep in the file is found when its bar is among the cuts, and named exactly", () => {
  const index = 177;
  const short = cutBars(RESOLVED, RESOLVED.bars[0]?.tsClose[249] ?? 0);
  const ts = RESOLVED.bars[0]?.tsClose[index] ?? 0;
  const report = lookAheadProbe(short, { definitionOf: peekingOnce(ts), cuts: 600 });
  assert.deepEqual([report.finding?.index, report.finding?.bar], [index, closeOf(RESOLVED, index)]);
  assert.equal(report.finding?.barsAhead, 1);
});

test("a figure of the whole file is caught", () => {
  const { finding } = lookAheadProbe(RESOLVED, { ...CUTS, definitionOf: WHOLE_FILE_MEAN });
  assert.ok(finding !== null && finding.withFuture !== finding.withoutFuture);
  assert.ok(finding.barsAhead >= 1);
});

test("prices that the future changed while reading are caught through the reader's own cut", () => {
  // A split adjustment that scales all bars by the last close: of one file a constant, of two files two.
  const adjusted = (resolved: ResolvedRun): ResolvedRun => ({
    ...resolved,
    bars: resolved.bars.map((columns) => {
      const last = columns.closeMicros[columns.count - 1] ?? 1;
      const copy = sliceColumns(columns, 0, columns.count);
      for (const prices of [copy.openMicros, copy.highMicros, copy.lowMicros, copy.closeMicros])
        for (let i = 0; i < prices.length; i += 1) prices[i] = Math.round(((prices[i] ?? 0) * 100e6) / last);
      return copy;
    }),
  });
  const report = lookAheadProbe(adjusted(RESOLVED), { ...CUTS, cut: (_, until) => adjusted(cutBars(RESOLVED, until)) });
  assert.equal(report.isClean, false);
});

test("a file of two bars is too short to hide anything", () => {
  const two = cutBars(RESOLVED, RESOLVED.bars[0]?.tsClose[1] ?? 0);
  assert.deepEqual(lookAheadProbe(two, CUTS), { isClean: true, bars: 2, cuts: 1, finding: null });
});
