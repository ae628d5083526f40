/**
 * F37: the last write of a journal, cut at every byte, through the production tail parser alone.
 * Whatever is left, the journal ends behind its last whole record and everything else is torn.
 * AGENTTRADER_LONG_TESTS=1 cuts every input of the day, else a seeded sample.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { required } from "../../src/core/assert.ts";
import { GENESIS_HASH } from "../../src/journal/record.ts";
import { findTail } from "../../src/journal/recover-tail.ts";
import type { Storage } from "../../src/journal/storage.ts";
import { seededNumbers } from "../kill/test-process.ts";
import { referenceDay } from "./reference.ts";
import { ownFiles } from "./own-files.ts";

const IS_LONG = process.env["AGENTTRADER_LONG_TESTS"] === "1";
const SEED = Number(process.env["AGENTTRADER_TEST_SEED"] ?? "20260105");
const SAMPLE = 300;

test(`the last write torn at every byte (seed ${SEED})`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-torn-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const reference = await referenceDay(folder);
  const files = ownFiles(reference.storage);
  const random = seededNumbers(SEED);
  const chosen = IS_LONG ? files.keys() : Array.from({ length: SAMPLE }, () => Math.floor(random() * files.length));
  let cuts = 0;
  let inputs = 0;
  for (const at of chosen) {
    const file = required(files[at], "a file per input");
    inputs += 1;
    for (let kept = 0; kept <= file.bytes.length; kept += 1) {
      cuts += 1;
      checkCut(file, kept);
    }
  }
  t.diagnostic(`${cuts} cuts of ${inputs} inputs`);
  assert.ok(inputs >= SAMPLE / 2 && cuts >= 200 * inputs);
});

function checkCut(file: ReturnType<typeof ownFiles>[number], kept: number): void {
  const where = `input ${file.seq} cut at byte ${kept}`;
  const whole = file.lines.findLast((line) => line.end - 1 <= kept) ?? null;
  const tail = findTail(oneFile(file.name, file.bytes.subarray(0, kept)));
  if (whole === null || kept < (file.lines[0]?.end ?? 0)) {
    // Not even the head is there: the journal ends in the file before, which this storage does not have.
    assert.deepEqual([tail.lastSeq, tail.lastHash, tail.tornBytes], [0, GENESIS_HASH, kept], where);
    return;
  }
  const isOpen = kept === whole.end - 1;
  assert.equal(tail.wholeBytes, isOpen ? kept : whole.end, where);
  assert.equal(tail.tornBytes, isOpen ? 0 : kept - whole.end, where);
  assert.equal(tail.lacksNewline, isOpen, where);
  assert.equal(tail.lastHash, whole.hash, where);
  assert.equal(tail.lastSeq, whole.lastSeq, where);
  assert.equal(tail.batchedTo, whole.batchedTo, where);
}

/** A storage of one file that is only read. */
function oneFile(name: string, bytes: Buffer): Storage {
  return {
    name: "one file",
    lock: () => () => undefined,
    list: () => [name],
    sizeOf: () => bytes.length,
    read: (_, offset, into) => bytes.copy(into, 0, offset),
    open: () => {
      throw new Error("a tail is only read");
    },
  };
}
