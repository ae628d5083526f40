import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base32Of } from "./base32.ts";
import { sha256 } from "./sha256.ts";

/** All bits as one text, cut into fives. */
function twin(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

test("vectors of RFC 4648 in lowercase without padding", () => {
  const table = { "": "", f: "my", fo: "mzxq", foo: "mzxw6", foob: "mzxw6yq", fooba: "mzxw6ytb", foobar: "mzxw6ytboi" };
  for (const [text, expected] of Object.entries(table)) assert.equal(base32Of(Buffer.from(text)), expected);
});

test("any bytes agree with the bit text cut into fives", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70, size: "max" }), (bytes) => assert.equal(base32Of(bytes), twin(bytes))),
  );
  assert.equal(base32Of(sha256("cause")).length, 52);
});
