import assert from "node:assert/strict";
import { test } from "node:test";
import type { BarClosed } from "../model/input.ts";
import { applyBar, createMarketState } from "./market-state.ts";

function bar(instrument: number, tsEvent: number, closeMicros: number): BarClosed {
  return {
    kind: "BarClosed",
    seq: 1,
    tsEvent,
    tsReceived: tsEvent,
    instrument,
    timeframeSeconds: 60,
    tsOpen: tsEvent - 60_000_000,
    openMicros: closeMicros - 1,
    highMicros: closeMicros + 2,
    lowMicros: closeMicros - 3,
    closeMicros,
    volume: 10,
    endsSlice: true,
  };
}

test("a bar marks its own instrument and no other", () => {
  const market = createMarketState(3);
  assert.ok([...market.tsLastClose, ...market.closeMicros].every(Number.isNaN));
  applyBar(market, bar(1, 60, 100));
  applyBar(market, bar(1, 120, 105));
  assert.deepEqual([market.tsLastClose[1], market.closeMicros[1]], [120, 105]);
  assert.ok(Number.isNaN(market.closeMicros[0]) && Number.isNaN(market.closeMicros[2]));
});

test("unknown instruments and time running backwards are broken invariants", () => {
  const market = createMarketState(1);
  applyBar(market, bar(0, 120, 100));
  assert.throws(() => applyBar(market, bar(0, 119, 100)), /backwards/);
  assert.throws(() => applyBar(market, bar(1, 120, 100)), /loaded instrument/);
});
