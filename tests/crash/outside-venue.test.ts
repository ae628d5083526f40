/**
 * F36 with a venue that outlives the process: its books know what arrived, the journal what was
 * meant, and a crash at any of the five boundaries of any input may leave them apart. The next
 * process replays, sends nothing again, asks the venue, and goes on: no order may have come
 * twice, no acknowledged signal be lost, and money and positions are the venue's at the end.
 * AGENTTRADER_LONG_TESTS=1 takes every crash, else a seeded sample.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { required } from "../../src/core/assert.ts";
import type { Input } from "../../src/core/model/input.ts";
import { createSimulatedVenue } from "../../src/core/simulation/venue-state.ts";
import { faultyStorage } from "../../src/journal/faulty-storage.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import { ServedVenue } from "../../src/venues/simulated/served-venue.ts";
import { CONFIG, INSTRUMENTS, SYMBOLS, tableAround } from "../kill/socket-plan.ts";
import { signalOf } from "../kill/socket-signal.ts";
import { seededNumbers } from "../kill/test-process.ts";
import type { Life, Outside } from "./outside-life.ts";
import { startLife } from "./outside-life.ts";
import type { World } from "./world.ts";
import { BOUNDARIES } from "./world.ts";

const IS_LONG = process.env["AGENTTRADER_LONG_TESTS"] === "1";
const SEED = Number(process.env["AGENTTRADER_TEST_SEED"] ?? "20260105");
const SAMPLE = 120;
const ROUNDS = 24;
const START = Date.UTC(2026, 0, 5, 15) * 1_000;
const KINDS = ["enter", "rest", "leave"] as const;

test(`the process crashed at every boundary, its venue lives on (seed ${SEED})`, async (t) => {
  const random = seededNumbers(SEED);
  const whole = await runDay(null);
  assert.equal(whole.lives, 1);
  assert.ok(whole.inputs >= 150 && whole.orders >= 12, `${whole.inputs} inputs, ${whole.orders} orders`);
  const worlds: World[] = [];
  for (let seq = 1; seq <= whole.inputs; seq += 1) {
    for (const boundary of BOUNDARIES) worlds.push({ seq, boundary, keptRatio: random() });
  }
  const chosen = IS_LONG ? worlds : Array.from({ length: SAMPLE }, () => pick(worlds, random));
  const tally = { crashes: 0, inDoubt: 0, notSent: 0, orders: 0, told: 0 };
  for (const world of chosen) {
    const day = await runDay(world);
    tally.crashes += day.lives - 1;
    tally.inDoubt += day.inDoubt;
    tally.notSent += day.notSent;
    tally.orders += day.orders;
    tally.told += day.told;
  }
  t.diagnostic(`${chosen.length} of ${worlds.length} days: ${JSON.stringify(tally)}`);
  assert.ok(tally.crashes >= chosen.length * 0.9, "nearly every day was crashed");
  assert.ok(tally.inDoubt > 0 && tally.notSent > 0, "some crashes left orders that had to be asked about");
});

function pick<T>(from: readonly T[], random: () => number): T {
  return required(from[Math.floor(random() * from.length)], "a list is not empty");
}

interface Day {
  readonly lives: number;
  readonly inputs: number;
  readonly orders: number;
  readonly told: number;
  readonly inDoubt: number;
  readonly notSent: number;
}

/** One day with at most one crash, settled and compared. */
async function runDay(crash: World | null): Promise<Day> {
  const where = crash === null ? "no crash" : `${crash.boundary} of input ${crash.seq}`;
  const venue = new ServedVenue(
    createSimulatedVenue({
      instruments: INSTRUMENTS,
      costs: CONFIG.costs,
      fillModel: CONFIG.fillModel,
      cashMicros: CONFIG.accounts[0]?.openingCashMicros ?? 0,
      sessions: tableAround(START),
    }),
    () => undefined,
  );
  const outside: Outside = { venue, start: START, now: START, disk: faultyStorage(), told: new Map() };
  let lives = 1;
  let life = await startLife(outside, crash);
  const again = async (): Promise<void> => {
    if (!life.hasCrashed()) return;
    lives += 1;
    life = await startLife(outside, null);
  };
  for (let round = 0; ; round += 1) {
    await tick(outside, life, round);
    await again();
    // What was not answered is sent again, to the next process if need be.
    for (let n = 0; n < Math.min(ROUNDS, round + 1); n += 1) {
      await deliver(outside, life, n);
      await again();
    }
    if (round < ROUNDS) continue;
    await cancelWorking(life);
    await again();
    if (isSettled(outside, life)) break;
    assert.ok(round < ROUNDS + 60, `${where}: not settled: ${openText(outside, life)}`);
  }
  await life.end();
  compare(outside, life, where);
  const facts = { inDoubt: 0, notSent: 0 };
  const books = required(life.core.state.trading, "a configured core");
  for (const order of books.orders.terminal) {
    if (order.status === "NOT_SENT") facts.notSent += 1;
    if (order.probes > 0 || order.status === "NOT_SENT") facts.inDoubt += 1;
  }
  return { lives, inputs: life.core.state.seq, orders: books.orders.next, told: outside.told.size, ...facts };
}

