import assert from "node:assert/strict";
import { test } from "node:test";
import type { BarColumns } from "./bar-columns.ts";
import { sessionTable } from "./calendar/nyse-calendar.ts";
import { createMarket, generateBars, nextSlice, skipToSession } from "./market-generator.ts";

const SYMBOLS = ["SPY", "IWM", "QQQ", "AAPL"];
const TABLE = sessionTable("2024-11-18", "2025-01-31");

function closesOf(columns: BarColumns | undefined): number[] {
  return [...(columns?.closeMicros ?? [])];
}

test("equal seeds give equal bars, other seeds others; bars are consistent and on the tick grid", () => {
  const bars = generateBars(SYMBOLS, 7, TABLE);
  assert.deepEqual(bars, generateBars(SYMBOLS, 7, TABLE));
  assert.notDeepEqual(closesOf(bars[0]), closesOf(generateBars(SYMBOLS, 8, TABLE)[0]));
  const minutes = TABLE.opens.reduce((sum, open, i) => sum + ((TABLE.closes[i] ?? 0) - open) / 60e6, 0);
  for (const columns of bars) {
    assert.equal(columns.count, minutes);
    for (let i = 0; i < columns.count; i += 1) {
      const [o = 0, h = 0, l = 0, c = 0] = [
        columns.openMicros,
        columns.highMicros,
        columns.lowMicros,
        columns.closeMicros,
      ].map((x) => x[i]);
      assert.ok(l > 0 && l <= Math.min(o, c) && h >= Math.max(o, c), `bar ${i}`);
      assert.ok(
        [o, h, l, c].every((price) => price % 10_000 === 0),
        `bar ${i} is on the grid`,
      );
      assert.ok((columns.volume[i] ?? 0) > 0);
      assert.ok(i === 0 || (columns.tsOpen[i] ?? 0) >= (columns.tsClose[i - 1] ?? 0));
    }
  }
});

test("streaming, resuming from a copied state and skipping ahead give the batch's bars", () => {
  const batch = generateBars(SYMBOLS, 3, TABLE);
  let state = createMarket(SYMBOLS, 3, TABLE);
  for (let i = 0; i < 1500; i += 1) {
    // Every hundredth minute the state goes through a copy, as through a snapshot.
    if (i % 100 === 0) state = structuredClone(state);
    const slice = nextSlice(state, TABLE);
    assert.deepEqual(
      slice?.bars.map((bar) => [
        bar.tsOpen,
        bar.openMicros,
        bar.highMicros,
        bar.lowMicros,
        bar.closeMicros,
        bar.volume,
      ]),
      batch.map((c) => [c.tsOpen, c.openMicros, c.highMicros, c.lowMicros, c.closeMicros, c.volume].map((x) => x[i])),
    );
  }
  const ahead = createMarket(SYMBOLS, 3, TABLE);
  skipToSession(ahead, 20, TABLE);
  const first = nextSlice(ahead, TABLE);
  const at = (batch[0] as BarColumns).tsOpen.indexOf(TABLE.opens[20] as number);
  assert.deepEqual(
    first?.bars.map((bar) => bar.closeMicros),
    batch.map((columns) => columns.closeMicros[at]),
  );
});

test("the market ends with its table", () => {
  const table = sessionTable("2024-11-29", "2024-11-29");
  const state = createMarket(["SPY"], 1, table);
  let slices = 0;
  while (nextSlice(state, table) !== null) slices += 1;
  assert.equal(slices, 210);
});

test("it looks like a market: correlated, busier at both ends, of plausible size, gapping overnight", () => {
  const table = sessionTable("2023-01-03", "2024-12-31");
  const [spy, iwm] = generateBars(["SPY", "IWM"], 11, table) as [BarColumns, BarColumns];
  const days = new Map<number, { open: number; close: number; other: number; otherOpen: number }>();
  const busy = { edge: 0, middle: 0, edgeCount: 0, middleCount: 0 };
  let s = 0;
  for (let i = 0; i < spy.count; i += 1) {
    while ((table.closes[s] ?? 0) <= (spy.tsOpen[i] ?? 0)) s += 1;
    const day = days.get(s) ?? { open: spy.openMicros[i] ?? 0, close: 0, other: 0, otherOpen: iwm.openMicros[i] ?? 0 };
    days.set(s, { ...day, close: spy.closeMicros[i] ?? 0, other: iwm.closeMicros[i] ?? 0 });
    const minute = ((spy.tsOpen[i] ?? 0) - (table.opens[s] ?? 0)) / 60e6;
    const range = (spy.highMicros[i] ?? 0) - (spy.lowMicros[i] ?? 0);
    if (minute < 30) {
      busy.edge += range;
      busy.edgeCount += 1;
    } else if (minute > 150 && minute < 240) {
      busy.middle += range;
      busy.middleCount += 1;
    }
  }
  assert.ok(busy.edge / busy.edgeCount > 1.4 * (busy.middle / busy.middleCount));
  const list = [...days.values()];
  const returns = list.slice(1).map((day, i) => day.close / (list[i]?.close ?? 1) - 1);
  const others = list.slice(1).map((day, i) => day.other / (list[i]?.other ?? 1) - 1);
  const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
  const moment = (x: readonly number[], y: readonly number[]): number =>
    mean(x.map((a, i) => (a - mean(x)) * ((y[i] ?? 0) - mean(y))));
  const deviation = Math.sqrt(moment(returns, returns));
  assert.ok(deviation > 0.005 && deviation < 0.025, `daily deviation ${deviation}`);
  const correlation = moment(returns, others) / Math.sqrt(moment(returns, returns) * moment(others, others));
  assert.ok(correlation > 0.6 && correlation < 0.99, `correlation ${correlation}`);
  const gaps = list.slice(1).filter((day, i) => Math.abs(day.open / (list[i]?.close ?? 1) - 1) > 0.001);
  assert.ok(gaps.length > list.length / 3, "most nights gap");
  const prices = list.map((day) => day.close / 500e6);
  assert.ok(Math.min(...prices) > 0.3 && Math.max(...prices) < 3, "the price stays near its start");
});

test("EMA 12/26 crosses and RSI 14 reversals happen every session", () => {
  const table = sessionTable("2024-06-03", "2024-06-28");
  for (const columns of generateBars(SYMBOLS, 5, table)) {
    let [fast, slow, up, down] = [columns.closeMicros[0] ?? 0, columns.closeMicros[0] ?? 0, 0, 0];
    const crosses = new Map<number, number>();
    const low = new Map<number, number>();
    let s = 0;
    let rsi = 50;
    for (let i = 1; i < columns.count; i += 1) {
      while ((table.closes[s] ?? 0) <= (columns.tsOpen[i] ?? 0)) s += 1;
      const close = columns.closeMicros[i] ?? 0;
      const change = close - (columns.closeMicros[i - 1] ?? 0);
      const wasAbove = fast > slow;
      fast += (2 / 13) * (close - fast);
      slow += (2 / 27) * (close - slow);
      if (wasAbove !== fast > slow) crosses.set(s, (crosses.get(s) ?? 0) + 1);
      up += (Math.max(0, change) - up) / 14;
      down += (Math.max(0, -change) - down) / 14;
      const next = up + down === 0 ? 50 : (100 * up) / (up + down);
      if (rsi <= 30 && next > 30) low.set(s, (low.get(s) ?? 0) + 1);
      rsi = next;
    }
    assert.equal(crosses.size, table.days.length, `${columns.symbol}: EMA crosses`);
    assert.ok(low.size >= 0.8 * table.days.length, `${columns.symbol}: RSI leaves oversold on ${low.size} sessions`);
  }
});
