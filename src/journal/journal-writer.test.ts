import assert from "node:assert/strict";
import { test } from "node:test";
import { faultyStorage } from "./faulty-storage.ts";
import { testInput, testOptions, writeGroups } from "./journal-fixture.ts";
import { readJournal } from "./journal-reader.ts";
import { JournalWriter } from "./journal-writer.ts";
import { verifyJournal } from "./verify-journal.ts";

const inputSeqs = (storage: ReturnType<typeof faultyStorage>): number[] => {
  const seqs: number[] = [];
  for (const record of readJournal(storage, { checkChain: true })) {
    if (record.r === "input") seqs.push(record.input.seq);
  }
  return seqs;
};
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("inputs come back as they went in, gap-free, each group with one batch record", async () => {
  const storage = faultyStorage();
  await writeGroups(storage, [3, 1, 5], { stateEvery: 4 });
  const records = [...readJournal(storage, { checkChain: true })];
  const kinds = records.map((record) => record.r).join(" ");
  assert.equal(kinds, "start input input input batch input batch state input input input input input batch state");
  const inputs = records.filter((record) => record.r === "input").map((record) => record.input);
  assert.deepEqual(
    inputs,
    upTo(9).map((seq) => ({ ...testInput(seq), seq })),
  );
  const batches = records.filter((record) => record.r === "batch").map((record) => [record.from, record.to]);
  assert.deepEqual(batches, [
    [1, 3],
    [4, 4],
    [5, 9],
  ]);
});

test("nothing is reported durable before its sync returned", async () => {
  const storage = faultyStorage();
  const writer = await JournalWriter.open(storage, testOptions());
  storage.holdsSyncs = true;
  const seq = writer.append(testInput(1));
  let isDone = false;
  const done = writer.whenDurable(seq).then(() => {
    isDone = true;
  });
  for (let n = 0; n < 5; n += 1) await turn();
  assert.equal(isDone, false);
  assert.equal(writer.durableSeq, 0);
  assert.match(storage.bytesOf("000000000001.jsonl").toString(), /"seq":1,/, "written, but not synced");
  storage.holdsSyncs = false;
  storage.releaseSyncs();
  await done;
  assert.equal(writer.durableSeq, 1);
  await writer.close();
});

test("what arrives during a sync leaves as one group with one sync, and wakes in order", async () => {
  const storage = faultyStorage();
  const writer = await JournalWriter.open(storage, testOptions());
  storage.holdsSyncs = true;
  const woken: number[] = [];
  const waits: Promise<void>[] = [];
  const add = (): void => {
    const seq = writer.append(testInput(writer.lastSeq + 1));
    waits.push(writer.whenDurable(seq).then(() => void woken.push(seq)));
  };
  add();
  await turn();
  for (let n = 0; n < 50; n += 1) add();
  const before = storage.syncs();
  storage.releaseSyncs();
  await turn();
  assert.deepEqual(woken, [1]);
  storage.holdsSyncs = false;
  storage.releaseSyncs();
  await Promise.all(waits);
  assert.deepEqual(woken, upTo(51));
  assert.equal(storage.syncs() - before, 2);
  await writer.close();
});

test("facts are asked once per group, after its inputs were applied", async () => {
  const storage = faultyStorage();
  let applied = 0;
  const asked: string[] = [];
  const facts = {
    outputsHash: (from: number, to: number): string => {
      assert.equal(applied, to);
      asked.push(`${from}-${to}`);
      return "00";
    },
    stateHash: (): string => "00",
  };
  const writer = await JournalWriter.open(storage, testOptions({ facts }));
  for (let n = 1; n <= 10; n += 1) {
    applied = writer.append(testInput(n));
    if (n % 4 === 0) await writer.whenDurable(n);
  }
  await writer.close();
  assert.deepEqual(asked, ["1-4", "5-8", "9-10"]);
});

test("segments rotate, continue the chain and are read from the middle", async () => {
  const storage = faultyStorage();
  await writeGroups(
    storage,
    upTo(40).map(() => 3),
    { segmentBytes: 6_000 },
  );
  await writeGroups(storage, [1, 1, 30], { segmentBytes: 6_000 });
  assert.ok(storage.list().length > 4, `${storage.list().length} segments`);
  const verified = verifyJournal(storage);
  assert.ok(verified.ok);
  assert.equal(verified.inputs, 152);
  assert.deepEqual(inputSeqs(storage), upTo(152));
  const tail: number[] = [];
  for (const record of readJournal(storage, { fromSeq: 77, checkChain: true })) {
    if (record.r === "input") tail.push(record.input.seq);
  }
  assert.deepEqual(tail, upTo(152).slice(76));
});

