/** The hunter in a process of its own: `node hunt.child.ts FOLDER SEED DAYS` runs world after world until one promise breaks. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RunResult } from "../../src/app/sim/run-world.ts";

const [folder, firstSeed, daysAtMost] = process.argv.slice(2) as [string, string, string];
const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(join(folder, "src/app/sim", file)).href)) as T;

const { runWorld } = await load<{ runWorld: (seed: number, days: number, only: null) => RunResult }>("run-world.ts");
const { DAYS_PER_RUN } = await load<{ DAYS_PER_RUN: number }>("run-set.ts");

const seed = Number(firstSeed);
for (let world = 0; world * DAYS_PER_RUN < Number(daysAtMost); world += 1) {
  const { violation, tally } = runWorld(seed + world, DAYS_PER_RUN, null);
  if (violation === null) continue;
  // The day it broke on had begun; at the very end of a world all had ended.
  const days = world * DAYS_PER_RUN + Math.min(tally.days + 1, DAYS_PER_RUN);
  const { id, text } = violation;
  process.stdout.write(`${JSON.stringify({ id, text, seed: seed + world, days })}\n`);
  break;
}
