import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { faultyStorage } from "./faulty-storage.ts";
import type { FaultyStorage } from "./faulty-storage.ts";
import { writeGroups } from "./journal-fixture.ts";
import { verifyJournal } from "./verify-journal.ts";
import type { Verification } from "./verify-journal.ts";

/** Line (from 1) of the byte at `offset`; a newline belongs to the line it ends. */
function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let index = 0; index < offset; index += 1) if (bytes[index] === 0x0a) line += 1;
  return line;
}

function damageOf(verified: Verification): { kind: string; segment: string; line: number; seq: number } {
  assert.equal(verified.ok, false);
  const { kind, segment, line, seq } = verified.damage;
  return { kind, segment, line, seq };
}

/** seq that the record of line `line` holds, or, for a derived one, follows. */
function seqOfLine(bytes: Buffer, line: number): number {
  const lines = bytes.toString("utf8").split("\n");
  let seq = 0;
  for (const text of lines.slice(0, line)) {
    const match = /^.{64} \{"r":"(input|segment)",.*?"(?:seq|from)":(\d+)/.exec(text);
    if (match?.[1] === "input") seq = Number(match[2]);
    else if (match?.[1] === "segment") seq = Number(match[2]) - 1;
  }
  return seq;
}

function flip(storage: FaultyStorage, segment: string, offset: number, mask: number): void {
  const bytes = Buffer.from(storage.bytesOf(segment));
  bytes[offset] = (bytes[offset] ?? 0) ^ mask;
  storage.replace(segment, bytes);
}

test("one byte changed at every position of a small journal is found and its record named", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [2, 3, 1], { stateEvery: 4, segmentBytes: 1_400 });
  assert.ok(storage.list().length >= 2);
  let checked = 0;
  for (const segment of storage.list()) {
    const good = storage.bytesOf(segment);
    for (let offset = 0; offset < good.length; offset += 1) {
      for (const mask of [0x01, 0x12, 0x80]) {
        storage.replace(segment, good);
        flip(storage, segment, offset, mask);
        const damage = damageOf(verifyJournal(storage));
        const line = lineAt(good, offset);
        assert.equal(damage.segment, segment);
        assert.equal(damage.line, line, `offset ${offset}`);
        const isFinalNewline = offset === good.length - 1;
        assert.equal(damage.kind === "cut-tail", isFinalNewline, `${damage.kind} at ${offset}`);
        if (!isFinalNewline && line > 1) assert.ok(Math.abs(damage.seq - seqOfLine(good, line)) <= 1);
        checked += 1;
      }
    }
    storage.replace(segment, good);
  }
  assert.ok(checked > 3_000);
  assert.ok(verifyJournal(storage).ok);
});

test("one byte changed at a random position of a larger journal is found and its record named", async () => {
  const storage = faultyStorage();
  await writeGroups(
    storage,
    Array.from({ length: 60 }, (_, index) => 1 + (index % 40)),
    { segmentBytes: 100_000 },
  );
  const segments = storage.list();
  assert.ok(segments.length > 2);
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (which, where, mask) => {
      const segment = segments[which % segments.length] ?? "";
      const good = storage.bytesOf(segment);
      const offset = where % good.length;
      flip(storage, segment, offset, mask);
      const damage = damageOf(verifyJournal(storage));
      storage.replace(segment, good);
      assert.deepEqual([damage.segment, damage.line], [segment, lineAt(good, offset)]);
    }),
    { numRuns: 60 },
  );
});

test("a replacement character swapped for bytes that decode to the same text is found", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [5]);
  const segment = "000000000001.jsonl";
  const offset = storage.bytesOf(segment).indexOf(Buffer.from("\ufffd"));
  assert.ok(offset > 0);
  flip(storage, segment, offset, 0xef ^ 0xf3);
  assert.equal(damageOf(verifyJournal(storage)).seq, 3);
});

test("a removed record is a gap, a missing file is a gap", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [1, 6, 1, 6, 1, 6, 6, 6], { segmentBytes: 3_000 });
  const segments = storage.list();
  const first = segments[0] ?? "";
  const good = storage.bytesOf(first);
  const lines = good.toString("utf8").split("\n");
  const gone = lines.findIndex((line) => line.includes('"seq":4,'));
  storage.replace(first, Buffer.from(lines.toSpliced(gone, 1).join("\n")));
  const damage = damageOf(verifyJournal(storage));
  assert.deepEqual(damage, { kind: "gap-in-seq", segment: first, line: gone + 1, seq: 4 });
  storage.replace(first, good);
  assert.ok(verifyJournal(storage).ok);
  storage.remove(segments[1] ?? "");
  const hole = damageOf(verifyJournal(storage));
  assert.equal(hole.kind, "gap-in-seq");
  assert.equal(hole.segment, segments[2]);
  assert.equal(hole.line, 1);
});

test("a whole last record that was deleted is seen through the anchor", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [4, 4]);
  const verified = verifyJournal(storage);
  assert.ok(verified.ok);
  const anchor = { seq: verified.inputs, hash: verified.lastHash, at: "2026-03-02T21:00:00Z" };
  assert.ok(verifyJournal(storage, [anchor]).ok);
  const segment = "000000000001.jsonl";
  const good = storage.bytesOf(segment);
  for (let removed = 1; removed <= 5; removed += 1) {
    const lines = good.toString("utf8").trimEnd().split("\n");
    storage.replace(segment, Buffer.from(`${lines.slice(0, -removed).join("\n")}\n`));
    assert.ok(verifyJournal(storage).ok, "the chain alone cannot see it");
    const damage = damageOf(verifyJournal(storage, [anchor]));
    assert.deepEqual([damage.kind, damage.seq], ["cut-tail", 8]);
  }
});
