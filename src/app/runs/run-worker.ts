import { parentPort, workerData } from "node:worker_threads";
import { executeRobustness } from "./execute-robustness.ts";
import { executeRun, type RunWatch } from "./execute-run.ts";
import type { DeskJob } from "./robustness-job.ts";
import { PROGRESS_MS } from "./run-limits.ts";

/** The worker's side of a run: the job came with it, any message asks it to stop, progress and the outcome go back. */
const port = parentPort;
const controller = new AbortController();
port?.once("message", () => controller.abort());
let toldAt = 0;
const job = workerData as DeskJob;
const watch: RunWatch = {
  signal: controller.signal,
  onProgress: (share) => {
    const now = performance.now();
    if (now - toldAt < PROGRESS_MS) return;
    toldAt = now;
    port?.postMessage({ kind: "progress", progress: { share } });
  },
};
const outcome = await (job.kind === "run" ? executeRun(job, watch) : executeRobustness(job, watch));
port?.postMessage({ kind: "outcome", outcome });
port?.close();
