import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalCdf, normalQuantile } from "./normal-distribution.ts";

/** Naive twin: the series 1/2 + density x (x + x^3/3 + x^5/15 ...), exact to rounding for small x. */
function seriesCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let i = 3; i < 400; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

test("the distribution is that of the series", () => {
  for (let x = -6; x <= 6; x += 0.01) {
    assert.ok(Math.abs(normalCdf(x) - seriesCdf(x)) <= 2e-15, `${x}: ${normalCdf(x)}, ${seriesCdf(x)}`);
  }
});

test("tails and corners have their published values", () => {
  // Abramowitz and Stegun, table 26.2: -log10 of the tail is 23.11805 at 10 and 88.56010 at 20.
  const table: readonly [number, number][] = [
    [-10, 23.11805],
    [-20, 88.5601],
  ];
  for (const [x, digits] of table) assert.ok(Math.abs(-Math.log10(normalCdf(x)) - digits) < 5.1e-6, `${x}`);
  assert.deepEqual([-40, 0, 40].map(normalCdf), [0, 0.5, 1]);
  assert.ok(Number.isNaN(normalCdf(Number.NaN)));
  const infinity = Number.POSITIVE_INFINITY;
  assert.deepEqual([0, 0.5, 1].map(normalQuantile), [-infinity, 0, infinity]);
  assert.ok([-0.1, 1.1, Number.NaN].every((p) => Number.isNaN(normalQuantile(p))));
  // Wichura's own checks of AS 241.
  const checks: readonly [number, number][] = [
    [0.25, -0.6744897501960817],
    [0.001, -3.0902323061678136],
    [1e-20, -9.262340089798407],
  ];
  for (const [p, x] of checks) assert.ok(Math.abs(normalQuantile(p) / x - 1) < 1e-14, `${p}: ${normalQuantile(p)}`);
});

test("quantile and distribution undo each other", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
      const back = normalCdf(normalQuantile(p));
      assert.ok(Math.abs(back - p) < 2e-15 && Math.abs(back / p - 1) < 1e-8, `${back}`);
      // 1 - p keeps p to 1e-16 only, which the quantile of a tail magnifies.
      assert.ok(Math.abs(normalQuantile(1 - p) + normalQuantile(p)) < 1e-15 / p);
    }),
    { seed: 7, numRuns: 500 },
  );
});
