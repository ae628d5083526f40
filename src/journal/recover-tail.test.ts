import assert from "node:assert/strict";
import { test } from "node:test";
import { faultyStorage } from "./faulty-storage.ts";
import { testInput, testOptions, writeGroups } from "./journal-fixture.ts";
import { readJournal } from "./journal-reader.ts";
import { JournalWriter } from "./journal-writer.ts";
import { verifyJournal } from "./verify-journal.ts";

const segment = "000000000001.jsonl";

/** Opens, appends one input, closes; returns the first seq it gave and the notices. */
async function reopen(storage: ReturnType<typeof faultyStorage>): Promise<{ seq: number; notices: string[] }> {
  const notices: string[] = [];
  const writer = await JournalWriter.open(storage, testOptions({ onNotice: (text) => notices.push(text) }));
  const seq = writer.append(testInput(writer.lastSeq + 1));
  await writer.close();
  return { seq, notices };
}

test("the file cut at every byte of its last group goes on after the last whole record", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [2, 3]);
  const good = storage.bytesOf(segment);
  const starts = [0];
  for (let index = 0; index < good.length; index += 1) if (good[index] === 0x0a) starts.push(index + 1);
  const from = starts.at(-5) ?? 0;
  for (let cut = from; cut < good.length; cut += 1) {
    storage.replace(segment, Buffer.from(good.subarray(0, cut)));
    const whole = good
      .subarray(0, cut + 1)
      .toString("utf8")
      .split("\n")
      .slice(0, -1);
    const isBoundary = starts.includes(cut) || starts.includes(cut + 1);
    const inputs = whole.filter((line) => line.includes('{"r":"input"')).length;
    const { seq, notices } = await reopen(storage);
    assert.equal(seq, inputs + 1, `cut at ${cut}`);
    assert.equal(notices.length, isBoundary ? 0 : 1, `cut at ${cut}`);
    assert.ok(verifyJournal(storage).ok, `cut at ${cut}`);
    assert.deepEqual(storage.bytesOf(segment).subarray(0, from), good.subarray(0, from));
  }
});

test("a tail of zero bytes, as a file system may leave, is a torn write", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [2]);
  const good = storage.bytesOf(segment);
  storage.replace(segment, Buffer.concat([good, Buffer.from("ab12"), Buffer.alloc(5_000)]));
  const { seq, notices } = await reopen(storage);
  assert.equal(seq, 3);
  assert.deepEqual(notices, [
    "The last write to the journal (000000000001.jsonl) was cut short by a crash: 5004 bytes behind seq 2 were removed; none of it had been acknowledged.",
  ]);
});

test("damage before the tail stops the start, names the place and changes nothing", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [2, 3]);
  const good = storage.bytesOf(segment);
  for (let offset = 0; offset < good.length - 1; offset += 11) {
    const bytes = Buffer.from(good);
    bytes[offset] = (bytes[offset] ?? 0) ^ 0x04;
    storage.replace(segment, bytes);
    await assert.rejects(JournalWriter.open(storage, testOptions()), { code: "JOURNAL_CORRUPT", exitCode: 5 });
    assert.deepEqual(storage.bytesOf(segment), bytes);
  }
  storage.replace(segment, good);
  assert.equal((await reopen(storage)).seq, 6);
});

test("a crash right after a new file was created goes on in that file", async () => {
  for (const rest of [Buffer.alloc(0), Buffer.from("0123"), Buffer.alloc(300)]) {
    const storage = faultyStorage();
    await writeGroups(storage, [9, 9], { segmentBytes: 1_000 });
    const next = "000000000019.jsonl";
    assert.ok(!storage.list().includes(next));
    storage.replace(next, rest);
    assert.equal((await reopen(storage)).seq, 19);
    const verified = verifyJournal(storage);
    assert.ok(verified.ok);
    assert.equal(verified.inputs, 19);
  }
});

test("inputs whose batch record was torn off are covered by the next one", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [2, 3]);
  const lines = storage.bytesOf(segment).toString("utf8").trimEnd().split("\n");
  assert.match(lines.at(-1) ?? "", /"r":"batch"/);
  storage.replace(segment, Buffer.from(`${lines.slice(0, -1).join("\n")}\n`));
  await reopen(storage);
  const batches = [...readJournal(storage)].filter((record) => record.r === "batch");
  assert.deepEqual(
    batches.map((batch) => [batch.from, batch.to]),
    [
      [1, 2],
      [3, 6],
    ],
  );
});
