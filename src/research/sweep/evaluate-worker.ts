import { parentPort, workerData } from "node:worker_threads";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { importAgain } from "../strategies/import-strategy.ts";
import { evaluateRun } from "./evaluate-run.ts";
import type { EvaluationTask, WorkerRun } from "./evaluation-task.ts";

/** The worker's side: the run came with the worker, a task comes, its figures go back under the same number. */
const { resolved: data, code } = workerData as WorkerRun;
const resolved: ResolvedRun = { ...data, ownStrategies: await Promise.all(code.map(importAgain)) };
parentPort?.on("message", ({ at, task }: { at: number; task: EvaluationTask }) => {
  const evaluation = evaluateRun(resolved, task);
  parentPort?.postMessage({ at, evaluation }, [evaluation.dailyReturns.buffer as ArrayBuffer]);
});
