import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createFeatureBank, requestFeature, updateFeatures } from "./feature-bank.ts";
import { minuteBar, type Prices, walks } from "./feature-fixture.test.ts";

const SESSION = 0;
const FIRST = 1;

function run(bars: readonly Prices[], sessions: readonly number[], anchor: number): number[] {
  const bank = createFeatureBank();
  const slot = requestFeature(bank, { kind: "vwap", parameters: { anchor } });
  return bars.map((bar, k) => {
    updateFeatures(bank, minuteBar(k, bar), 0, sessions[k] ?? -1);
    return bank.values[slot] ?? 0;
  });
}

function twin(bars: readonly Prices[], sessions: readonly number[], anchor: number): number[] {
  return bars.map((_, k) => {
    let start = 0;
    if (anchor === SESSION) {
      if ((sessions[k] ?? -1) < 0) return Number.NaN;
      start = k;
      while (start > 0 && sessions[start - 1] === sessions[k]) start -= 1;
    }
    const window = bars.slice(start, k + 1);
    const volume = window.reduce((sum, bar) => sum + (bar.volume ?? 0), 0);
    const money = window.reduce(
      (sum, bar) => sum + ((bar.high / 1e6 + bar.low / 1e6 + bar.close / 1e6) / 3) * (bar.volume ?? 0),
      0,
    );
    return volume === 0 ? Number.NaN : money / volume;
  });
}

test("bit for bit the weighted mean since the anchor, nothing traded and no session included", () => {
  fc.assert(
    fc.property(
      walks,
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 5 }),
      fc.constantFrom(SESSION, FIRST),
      (bars, cuts, anchor) => {
        const sessions: number[] = [];
        for (const [s, length] of cuts.entries()) for (let k = 0; k < length; k++) sessions.push(s % 4 === 3 ? -1 : s);
        const given = bars.map((_, k) => sessions[k] ?? 99);
        assert.deepEqual(run(bars, given, anchor), twin(bars, given, anchor));
      },
    ),
  );
});
