/**
 * F36: a day of about 2,000 inputs is crashed at every input, at each of five boundaries: before
 * its bytes are written, after they are written and before they are synced (a seeded part of them
 * survives), after the sync, after its commands were handed to the venue, and after its sender
 * was answered. Each time a new process goes on from the last snapshot and the tail to the first
 * place at rest where everything a later decision can depend on must be that of the day nobody
 * crashed; some go on to the end of the day. AGENTTRADER_LONG_TESTS=1 takes every crash, else a
 * seeded sample (AGENTTRADER_TEST_SEED).
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { replayJournal } from "../../src/app/journal/replay-journal.ts";
import type { Input } from "../../src/core/model/input.ts";
import type { FaultyStorage } from "../../src/journal/faulty-storage.ts";
import { encodeInput } from "../../src/journal/record.ts";
import { verifyJournal } from "../../src/journal/verify-journal.ts";
import { seededNumbers } from "../kill/test-process.ts";
import { submittedIn } from "./client-order-ids.ts";
import type { Acknowledged, TestProcess } from "./process.ts";
import { BUILD, startProcess, work } from "./process.ts";
import type { Reference } from "./reference.ts";
import { digestOf, referenceDay } from "./reference.ts";
import type { World } from "./world.ts";
import { BOUNDARIES, copyOf, diskOf, keyOf, toldIn } from "./world.ts";

const IS_LONG = process.env["AGENTTRADER_LONG_TESTS"] === "1";
const SEED = Number(process.env["AGENTTRADER_TEST_SEED"] ?? "20260105");
const SAMPLE = 400;
/** Every so many recoveries one goes on to the end of the day, and one is crashed again. */
const TO_THE_END_EVERY = IS_LONG ? 40 : 20;
const AGAIN_EVERY = 7;

/** What all crashes together came to. */
interface Tally {
  recoveries: number;
  wholeDays: number;
  secondCrashes: number;
  replayed: number;
  torn: number;
  toldBefore: number;
  lost: number;
  duplicates: number;
  differing: number;
}

test(`crash at every boundary of a day: nothing lost, nothing twice, the same end (seed ${SEED})`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-crash-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const reference = await referenceDay(folder);
  const inputs = reference.report.inputs;
  assert.ok(inputs >= 1_900, `${inputs} inputs are a day`);
  const submitted = submittedIn(reference.storage);
  assert.equal(new Set(submitted).size, submitted.length);
  assert.ok(submitted.length >= 80, `${submitted.length} orders left for the venue`);

  const random = seededNumbers(SEED);
  const all = worldsOf(inputs, random);
  const chosen = IS_LONG ? all : sampleOf(all, SAMPLE, random);
  const tally: Tally = {
    recoveries: 0,
    wholeDays: 0,
    secondCrashes: 0,
    replayed: 0,
    torn: 0,
    toldBefore: 0,
    lost: 0,
    duplicates: 0,
    differing: 0,
  };
  const seen = new Set<string>();
  // The very first write holds several inputs: torn in many places, in the sample as well.
  const begun = Array.from({ length: 24 }, (_, k): World => ({ seq: 1, boundary: "after write", keptRatio: k / 23 }));
  for (const world of begun) await recover(reference, world, submitted, tally, random);
  for (const world of chosen) {
    const key = keyOf(reference, world);
    if (seen.has(key)) continue;
    seen.add(key);
    await recover(reference, world, submitted, tally, random);
  }
  t.diagnostic(
    `${chosen.length} of ${all.length} crashes, ${seen.size} different worlds left: ${JSON.stringify(tally)}`,
  );
  assert.deepEqual([tally.lost, tally.duplicates, tally.differing], [0, 0, 0]);
  assert.ok(tally.wholeDays >= seen.size / TO_THE_END_EVERY - 1 && tally.secondCrashes > seen.size / AGAIN_EVERY / 2);
  assert.ok(
    tally.torn > 0 && tally.toldBefore > 0 && tally.replayed > seen.size,
    "the crashes left something to recover",
  );
});

function worldsOf(inputs: number, random: () => number): World[] {
  const worlds: World[] = [];
  for (let seq = 1; seq <= inputs; seq += 1) {
    for (const boundary of BOUNDARIES) {
      // The share goes beyond 0 and 1, so that now and then nothing or everything survives.
      const keptRatio = Math.min(1, Math.max(0, random() * 1.2 - 0.1));
      worlds.push({ seq, boundary, keptRatio });
    }
  }
  return worlds;
}

