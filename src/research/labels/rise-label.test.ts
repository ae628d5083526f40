import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { barsOf, columnsOf, labelBars } from "./label-fixture.test.ts";
import { horizonInBars } from "./label-horizon.ts";
import { riseLabels, type RiseRule } from "./rise-label.ts";

const RULES: readonly RiseRule[] = ["last-close", "any-close", "any-extreme"];

test("the label is the look ahead, told in full", () => {
  fc.assert(
    fc.property(
      labelBars,
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(-0.03, -0.01, 0, 0.01, 0.02, 0.05),
      fc.constantFrom(...RULES),
      (bars, n, threshold, rule) => {
        const expected = bars.map((bar, i) => {
          const ahead = bars.slice(i + 1, i + 1 + n);
          if (ahead.length < n) return Number.NaN;
          const looked = ahead
            .slice(rule === "last-close" ? -1 : 0)
            .map((one) => (rule === "any-extreme" ? (threshold < 0 ? one.low : one.high) : one.close));
          const level = bar.close * (1 + threshold);
          return looked.some((price) => (threshold < 0 ? price <= level : price >= level)) ? 1 : 0;
        });
        const labels = riseLabels(columnsOf(bars), horizonInBars(bars.length, n), { threshold, rule });
        assert.deepEqual([...labels], expected);
      },
    ),
  );
});

test("up 2 % within two bars, by each rule", () => {
  const bars = barsOf("100/100/100/100 100/102/100/101 101/102/100/101 101/104/101/104 104/104/104/104");
  const by = (rule: RiseRule): number[] => [
    ...riseLabels(columnsOf(bars), horizonInBars(bars.length, 2), { threshold: 0.02, rule }),
  ];
  const nan = Number.NaN;
  assert.deepEqual(by("last-close"), [0, 1, 1, nan, nan]);
  assert.deepEqual(by("any-close"), [0, 1, 1, nan, nan]);
  assert.deepEqual(by("any-extreme"), [1, 1, 1, nan, nan]);
});
