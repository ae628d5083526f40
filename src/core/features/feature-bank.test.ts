import assert from "node:assert/strict";
import { test } from "node:test";
import { createFeatureBank, requestFeature, updateFeatures } from "./feature-bank.ts";
import { minuteBar } from "./feature-fixture.test.ts";
import type { FeatureDefinition, FeatureSpec } from "./feature-spec.ts";
import { FEATURES, findFeature } from "./kernels.ts";

const ema = (period: number): { kind: string; parameters: Record<string, number> } => ({
  kind: "ema",
  parameters: { period },
});

/** A spec that warms up within a few bars: lengths are `length`, all else as by default. */
const shortSpec = (feature: FeatureDefinition, length: number): FeatureSpec => ({
  kind: feature.kind,
  parameters: Object.fromEntries(
    feature.parameters.map(({ name, type, defaultValue }) => [name, type === "integer" ? length : defaultValue]),
  ),
});

test("the same spec has the same slots, other specs have their own", () => {
  const bank = createFeatureBank();
  const range = { kind: "opening-range", parameters: { minutes: 5 } };
  assert.deepEqual(
    [ema(12), range, ema(26), ema(12), range].map((spec) => requestFeature(bank, spec)),
    [0, 1, 3, 0, 1],
  );
  assert.equal(bank.values.length, 4);
  assert.ok([...bank.values, ...bank.previous].every(Number.isNaN));
});

test("a request after the first bar finds what is there and adds nothing", () => {
  const bank = createFeatureBank();
  const slot = requestFeature(bank, ema(2));
  updateFeatures(bank, minuteBar(0, { high: 2e6, low: 1e6, close: 1e6 }), 0, 0);
  assert.equal(requestFeature(bank, ema(2)), slot);
  assert.throws(() => requestFeature(bank, ema(3)), /before the first bar/);
});

test("what was not validated is a broken invariant", () => {
  const request = (kind: string, parameters: Record<string, number>): number =>
    requestFeature(createFeatureBank(), { kind, parameters });
  assert.throws(() => request("nonsense", { period: 3 }), /known one, not nonsense/);
  assert.throws(() => request("ema", {}), /every parameter/);
  assert.throws(() => request("ema", { minutes: 3 }), /ema.period is an integer/);
  assert.throws(() => request("ema", { period: 2.5 }), /ema.period is an integer/);
  assert.throws(() => request("sma", { period: 0 }), /sma.period is an integer/);
  assert.throws(() => request("vwap", { anchor: 2 }), /vwap.anchor is an integer from 0 to 1/);
  assert.throws(() => request("bollinger", { period: 3, width: -1 }), /bollinger.width is a number from 0/);
  assert.throws(() => request("bollinger", { period: 3, width: Number.NaN }), /bollinger.width is a number/);
});

test("every listed kind computes all its outputs", () => {
  for (const feature of FEATURES) {
    const bank = createFeatureBank();
    requestFeature(bank, shortSpec(feature, 3));
    assert.equal(bank.values.length, feature.outputs.length);
    for (let m = 0; m < 25; m++) {
      updateFeatures(bank, minuteBar(m, { high: 9e6 + m * 1e5, low: 8e6, close: 8e6 + (m % 3) * 1e5 }), 0, 0);
    }
    assert.ok(bank.values.every(Number.isFinite), feature.kind);
    assert.equal(findFeature(feature.kind), feature);
  }
  assert.equal(findFeature("nonsense"), null);
});

test("a copied bank goes on as the original does: its state is all there is", () => {
  const bank = createFeatureBank();
  for (const feature of FEATURES) {
    requestFeature(bank, shortSpec(feature, 4));
  }
  const close = (m: number): number => 8e6 + ((m * 7919) % 13) * 1e5;
  const take = (into: typeof bank, m: number): void =>
    updateFeatures(into, minuteBar(m, { high: close(m) + 5e5, low: close(m) - 4e5, close: close(m) }), 0, 0);
  for (let m = 0; m < 11; m++) take(bank, m);
  const copy = structuredClone(bank);
  for (let m = 11; m < 30; m++) {
    take(bank, m);
    take(copy, m);
    assert.deepEqual(copy, bank);
  }
});

test("averages compute the same whether their slots are neighbours or not", () => {
  const together = createFeatureBank();
  const apart = createFeatureBank();
  const periods = [5, 2, 7];
  const slots = periods.map((period) => requestFeature(together, ema(period)));
  const slotsApart = periods.map((period) => {
    requestFeature(apart, { kind: "sma", parameters: { period } });
    return requestFeature(apart, ema(period));
  });
  assert.deepEqual(
    [slots, slotsApart],
    [
      [0, 1, 2],
      [1, 3, 5],
    ],
  );
  for (let m = 0; m < 20; m++) {
    const close = 8e6 + ((m * 7919) % 13) * 1e5;
    for (const bank of [together, apart]) updateFeatures(bank, minuteBar(m, { high: close, low: close, close }), 0, 0);
    for (const column of ["values", "previous"] as const) {
      assert.deepEqual(
        slots.map((slot) => together[column][slot]),
        slotsApart.map((slot) => apart[column][slot]),
      );
    }
  }
});
