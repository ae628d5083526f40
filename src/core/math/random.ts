/**
 * Seeded random numbers as plain state: xoshiro128** over four 32-bit words, seeded by splitmix32.
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2021); not for secrets.
 */
import { assert } from "../assert.ts";
import { log, sqrt } from "./elementary.ts";

/** State of one generator; snapshot it and the sequence continues where it was. */
export interface RandomState {
  /** Uint32Array[4], never all zero. */
  readonly words: Uint32Array;
  /** Second value of the last normal pair; NaN when none is left. */
  spareNormal: number;
}

/** A generator for `seed` (a safe integer); equal seeds give equal sequences. */
export function createRandom(seed: number): RandomState {
  assert(Number.isSafeInteger(seed), "a random seed is a safe integer");
  const words = new Uint32Array(4);
  // Both halves of the seed go through the whole state, or seeds 2^32 apart would give one sequence.
  mixInto(words, seed >>> 0, 0x9e3779b9);
  mixInto(words, Math.floor(seed / 4_294_967_296) >>> 0, 0x7f4a7c15);
  // The generator stays at zero for ever; no known seed leads there, this makes it a certainty.
  if (!words.some(isNonZero)) words[0] = 1;
  return { words, spareNormal: Number.NaN };
}

/** The next 32 random bits as an integer in [0, 2^32). */
export function nextUint32(random: RandomState): number {
  const words = random.words;
  const s0 = words[0] as number;
  const s1 = words[1] as number;
  const s2 = words[2] as number;
  const s3 = words[3] as number;
  const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
  const t2 = s2 ^ s0;
  const t3 = s3 ^ s1;
  words[1] = s1 ^ t2;
  words[0] = s0 ^ t3;
  words[2] = t2 ^ (s1 << 9);
  words[3] = rotateLeft(t3, 11);
  return result;
}

/** A double in [0, 1) with 53 random bits. */
export function nextUniform(random: RandomState): number {
  const high = nextUint32(random) >>> 5;
  const low = nextUint32(random) >>> 6;
  return (high * 67_108_864 + low) / 9_007_199_254_740_992;
}

/** An unbiased integer in [0, bound); `bound` is an integer from 1 to 2^32. */
export function nextIntegerBelow(random: RandomState, bound: number): number {
  assert(Number.isInteger(bound) && bound >= 1 && bound <= 4_294_967_296, "a bound is an integer from 1 to 2^32");
  const limit = 4_294_967_296 - (4_294_967_296 % bound);
  for (;;) {
    const bits = nextUint32(random);
    if (bits < limit) return bits % bound;
  }
}

/** A standard normal double (Marsaglia's polar method, which needs no sine). */
export function nextNormal(random: RandomState): number {
  const spare = random.spareNormal;
  if (!Number.isNaN(spare)) {
    random.spareNormal = Number.NaN;
    return spare;
  }
  for (;;) {
    const u = 2 * nextUniform(random) - 1;
    const v = 2 * nextUniform(random) - 1;
    const s = u * u + v * v;
    if (s >= 1 || s === 0) continue;
    const scale = sqrt((-2 * log(s)) / s);
    random.spareNormal = v * scale;
    return u * scale;
  }
}

/** XORs four numbers of splitmix32, started at `seed` with an odd `step`, into the words. */
function mixInto(words: Uint32Array, seed: number, step: number): void {
  let counter = seed;
  for (let i = 0; i < 4; i++) {
    counter = (counter + step) | 0;
    let z = counter ^ (counter >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    words[i] = (words[i] as number) ^ z ^ (z >>> 15);
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function isNonZero(word: number): boolean {
  return word !== 0;
}
