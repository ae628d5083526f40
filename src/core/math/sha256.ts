/**
 * SHA-256 without a dependency, because the core hashes ids and states and may import nothing.
 * Source: FIPS 180-4. `createSha256`, `updateSha256`, `finishSha256` hash a stream in pieces.
 */
import { assert } from "../assert.ts";
import { utf8Of } from "./utf8.ts";

/** A hash under way, plain data. */
export interface Sha256State {
  /** Uint32Array[8]: the chaining value. */
  readonly chain: Uint32Array;
  /** Uint8Array[64]: bytes that do not fill a block yet. */
  readonly block: Uint8Array;
  /** Bytes taken in so far. */
  length: number;
}

/** SHA-256 of a string's UTF-8 bytes or of bytes, as 32 bytes. */
export function sha256(data: string | Uint8Array): Uint8Array {
  const state = createSha256();
  updateSha256(state, data);
  return finishSha256(state);
}

/** SHA-256 of a string's UTF-8 bytes or of bytes, as 64 lowercase hexadecimal digits. */
export function sha256Hex(data: string | Uint8Array): string {
  return hexOf(sha256(data));
}

/** Starts a hash. */
export function createSha256(): Sha256State {
  return { chain: Uint32Array.from(INITIAL), block: new Uint8Array(64), length: 0 };
}

/** Takes in the next piece; a string counts as its UTF-8 bytes, so pieces must not split a surrogate pair. */
export function updateSha256(state: Sha256State, data: string | Uint8Array): void {
  const bytes = typeof data === "string" ? utf8Of(data) : data;
  const { block, chain } = state;
  let filled = state.length % 64;
  state.length += bytes.length;
  let i = 0;
  if (filled > 0) {
    while (i < bytes.length && filled < 64) block[filled++] = bytes[i++] as number;
    if (filled < 64) return;
    compress(chain, block, 0);
  }
  for (; i + 64 <= bytes.length; i += 64) compress(chain, bytes, i);
  for (let k = 0; i < bytes.length; i++, k++) block[k] = bytes[i] as number;
}

/** Ends a hash and returns its 32 bytes; the state is used up. */
export function finishSha256(state: Sha256State): Uint8Array {
  const { block, chain, length } = state;
  assert(length < 2 ** 50, "the length of a hashed stream in bits is a safe integer");
  let filled = length % 64;
  block[filled++] = 0x80;
  if (filled > 56) {
    block.fill(0, filled);
    compress(chain, block, 0);
    filled = 0;
  }
  block.fill(0, filled);
  const bitsHigh = Math.floor(length / 536_870_912);
  const bitsLow = (length % 536_870_912) * 8;
  writeWord(block, 56, bitsHigh);
  writeWord(block, 60, bitsLow);
  compress(chain, block, 0);
  const digest = new Uint8Array(32);
  for (let i = 0; i < 8; i++) writeWord(digest, i * 4, chain[i] as number);
  return digest;
}

/** Bytes as lowercase hexadecimal digits, two each. */
export function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += HEX_PAIRS[bytes[i] as number] as string;
  return text;
}

function compress(chain: Uint32Array, bytes: Uint8Array, offset: number): void {
  const w = SCHEDULE;
  for (let i = 0; i < 16; i++) {
    const p = offset + i * 4;
    w[i] =
      ((bytes[p] as number) << 24) |
      ((bytes[p + 1] as number) << 16) |
      ((bytes[p + 2] as number) << 8) |
      (bytes[p + 3] as number);
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
  }
  let a = (chain[0] as number) | 0;
  let b = (chain[1] as number) | 0;
  let c = (chain[2] as number) | 0;
  let d = (chain[3] as number) | 0;
  let e = (chain[4] as number) | 0;
  let f = (chain[5] as number) | 0;
  let g = (chain[6] as number) | 0;
  let h = (chain[7] as number) | 0;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + (ROUND[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + s0 + majority) | 0;
  }
  chain[0] = (chain[0] as number) + a;
  chain[1] = (chain[1] as number) + b;
  chain[2] = (chain[2] as number) + c;
  chain[3] = (chain[3] as number) + d;
  chain[4] = (chain[4] as number) + e;
  chain[5] = (chain[5] as number) + f;
  chain[6] = (chain[6] as number) + g;
  chain[7] = (chain[7] as number) + h;
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

/** Scratch of `compress`, overwritten in full by every call: no state between calls. */
const SCHEDULE: Int32Array = new Int32Array(64);

const HEX_PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** First 32 fractional bits of the square roots of the first 8 primes. */
const INITIAL: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** First 32 fractional bits of the cube roots of the first 64 primes. */
const ROUND: Int32Array = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);
