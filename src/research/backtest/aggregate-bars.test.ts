import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { aggregateBars } from "./aggregate-bars.ts";
import { sliceColumns } from "../../data/bar-columns.ts";
import { sessionTable } from "../../data/calendar/nyse-calendar.ts";
import { generateBars } from "../../data/market-generator.ts";

const TABLE = sessionTable("2024-11-27", "2024-12-02");
const [MINUTES] = generateBars(["SPY"], 2, TABLE);

test("aggregates from the session's open; the last bar of a half day ends at its close", () => {
  assert.ok(MINUTES);
  const hours = aggregateBars(MINUTES, 3600, TABLE);
  assert.ok(hours.ok);
  const lengths = [...hours.columns.tsOpen].map((open, i) => ((hours.columns.tsClose[i] ?? 0) - open) / 60e6);
  assert.deepEqual(lengths, [60, 60, 60, 60, 60, 60, 30, 60, 60, 60, 30, 60, 60, 60, 60, 60, 60, 30]);
  const days = aggregateBars(MINUTES, 86_400, TABLE);
  assert.ok(days.ok);
  assert.deepEqual([...days.columns.tsOpen], TABLE.opens);
  assert.deepEqual([...days.columns.tsClose], TABLE.closes);
  assert.deepEqual(aggregateBars(hours.columns, 60, TABLE), { ok: false, reason: "COARSER" });
  assert.deepEqual(aggregateBars(hours.columns, 5400, TABLE), { ok: false, reason: "NOT_A_MULTIPLE" });
});

test("property: equals a naive grouping, also with bars missing", () => {
  assert.ok(MINUTES);
  const minutes = MINUTES;
  fc.assert(
    fc.property(fc.constantFrom(120, 300, 900, 3600, 7200), fc.nat(400), fc.nat(900), (seconds, from, length) => {
      const part = sliceColumns(minutes, from, Math.min(minutes.count, from + length + 1));
      const groups = new Map<number, number[]>();
      for (let i = 0; i < part.count; i += 1) {
        const open = part.tsOpen[i] as number;
        const s = TABLE.opens.findIndex((start, k) => open >= start && open < (TABLE.closes[k] ?? 0));
        const start = TABLE.opens[s] as number;
        const key = start + Math.floor((open - start) / (seconds * 1e6)) * seconds * 1e6;
        groups.set(key, [...(groups.get(key) ?? []), i]);
      }
      const result = aggregateBars(part, seconds, TABLE);
      assert.ok(result.ok);
      const { columns } = result;
      assert.deepEqual([...columns.tsOpen], [...groups.keys()]);
      [...groups.values()].forEach((group, k) => {
        const of = (column: Float64Array): number[] => group.map((i) => column[i] as number);
        assert.equal(columns.openMicros[k], of(part.openMicros)[0]);
        assert.equal(columns.highMicros[k], Math.max(...of(part.highMicros)));
        assert.equal(columns.lowMicros[k], Math.min(...of(part.lowMicros)));
        assert.equal(columns.closeMicros[k], of(part.closeMicros).at(-1));
        assert.equal(
          columns.volume[k],
          of(part.volume).reduce((a, b) => a + b, 0),
        );
      });
    }),
    { numRuns: 50 },
  );
});
