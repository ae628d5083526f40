/** What the tests of the kernels share: random bars, a run of a bank, the published references. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import type { TestContext } from "node:test";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import type { BarClosed } from "../model/input.ts";
import { createFeatureBank, requestFeature, updateFeatures } from "./feature-bank.ts";
import type { FeatureSpec } from "./feature-spec.ts";

const MINUTE = 60_000_000;

export interface Prices {
  readonly high: number;
  readonly low: number;
  readonly close: number;
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
    openMicros: prices.close,
    highMicros: prices.high,
    lowMicros: prices.low,
    closeMicros: prices.close,
    volume: 1,
    endsSlice: true,
  };
}

/** Random walks in micros, with stretches that do not move at all. */
export const walks: fc.Arbitrary<Prices[]> = fc
  .tuple(
    fc.integer({ min: 1_000_000, max: 900_000_000 }),
    fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.nat(9), fc.nat(9), fc.boolean()), { maxLength: 120 }),
  )
  .map(([start, moves]) => {
    let close = start;
    return moves.map(([move, up, down, isStill]) => {
      const before = close;
      if (!isStill) close = Math.max(10_000, close + move * 10_000);
      const high = Math.max(before, close) + up * 10_000;
      return { high, low: Math.max(10_000, Math.min(before, close) - down * 10_000), close };
    });
  });

/** Output number `output` of a feature after each bar, all bars in session 0 from minute 0 on. */
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

/** Within 1e-10 x max(1, |x|), undefined where the other is undefined. */
export function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i] ?? Number.NaN;
    const e = expected[i] ?? Number.NaN;
    if (Number.isNaN(e)) assert.ok(Number.isNaN(a), `bar ${i}: ${a}, expected undefined`);
    else assert.ok(Math.abs(a - e) <= 1e-10 * Math.max(1, Math.abs(e)), `bar ${i}: ${a}, expected ${e}`);
  }
}

/**
 * Compares a feature with column `column` of a published result over 502 daily bars of SPY; the
 * files print 15 to 17 digits, so 1e-10 x max(1, |x|) holds without a margin. Skips aloud when the
 * shared data are not beside the repository.
 */
export function checkReference(test: TestContext, spec: FeatureSpec, file: string, column: string): void {
  const folder = new URL("../../../../shared/data/indicators/skender/", import.meta.url);
  if (!existsSync(folder)) {
    test.skip(`reference data are missing: ${folder.pathname}`);
    return;
  }
  const read = (name: string): string => gunzipSync(readFileSync(new URL(name, folder))).toString("utf8");
  const bars = read("quotes/default.csv.gz")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line): Prices => {
      const micros = line.split(",").map((cell) => Math.round(Number(cell) * 1_000_000));
      return { high: micros[2] ?? 0, low: micros[3] ?? 0, close: micros[4] ?? 0 };
    });
  assert.equal(bars.length, 502);
  const rows: readonly Record<string, number | string | null>[] = JSON.parse(
    read(`results/${file}.standard.json.gz`).replace(/^\ufeff/, ""),
  );
  const expected = rows.map((row) => (typeof row[column] === "number" ? row[column] : Number.NaN));
  assert.ok(expected.filter((x) => !Number.isNaN(x)).length > 450, "the reference holds numbers");
  assertClose(runFeature(spec, bars), expected);
}
