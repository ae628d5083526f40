import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { createCore } from "../../core/engine/core.ts";
import type { Core } from "../../core/engine/core.ts";
import type { CoreConfig } from "../../core/model/config.ts";
import type { Input } from "../../core/model/input.ts";
import { HOUSE_VENUE } from "../../core/model/venue-rules.ts";
import type { FaultyStorage } from "../../journal/faulty-storage.ts";
import { faultyStorage } from "../../journal/faulty-storage.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import { JournalWriter } from "../../journal/journal-writer.ts";
import type { VenueInput, VenuePort } from "../../venues/venue-port.ts";
import { demoPlan } from "../up/demo-plan.ts";
import { genesisInputs } from "../up/run-plan.ts";
import { beginRun } from "./begin-run.ts";
import { ClientOrderIds } from "./client-order-ids.ts";
import { LoopStopped } from "./core-loop.ts";
import { OutputHash, stateHashOf } from "./output-facts.ts";
import { resumeInputs } from "./resume-inputs.ts";
import { VenueDesk } from "./venue-desk.ts";

const plan = demoPlan(7);
const START = plan.table.opens[0] ?? 0;
const CONFIG: CoreConfig = { ...plan.config, venue: { ...HOUSE_VENUE, reconcileSeconds: 30 } };
/** The demo's strategy for signals from outside, on SPY. */
const OUTSIDE = CONFIG.strategies.findIndex((one) => one.kind === "external");

/** A venue that answers nothing by itself and remembers what it was told. */
class QuietVenue implements VenuePort {
  readonly told: string[] = [];
  say: (input: VenueInput) => void = () => undefined;

  onInput(listener: (input: VenueInput) => void): void {
    this.say = listener;
  }
  connect(): void {
    this.told.push("connect");
  }
  submit(command: Parameters<VenuePort["submit"]>[0]): void {
    this.told.push(`submit ${command.order.index} ${command.clientOrderId}`);
  }
  cancel(command: Parameters<VenuePort["cancel"]>[0]): void {
    this.told.push(`cancel ${command.order}`);
  }
  replace(command: Parameters<VenuePort["replace"]>[0]): void {
    this.told.push(`replace ${command.order.index}`);
  }
  probe(command: Parameters<VenuePort["probe"]>[0]): void {
    this.told.push(`probe ${command.order}`);
  }
  requestSnapshot(command: Parameters<VenuePort["requestSnapshot"]>[0]): void {
    this.told.push(`snapshot ${command.requestId} ${command.reason}`);
  }
  async close(): Promise<void> {
    this.told.push("close");
  }
}

interface Life {
  readonly core: Core;
  readonly desk: VenueDesk;
  readonly venue: QuietVenue;
  readonly journal: JournalWriter;
  readonly ids: ClientOrderIds;
  readonly running: Promise<void>;
  now: number;
}

async function live(t: TestContext, storage: FaultyStorage): Promise<Life> {
  const outputs = new OutputHash();
  const made: { core: Core } = { core: createCore() };
  const journal = await JournalWriter.open(storage, {
    build: "test",
    purpose: "test",
    now: () => "2026-01-05T14:30:00.000Z",
    facts: { outputsHash: () => outputs.take(), stateHash: () => stateHashOf(made.core.state) },
  });
  const { core } = resumeInputs({
    from: null,
    records: readJournal(storage),
    quietToSeq: journal.batchedTo,
    onRecorded: () => undefined,
    onApplied: (applied) => outputs.add(applied.records),
  });
  made.core = core;
  beginRun({
    genesis: core.state.trading === null ? genesisInputs({ ...plan, config: CONFIG }, "run-1") : [],
    core,
    journal,
    onApplied: (applied) => outputs.add(applied.records),
  });
  const ids = new ClientOrderIds(core.state);
  const venue = new QuietVenue();
  const life: { now: number } = { now: Math.max(core.state.now, START + 60_000_000) };
  const desk = new VenueDesk({
    core,
    journal,
    outputs,
    port: venue,
    now: () => life.now,
    listeners: [(applied) => ids.note(applied.records)],
    atRest: () => undefined,
  });
  const running = desk.run();
  running.catch(() => undefined);
  t.after(() => desk.stop());
  return Object.assign(life, { core, desk, venue, journal, ids, running });
}

