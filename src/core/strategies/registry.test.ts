import assert from "node:assert/strict";
import { test } from "node:test";
import { findFeature } from "../features/kernels.ts";
import { findStrategy, STRATEGIES } from "./registry.ts";

test("every kind is found by its name and nothing else is", () => {
  assert.deepEqual(
    STRATEGIES.map((strategy) => strategy.kind),
    ["ema-cross", "rsi-reversion", "opening-range", "donchian-breakout", "momentum", "bollinger-reversion"],
  );
  for (const strategy of STRATEGIES) assert.equal(findStrategy(strategy.kind), strategy);
  assert.equal(findStrategy("external"), null);
});

test("every parameter's default lies within its range, and the spec asks for known features", () => {
  for (const strategy of STRATEGIES) {
    const parameters: Record<string, number> = { fast: 12, slow: 26 };
    for (const { name, type, minimum, maximum, defaultValue } of strategy.parameters) {
      assert.ok(minimum < maximum, name);
      if (type === "boolean") assert.deepEqual([minimum, maximum], [0, 1]);
      if (defaultValue === null) continue;
      assert.ok(defaultValue >= minimum && defaultValue <= maximum, name);
      parameters[name] = defaultValue;
    }
    assert.equal(strategy.validate(parameters), null);
    const features = strategy.features(parameters);
    assert.ok(features.length > 0 && features.every((spec) => findFeature(spec.kind) !== null));
    // Plain data: what a copy by structure loses must not be in it.
    assert.deepEqual(structuredClone(strategy.createMemory()), strategy.createMemory());
  }
});
