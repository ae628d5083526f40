/** What the tests of the kernels share: random bars, a run of a bank, naive columns. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { BarClosed } from "../model/input.ts";
import { createFeatureBank, requestFeature, updateFeatures } from "./feature-bank.ts";
import type { FeatureSpec } from "./feature-spec.ts";
import { findFeature } from "./kernels.ts";

const MINUTE = 60_000_000;

export interface Prices {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** The close when absent. */
  readonly open?: number;
  /** 1 when absent. */
  readonly volume?: number;
}

/** A minute bar with prices in micros that opens at minute `minute`. */
export function minuteBar(minute: number, prices: Prices): BarClosed {
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: (minute + 1) * MINUTE,
    tsReceived: (minute + 1) * MINUTE,
    instrument: 0,
    timeframeSeconds: 60,
    tsOpen: minute * MINUTE,
    openMicros: prices.open ?? prices.close,
    highMicros: prices.high,
    lowMicros: prices.low,
    closeMicros: prices.close,
    volume: prices.volume ?? 1,
    endsSlice: true,
  };
}

/** Random walks in micros, with stretches that do not move at all and bars in which nothing traded. */
export const walks: fc.Arbitrary<Prices[]> = fc
  .tuple(
    fc.integer({ min: 1_000_000, max: 900_000_000 }),
    fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.nat(9), fc.nat(9), fc.boolean(), fc.nat(20)), {
      maxLength: 120,
      size: "max",
    }),
  )
  .map(([start, moves]) => {
    let close = start;
    return moves.map(([move, up, down, isStill, traded]) => {
      const before = close;
      if (!isStill) close = Math.max(10_000, close + move * 10_000);
      const high = Math.max(before, close) + up * 10_000;
      const low = Math.max(10_000, Math.min(before, close) - down * 10_000);
      return { open: before, high, low, close, volume: Math.max(0, traded - 4) * 37 };
    });
  });

/** One output of a feature after each bar, all bars in session 0 from minute 0 on. */
export function runFeature(spec: FeatureSpec, bars: readonly Prices[], output = 0): number[] {
  const bank = createFeatureBank();
  // Other features in the bank must not matter.
  requestFeature(bank, { kind: "atr", parameters: { period: 3 } });
  const slot = requestFeature(bank, spec) + output;
  requestFeature(bank, { kind: "ema", parameters: { period: 4 } });
  let before = Number.NaN;
  return bars.map((prices, minute) => {
    updateFeatures(bank, minuteBar(minute, prices), 0, 0);
    assert.ok(Object.is(bank.previous[slot], before), "previous is the value before this bar");
    before = bank.values[slot] ?? Number.NaN;
    return before;
  });
}

/** All outputs of a feature by name, each after each bar. */
export function runOutputs(spec: FeatureSpec, bars: readonly Prices[]): Record<string, number[]> {
  const names = findFeature(spec.kind)?.outputs ?? [];
  return Object.fromEntries(names.map((name, output) => [name, runFeature(spec, bars, output)]));
}

/** Within 1e-10 x max(1, |x|), undefined where the other is undefined. */
export function assertClose(actual: readonly number[], expected: readonly number[], label = "bar"): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i] ?? Number.NaN;
    const e = expected[i] ?? Number.NaN;
    if (Number.isNaN(e)) assert.ok(Number.isNaN(a), `${label} ${i}: ${a}, expected undefined`);
    else assert.ok(Math.abs(a - e) <= 1e-10 * Math.max(1, Math.abs(e)), `${label} ${i}: ${a}, expected ${e}`);
  }
}

/** Mean of numbers summed left to right. */
export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

/** `f` of the last `n` numbers at each place, NaN before there are n or where one of them is NaN. */
export function rolling(column: readonly number[], n: number, f: (window: readonly number[]) => number): number[] {
  return column.map((_, k) => {
    const window = column.slice(Math.max(0, k - n + 1), k + 1);
    return window.length < n || window.some(Number.isNaN) ? Number.NaN : f(window);
  });
}

/** The mean of the first n defined numbers, then e += a (x - e). */
export function smoothed(column: readonly number[], n: number, a: number): number[] {
  const start = column.findIndex((x) => !Number.isNaN(x));
  const out: number[] = [];
  for (const [k, x] of column.entries()) {
    const e = out[k - 1] ?? Number.NaN;
    if (start < 0 || k < start + n - 1) out.push(Number.NaN);
    else if (k === start + n - 1) out.push(meanOf(column.slice(start, start + n)));
    else out.push(e + a * (x - e));
  }
  return out;
}

/** A column of the bars in currency units. */
export function column(bars: readonly Prices[], name: "high" | "low" | "close"): number[] {
  return bars.map((bar) => bar[name] / 1e6);
}