async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries > 2_000) assert.fail(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Up, compared, and a price: what an entry needs. */
async function makeReady({ desk, venue, core }: Life): Promise<void> {
  await until("connect", () => venue.told.includes("connect"));
  await desk.submit((now) => connection(now, true));
  const requestId = core.state.trading?.links[0]?.requestId ?? 0;
  await desk.submit((now) => emptySnapshot(now, requestId, 100_000_000_000));
  for (const instrument of plan.instruments.keys()) {
    await desk.submit((now) => ({
      kind: "BarClosed",
      seq: 0,
      tsEvent: now,
      tsReceived: now,
      instrument,
      timeframeSeconds: 60,
      tsOpen: now - 60_000_000,
      openMicros: 100_000_000,
      highMicros: 100_000_000,
      lowMicros: 100_000_000,
      closeMicros: 100_000_000,
      volume: 1_000_000,
      endsSlice: instrument === plan.instruments.length - 1,
    }));
  }
}

function connection(now: number, isUp: boolean): Input {
  return { kind: "ConnectionChanged", seq: 0, tsEvent: now, tsReceived: now, account: 0, isUp };
}

function emptySnapshot(now: number, requestId: number, cashMicros: number): Input {
  const isComplete = { areOrdersComplete: true, areFillsComplete: true, arePositionsComplete: true };
  return {
    kind: "AccountSnapshot",
    seq: 0,
    tsEvent: now,
    tsReceived: now,
    account: 0,
    requestId,
    tsAsOf: now,
    ...isComplete,
    isCashComplete: true,
    orders: [],
    tsFillsFrom: 0,
    fills: [],
    positions: [],
    cashMicros,
  };
}

function entry(now: number): Input {
  return {
    kind: "SignalReceived",
    seq: 0,
    tsEvent: now,
    tsReceived: now,
    receiptId: "r",
    sourceId: "s",
    profile: "standard",
    raw: "{}",
    signal: {
      externalId: "s:1",
      strategy: OUTSIDE,
      instrument: 0,
      environment: "paper",
      intent: "entry",
      side: "buy",
      orderType: "market",
      limitMicros: null,
      stopMicros: null,
      timeInForce: "day",
      stopDistanceMicros: null,
      bracket: null,
      trailMicros: null,
      tsGoodTill: null,
      quantityLots: null,
      referenceMicros: null,
      expectedAlpha: null,
      tsSent: now,
      tsValidUntil: null,
      tsBar: now,
      n: 0,
    },
  };
}

test("a command leaves after its cause is durable, once, and never again after a restart", async (t) => {
  const storage = faultyStorage();
  const first = await live(t, storage);
  await makeReady(first);
  storage.holdsSyncs = true;
  const told = first.venue.told.length;
  const sending = first.desk.submit(entry);
  await until("the order is journalled", () => first.core.state.trading?.orders.next === 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(first.venue.told.slice(told), [], "nothing leaves before the sync");
  storage.holdsSyncs = false;
  storage.releaseSyncs();
  await sending;
  const [sent = ""] = first.venue.told.slice(told);
  assert.match(sent, /^submit 0 at[a-z2-7]{26}$/);
  assert.equal(first.ids.indexOf(sent.split(" ")[2] ?? ""), 0);
  first.desk.stop();
  await first.running;
  await first.journal.close();

  const second = await live(t, storage);
  await until("connect", () => second.venue.told.includes("connect"));
  assert.deepEqual(second.venue.told, ["connect"], "the order in the journal is not sent again");
  assert.equal(
    second.core.state.trading?.links[0]?.block,
    "DISCONNECTED",
    "nothing is certain until the venue was asked",
  );
  assert.equal(second.ids.idOf(0), sent.split(" ")[2], "its name is known again");
  second.venue.say(connection(second.now, true) as VenueInput);
  await until("the snapshot is asked for", () => second.venue.told.length > 1);
  assert.match(second.venue.told[1] ?? "", /^snapshot \d+ reconnect$/);
  second.desk.stop();
  await second.running;
  await assert.rejects(second.desk.submit(entry), LoopStopped);
  await second.journal.close();
});

test("while the disk refuses nothing leaves and nothing is acknowledged; then everything does, once", async (t) => {
  const storage = faultyStorage();
  const life = await live(t, storage);
  await makeReady(life);
  await life.journal.whenDurable(life.core.state.seq);
  const told = life.venue.told.length;
  storage.failingSyncs = 1;
  let isAcknowledged = false;
  const sending = life.desk.submit(entry).then(() => {
    isAcknowledged = true;
  });
  await until("the sync failed", () => life.journal.failure !== null);
  assert.deepEqual([life.venue.told.length, isAcknowledged], [told, false]);
  await sending;
  assert.equal(life.journal.failure, null);
  assert.equal(life.venue.told.slice(told).filter((line) => line.startsWith("submit 0")).length, 1);
  life.desk.stop();
  await life.running;
  await life.journal.close();
});

test("a timer fires when its time has come", async (t) => {
  const life = await live(t, faultyStorage());
  await makeReady(life);
  await life.desk.submit(entry);
  const before = life.core.state.seq;
  life.now += 6_000_000;
  await life.desk.submit((now) => connection(now, true));
  await until("the order is in doubt", () => life.core.state.trading?.orders.live[0]?.status === "UNKNOWN");
  assert.ok(life.core.state.seq > before);
  await until("it is asked about", () => life.venue.told.includes("probe 0"));
  life.desk.stop();
  await life.running;
  await life.journal.close();
});
