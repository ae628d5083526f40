import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { createSha256, finishSha256, hexOf, sha256, sha256Hex, updateSha256 } from "./sha256.ts";
import { utf8Of } from "./utf8.ts";

function nodeHex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

test("published vectors", () => {
  assert.equal(sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("every length around the block borders agrees with the platform's", () => {
  for (let n = 0; n <= 200; n++) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 37 + n) & 255);
    assert.equal(hexOf(sha256(bytes)), nodeHex(bytes), `length ${n}`);
  }
});

test("any string and any bytes agree with the platform's, in one piece or in many", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 150, size: "max" }),
      fc.uint8Array({ maxLength: 300, size: "max" }),
      (text, bytes) => {
        assert.equal(sha256Hex(text), nodeHex(text));
        assert.equal(sha256Hex(bytes), nodeHex(bytes));
        const state = createSha256();
        updateSha256(state, text);
        updateSha256(state, bytes);
        updateSha256(state, text);
        const pieces = Buffer.concat([Buffer.from(text), bytes, Buffer.from(text)]);
        assert.equal(hexOf(finishSha256(state)), nodeHex(pieces));
      },
    ),
    { numRuns: 100 },
  );
});

test("UTF-8 agrees with the platform's encoder, lone surrogates included", () => {
  const encoder = new TextEncoder();
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60, size: "max" });
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      assert.deepEqual([...utf8Of(text)], [...encoder.encode(text)]);
    }),
  );
  for (const text of ["\ud800", "\udc00x", "a\ud83d", "\ud83d\ude00", "é€𝄞", "\ud800\ud83d\ude00"])
    assert.deepEqual([...utf8Of(text)], [...encoder.encode(text)]);
  assert.deepEqual([...utf8Of("€".repeat(1000))], [...encoder.encode("€".repeat(1000))]);
});
