import assert from "node:assert/strict";
import { it } from "node:test";
import { copyPlainData } from "./copy-plain-data.ts";

it("copies every kind of plain data, and shares none of it", () => {
  const made = () => ({
    text: "a",
    nothing: null,
    big: 5n,
    list: [1, [2], { three: Number.NaN }],
    floats: Float64Array.of(0.5, -0),
    bytes: Uint8Array.of(1),
    bigs: BigInt64Array.of(7n),
    map: new Map<string, { lots: number[] }>([["x", { lots: [1] }]]),
  });
  const original = made();
  const copy = copyPlainData(original);
  assert.deepEqual(copy, made());
  (copy.list[1] as number[])[0] = 9;
  copy.floats[0] = 9;
  copy.bytes[0] = 9;
  copy.bigs[0] = 9n;
  copy.map.get("x")?.lots.push(9);
  copy.map.delete("y");
  assert.deepEqual(original, made());
});
