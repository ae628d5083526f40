import assert from "node:assert/strict";
import { it } from "node:test";
import { copyPlainData, isSamePlainData } from "./copy-plain-data.ts";

function made() {
  return {
    text: "a",
    nothing: null,
    big: 5n,
    list: [1, [2], { three: Number.NaN }] as unknown[],
    floats: Float64Array.of(0.5, -0),
    bytes: Uint8Array.of(1),
    bigs: BigInt64Array.of(7n),
    map: new Map<string, { lots: number[] }>([
      ["x", { lots: [1] }],
      ["y", { lots: [] }],
    ]),
  };
}

type Made = ReturnType<typeof made>;

const CHANGES: readonly [string, (value: Made) => void][] = [
  ["a field", (value) => (value.text = "b")],
  ["a field more", (value) => ((value as unknown as Record<string, number>)["more"] = 1)],
  ["a zero's sign", (value) => (value.floats[1] = 0)],
  ["a nested item", (value) => ((value.list[1] as number[])[0] = 3)],
  ["an item more", (value) => value.list.push(1)],
  ["a bigint", (value) => (value.bigs[0] = 8n)],
  ["a Map's order", (value) => value.map.delete("x") && value.map.set("x", { lots: [1] })],
];

it("knows a copy as the same, and every change", () => {
  assert.ok(isSamePlainData(made(), copyPlainData(made())));
  for (const [what, change] of CHANGES) {
    const other = made();
    change(other);
    assert.ok(!isSamePlainData(made(), other), what);
    assert.ok(!isSamePlainData(other, made()), what);
  }
  assert.ok(!isSamePlainData([1], Float64Array.of(1)));
  assert.ok(!isSamePlainData(null, {}));
  assert.ok(!isSamePlainData({}, []));
});

it("copies every kind of plain data, and shares none of it", () => {
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
