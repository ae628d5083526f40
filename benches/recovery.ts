/**
 * Recovery: a journal of INPUTS inputs whose last snapshot is 20,000 inputs old, opened as `up`
 * opens it, until the core is ready to trade. Figures go to docs/benchmarks.md.
 * `node benches/recovery.ts [INPUTS] [FOLDER]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoreLoop } from "../src/app/run/core-loop.ts";
import { SimClock } from "../src/app/run/sim-clock.ts";
import { DEMO_SEED, demoPlan } from "../src/app/up/demo-plan.ts";
import type { OpenRun } from "../src/app/up/open-run.ts";
import { openRun, snapshotFolderOf } from "../src/app/up/open-run.ts";
import { saveRun } from "../src/app/up/run-snapshot.ts";
import { RunTables } from "../src/app/up/run-tables.ts";

const INPUTS = Number(process.argv[2] ?? 1_000_000);
/** What the platform replays at most: it saves a snapshot every so many inputs. */
const TAIL = 20_000;
const BUILD = "bench";
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), "recovery-bench-"));

async function open(): Promise<{ run: OpenRun; tables: RunTables; plan: ReturnType<typeof demoPlan> }> {
  const plan = demoPlan(DEMO_SEED);
  const tables = new RunTables(async () => {});
  const run = await openRun({
    folder,
    plan,
    build: BUILD,
    tables,
    now: () => new Date().toISOString(),
    notice: () => undefined,
    onJournalFailure: (message) => console.error(message),
    onStrategyFault: (error) => console.error(error),
  });
  return { run, tables, plan };
}

const { run, tables, plan } = await open();
let savedSeq = 0;
const loop: CoreLoop = new CoreLoop({
  core: run.core,
  journal: run.journal,
  outputs: run.outputs,
  driver: run.driver,
  feed: plan.feed,
  clock: new SimClock({ start: plan.start, speed: "max", wallMs: () => Date.now() }),
  listeners: [],
  atRest: () => {
    const { seq } = run.core.state;
    if (seq >= INPUTS) loop.stop();
    if (savedSeq > 0 || seq < INPUTS - TAIL) return;
    savedSeq = seq;
    const { rows, signals } = tables.save();
    const at = { core: run.core.state, venue: run.driver.venue, feedAt: loop.feedAt, stop: run.stop };
    saveRun(snapshotFolderOf(folder), BUILD, { ...at, rows, signals });
  },
  isCongested: () => false,
});
await loop.run();
await run.journal.close();
const seq = run.core.state.seq;

for (let round = 1; round <= 3; round += 1) {
  const from = performance.now();
  const again = await open();
  const seconds = (performance.now() - from) / 1_000;
  if (again.run.core.state.seq !== seq) throw new Error(`recovered to ${again.run.core.state.seq} of ${seq}`);
  console.log(
    `${seq} inputs, ${again.run.resumedInputs} of them replayed: ready in ${seconds.toFixed(2)} s (aim below 5)`,
  );
  await again.run.journal.close();
}
rmSync(folder, { recursive: true, force: true });
