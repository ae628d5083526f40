import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { setBar, createColumns } from "./bar-columns.ts";
import type { BarColumns } from "./bar-columns.ts";
import { nyseSessions, sessionTable } from "./calendar/nyse-calendar.ts";
import { findGaps, gapIssues } from "./find-gaps.ts";

// A week with a half day: 2024-11-29 closes at 13:00, the 28th is Thanksgiving.
const SESSIONS = nyseSessions("2024-11-25", "2024-12-02");
const TABLE = sessionTable("2024-11-25", "2024-12-02");
const SLOT = 30 * 60e6;

/** Every half hour in which the exchange is open, in order. */
const SLOTS = SESSIONS.flatMap(({ day, openMicros, closeMicros }) => {
  const slots: { day: string; at: number }[] = [];
  for (let at = openMicros; at < closeMicros; at += SLOT) slots.push({ day, at });
  return slots;
});

function columnsAt(times: readonly number[]): BarColumns {
  const columns = createColumns("SPY", times.length, 1800);
  const price = { openMicros: 1e6, highMicros: 1e6, lowMicros: 1e6, closeMicros: 1e6, volume: 1 };
  for (const [i, at] of times.entries()) setBar(columns, i, { tsOpen: at, tsClose: at + SLOT, ...price });
  return columns;
}

test("property: gaps are the half hours that are not there, between the first and the last that is", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: SLOTS.length, maxLength: SLOTS.length }), (present) => {
      const kept = SLOTS.filter((_, i) => present[i]);
      const columns = columnsAt(kept.map((slot) => slot.at));
      const lines = new Int32Array(kept.map((_, i) => i + 2));
      const { gaps, missingBars, expectedBars, sessions } = findGaps(columns, lines, TABLE);
      const days = new Set(kept.map((slot) => slot.day));
      // The naive twin asks each half hour by itself.
      const [first, last] = [kept[0]?.at ?? 0, kept.at(-1)?.at ?? 0];
      const within = SLOTS.filter((slot) => slot.at >= first && slot.at <= last);
      const lost = within.filter((slot) => !kept.includes(slot));
      assert.equal(sessions, days.size);
      assert.equal(missingBars, lost.filter((slot) => days.has(slot.day)).length);
      assert.equal(expectedBars, within.filter((slot) => days.has(slot.day)).length);
      const absent = new Set(lost.filter((slot) => !days.has(slot.day)).map((slot) => slot.day));
      const counted = gaps.filter((gap) => gap.kind === "sessions").reduce((sum, gap) => sum + gap.missing, 0);
      assert.equal(counted, absent.size);
      for (const slot of lost)
        assert.ok(
          gaps.some((gap) => gap.from <= slot.at && slot.at < gap.to),
          slot.day,
        );
    }),
  );
});

test("a bar whose row is bad has been reported and is no gap; the next one is", () => {
  const times = SLOTS.slice(0, 13).map((slot) => slot.at);
  const holes = findGaps(
    columnsAt(times.filter((_, i) => i !== 4 && i !== 8)),
    new Int32Array([2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13]),
    TABLE,
  );
  assert.deepEqual(
    holes.gaps.map((gap) => [gap.line, gap.missing]),
    [
      [5, 1],
      [9, 1],
    ],
  );
  assert.deepEqual(
    gapIssues(holes, new Set([6])).map((issue) => issue.line),
    [9],
  );
});
