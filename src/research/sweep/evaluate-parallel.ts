import { Worker } from "node:worker_threads";
import type { FailureDetails } from "../../platform/failure.ts";
import { Failure } from "../../platform/failure.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { Evaluation, EvaluationTask, WorkerRun } from "./evaluation-task.ts";

/** A task under the number its figures come back with. */
export interface NumberedTask {
  readonly at: number;
  readonly task: EvaluationTask;
}

/** The work of a set of runs. */
export interface EvaluationWork {
  /** Bars in shared memory, see `shareBars`. */
  readonly resolved: ResolvedRun;
  readonly workers: number;
  /** The next task; null while there is none. Asked again after every result, so a result may lead to new tasks. */
  readonly next: () => NumberedTask | null;
  readonly onResult: (at: number, evaluation: Evaluation) => void;
  /** Ends the work early: what was handed out is thrown away. */
  readonly signal: AbortSignal;
}

/** Tasks a thread holds: the one it runs and one to go on with while the answer travels. */
const HELD = 2;

/**
 * Runs tasks on worker threads, handed out in order to whoever is free. Which thread runs what
 * changes nothing but the time; whoever puts the results together does it by their number.
 * True when all was done, false when the signal ended it; rejects with a bug of a run.
 */
export async function evaluateParallel(work: EvaluationWork): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const workers: Worker[] = [];
  const held: number[] = [];
  let isOver = false;
  const end = (settle: () => void): void => {
    if (isOver) return;
    isOver = true;
    work.signal.removeEventListener("abort", stop);
    void Promise.all(workers.map((worker) => worker.terminate())).then(settle);
  };
  const stop = (): void => end(() => resolve(false));
  const handOut = (): void => {
    // Everyone gets one before anyone gets a second, so that few tasks are spread as well.
    for (let round = 1; round <= HELD; round += 1) {
      for (let i = 0; i < work.workers; i += 1) {
        if ((held[i] ?? 0) >= round) continue;
        const numbered = work.next();
        if (numbered === null) break;
        held[i] = (held[i] ?? 0) + 1;
        workers[i] ??= start(i);
        workers[i]?.postMessage(numbered);
      }
    }
    if (held.every((count) => count === 0)) end(() => resolve(true));
  };
  const start = (i: number): Worker => {
    const { ownStrategies, ...data } = work.resolved;
    const workerData: WorkerRun = { resolved: data, code: (ownStrategies ?? []).map((own) => own.code) };
    const worker = new Worker(new URL("./evaluate-worker.ts", import.meta.url), { workerData });
    worker.on("message", ({ at, evaluation }: { at: number; evaluation: Evaluation }) => {
      if (isOver) return;
      held[i] = (held[i] ?? 0) - 1;
      try {
        work.onResult(at, evaluation);
        handOut();
      } catch (error) {
        end(() => reject(error));
      }
    });
    worker.on("error", (error) => end(() => reject(failureAgain(error))));
    worker.on("exit", (code) => end(() => reject(new Error(`a worker ended by itself with code ${code}`))));
    return worker;
  };
  if (work.signal.aborted) return false;
  work.signal.addEventListener("abort", stop, { once: true });
  handOut();
  return await promise;
}

/** An error leaves a thread without its class; who asks for a {@link Failure} gets one again. */
function failureAgain(error: unknown): unknown {
  const isFailure = error instanceof Error && error.name === "Failure";
  return isFailure ? new Failure(error as Error & FailureDetails) : error;
}