function sampleOf(worlds: readonly World[], count: number, random: () => number): World[] {
  return Array.from({ length: count }, () => worlds[Math.floor(random() * worlds.length)] as World);
}

/** One crash: recover, compare, perhaps crash again, perhaps go on to the end. */
async function recover(
  reference: Reference,
  world: World,
  submitted: readonly string[],
  tally: Tally,
  random: () => number,
): Promise<void> {
  const where = `${world.boundary} of input ${world.seq}, ${world.keptRatio.toFixed(3)} of the unsynced bytes kept`;
  let disk = diskOf(reference, world);
  const told = toldIn(reference, world);
  tally.recoveries += 1;
  if (tally.recoveries % AGAIN_EVERY === 0) {
    tally.secondCrashes += 1;
    const first = await start(reference, world, disk, told, tally, where);
    let left = 1 + Math.floor(random() * 30);
    await work(first, told, {
      onInput: (input) => demandSame(reference, input, where),
      onDurable: null,
      atRest: () => {
        left -= 4;
        return left <= 0;
      },
    });
    // The dead process has promises left that would go on writing: the next one gets a disk of its own.
    disk.crash(random());
    disk = copyOf(disk);
  }
  const process = await start(reference, world, disk, told, tally, where);
  const isWhole = tally.recoveries % TO_THE_END_EVERY === 0;
  let taken = 0;
  let compared = false;
  const hasEnded = await work(process, told, {
    onInput: (input) => {
      taken += 1;
      demandSame(reference, input, where);
    },
    onDurable: null,
    atRest: () => {
      if (taken === 0 || compared) return false;
      compared = true;
      if (digestOf(process) !== reference.rests.get(process.core.state.seq)) tally.differing += 1;
      return !isWhole;
    },
  });
  await process.journal.close();
  if (!hasEnded) return;
  tally.wholeDays += 1;
  if (digestOf(process) !== reference.end) tally.differing += 1;
  compareWhole(reference, disk, submitted, told, tally, where);
}

/** A new process; what was acknowledged must be in its hands before it takes any input. */
async function start(
  reference: Reference,
  world: World,
  disk: FaultyStorage,
  told: Acknowledged,
  tally: Tally,
  where: string,
): Promise<TestProcess> {
  const process = await startProcess(disk, reference.snapshotBefore(world.seq));
  tally.replayed += process.replayed;
  if (process.notices.some((text) => text.includes("cut short"))) tally.torn += 1;
  tally.toldBefore += told.size;
  const known = new Map(process.tables.signals.map((input) => [input.signal.externalId, input.seq]));
  for (const [id, seq] of told) {
    const isThere = known.has(id) ? known.get(id) === seq : !id.startsWith("sender") && seq <= process.core.state.seq;
    if (isThere) continue;
    tally.lost += 1;
    assert.fail(`${where}: ${id} was acknowledged with seq ${seq} and is lost`);
  }
  assert.ok(process.core.state.seq >= world.seq - 1, `${where}: what was synced before is there`);
  return process;
}

function demandSame(reference: Reference, input: Input, where: string): void {
  assert.equal(encodeInput(input), reference.lines[input.seq], `${where}: input ${input.seq}`);
}

/** The whole journal of a crashed day against that of the day nobody crashed. */
function compareWhole(
  reference: Reference,
  disk: FaultyStorage,
  submitted: readonly string[],
  told: Acknowledged,
  tally: Tally,
  where: string,
): void {
  const verified = verifyJournal(disk);
  assert.ok(verified.ok, `${where}: ${JSON.stringify(verified)}`);
  const report = replayJournal(disk, { build: BUILD, checkChain: true });
  assert.deepEqual(report, reference.report, where);
  const ids = submittedIn(disk);
  tally.duplicates += ids.length - new Set(ids).size;
  assert.deepEqual(ids, submitted, `${where}: the same orders left`);
  assert.equal(told.size, reference.acknowledged.size, `${where}: everybody was answered`);
  for (const [id, seq] of told) {
    if (seq > 0) assert.equal(seq, reference.acknowledged.get(id), `${where}: ${id} keeps its place`);
  }
}
