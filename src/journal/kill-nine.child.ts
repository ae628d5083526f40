import { writeSync } from "node:fs";
import { fileStorage } from "./file-storage.ts";
import { testInput, testOptions } from "./journal-fixture.ts";
import { JournalWriter } from "./journal-writer.ts";

// Appends until it is killed; each line on standard output is the seq that was acknowledged last.
const folder = process.argv[2] ?? "";
const writer = await JournalWriter.open(fileStorage(folder), testOptions({ segmentBytes: 64 * 1024 }));
for (;;) {
  const size = 1 + (writer.lastSeq % 13);
  for (let n = 0; n < size; n += 1) writer.append(testInput(writer.lastSeq + 1));
  const seq = writer.lastSeq;
  await writer.whenDurable(seq);
  writeSync(1, `${seq}\n`);
}
