import { Worker } from "node:worker_threads";
import type { SetRequest, SetResult } from "./run-set.ts";
import { mergeResults, tasksOf } from "./run-set.ts";
import type { RunResult } from "./run-world.ts";

/** A world keeps much of what it makes for a day or more; with room for it, the collector copies half as much. */
const YOUNG_MB = 256;

/**
 * Runs a set on several threads: each takes the next world when it is done with one. The results
 * are put together in the order of the tasks, so the number of workers changes nothing.
 */
export async function runSetParallel(
  request: SetRequest,
  workerCount: number,
  onRun: (done: number) => void,
): Promise<SetResult> {
  const tasks = tasksOf(request);
  const results: RunResult[] = [];
  let next = 0;
  let done = 0;
  const runOne = (): Promise<void> => {
    const worker = new Worker(new URL("./run-set-worker.ts", import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const handOut = (): void => {
      const task = tasks[next];
      if (task === undefined) {
        void worker.terminate();
        resolve();
        return;
      }
      worker.postMessage({ at: next, task });
      next += 1;
    };
    worker.on("message", ({ at, result }: { at: number; result: RunResult }) => {
      results[at] = result;
      done += 1;
      onRun(done);
      handOut();
    });
    worker.on("error", reject);
    handOut();
    return promise;
  };
  await Promise.all(Array.from({ length: Math.min(workerCount, tasks.length) }, runOne));
  return mergeResults(request, results);
}
