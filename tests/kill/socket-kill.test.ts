/**
 * The trading process is killed with SIGKILL at seeded random moments while its venue lives on in
 * another process, its connection is cut and answers are lost in between. At the end the venue's
 * own books decide: no order came twice, every acknowledged signal is in the journal once,
 * positions and cash are equal to the cent, and no order of ours is in doubt.
 * AGENTTRADER_LONG_TESTS=1 kills 50 times.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { replayJournal } from "../../src/app/journal/replay-journal.ts";
import { createCore } from "../../src/core/engine/core.ts";
import { step } from "../../src/core/engine/step.ts";
import type { Output } from "../../src/core/model/output.ts";
import { fileStorage } from "../../src/journal/file-storage.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import type { VenueBooks } from "../../src/venues/simulated/wire.ts";
import type { SignalKind, TraderState } from "./socket-plan.ts";
import { BUILD, SYMBOLS } from "./socket-plan.ts";
import { TraderProcess, VenueProcess, Walk } from "./socket-world.ts";
import { seededNumbers } from "./test-process.ts";

const KILLS = process.env["AGENTTRADER_LONG_TESTS"] === "1" ? 50 : 8;
const SEED = Number(process.env["AGENTTRADER_TEST_SEED"] ?? "20260105");
const SETTLE_MS = 30_000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test(`the trader killed ${KILLS} times, the venue lives on (seed ${SEED})`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-socket-"));
  if (process.env["KEEP"] === undefined) t.after(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, "data");
  mkdirSync(data);
  const random = seededNumbers(SEED);
  const marketStart = Date.now() * 1_000;
  const venue = await VenueProcess.start(folder, marketStart);
  t.after(() => venue.stop());

  const acknowledged = new Map<string, number>();
  const market: Market = { trader: null, isOver: false, isQuiet: false, acknowledgedAgain: () => undefined };
  const onAck = (id: string, seq: number): void => {
    const before = acknowledged.get(id);
    assert.ok(before === undefined || before === seq, `${id} was answered with seq ${before} and with ${seq}`);
    acknowledged.set(id, seq);
    market.acknowledgedAgain();
  };
  const start = (): TraderProcess => new TraderProcess({ folder: data, venue, marketStart, onAck });

  market.trader = start();
  const making = makeMarket(venue, market, random);
  const sending = sendSignals(market, acknowledged, random);
  let cuts = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { trader } = market;
    await trader.ready;
    await sleep(100 + random() * 400);
    if (kill % 3 === 1) {
      await venue.ask({ t: "mute", count: 1 + Math.floor(random() * 2) });
      await sleep(random() * 200);
    }
    if (kill % 4 === 2) {
      cuts += 1;
      await venue.ask({ t: "cut" });
      await sleep(random() * 150);
    }
    if (kill % 5 === 3) trader.tell({ t: "cancel-working" });
    // Every second time right at an answer, when an order is on its way or its report is.
    if (kill % 2 === 0) await new Promise<void>((resolve) => (market.acknowledgedAgain = resolve));
    await sleep(random() * 3);
    trader.kill();
    assert.equal(await trader.ended, "SIGKILL", trader.err);
    market.trader = start();
  }
  const last = market.trader;
  await last.ready;
  market.isQuiet = true;
  await sending;
  const { books, state } = await settled(venue, last);
  market.isOver = true;
  await making;
  last.endInput();
  assert.equal(await last.ended, 0, last.err);

  compareBooks(books, state);
  const found = compareJournal(data, acknowledged);
  const filled = books.accepted.filter((order) => order.status === "FILLED").length;
  t.diagnostic(
    `${KILLS} kills, ${cuts} cuts: ${acknowledged.size} signals acknowledged, ${found.orders} orders journalled, ${books.accepted.length} at the venue, ${filled} filled, ${found.notSent} not sent, ${found.unknown} were in doubt, ${found.healed} comparisons healed`,
  );
  assert.ok(acknowledged.size >= 5 * KILLS && filled >= 2 * KILLS, "enough happened to prove something");
});

interface Market {
  trader: TraderProcess | null;
  isOver: boolean;
  isQuiet: boolean;
  /** Called whenever a signal was answered. */
  acknowledgedAgain: () => void;
}

/** Bars for the venue and then for whoever trades; what a dead trader misses it never gets. */
async function makeMarket(venue: VenueProcess, market: Market, random: () => number): Promise<void> {
  const walk = new Walk(random);
  while (!market.isOver) {
    for (const bar of walk.bars()) {
      await venue.ask({ t: "bar", bar });
      market.trader?.tell({ t: "bar", bar });
    }
    await sleep(20);
  }
}