test("disk full: no acknowledgement, the partial write is cut off, and it recovers when space is back", async () => {
  const storage = faultyStorage();
  const failures: string[] = [];
  const onFailure = (failure: Error & { code: string }): void => void failures.push(failure.code);
  const writer = await JournalWriter.open(storage, testOptions({ onFailure }));
  writer.append(testInput(1));
  await writer.whenDurable(1);
  const whole = storage.bytesOf("000000000001.jsonl").length;
  storage.capacityBytes = whole + 100;
  writer.append(testInput(2));
  await assert.rejects(writer.whenDurable(2), {
    code: "JOURNAL_DISK_FULL",
    exitCode: 6,
    message: "The disk of the journal memory is full (ENOSPC); nothing was accepted.",
    hint: "Free space there; writing goes on by itself.",
  });
  assert.equal(storage.bytesOf("000000000001.jsonl").length, whole);
  assert.equal(writer.durableSeq, 1);
  assert.throws(() => writer.append(testInput(3)), { code: "JOURNAL_DISK_FULL" });
  await assert.rejects(writer.retry(), { code: "JOURNAL_DISK_FULL" });
  storage.capacityBytes = Number.POSITIVE_INFINITY;
  await writer.retry();
  assert.equal(writer.durableSeq, 2);
  writer.append(testInput(3));
  await writer.close();
  assert.deepEqual(failures, ["JOURNAL_DISK_FULL", "JOURNAL_DISK_FULL"]);
  assert.deepEqual(inputSeqs(storage), [1, 2, 3]);
  assert.ok(verifyJournal(storage).ok);
});

test("a failed sync counts as nothing written, also across a change of segment", async () => {
  const storage = faultyStorage();
  const writer = await JournalWriter.open(storage, testOptions({ segmentBytes: 2_000 }));
  for (let n = 1; n <= 60; n += 1) {
    writer.append(testInput(n));
    if (n % 5 === 0) storage.failingSyncs = 1;
    if (storage.failingSyncs === 0) await writer.whenDurable(n);
    else {
      await assert.rejects(writer.whenDurable(n), { code: "JOURNAL_UNAVAILABLE" });
      await writer.retry();
    }
  }
  await writer.close();
  assert.ok(storage.list().length > 3);
  assert.deepEqual(inputSeqs(storage), upTo(60));
  assert.ok(verifyJournal(storage).ok);
});

test("a full disk at the start refuses with what to do and frees the lock", async () => {
  const storage = faultyStorage();
  storage.capacityBytes = 50;
  await assert.rejects(JournalWriter.open(storage, testOptions()), { code: "JOURNAL_DISK_FULL" });
  storage.capacityBytes = Number.POSITIVE_INFINITY;
  await writeGroups(storage, [2]);
  assert.deepEqual(inputSeqs(storage), [1, 2]);
});

test("a power cut loses at most what was not acknowledged, whatever part of the last write survived", async () => {
  for (let step = 0; step <= 40; step += 1) {
    const storage = faultyStorage();
    const writer = await JournalWriter.open(storage, testOptions({ segmentBytes: 1_500 }));
    for (let n = 1; n <= 12; n += 1) {
      writer.append(testInput(n));
      if (n % 3 === 0) await writer.whenDurable(n);
    }
    storage.holdsSyncs = true;
    for (let n = 13; n <= 16; n += 1) writer.append(testInput(n));
    await turn();
    storage.crash(step / 40);
    storage.holdsSyncs = false;
    const again = await JournalWriter.open(storage, testOptions({ segmentBytes: 1_500 }));
    const last = again.lastSeq;
    assert.ok(last >= 12 && last <= 16, `seq ${last}`);
    again.append(testInput(last + 1));
    await again.close();
    assert.deepEqual(inputSeqs(storage), upTo(last + 1));
    assert.ok(verifyJournal(storage).ok);
  }
});
