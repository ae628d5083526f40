import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { failureOf } from "../backtest/run-fixture.test.ts";
import type { WindowSettings } from "./plan-windows.ts";
import { planWindows, WINDOW_DEFAULTS } from "./plan-windows.ts";

function spans(sessions: number, settings: Partial<WindowSettings> = {}): string[] {
  return planWindows(sessions, { ...WINDOW_DEFAULTS, ...settings }).map(
    ({ train, test: judged, isShort }) =>
      `${train.from}-${train.to} ${judged.from}-${judged.to}${isShort ? " short" : ""}`,
  );
}

test("windows of a year and a quarter, rolling and anchored", () => {
  assert.deepEqual(spans(315), ["0-252 252-315"]);
  assert.deepEqual(spans(378), ["0-252 252-315", "63-315 315-378"]);
  assert.deepEqual(spans(378, { mode: "anchored" }), ["0-252 252-315", "0-315 315-378"]);
});

test("a last window with 20 sessions or more is run and marked short", () => {
  assert.deepEqual(spans(334), ["0-252 252-315"]);
  assert.deepEqual(spans(335), ["0-252 252-315", "63-315 315-335 short"]);
  assert.deepEqual(spans(272), ["0-252 252-272 short"]);
  assert.deepEqual(spans(377), ["0-252 252-315", "63-315 315-377 short"]);
  // Shorter than 20 by choice: only whole windows.
  assert.deepEqual(spans(24, { inSample: 10, outOfSample: 5, step: 5 }), ["0-10 10-15", "5-15 15-20"]);
});

test("a step beyond the out-of-sample length leaves sessions out, a smaller one is refused", () => {
  assert.deepEqual(spans(45, { inSample: 10, outOfSample: 10, step: 15 }), ["0-10 10-20", "15-25 25-35"]);
  const failure = failureOf(() => spans(1_000, { step: 62 }));
  assert.deepEqual([failure.code, failure.exitCode], ["WINDOWS_OVERLAP", 2]);
});

test("too few sessions are refused with what is needed", () => {
  const failure = failureOf(() => spans(271));
  assert.deepEqual([failure.code, failure.exitCode], ["TOO_FEW_SESSIONS", 5]);
  assert.match(failure.message, /have 271 sessions.*at least 272/);
  assert.match(failureOf(() => spans(14, { inSample: 10, outOfSample: 5, step: 5 })).message, /at least 15/);
});

test("no session is judged twice or before it was possible, and none is left that could be", () => {
  const size = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      size,
      size,
      fc.nat(20),
      fc.boolean(),
      (sessions, inSample, outOfSample, more, isAnchored) => {
        const mode = isAnchored ? "anchored" : "rolling";
        const settings: WindowSettings = { inSample, outOfSample, step: outOfSample + more, mode };
        const least = Math.min(outOfSample, 20);
        if (sessions < inSample + least) return void failureOf(() => planWindows(sessions, settings));
        const windows = planWindows(sessions, settings);
        const judged = windows.flatMap(({ test: { from, to } }) =>
          Array.from({ length: to - from }, (_, i) => from + i),
        );
        assert.equal(new Set(judged).size, judged.length);
        assert.ok(judged.every((at) => at >= inSample && at < sessions));
        for (const [i, { n, train, test: span, isShort }] of windows.entries()) {
          assert.equal(n, i + 1);
          assert.equal(train.to, span.from);
          assert.equal(train.to - train.from, isAnchored ? inSample + i * settings.step : inSample);
          assert.equal(isShort, span.to - span.from < outOfSample);
          assert.ok(!isShort || i === windows.length - 1);
        }
        const nextFrom = windows.length * settings.step + inSample;
        assert.ok(sessions - nextFrom < least, "another window would have fitted");
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});
