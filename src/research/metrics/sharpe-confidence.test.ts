import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRandom, nextNormal } from "../../core/math/random.ts";
import type { SharpeSample } from "./sharpe-confidence.ts";
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeSample,
  varianceOfTrials,
} from "./sharpe-confidence.ts";

function close(was: number | null, expected: number, tolerance: number, what: string): void {
  assert.ok(was !== null && Math.abs(was - expected) <= tolerance, `${what}: ${was}, ${expected}`);
}

const normal = (count: number, sharpe: number): SharpeSample => ({ count, sharpe, skewness: 0, kurtosis: 3 });

test("the published example of the probabilistic ratio", () => {
  // Bailey and Lopez de Prado (2012): two years of months, ratio 0.458, once as normal, once as it is.
  close(probabilisticSharpe(normal(24, 0.458), 0), 0.982, 5e-4, "normal");
  const fund = { count: 24, sharpe: 0.458, skewness: -2.448, kurtosis: 10.164 };
  close(probabilisticSharpe(fund, 0), 0.913, 5e-4, "skewed");
});

test("the published example of the deflated ratio", () => {
  // Bailey and Lopez de Prado (2014): 2.5 a year over five years of days, skewness -3, kurtosis 10.
  const sample = { count: 1250, sharpe: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10 };
  const variance = 0.5 / 250;
  close(expectedMaximumSharpe(100, variance), 0.1132, 5e-5, "threshold of 100 trials");
  close(deflatedSharpe(sample, { trials: 100, variance }), 0.9004, 5e-5, "100 trials");
  close(deflatedSharpe(sample, { trials: 46, variance }), 0.9505, 5e-5, "46 trials");
  assert.equal(
    deflatedSharpe(sample, { trials: 1, variance }),
    probabilisticSharpe(sample, 0),
    "one trial deflates nothing",
  );
});

test("the published minimum track records", () => {
  // Same source, table of years of normal daily returns at 95 %: 2 against 1 takes 2.73, 3 against 2 2.75.
  const years = (sharpe: number, benchmark: number): number =>
    (minimumTrackRecord(normal(0, sharpe / Math.sqrt(252)), benchmark / Math.sqrt(252), 0.95) ?? 0) / 252;
  close(years(2, 1), 2.73, 5e-3, "2 against 1");
  close(years(1, 0), 2.71, 5e-3, "1 against 0");
  close(years(3, 2), 2.76, 5e-3, "3 against 2");
  assert.equal(minimumTrackRecord(normal(10, 0.1), 0.1, 0.95), null);
});

test("with a track record of the minimum length the probability is the confidence", () => {
  const sample = { count: 0, sharpe: 0.1, skewness: -0.4, kurtosis: 5 };
  const wanted = minimumTrackRecord(sample, 0.02, 0.95) ?? 0;
  close(probabilisticSharpe({ ...sample, count: wanted }, 0.02), 0.95, 1e-12, "confidence");
});

test("moments are those of the definition, and their spread is never negative", () => {
  assert.equal(sharpeSample([0.01]), null);
  assert.equal(sharpeSample([0.01, 0.01, 0.01]), null);
  const values = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), {
    minLength: 3,
    maxLength: 40,
    size: "max",
  });
  fc.assert(
    fc.property(values, (returns) => {
      const sample = sharpeSample(returns);
      if (sample === null) return;
      const n = returns.length;
      const centre = returns.reduce((sum, r) => sum + r, 0) / n;
      const moment = (k: number): number => returns.reduce((sum, r) => sum + (r - centre) ** k, 0) / n;
      close(sample.kurtosis, moment(4) / moment(2) ** 2, 1e-6 * sample.kurtosis, "kurtosis");
      close(sample.skewness, moment(3) / moment(2) ** 1.5, 1e-6 * n, "skewness");
      const probability = probabilisticSharpe(sample, 0);
      // Nearer to nothing than a double can tell, it is one half.
      if (probability !== null && Math.abs(sample.sharpe) > 1e-9) assert.equal(probability > 0.5, sample.sharpe > 0);
    }),
    { seed: 7, numRuns: 300, endOnFailure: true },
  );
});

test("the expected best of many lucky ones is what luck shows", () => {
  const random = createRandom(11);
  const best: number[] = [];
  for (let i = 0; i < 2_000; i += 1) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let trial = 0; trial < 50; trial += 1) highest = Math.max(highest, nextNormal(random));
    best.push(highest);
  }
  const average = best.reduce((sum, value) => sum + value, 0) / best.length;
  close(expectedMaximumSharpe(50, 1), average, 0.05, "mean of the best of 50");
  assert.equal(varianceOfTrials([1]), 0);
  close(varianceOfTrials([1, 2, 3]), 1, 1e-12, "variance");
});
