import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertClose, type Prices, runOutputs, walks } from "./feature-fixture.test.ts";

/** Wilder's own form with sums: the first n added up, then sum - sum / n + x. */
function wilderSums(column: readonly number[], n: number): number[] {
  const out: number[] = [];
  for (const [k, x] of column.entries()) {
    const sum = out[k - 1] ?? 0;
    out.push(k < n ? sum + x : sum - sum / n + x);
  }
  return out;
}

function twin(bars: readonly Prices[], n: number): { pdi: number[]; mdi: number[]; adx: number[] } {
  const nan = Number.NaN;
  const steps = bars.slice(1).map((bar, k) => {
    const before = bars[k] as Prices;
    // As doubles of the prices: whether two moves are equal depends on it.
    const [up, down] = [bar.high / 1e6 - before.high / 1e6, before.low / 1e6 - bar.low / 1e6];
    return {
      up: up > down ? Math.max(up, 0) : 0,
      down: down > up ? Math.max(down, 0) : 0,
      range: (Math.max(bar.high, before.close) - Math.min(bar.low, before.close)) / 1e6,
    };
  });
  const range = wilderSums(
    steps.map((step) => step.range),
    n,
  );
  const index = (side: "up" | "down"): number[] =>
    wilderSums(
      steps.map((step) => step[side]),
      n,
    ).map((sum, k) => (k < n - 1 ? nan : range[k] === 0 ? 0 : (100 * sum) / (range[k] ?? 0)));
  const [pdi, mdi] = [index("up"), index("down")];
  const dx = pdi.map((p, k) => {
    const m = mdi[k] ?? nan;
    return p + m === 0 ? 0 : (100 * Math.abs(p - m)) / (p + m);
  });
  const adx: number[] = [];
  for (const [k, x] of dx.entries()) {
    if (k < 2 * n - 2) adx.push(nan);
    else if (k === 2 * n - 2) adx.push(dx.slice(n - 1, k + 1).reduce((sum, y) => sum + y, 0) / n);
    else adx.push(((adx[k - 1] ?? nan) * (n - 1) + x) / n);
  }
  const first = bars.length === 0 ? [] : [nan];
  return { pdi: [...first, ...pdi], mdi: [...first, ...mdi], adx: [...first, ...adx] };
}

test("agrees with Wilder's sums", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 25 }), (bars, n) => {
      const actual = runOutputs({ kind: "adx", parameters: { period: n } }, bars);
      for (const [name, expected] of Object.entries(twin(bars, n))) assertClose(actual[name] ?? [], expected, name);
    }),
  );
});

test("a market that stands still has no direction", () => {
  const still = Array.from({ length: 6 }, () => ({ high: 5e6, low: 5e6, close: 5e6 }));
  const { pdi, mdi, adx } = runOutputs({ kind: "adx", parameters: { period: 2 } }, still);
  assert.deepEqual([pdi?.at(-1), mdi?.at(-1), adx?.at(-1)], [0, 0, 0]);
  assert.ok(Number.isNaN(adx?.[2]) && adx?.[3] === 0, "defined from bar 2n on");
});
