import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { horizonInBars } from "./label-horizon.ts";
import { purgeLabels } from "./purge-labels.ts";

test("walk-forward: labels that reach into the next window are dropped", () => {
  const ends = horizonInBars(10, 3);
  const { kept, purged, unlabelled, embargoed } = purgeLabels(ends, { from: 0, to: 6 }, { from: 6, to: 10 });
  assert.deepEqual([[...kept], purged, unlabelled, embargoed], [[0, 1, 2], 3, 0, 0]);
});

test("what stays shares no bar with the test and keeps the embargo, and every bar is counted once", () => {
  const window = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  fc.assert(
    fc.property(
      window,
      window,
      fc.nat(8),
      fc.array(fc.integer({ min: -1, max: 9 }), { minLength: 40 }),
      (train, probe, embargo, reach) => {
        const ends = Int32Array.from(reach, (length, i) => (length < 0 ? -1 : i + length));
        const { kept, purged, unlabelled, embargoed } = purgeLabels(ends, train, probe, embargo);
        const isTest = (bar: number): boolean => bar >= probe.from && bar < probe.to;
        const expected: number[] = [];
        for (let i = train.from; i < train.to; i++) {
          const end = ends[i] ?? -1;
          let isFree = end >= 0;
          for (let bar = i; bar <= end; bar++) if (isTest(bar)) isFree = false;
          if (i >= probe.to && i - probe.to < embargo) isFree = false;
          if (isFree) expected.push(i);
        }
        // An empty test window still parts the past from the future.
        if (probe.from < probe.to) assert.deepEqual([...kept], expected);
        assert.equal(kept.length + purged + unlabelled + embargoed, train.to - train.from);
      },
    ),
    { numRuns: 500 },
  );
});
