import assert from "node:assert/strict";
import { test } from "node:test";
import { ENTER_LONG, NO_SIGNALS } from "../../core/strategies/drafts.ts";
import { barsFile, resolveOver, strategyOf, walkRows } from "../backtest/run-fixture.test.ts";
import { RECURSIVE_DEFAULTS, recursiveProbe } from "./recursive-probe.ts";
import type { DefinitionOf } from "./run-once.ts";

const WALK = barsFile("AAA_1m.csv", walkRows(2, 6));
const RESOLVED = resolveOver(WALK, strategyOf());
const OPTIONS = { ...RECURSIVE_DEFAULTS, definitionOf: null };

test("what waits for its warm-up does not remember where the data began", () => {
  const report = recursiveProbe(RESOLVED, OPTIONS);
  assert.deepEqual([report.isStable, report.features, report.decisionsChanged], [true, [], 0]);
  assert.deepEqual([report.warmUpBars, report.starts], [56, 2]);
  // Beginnings at the second and fourth session; a tenth of the file lies in the first.
  assert.equal(report.compared, 5 * 390 - 56 + 3 * 390 - 56);
});

test("a feature whose warm-up is too short is named with its change", () => {
  const hasty: DefinitionOf = (_, definition) => definition;
  const resolved = resolveOver(WALK, strategyOf({ parameters: "{ fast: 3, slow: 390 }" }));
  const tight = recursiveProbe(resolved, { ...OPTIONS, definitionOf: hasty, starts: [0.4], tolerance: 1e-12 });
  assert.deepEqual(tight.isStable, true, "no bar is left after seven times 390 of six sessions");
  assert.equal(tight.compared, 0);
  const report = recursiveProbe(RESOLVED, { ...OPTIONS, tolerance: 1e-14 });
  assert.equal(report.isStable, false);
  const [first] = report.features;
  assert.deepEqual([first?.feature, first?.instrument], ["ema period=8", "AAA"]);
  assert.ok((first?.change ?? 0) > 1e-14 && (first?.change ?? 1) < 1e-5);
});

test("a strategy that counts from the first bar is found by its wishes", () => {
  // Wishes at every 500th bar since the data began: another beginning, other bars.
  const counting: DefinitionOf = (_, definition) => {
    let count = 0;
    return {
      ...definition,
      onBar: () => {
        count += 1;
        return count % 500 === 0 ? ENTER_LONG : NO_SIGNALS;
      },
    };
  };
  const report = recursiveProbe(RESOLVED, { ...OPTIONS, definitionOf: counting });
  assert.equal(report.isStable, false);
  assert.deepEqual(report.features, []);
  assert.ok(report.decisionsChanged > 0 && report.firstDecision !== null);
});
