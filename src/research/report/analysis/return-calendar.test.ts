import assert from "node:assert/strict";
import { test } from "node:test";
import { returnCalendar } from "./return-calendar.ts";

test("days stand in the weeks and weekdays of their year", () => {
  // 2024 began on a Monday, 2023 on a Sunday.
  const days = ["2023-12-29", "2024-01-02", "2024-01-08", "2024-12-31"];
  const [before, year] = returnCalendar([0.01, 0, -0.01, 0.02], days);
  assert.deepEqual(
    before?.days.map(({ week, weekday }) => [week, weekday]),
    [[52, 4]],
  );
  assert.deepEqual(
    year?.days.map(({ week, weekday }) => [week, weekday]),
    [
      [0, 1],
      [1, 0],
      [52, 1],
    ],
  );
  assert.deepEqual([year.monthWeeks[0], year.monthWeeks[1], year.monthWeeks[11]], [0, 4, 47]);
});

test("shades go by size alone; one wild day does not pale the others", () => {
  const values = [0, ...new Array<number>(40).fill(0.003), ...new Array<number>(40).fill(-0.01), 0.0001, 0.9];
  const days = values.map((_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
  const [year] = returnCalendar(values, days);
  const shades = year?.days.map(({ shade }) => shade) ?? [];
  assert.deepEqual([shades[0], shades[1], shades[41], shades.at(-2), shades.at(-1)], [0, 1, 3, 1, 3]);
});
