import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { MetricNotes } from "./figure.ts";
import { DAILY, returnFigures } from "./return-figures.ts";

function close(was: number | null, expected: number, tolerance: number, what: string): void {
  assert.ok(
    was !== null && Math.abs(was - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${what}: ${was}, ${expected}`,
  );
}

test("what lacks data is null with its reason", () => {
  const reasonsOf = (returns: readonly number[]): MetricNotes => {
    const notes: MetricNotes = {};
    const figures = returnFigures(returns, DAILY, notes);
    for (const [name, value] of Object.entries(figures)) {
      assert.equal(value === null, notes[name] !== undefined, name);
      assert.ok(value === null || Number.isFinite(value), name);
    }
    return notes;
  };
  assert.deepEqual(Object.values(reasonsOf([])), new Array(9).fill("NO_DAYS"));
  assert.deepEqual(reasonsOf([0.01]), {
    sharpe: "TOO_FEW_DAYS",
    sortino: "NO_DOWNSIDE",
    volatility: "TOO_FEW_DAYS",
    calmar: "NO_DRAWDOWN",
  });
  assert.deepEqual(reasonsOf([0, 0, 0]), { sharpe: "ZERO_VARIANCE", sortino: "NO_DOWNSIDE", calmar: "NO_DRAWDOWN" });
  assert.deepEqual(reasonsOf([0.1, -2.5]), { cagr: "WIPED_OUT", calmar: "WIPED_OUT" });
});

test("a risk-free rate is taken from every day's return", () => {
  const returns = [0.01, -0.02, 0.03, 0.005];
  const figures = returnFigures(returns, { periodsPerYear: 252, riskFree: 0.0504 }, {});
  const moved = returnFigures(
    returns.map((r) => r - 0.0002),
    DAILY,
    {},
  );
  close(figures.sharpe, moved.sharpe ?? 0, 1e-12, "sharpe");
  close(figures.sortino, moved.sortino ?? 0, 1e-12, "sortino");
  close(figures.volatility, moved.volatility ?? 0, 1e-12, "volatility does not move");
});

test("scale does not matter to the ratios, and losses are counted as positive risk", () => {
  const returns = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), {
    minLength: 3,
    maxLength: 60,
    size: "max",
  });
  fc.assert(
    fc.property(returns, (rs) => {
      const one = returnFigures(rs, DAILY, {});
      const half = returnFigures(
        rs.map((r) => r / 2),
        DAILY,
        {},
      );
      if (one.sharpe !== null && half.sharpe !== null) close(half.sharpe, one.sharpe, 1e-6, "sharpe");
      assert.ok((one.cvar95 ?? 0) >= (one.var95 ?? 0) - 1e-12);
      assert.ok((one.maxDrawdownDaily ?? 0) >= 0);
    }),
    { seed: 7, numRuns: 300 },
  );
});
