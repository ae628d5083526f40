import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { shrink } from "./shrink.ts";

it("finds the two faults of an artificial failure among many", () => {
  const faults = Array.from({ length: 40 }, (_, i) => `F${i}`);
  const fewest = shrink(faults, (part) => part.includes("F7") && part.includes("F31"));
  assert.deepEqual(fewest, ["F7", "F31"]);
});

it("leaves nothing where the failure needs nothing", () => {
  assert.deepEqual(
    shrink(["F1", "F2"], () => true),
    [],
  );
});

it("ends with a list of which no single member can be left out", () => {
  const part = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(part, (needed) => {
      const whole = Array.from({ length: 30 }, (_, i) => i);
      const fewest = shrink(whole, (list) => needed.every((one) => list.includes(one)));
      assert.deepEqual(
        fewest.toSorted((a, b) => a - b),
        needed.toSorted((a, b) => a - b),
      );
    }),
  );
});
