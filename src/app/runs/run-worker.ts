import { parentPort, workerData } from "node:worker_threads";
import { executeRun } from "./execute-run.ts";
import type { RunJob } from "./run-job.ts";
import { PROGRESS_MS } from "./run-limits.ts";

/** The worker's side of a run: the job came with it, any message asks it to stop, progress and the outcome go back. */
const port = parentPort;
const controller = new AbortController();
port?.once("message", () => controller.abort());
let toldAt = 0;
const outcome = await executeRun(workerData as RunJob, {
  signal: controller.signal,
  onProgress: (share) => {
    const now = performance.now();
    if (now - toldAt < PROGRESS_MS) return;
    toldAt = now;
    port?.postMessage({ kind: "progress", progress: { share } });
  },
});
port?.postMessage({ kind: "outcome", outcome });
port?.close();