/** A second of the market: a bar of each instrument for the venue, and then for the process. */
async function tick(outside: Outside, life: Life, round: number): Promise<void> {
  outside.now += 1_000_000;
  for (let instrument = 0; instrument < SYMBOLS.length; instrument += 1) {
    const price = 100_000_000 + instrument * 10_000_000 + ((round * 7 + instrument * 3) % 11) * 10_000;
    const at = outside.now;
    const bar: Extract<Input, { kind: "BarClosed" }> = {
      kind: "BarClosed",
      seq: 0,
      tsEvent: at,
      tsReceived: at,
      instrument,
      timeframeSeconds: 1,
      tsOpen: at - 1_000_000,
      openMicros: price,
      highMicros: price + 10_000,
      lowMicros: price - 10_000,
      closeMicros: price,
      volume: 1_000,
      endsSlice: instrument === SYMBOLS.length - 1,
    };
    life.port.hear(outside.venue.receiveBar(bar));
    if (life.hasCrashed()) continue;
    await Promise.race([life.desk.submit(() => bar).catch(() => null), life.crashed]);
  }
}

/** Signal `n`: of each instrument an entry, a limit that rests, an exit, and so on; one at a time. */
async function deliver(outside: Outside, life: Life, n: number): Promise<void> {
  const id = `s-${n}`;
  if (outside.told.has(id) || life.hasCrashed()) return;
  const known = life.seen.get(id);
  if (known !== undefined) {
    outside.told.set(id, known);
    return;
  }
  const kind = pick(KINDS.slice(Math.floor(n / SYMBOLS.length) % KINDS.length), () => 0);
  const line = { t: "signal", id, kind, instrument: n % SYMBOLS.length } as const;
  const submitted = life.desk.submit((now) => signalOf(line, life.core, now)).catch(() => null);
  const applied = await Promise.race([submitted, life.crashed]);
  if (applied !== null && !life.hasCrashed()) outside.told.set(id, applied.input.seq);
}

async function cancelWorking(life: Life): Promise<void> {
  for (const { index } of life.core.state.trading?.orders.live.slice() ?? []) {
    if (life.hasCrashed()) return;
    const command: (now: number) => Input = (now) => ({
      kind: "OperatorCommand",
      seq: 0,
      tsEvent: now,
      tsReceived: now,
      by: "operator",
      reason: "tidy up",
      order: { command: "cancel-order", order: index },
    });
    await Promise.race([life.desk.submit(command).catch(() => null), life.crashed]);
  }
}

function isSettled(outside: Outside, life: Life): boolean {
  const books = life.core.state.trading;
  const isOpenThere = outside.venue.books().accepted.some((order) => OPEN.includes(order.status));
  return books !== null && books.orders.live.length === 0 && !isOpenThere && books.links[0]?.block === "";
}

const OPEN: readonly string[] = ["ACCEPTED", "HELD", "WORKING", "PARTIAL", "SUSPENDED", "DONE_FOR_DAY"];

function openText(outside: Outside, life: Life): string {
  const books = required(life.core.state.trading, "a configured core");
  const live = books.orders.live.map((order) => [order.index, order.status, order.pending]);
  const there = outside.venue.books().accepted.filter((order) => OPEN.includes(order.status));
  return JSON.stringify({ block: books.links[0]?.block, live, there });
}

function compare(outside: Outside, life: Life, where: string): void {
  const theirs = outside.venue.books();
  const { ledger } = required(life.core.state.trading, "a configured core");
  for (const order of theirs.accepted) assert.equal(order.times, 1, `${where}: ${order.clientOrderId} came once`);
  assert.deepEqual([...ledger.accountLots], theirs.positionLots, `${where}: positions`);
  assert.equal(Number(ledger.accounts.cash[0]), theirs.cashMicros, `${where}: cash`);
  const places = new Map<string, number[]>();
  for (const record of readJournal(outside.disk)) {
    if (record.r !== "input" || record.input.kind !== "SignalReceived") continue;
    const { receiptId, seq } = record.input;
    places.set(receiptId, [...(places.get(receiptId) ?? []), seq]);
  }
  assert.equal(outside.told.size, ROUNDS, `${where}: everybody was answered`);
  for (const [id, seq] of outside.told) assert.deepEqual(places.get(id), [seq], `${where}: ${id} is there once`);
}
