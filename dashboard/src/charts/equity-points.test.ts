import assert from "node:assert/strict";
import { test } from "node:test";
import { plottedPoints, pointsToUpdate } from "./equity-points.ts";

const point = (t: string, equity: string) => ({ t, equity, drawdownPct: "0.015" });

test("points get rising times; of several within a second the last stays", () => {
  const plotted = plottedPoints([
    point("2025-03-04T14:30:00.100Z", "100"),
    point("2025-03-04T14:30:00.900Z", "101.5"),
    point("2025-03-04T14:30:01Z", "102"),
    point("2025-03-04T14:29:00Z", "1"),
  ]);
  assert.deepEqual(
    plotted.map(({ equity }) => equity),
    [101.5, 102],
  );
  assert.equal(plotted[0]?.drawdown, -1.5);
});

test("a series that goes on is updated, another one is set anew", () => {
  const at = (...times: number[]) => times.map((time) => ({ time, equity: time, drawdown: 0 }));
  assert.deepEqual(pointsToUpdate(at(1, 2, 3), at(1, 2, 3, 4)), at(3, 4));
  assert.deepEqual(pointsToUpdate(at(1, 2, 3), at(1, 2, 3)), at(3));
  assert.equal(pointsToUpdate(at(1, 2, 3), at(2, 3, 4)), null);
  assert.equal(pointsToUpdate(at(1, 2, 3), at(1, 2)), null);
  assert.equal(pointsToUpdate([], at(1)), null);
});
