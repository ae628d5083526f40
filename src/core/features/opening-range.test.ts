import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createFeatureBank, requestFeature, updateFeatures } from "./feature-bank.ts";
import { minuteBar, type Prices } from "./feature-fixture.test.ts";

const MINUTE = 60_000_000;

interface Timed extends Prices {
  readonly session: number;
  /** Minute within the session at which the bar opens. */
  readonly minute: number;
}

function run(bars: readonly Timed[], minutes: number): (readonly [number, number])[] {
  const bank = createFeatureBank();
  const slot = requestFeature(bank, { kind: "opening-range", parameters: { minutes } });
  return bars.map((bar): readonly [number, number] => {
    const open = bar.session * 1000;
    updateFeatures(bank, minuteBar(open + bar.minute, bar), open * MINUTE, bar.session);
    return [bank.values[slot] ?? 0, bank.values[slot + 1] ?? 0];
  });
}

function twin(bars: readonly Timed[], minutes: number): (readonly [number, number])[] {
  return bars.map((bar, k): readonly [number, number] => {
    const first = bars.slice(0, k + 1).filter((b) => b.session === bar.session && b.minute + 1 <= minutes);
    if (bar.minute + 1 < minutes || first.length === 0) return [Number.NaN, Number.NaN];
    return [Math.max(...first.map((b) => b.high / 1e6)), Math.min(...first.map((b) => b.low / 1e6))];
  });
}

const sessions = fc
  .array(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 10, max: 60 })), { maxLength: 25, size: "max" }), {
    maxLength: 4,
  })
  .map((days) =>
    days.flatMap((day, session) =>
      day.flatMap(([isPresent, price], minute): Timed[] => {
        const close = price * 10_000;
        return isPresent ? [{ session, minute, close, high: close + 20_000, low: close - 30_000 }] : [];
      }),
    ),
  );

test("the range of every session equals looking back over its bars, holes included", () => {
  fc.assert(
    fc.property(sessions, fc.integer({ min: 1, max: 20 }), (bars, minutes) => {
      assert.deepEqual(run(bars, minutes), twin(bars, minutes));
    }),
    { numRuns: 300 },
  );
});

test("a bar outside all sessions has no range and ends the one before", () => {
  const bank = createFeatureBank();
  const slot = requestFeature(bank, { kind: "opening-range", parameters: { minutes: 1 } });
  const prices = { high: 3e6, low: 1e6, close: 2e6 };
  updateFeatures(bank, minuteBar(0, prices), 0, 0);
  assert.equal(bank.values[slot], 3);
  updateFeatures(bank, minuteBar(1, prices), Number.NaN, -1);
  assert.ok(Number.isNaN(bank.values[slot]));
  updateFeatures(bank, minuteBar(5, prices), 5 * MINUTE, 1);
  assert.deepEqual([bank.values[slot], bank.values[slot + 1]], [3, 1]);
});
