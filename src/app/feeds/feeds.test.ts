import assert from "node:assert/strict";
import { test } from "node:test";
import { sessionTable } from "../../data/calendar/nyse-calendar.ts";
import { generateBars } from "../../data/market-generator.ts";
import type { Slice, SliceFeed } from "../../venues/simulated/slice.ts";
import { createColumnsFeed } from "./columns-feed.ts";
import { createGeneratorFeed } from "./generator-feed.ts";

const TABLE = sessionTable("2026-01-05", "2026-01-07");
const SYMBOLS = ["SPY", "IWM"];

function drain(feed: SliceFeed): Slice[] {
  const slices: Slice[] = [];
  for (let slice = feed.next(); slice !== null; slice = feed.next()) {
    slices.push(slice);
    feed.take();
  }
  return slices;
}

test("columns and the generator they came from give the same slices", () => {
  const fromGenerator = drain(createGeneratorFeed(SYMBOLS, 7, TABLE));
  const fromColumns = drain(createColumnsFeed(generateBars(SYMBOLS, 7, TABLE), "end"));
  assert.equal(fromGenerator.length, 3 * 390);
  assert.deepEqual(fromColumns, fromGenerator);
});

for (const [name, make] of [
  ["generator", () => createGeneratorFeed(SYMBOLS, 7, TABLE)],
  ["columns", () => createColumnsFeed(generateBars(SYMBOLS, 7, TABLE), "end")],
] as const) {
  test(`a ${name} feed that was sought goes on as one that walked`, () => {
    const all = drain(make());
    for (const at of [0, 1, 388, 389, 390, 777, 1168, 1169]) {
      const feed = make();
      feed.next();
      feed.seek(all[at]?.tsClose ?? 0);
      assert.deepEqual(drain(feed), all.slice(at + 1), `after slice ${at}`);
    }
  });

  test(`only the last bar of a ${name} slice ends it`, () => {
    for (const slice of drain(make())) {
      assert.deepEqual(
        slice.bars.map((bar) => bar.endsSlice),
        slice.bars.map((_, i) => i === slice.bars.length - 1),
      );
    }
  });
}
