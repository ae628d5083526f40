import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createFeatureBank, requestFeature, updateFeatures } from "../../core/features/feature-bank.ts";
import type { FeatureSpec } from "../../core/features/feature-spec.ts";
import { FEATURES } from "../../core/features/kernels.ts";
import type { BarClosed } from "../../core/model/input.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import { type BarColumns, createColumns, setBar } from "../../data/bar-columns.ts";
import { computeFeature } from "./compute-feature.ts";

const MINUTE = 60_000_000;
const SESSION_MINUTES = 30;
const DAY_MINUTES = 100;

/** Sessions of 30 minutes every 100. */
function table(sessions: number): SessionTable {
  const opens = Array.from({ length: sessions }, (_, s) => s * DAY_MINUTES * MINUTE);
  return {
    calendar: "test",
    alwaysOpen: false,
    days: opens.map((_, s) => `2024-01-${String(s + 1).padStart(2, "0")}`),
    opens,
    closes: opens.map((open) => open + SESSION_MINUTES * MINUTE),
  };
}

/** Minute bars with holes, some of them outside the sessions. */
const series: fc.Arbitrary<BarColumns> = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: -30, max: 30 }), fc.nat(9), fc.nat(9), fc.nat(9)),
    { minLength: 1, maxLength: 150, size: "max" },
  )
  .map((steps) => {
    const columns = createColumns("TEST", steps.length, 60);
    let minute = 0;
    let close = 50_000_000;
    for (const [i, [gap, move, up, down, volume]] of steps.entries()) {
      minute += gap;
      const openMicros = close;
      close = Math.max(1_000_000, close + move * 10_000);
      setBar(columns, i, {
        tsOpen: minute * MINUTE,
        tsClose: (minute + 1) * MINUTE,
        openMicros,
        highMicros: Math.max(openMicros, close) + up * 10_000,
        lowMicros: Math.min(openMicros, close) - down * 10_000,
        closeMicros: close,
        volume,
      });
    }
    return columns;
  });

/** Bar by bar as the engine does it: a bank with all features, each bar a message of its own. */
function streamed(specs: readonly FeatureSpec[], columns: BarColumns, sessions: number): number[][][] {
  const bank = createFeatureBank();
  const slots = specs.map((spec) => requestFeature(bank, spec));
  const out = specs.map((_, k) => (FEATURES[k]?.outputs ?? []).map((): number[] => []));
  for (let i = 0; i < columns.count; i++) {
    const tsOpen = columns.tsOpen[i] ?? 0;
    const day = Math.floor(tsOpen / (DAY_MINUTES * MINUTE));
    const isInside = day < sessions && tsOpen - day * DAY_MINUTES * MINUTE < SESSION_MINUTES * MINUTE;
    const bar: BarClosed = {
      kind: "BarClosed",
      seq: i,
      tsEvent: columns.tsClose[i] ?? 0,
      tsReceived: 0,
      instrument: 0,
      timeframeSeconds: 60,
      tsOpen,
      openMicros: columns.openMicros[i] ?? 0,
      highMicros: columns.highMicros[i] ?? 0,
      lowMicros: columns.lowMicros[i] ?? 0,
      closeMicros: columns.closeMicros[i] ?? 0,
      volume: columns.volume[i] ?? 0,
      endsSlice: true,
    };
    updateFeatures(bank, bar, isInside ? day * DAY_MINUTES * MINUTE : Number.NaN, isInside ? day : -1);
    out.forEach((outputs, k) => {
      for (const [o, values] of outputs.entries()) values.push(bank.values[(slots[k] ?? 0) + o] ?? 0);
    });
  }
  return out;
}

test("batch gives the same bits as streaming, for every kind of feature", () => {
  const specs = FEATURES.map(
    ({ kind, parameters }): FeatureSpec => ({
      kind,
      parameters: Object.fromEntries(
        parameters.map(({ name, type, defaultValue }) => [name, type === "integer" ? 4 : defaultValue]),
      ),
    }),
  );
  let defined = 0;
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 8 }), (columns, sessions) => {
      const expected = streamed(specs, columns, sessions);
      for (const [k, spec] of specs.entries()) {
        const { times, outputs } = computeFeature(spec, columns, table(sessions));
        assert.deepEqual(times, columns.tsClose);
        assert.deepEqual(
          outputs.map(({ name }) => name),
          FEATURES[k]?.outputs,
        );
        assert.deepEqual(
          outputs.map(({ values }) => Array.from(values)),
          expected[k],
          spec.kind,
        );
        defined += outputs.filter(({ values }) => values.some(Number.isFinite)).length;
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(defined > 500, `the features are defined: ${defined}`);
});
