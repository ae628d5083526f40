import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { appendAnchor, readAnchors } from "./anchor.ts";
import { fileStorage } from "./file-storage.ts";
import { testInput, testOptions } from "./journal-fixture.ts";
import { JournalWriter } from "./journal-writer.ts";
import { latestSnapshot, writeSnapshot } from "./snapshot-store.ts";
import { verifyJournal } from "./verify-journal.ts";

function inFolder(name: string, body: (folder: string) => Promise<void> | void): void {
  test(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), "snapshots-"));
    try {
      await body(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
const build = "0.1.0+abcdef123456";
const write = (folder: string, seq: number): void =>
  writeSnapshot(folder, { seq, build, stateText: `{"state":${seq},"text":"grüße\n"}` });

inFolder("the newest snapshot of this build comes back whole; three are kept", (folder) => {
  for (const seq of [10, 200, 3_000, 40_000]) write(folder, seq);
  assert.deepEqual(readdirSync(folder).sort(), [
    "000000000200.snapshot",
    "000000003000.snapshot",
    "000000040000.snapshot",
  ]);
  const found = latestSnapshot(folder, { build, atMostSeq: 50_000 });
  assert.deepEqual(found, { seq: 40_000, build, stateText: '{"state":40000,"text":"grüße\n"}' });
  assert.equal(latestSnapshot(folder, { build, atMostSeq: 39_999 })?.seq, 3_000);
  assert.equal(latestSnapshot(folder, { build: "0.2.0+000000000000", atMostSeq: 50_000 }), null);
  assert.equal(latestSnapshot(join(folder, "none"), { build, atMostSeq: 1 }), null);
});

inFolder("a snapshot with any byte changed, or cut, is passed over with a notice", (folder) => {
  write(folder, 1);
  write(folder, 2);
  const path = join(folder, "000000000002.snapshot");
  const good = readFileSync(path);
  for (let offset = 0; offset < good.length; offset += 1) {
    const bytes = Buffer.from(good);
    bytes[offset] = (bytes[offset] ?? 0) ^ 0x10;
    writeFileSync(path, offset % 2 === 0 ? bytes : good.subarray(0, offset));
    const notices: string[] = [];
    const onNotice = (text: string): void => void notices.push(text);
    assert.equal(latestSnapshot(folder, { build, atMostSeq: 9, onNotice })?.seq, 1, `offset ${offset}`);
    assert.deepEqual(notices, [`The snapshot ${path} is damaged and was passed over; the journal rebuilds it.`]);
  }
});

inFolder("the journal anchors its head when it closes; an anchor that knows more stops the start", async (folder) => {
  const anchorFile = join(folder, "heads", "anchors.jsonl");
  const storage = fileStorage(join(folder, "journal"));
  const writer = await JournalWriter.open(storage, testOptions({ anchorFile }));
  for (let n = 1; n <= 5; n += 1) writer.append(testInput(n));
  await writer.close();
  const anchors = readAnchors(anchorFile);
  const verified = verifyJournal(storage, anchors);
  assert.ok(verified.ok);
  assert.deepEqual(anchors, [{ seq: 5, hash: verified.lastHash, at: "2026-03-02T14:30:00.000Z" }]);
  const path = join(folder, "journal", "000000000001.jsonl");
  const lines = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, `${lines.slice(0, 5).join("\n")}\n`);
  assert.equal(verifyJournal(storage, anchors).ok, false);
  await assert.rejects(JournalWriter.open(storage, testOptions({ anchorFile })), {
    code: "JOURNAL_CORRUPT",
    message: `The journal ${join(folder, "journal")} is damaged: 000000000001.jsonl:6 (seq 4), cut-tail: the journal ends at seq 3, its anchor of 2026-03-02T14:30:00.000Z names seq 5.`,
  });
  writeFileSync(anchorFile, '{"seq":1,"hash":"ab","at":"t"}\n{"seq":2,"ha');
  appendAnchor(anchorFile, { seq: 3, hash: "cd", at: "t" });
  assert.deepEqual(
    readAnchors(anchorFile).map((anchor) => anchor.seq),
    [1, 3],
  );
});
