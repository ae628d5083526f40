import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { createEventHeap, popEvent, pushEvent, soonest } from "./event-heap.ts";

it("lets events happen by time, and those of one time as they came, as a stable sort does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60, size: "max" }), (times) => {
      const heap = createEventHeap();
      const seen: number[] = [];
      times.forEach((time, i) => pushEvent(heap, time, () => seen.push(i)));
      while (soonest(heap) < Number.POSITIVE_INFINITY) popEvent(heap)();
      const expected = times.map((_, i) => i).sort((a, b) => (times[a] as number) - (times[b] as number));
      assert.deepEqual(seen, expected);
    }),
  );
});