/** Sends one signal after the other; what was not answered is sent again to the next life. */
async function sendSignals(
  market: Market,
  acknowledged: ReadonlyMap<string, number>,
  random: () => number,
): Promise<void> {
  const entered = SYMBOLS.map(() => false);
  for (let n = 0; !market.isQuiet; n += 1) {
    const id = `s-${n}`;
    const instrument = Math.floor(random() * SYMBOLS.length);
    const entry: SignalKind = random() < 0.25 ? "rest" : "enter";
    const kind: SignalKind = entered[instrument] === true ? "leave" : entry;
    entered[instrument] = kind !== "leave";
    let told: TraderProcess | null = null;
    while (!acknowledged.has(id)) {
      if (told !== market.trader) {
        told = market.trader;
        told?.tell({ t: "signal", id, kind, instrument });
      }
      await sleep(4);
    }
    await sleep(random() * 10);
  }
}

/** Waits until nothing is under way or in doubt; fails with what is. */
async function settled(
  venue: VenueProcess,
  trader: TraderProcess,
): Promise<{ readonly books: VenueBooks; readonly state: TraderState }> {
  const until = Date.now() + SETTLE_MS;
  for (;;) {
    trader.tell({ t: "cancel-working" });
    await sleep(300);
    const books = await venue.books();
    const state = await trader.state();
    const open = state.orders.filter((order) => !DONE.includes(order.status) || order.pending !== "none");
    const isOpenThere = books.accepted.some((order) => !DONE.includes(order.status));
    if (open.length === 0 && !isOpenThere && state.block === "") return { books, state };
    if (Date.now() > until) {
      const rest = JSON.stringify({
        block: state.block,
        open,
        books: books.accepted.filter((one) => !DONE.includes(one.status)),
      });
      assert.fail(`after ${SETTLE_MS} ms this is not settled: ${rest} ${trader.err}`);
    }
  }
}

const DONE: readonly string[] = ["FILLED", "CANCELED", "EXPIRED", "REJECTED", "REPLACED", "NOT_SENT", "DENIED"];

function compareBooks(books: VenueBooks, state: TraderState): void {
  const twice = books.accepted.filter((order) => order.times !== 1);
  assert.deepEqual(twice, [], "no order came twice");
  const ours = new Map(state.orders.map((order) => [order.clientOrderId, order]));
  for (const theirs of books.accepted) {
    // The book forgets old terminal orders; the money of all of them is compared below.
    const own = ours.get(theirs.clientOrderId);
    if (own !== undefined)
      assert.deepEqual([own.status, own.cumLots], [theirs.status, theirs.cumLots], theirs.clientOrderId);
  }
  for (const own of ours.values()) {
    if (own.status === "NOT_SENT" || own.status === "DENIED") {
      assert.ok(
        !books.accepted.some((one) => one.clientOrderId === own.clientOrderId),
        `${own.clientOrderId} came after all`,
      );
    }
  }
  assert.deepEqual(state.positionLots, books.positionLots, "positions are equal");
  assert.equal(state.cashMicros, books.cashMicros, "cash is equal to the micro");
}

/** The journal: whole, replayable, and every acknowledged signal once at the seq it was answered with. */
function compareJournal(
  data: string,
  acknowledged: ReadonlyMap<string, number>,
): { readonly orders: number; readonly notSent: number; readonly unknown: number; readonly healed: number } {
  const storage = fileStorage(join(data, "journal"));
  const places = new Map<string, number[]>();
  for (const record of readJournal(storage)) {
    if (record.r !== "input" || record.input.kind !== "SignalReceived") continue;
    const id = record.input.receiptId;
    places.set(id, [...(places.get(id) ?? []), record.input.seq]);
  }
  for (const [id, seq] of acknowledged) assert.deepEqual(places.get(id), [seq], `${id} is there once`);
  for (const [id, seqs] of places) assert.equal(seqs.length, 1, `${id} became one signal`);
  const report = replayJournal(storage, { build: BUILD, checkChain: true });
  assert.deepEqual(report.difference, null);
  return factsOf(storage);
}

function factsOf(storage: ReturnType<typeof fileStorage>): {
  orders: number;
  notSent: number;
  unknown: number;
  healed: number;
} {
  const facts = { orders: 0, notSent: 0, unknown: 0, healed: 0 };
  const core = createCore();
  for (const record of readJournal(storage)) {
    if (record.r !== "input") continue;
    const outputs: Output[] = [];
    step(core, record.input, outputs);
    for (const output of outputs) {
      if (output.kind === "SubmitOrder") facts.orders += 1;
      else if (output.kind === "OrderStateChanged" && output.to === "UNKNOWN") facts.unknown += 1;
      else if (output.kind === "OrderStateChanged" && output.to === "NOT_SENT") facts.notSent += 1;
      else if (output.kind === "Reconciled" && output.verdict === "healed") facts.healed += 1;
      else assert.notEqual(output.kind, "OrderAdopted", "no order of ours is taken for a foreign one");
    }
  }
  return facts;
}
