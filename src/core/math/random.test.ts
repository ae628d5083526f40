import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom, nextIntegerBelow, nextNormal, nextUint32, nextUniform, type RandomState } from "./random.ts";
import { mean, standardDeviation } from "./statistics.ts";

/** xoshiro128** in bigint, after the published C source. */
function* twin(words: readonly number[]): Generator<number> {
  const mask = 0xffffffffn;
  const s = words.map(BigInt);
  const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask;
  for (;;) {
    const [a, b, c, d] = s as [bigint, bigint, bigint, bigint];
    yield Number((rotate((b * 5n) & mask, 7n) * 9n) & mask);
    const t = (b << 9n) & mask;
    let [s0, s1, s2, s3] = [a, b, c, d];
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotate(s3, 11n);
    s.splice(0, 4, s0, s1, s2, s3);
  }
}

test("the sequence is xoshiro128** of the seeded state", () => {
  const random = createRandom(42);
  const expected = twin([...random.words]);
  for (let i = 0; i < 1000; i++) assert.equal(nextUint32(random), expected.next().value);
});

test("known state gives the published first number", () => {
  // By hand: rotl(2 * 5, 7) * 9 = 1280 * 9.
  const random: RandomState = { words: Uint32Array.from([1, 2, 3, 4]), spareNormal: Number.NaN };
  assert.equal(nextUint32(random), 11_520);
});

test("equal seeds agree, other seeds differ, a copied state continues the sequence", () => {
  const first = createRandom(7);
  const second = createRandom(7);
  for (let i = 0; i < 101; i++) assert.equal(nextNormal(first), nextNormal(second));
  const copy: RandomState = { words: first.words.slice(), spareNormal: first.spareNormal };
  for (let i = 0; i < 100; i++) assert.equal(nextNormal(first), nextNormal(copy));
  const starts = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, 2 ** 40].map((seed) => nextUint32(createRandom(seed)));
  assert.equal(new Set(starts).size, starts.length);
});

test("moments and ranges are those of the distributions", () => {
  const random = createRandom(2024);
  const n = 100_000;
  const uniform = Float64Array.from({ length: n }, () => nextUniform(random));
  assert.ok(uniform.every((u) => u >= 0 && u < 1));
  assert.ok(Math.abs(mean(uniform) - 0.5) < 0.005);
  assert.ok(Math.abs(standardDeviation(uniform, 1) - Math.sqrt(1 / 12)) < 0.005);
  const normal = Float64Array.from({ length: n }, () => nextNormal(random));
  assert.ok(Math.abs(mean(normal)) < 0.015);
  assert.ok(Math.abs(standardDeviation(normal, 1) - 1) < 0.015);
  const beyondTwo = normal.filter((x) => Math.abs(x) > 2).length / n;
  assert.ok(Math.abs(beyondTwo - 0.0455) < 0.004);
  const faces = new Array<number>(6).fill(0);
  for (let i = 0; i < 60_000; i++) {
    const face = nextIntegerBelow(random, 6);
    faces[face] = (faces[face] ?? 0) + 1;
  }
  assert.equal(faces.length, 6);
  assert.ok(faces.every((count) => Math.abs(count - 10_000) < 500));
  assert.equal(nextIntegerBelow(random, 1), 0);
  assert.throws(() => nextIntegerBelow(random, 0), /bound/);
});
