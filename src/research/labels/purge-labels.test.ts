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

test("a training window after the test learns nothing from the bars that the test's labels look at", () => {
  const ends = horizonInBars(20, 3);
  const { kept, purged, unlabelled } = purgeLabels(ends, { from: 0, to: 20 }, { from: 5, to: 8 });
  // The last label of the test ends at bar 10.
  assert.deepEqual([[...kept], purged, unlabelled], [[0, 1, 11, 12, 13, 14, 15, 16], 9, 3]);
});

test("what stays shares no bar with the test and its labels and keeps the embargo, and every bar is counted once", () => {
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
        const bars = Array.from({ length: 60 }, (_, bar) => bar);
        const probed = bars.slice(probe.from, probe.to);
        const seen = bars.filter((bar) => probed.some((i) => i <= bar && bar <= Math.max(i, ends[i] ?? -1)));
        const last = seen.at(-1) ?? probe.to - 1;
        const expected: number[] = [];
        for (let i = train.from; i < train.to; i++) {
          const end = ends[i] ?? -1;
          let isFree = end >= 0;
          for (let bar = i; bar <= end; bar++) if (seen.includes(bar)) isFree = false;
          if (i > last && i - last <= embargo) isFree = false;
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
