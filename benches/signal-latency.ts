/**
 * From the door to the venue, in process and durable, beside a bare write + fdatasync on the same
 * disk in the same run, signal by signal in turn; figures go to docs/benchmarks.md.
 * `node benches/signal-latency.ts [FOLDER]`
 */
import { randomUUID } from "node:crypto";
import { closeSync, fdatasync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoreLoop } from "../src/app/run/core-loop.ts";
import { SimClock } from "../src/app/run/sim-clock.ts";
import { openRun } from "../src/app/up/open-run.ts";
import { RunTables } from "../src/app/up/run-tables.ts";
import { createSignalIntake } from "../src/ingest/signal-from-request.ts";
import { signalPlan, standardSignal } from "../tests/fixtures/signal-plan.ts";

const SIGNALS = 2_000;
const WARM_UP = 200;
const RECORD_BYTES = 1_000;
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), "signal-latency-"));
const { plan, release } = signalPlan("none");
const tables = new RunTables(async () => {});
const run = await openRun({
  folder,
  plan,
  build: "bench",
  tables,
  now: () => new Date().toISOString(),
  notice: () => undefined,
  onJournalFailure: (message) => console.error(message),
  onStrategyFault: (error) => console.error(error),
});

/** When the venue was handed the order of the signal under way. */
let handedAt = 0;
const isHanded = (): boolean => handedAt > 0;
const obey = run.driver.obey.bind(run.driver);
run.driver.obey = (outputs, now) => {
  if (handedAt === 0 && outputs.some((output) => output.kind === "SubmitOrder")) handedAt = performance.now();
  obey(outputs, now);
};
const loop = new CoreLoop({
  core: run.core,
  journal: run.journal,
  outputs: run.outputs,
  driver: run.driver,
  feed: plan.feed,
  clock: new SimClock({ start: plan.start, speed: "max", wallMs: () => Date.now() }),
  listeners: [],
  atRest: () => undefined,
  isCongested: () => false,
});
/** The door lets ten a second of one sender pass; its wall clock runs ahead here. */
let wallMs = Date.now();
const intake = createSignalIntake({
  sink: { append: async (input) => (await loop.submit(() => input)).input.seq },
  instruments: { find: (symbol) => run.core.state.instruments.find((one) => one.symbol === symbol) ?? null },
  strategies: { find: (id) => run.core.state.trading?.config.strategies.find((one) => one.id === id) ?? null },
  clock: { wall: () => wallMs * 1_000, trading: () => loop.now() },
  environment: "paper",
  makeReceiptId: () => randomUUID(),
});
const finished = loop.run();
const descriptor = openSync(join(folder, "bare"), "w");
const bytes = Buffer.alloc(RECORD_BYTES, "x");

/** One bare append made durable, in milliseconds. */
async function bareSync(): Promise<number> {
  const from = performance.now();
  writeSync(descriptor, bytes);
  await new Promise<void>((resolve, reject) =>
    fdatasync(descriptor, (error) => (error === null ? resolve() : reject(error))),
  );
  return performance.now() - from;
}

/** One signal, from the delivery to the order at the venue, in milliseconds. */
async function signalToVenue(n: number): Promise<number> {
  wallMs += 1_000;
  // Fills the order before; the bar waits behind this signal.
  release(1);
  handedAt = 0;
  const raw = standardSignal({
    id: `bench-${n}`,
    intent: n % 2 === 0 ? "entry" : "exit",
    side: n % 2 === 0 ? "buy" : "sell",
    size: "1",
    sentAt: wallMs,
  });
  const from = performance.now();
  const answer = await intake.submit({
    principal: { kind: "key", id: "bench", name: "bench" },
    profile: "standard@1",
    raw,
  });
  if (answer.kind !== "receipt") throw new Error(`the door said ${JSON.stringify(answer)}`);
  for (const end = from + 5_000; !isHanded(); await new Promise((resolve) => setImmediate(resolve))) {
    if (performance.now() > end) throw new Error(`signal ${n} became no order`);
  }
  const took = handedAt - from;
  await atRest();
  return took;
}

/** The bar that fills an order is through before the next signal is timed. */
async function atRest(): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 1));
  while (loop.standstill === null || plan.feed.next() !== null || run.core.state.trading?.orders.live.length !== 0);
}

function figures(name: string, values: readonly number[]): { readonly p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  console.log(
    `${name.padEnd(28)} p50 ${at(0.5).toFixed(3)} ms   p99 ${at(0.99).toFixed(3)} ms   (${sorted.length} in turn)`,
  );
  return { p99: at(0.99) };
}

release(5);
await atRest();
const signals: number[] = [];
const bare: number[] = [];
for (let n = 0; n < WARM_UP + SIGNALS; n += 1) {
  const took = await signalToVenue(n);
  const floor = await bareSync();
  if (n < WARM_UP) continue;
  signals.push(took);
  bare.push(floor);
}
const own = figures("signal to venue, durable", signals);
const floor = figures("bare write + fdatasync", bare);
console.log(`p99 is ${(own.p99 / floor.p99).toFixed(2)} x the bare one`);
loop.stop();
await finished;
await run.journal.close();
closeSync(descriptor);
rmSync(folder, { recursive: true, force: true });
