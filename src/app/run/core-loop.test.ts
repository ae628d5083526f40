import assert from "node:assert/strict";
import { test } from "node:test";
import type { Core } from "../../core/engine/core.ts";
import { createCore } from "../../core/engine/core.ts";
import { decodePlainData, encodePlainData, encodeState } from "../../core/engine/encode-state.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import { required } from "../../core/assert.ts";
import type { Input } from "../../core/model/input.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import type { FaultyStorage } from "../../journal/faulty-storage.ts";
import { faultyStorage } from "../../journal/faulty-storage.ts";
import { JournalUnavailable } from "../../journal/journal-failures.ts";
import type { ReplayRecord } from "../../journal/journal-reader.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import { JournalWriter } from "../../journal/journal-writer.ts";
import { SliceDriver } from "../../venues/simulated/slice-driver.ts";
import { replayJournal } from "../journal/replay-journal.ts";
import { demoPlan } from "../up/demo-plan.ts";
import { venueOf } from "../up/open-run.ts";
import type { RunPlan } from "../up/run-plan.ts";
import { genesisInputs } from "../up/run-plan.ts";
import { applyInput } from "./apply-input.ts";
import { CoreLoop } from "./core-loop.ts";
import { OutputHash, stateHashOf } from "./output-facts.ts";
import { resumeRun } from "./resume-core.ts";
import { SimClock } from "./sim-clock.ts";

const BUILD = "test";

interface Run {
  readonly loop: CoreLoop;
  readonly journal: JournalWriter;
  readonly core: Core;
  /** A snapshot of every rest, by seq. */
  readonly rests: Map<number, string>;
}

/** The demo's wiring over a storage in memory, ending after `slices`. */
async function startRun(storage: FaultyStorage, slices: number): Promise<Run> {
  const plan: RunPlan = demoPlan(7);
  const core = createCore();
  const outputs = new OutputHash();
  const journal = await JournalWriter.open(storage, {
    build: BUILD,
    purpose: "test",
    now: () => "2026-01-05T14:30:00.000Z",
    facts: { outputsHash: () => outputs.take(), stateHash: () => stateHashOf(core.state) },
  });
  for (const input of genesisInputs(plan, "run-1")) {
    journal.append(input);
    outputs.add(applyInput(core, input).records);
  }
  const driver = new SliceDriver(venueOf(core, plan));
  const rests = new Map<number, string>();
  let taken = 0;
  const loop = new CoreLoop({
    core,
    journal,
    outputs,
    driver,
    feed: plan.feed,
    clock: new SimClock({ start: plan.start, speed: "max", wallMs: () => 0 }),
    listeners: [],
    atRest: () => {
      assert.ok(driver.isAtRest);
      const { state } = core;
      rests.set(state.seq, encodePlainData({ core: state, venue: driver.venue, feedAt: loop.feedAt }));
      taken += 1;
      if (taken > slices) loop.stop();
    },
    isCongested: () => false,
  });
  return { loop, journal, core, rests };
}

test("a run cut off at any seq resumes from any rest before it and goes on as if nothing had been", async () => {
  const storage = faultyStorage();
  const { loop, journal, core, rests } = await startRun(storage, 120);
  await loop.run();
  await journal.close();
  const inputs = [...readJournal(storage)].flatMap((record) => (record.r === "input" ? [record.input] : []));
  assert.ok(
    inputs.some((input) => input.kind === "VenueReport"),
    "orders were under way",
  );
  const end = encodeState(core.state);
  const restSeqs = [...rests.keys()];
  for (let cut = 5; cut < inputs.length; cut += 7) {
    const rest = restSeqs.findLast((seq) => seq <= cut - (cut % 40)) ?? 0;
    const text = rests.get(rest);
    const from =
      text === undefined ? null : (decodePlainData(text) as { core: CoreState; venue: SimulatedVenue; feedAt: number });
    const plan = demoPlan(7);
    const tail = inputs.slice(from === null ? 0 : rest, cut);
    const resumed = resumeRun({
      from,
      records: tail.map((input): ReplayRecord => ({ r: "input", input: structuredClone(input) })),
      createVenue: (made) => venueOf(made, plan),
      feed: plan.feed,
      quietToSeq: 0,
      onRecorded: () => undefined,
      onApplied: () => undefined,
    });
    const rested = goOn(resumed.core, required(resumed.driver, "a driver"), plan, inputs.slice(cut));
    assert.equal(rested, end, `cut after seq ${cut}, snapshot at ${rest}`);
  }
});

