/**
 * Writes a journal of the demo's market through the real loop, then replays it from its first
 * input; figures go to docs/benchmarks.md. `node benches/replay.ts [INPUTS] [FOLDER]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replayJournal } from "../src/app/journal/replay-journal.ts";
import { CoreLoop } from "../src/app/run/core-loop.ts";
import { SimClock } from "../src/app/run/sim-clock.ts";
import { DEMO_SEED, demoPlan } from "../src/app/up/demo-plan.ts";
import { openRun } from "../src/app/up/open-run.ts";
import { RunTables } from "../src/app/up/run-tables.ts";

const INPUTS = Number(process.argv[2] ?? 1_000_000);
const BUILD = "bench";
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), "replay-bench-"));
const plan = demoPlan(DEMO_SEED);
const run = await openRun({
  folder,
  plan,
  build: BUILD,
  tables: new RunTables(async () => {}),
  now: () => new Date().toISOString(),
  notice: () => undefined,
  onJournalFailure: (message) => console.error(message),
  onStrategyFault: (error) => console.error(error),
});
const loop: CoreLoop = new CoreLoop({
  core: run.core,
  journal: run.journal,
  outputs: run.outputs,
  driver: run.driver,
  feed: plan.feed,
  clock: new SimClock({ start: plan.start, speed: "max", wallMs: () => Date.now() }),
  listeners: [],
  atRest: () => {
    if (run.core.state.seq >= INPUTS) loop.stop();
  },
  isCongested: () => false,
});

/** Runs `work`, prints how long it took for the inputs it names. */
async function timed(name: string, work: () => number | Promise<number>): Promise<void> {
  const from = performance.now();
  const inputs = await work();
  const seconds = (performance.now() - from) / 1_000;
  const memory = Math.round(process.memoryUsage().rss / 1_048_576);
  console.log(
    `${name.padEnd(26)} ${inputs} inputs in ${seconds.toFixed(2)} s   ${Math.round(inputs / seconds)} a second   ${memory} MB`,
  );
}

await timed("written by the loop", async () => {
  await loop.run();
  await run.journal.close();
  return run.core.state.seq;
});
for (const checkChain of [false, true]) {
  await timed(checkChain ? "replayed, chain checked" : "replayed", () => {
    const report = replayJournal(run.storage, { build: BUILD, checkChain });
    if (!report.identical) throw new Error(`the replay differs: ${JSON.stringify(report.difference)}`);
    return report.inputs;
  });
}
rmSync(folder, { recursive: true, force: true });
