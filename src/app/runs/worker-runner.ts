import { Worker } from "node:worker_threads";
import type { JobRunner } from "../../platform/job-runner.ts";
import type { DeskJob } from "./robustness-job.ts";
import type { RunOutcome, RunProgress } from "./run-job.ts";

/** A run that asks for more is a failed run, not the end of the process that trades. */
const HEAP_MB = 4_096;

type Word =
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "outcome"; readonly outcome: RunOutcome };

/** Each run in a thread of its own, so that the trading loop never waits for one. */
export const WORKER_RUNNER: JobRunner<DeskJob, RunProgress, RunOutcome> = {
  start: (job, onProgress) => {
    const { promise, resolve, reject } = Promise.withResolvers<RunOutcome>();
    const worker = new Worker(new URL("./run-worker.ts", import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.on("message", (word: Word) => {
      if (word.kind === "progress") onProgress(word.progress);
      else resolve(word.outcome);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the run's thread ended by itself with code ${code}`)));
    return {
      ended: promise,
      cancel: () => worker.postMessage("stop"),
      kill: () => void worker.terminate(),
    };
  },
};