/** Goes on without a journal and compares every input with what the whole run had. */
function goOn(core: Core, driver: SliceDriver, plan: RunPlan, expected: readonly Input[]): string {
  for (const input of expected) {
    let next = driver.next(core.state.timers[0] ?? null);
    while (next === null) {
      const slice = required(plan.feed.next(), "the market goes on");
      plan.feed.take();
      driver.begin(slice);
      next = driver.next(core.state.timers[0] ?? null);
    }
    next.seq = input.seq;
    assert.deepEqual(next, input);
    driver.obey(applyInput(core, next).outputs, core.state.now);
  }
  return encodeState(core.state);
}

test("a full disk: nothing is acknowledged, nothing is lost, and it goes on when there is space", async () => {
  const storage = faultyStorage();
  const { loop, journal, core } = await startRun(storage, 400);
  storage.capacityBytes = 60_000;
  const running = loop.run();
  while (journal.failure === null) await new Promise((resolve) => setTimeout(resolve, 5));
  const durable = journal.durableSeq;
  const write = loop.submit((at) => {
    return { kind: "TableRecordWritten", seq: 0, tsEvent: at, tsReceived: at, table: "t", key: "k", row: {} };
  });
  await assert.rejects(write, (error: unknown) => {
    assert.ok(error instanceof JournalUnavailable);
    assert.equal(error.code, "JOURNAL_DISK_FULL");
    assert.equal(error.exitCode, 6);
    return true;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(journal.durableSeq, durable, "nothing counts while the disk is full");
  assert.match(loop.standstill ?? "", /disk .* is full/);
  storage.capacityBytes = Number.POSITIVE_INFINITY;
  await running;
  await journal.close();
  assert.ok(journal.durableSeq > durable);
  const report = replayJournal(storage, { build: BUILD, checkChain: true });
  assert.deepEqual(report.difference, null);
  assert.equal(report.stateHash, stateHashOf(core.state));
});

test("a replay names the first input whose outputs are others, and another build", async () => {
  const storage = faultyStorage();
  const { loop, journal } = await startRun(storage, 60);
  await loop.run();
  await journal.close();
  assert.equal(replayJournal(storage, { build: BUILD, checkChain: true }).identical, true);
  const other = replayJournal(storage, { build: "next", checkChain: false });
  assert.deepEqual([other.identical, other.difference?.kind, other.difference?.seq], [false, "other-build", 1]);
  const [file] = storage.list();
  const text = storage.bytesOf(file ?? "").toString();
  const lines = text.split("\n");
  const at = lines.findLastIndex((line) => line.includes('"r":"batch"'));
  const from = Number(/"from":(\d+)/.exec(lines[at] ?? "")?.[1]);
  lines[at] = (lines[at] ?? "").replace(/"outputsHash":"./, '"outputsHash":"-');
  storage.replace(file ?? "", Buffer.from(lines.join("\n")));
  const forged = replayJournal(storage, { build: BUILD, checkChain: false });
  assert.deepEqual([forged.identical, forged.difference?.kind, forged.difference?.seq], [false, "outputs", from]);
  assert.throws(() => replayJournal(storage, { build: BUILD, checkChain: true }), {
    code: "JOURNAL_CORRUPT",
    exitCode: 5,
  });
});
