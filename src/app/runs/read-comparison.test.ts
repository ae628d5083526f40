import assert from "node:assert/strict";
import { test } from "node:test";
import { joinCurves } from "./read-comparison.ts";

test("long curves are thinned, and the worst day of each is still there", () => {
  const day = (i: number, clock: string): string => `${new Date(i * 86_400_000).toISOString().slice(0, 10)}T${clock}Z`;
  const curve = (low: number, clock: string) => ({
    times: Array.from({ length: 5_000 }, (_, i) => day(i, clock)),
    values: Array.from({ length: 5_000 }, (_, i) => (i === low ? 1 : 100)),
  });
  const joined = joinCurves([curve(1_234, "20:00:00"), curve(4_321, "21:00:00")]);
  assert.ok(joined.length <= 2_000, String(joined.length));
  for (const run of [0, 1])
    assert.deepEqual([Math.min(...joined.map(({ values }) => Number(values[run] ?? 100)))], [1], `run ${run}`);
  assert.deepEqual(
    joined.map(({ t }) => t),
    joined.map(({ t }) => t).sort(),
  );
});
