import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isZip, listZip, unpackMember } from "./zip-file.ts";
import { zipOf } from "./zip-fixture.test.ts";
import type { FixtureMember } from "./zip-fixture.test.ts";

/** Contents by name, or the first refusal. */
type Outcome = Readonly<Record<string, string>> | string;

function refusalOf(bytes: Uint8Array): string {
  const outcome: Outcome = readAll(bytes);
  return typeof outcome === "string" ? outcome : "";
}

function readAll(bytes: Uint8Array): Outcome {
  const listing = listZip(bytes);
  if (!listing.ok) return listing.detail;
  const contents: Record<string, string> = {};
  for (const member of listing.members) {
    const content = unpackMember(bytes, member);
    if (!content.ok) return content.detail;
    contents[member.name] = Buffer.from(content.bytes).toString();
  }
  return contents;
}

test("members come back byte for byte, empty ones included", () => {
  const texts = { "a.csv": "1,2,3\n", "b.csv": "", "c.csv": "x".repeat(100_000) };
  const archive = zipOf(Object.entries(texts).map(([name, text]) => ({ name, text })));
  assert.ok(isZip(archive));
  assert.deepEqual(readAll(archive), texts);
});

test("what an archive lies about is refused with the reason", () => {
  const table: readonly (readonly [FixtureMember, RegExp])[] = [
    [{ name: "bomb.csv", text: "x".repeat(1_000_000), size: 10 }, /bomb\.csv does not unpack to its declared 10 bytes/],
    [{ name: "huge.csv", text: "x", size: 0xfffffff0 }, /huge\.csv unpacks to 4294967280 bytes, at most/],
    [{ name: "short.csv", text: "x", size: 5 }, /short\.csv does not unpack to its declared 5 bytes/],
    [{ name: "crc.csv", text: "x", crc: 1 }, /crc\.csv fails its checksum/],
    [{ name: "locked.csv", text: "x", flags: 1 }, /locked\.csv is encrypted/],
  ];
  for (const [member, reason] of table) assert.match(refusalOf(zipOf([member])), reason);
});

test("many members that each look small are bounded together", () => {
  const members = Array.from({ length: 4 }, (_, i) => ({ name: `${i}.csv`, text: "x", size: 390 * 1024 * 1024 }));
  assert.match(refusalOf(zipOf(members)), /more than 1073741824 bytes/);
});

test("an archive that is cut anywhere is refused and never misread", () => {
  const whole = zipOf([{ name: "a.csv", text: "1,2,3\n".repeat(50) }]);
  for (let length = 0; length < whole.length; length += 1)
    assert.equal(typeof readAll(whole.subarray(0, length)), "string");
});

test("one flipped byte never changes the content silently", () => {
  const text = "14400000,1674100,1674100,1672500,1672700,3197\n".repeat(20);
  const whole = zipOf([{ name: "a.csv", text }]);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ flip;
      const read = readAll(bytes);
      if (typeof read !== "string") for (const content of Object.values(read)) assert.equal(content, text);
    }),
    { numRuns: 500 },
  );
});
