import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { BarClosed } from "../model/input.ts";
import { addBaseBar, createBarBuilder, flushBarBuilder } from "./bar-builder.ts";

const MINUTE = 60_000_000;

function minuteBar(tsOpen: number, prices: { o: number; h: number; l: number; c: number; v: number }): BarClosed {
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: tsOpen + MINUTE,
    tsReceived: tsOpen + MINUTE,
    instrument: 0,
    timeframeSeconds: 60,
    tsOpen,
    openMicros: prices.o,
    highMicros: prices.h,
    lowMicros: prices.l,
    closeMicros: prices.c,
    volume: prices.v,
    endsSlice: true,
  };
}

type Row = readonly [number, number, number, number, number, number, number];

function rowOf(bar: BarClosed): Row {
  return [bar.tsOpen, bar.tsEvent, bar.openMicros, bar.highMicros, bar.lowMicros, bar.closeMicros, bar.volume];
}

/** Sessions of `length` minutes, 1,000 minutes apart; `minutes` holds which minutes have a bar. */
function runBuilder(bars: readonly BarClosed[], length: number, timeframe: number): Row[] {
  const builder = createBarBuilder(0, timeframe * 60);
  const rows: Row[] = [];
  const take = (count: number): void => {
    for (let i = 0; i < count; i++) rows.push(rowOf(i === 0 ? builder.finished[0] : builder.finished[1]));
  };
  for (const bar of bars) {
    const open = Math.floor(bar.tsOpen / (1000 * MINUTE)) * 1000 * MINUTE;
    take(addBaseBar(builder, bar, open, open + length * MINUTE));
  }
  take(flushBarBuilder(builder));
  return rows;
}

/** Groups all bars by session and bucket at once. */
function twin(bars: readonly BarClosed[], length: number, timeframe: number): Row[] {
  const groups = new Map<string, BarClosed[]>();
  for (const bar of bars) {
    const minute = bar.tsOpen / MINUTE;
    const key = `${Math.floor(minute / 1000)}:${Math.floor((minute % 1000) / timeframe)}`;
    groups.set(key, [...(groups.get(key) ?? []), bar]);
  }
  return [...groups].map(([key, group]): Row => {
    const [session = 0, bucket = 0] = key.split(":").map(Number);
    const from = session * 1000 + bucket * timeframe;
    const to = Math.min(from + timeframe, session * 1000 + length);
    return [
      from * MINUTE,
      to * MINUTE,
      group[0]?.openMicros ?? 0,
      Math.max(...group.map((bar) => bar.highMicros)),
      Math.min(...group.map((bar) => bar.lowMicros)),
      group.at(-1)?.closeMicros ?? 0,
      group.reduce((sum, bar) => sum + bar.volume, 0),
    ];
  });
}

const scenario = fc.record({
  length: fc.integer({ min: 1, max: 30 }),
  timeframe: fc.integer({ min: 1, max: 12 }),
  present: fc.array(fc.boolean(), { minLength: 90, maxLength: 90, size: "max" }),
  prices: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 90, maxLength: 90, size: "max" }),
});

test("streamed buckets equal the grouping of all bars, holes and short sessions included", () => {
  fc.assert(
    fc.property(scenario, ({ length, timeframe, present, prices }) => {
      const bars: BarClosed[] = [];
      for (let session = 1; session <= 3; session++)
        for (let minute = 0; minute < length; minute++) {
          const i = (session - 1) * 30 + minute;
          const p = prices[i] ?? 1;
          const values = { o: p, h: p + (i % 7), l: p - (i % 5), c: p + (i % 3) - 1, v: i };
          if (present[i]) bars.push(minuteBar((session * 1000 + minute) * MINUTE, values));
        }
      assert.deepEqual(runBuilder(bars, length, timeframe), twin(bars, length, timeframe));
    }),
    { numRuns: 300 },
  );
});

test("a bucket is finished by the bar that reaches its end, not later", () => {
  const builder = createBarBuilder(0, 300);
  const flat = { o: 5, h: 6, l: 4, c: 5, v: 1 };
  const counts = [0, 1, 2, 3, 4, 7, 10].map((m) => addBaseBar(builder, minuteBar(m * MINUTE, flat), 0, 11 * MINUTE));
  // Minute 4 ends the first bucket; minute 10 ends the second, which has a hole, and its own.
  assert.deepEqual(counts, [0, 0, 0, 0, 1, 0, 2]);
  assert.equal(builder.finished[0].tsEvent, 10 * MINUTE);
  assert.equal(builder.finished[1].tsEvent, 11 * MINUTE);
  assert.equal(flushBarBuilder(builder), 0);
});

test("a day is the row of the table, also when the clocks change", () => {
  const builder = createBarBuilder(0, 86_400);
  const flat = { o: 5, h: 6, l: 4, c: 5, v: 1 };
  let finished = 0;
  for (let m = 0; m < 25 * 60; m++) finished += addBaseBar(builder, minuteBar(m * MINUTE, flat), 0, 25 * 60 * MINUTE);
  assert.equal(finished, 1);
  assert.equal(builder.finished[0].tsEvent, 25 * 60 * MINUTE);
  assert.equal(builder.finished[0].volume, 1500);
});

test("a feed that overshoots a bucket never hides when its last price was known", () => {
  const builder = createBarBuilder(0, 300);
  const late = minuteBar(4.5 * MINUTE, { o: 5, h: 6, l: 4, c: 5, v: 1 });
  assert.equal(addBaseBar(builder, late, 0, 60 * MINUTE), 1);
  assert.equal(builder.finished[0].tsEvent, 5.5 * MINUTE);
});
