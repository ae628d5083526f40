import { parentPort } from "node:worker_threads";
import type { RunTask } from "./run-set.ts";
import { runWorld } from "./run-world.ts";

/** The worker's side: a task comes, its result goes back under the same number. */
parentPort?.on("message", ({ at, task }: { at: number; task: RunTask }) => {
  parentPort?.postMessage({ at, result: runWorld(task.seed, task.days, task.faults) });
});
