import assert from "node:assert/strict";
import { test } from "node:test";
import { ENTER_LONG, EXIT_LONG, NO_SIGNALS } from "./drafts.ts";
import type { BarContext } from "./strategy.ts";
import { type WishMemory, wishFlat, wishLong } from "./wish.ts";

test("a wish is told when it changed or when the position does not follow it", () => {
  const rows: readonly (readonly ["long" | "flat", WishMemory["last"], number, boolean])[] = [
    // wish, last wish, position, told
    ["long", "none", 0, true],
    ["long", "long", 0, true],
    ["long", "long", 5, false],
    ["long", "flat", 5, true],
    ["flat", "none", 0, false],
    ["flat", "none", 5, true],
    ["flat", "long", 0, true],
    ["flat", "long", 5, true],
    ["flat", "flat", 0, false],
    ["flat", "flat", 5, true],
  ];
  for (const [wish, last, positionLots, isTold] of rows) {
    const memory: WishMemory = { last };
    const context = { positionLots } as BarContext;
    const drafts = wish === "long" ? wishLong(context, memory) : wishFlat(context, memory);
    const expected = wish === "long" ? ENTER_LONG : EXIT_LONG;
    assert.equal(drafts, isTold ? expected : NO_SIGNALS, `${wish} after ${last} with ${positionLots}`);
    assert.equal(memory.last, isTold ? wish : last);
  }
});
