import type { JobEnd, JobRunner, RunningJob } from "./job-runner.ts";

/** What a queue is made of, and who hears of its jobs. */
export interface JobQueueOptions<Job, Progress, Outcome> {
  readonly runner: JobRunner<Job, Progress, Outcome>;
  /** Jobs that may wait behind the one that runs. */
  readonly waitingMax: number;
  /** Milliseconds a job has to stop by itself once it is asked to; then it is killed. */
  readonly graceMs: number;
  readonly onStart: (job: Job) => void;
  readonly onProgress: (job: Job, progress: Progress) => void;
  readonly onEnd: (job: Job, end: JobEnd<Outcome>) => void;
}

interface Current<Job, Outcome> {
  readonly job: Job;
  readonly running: RunningJob<Outcome>;
  isKilled: boolean;
  grace: NodeJS.Timeout | null;
  /** Settles when the queue was told of its end. */
  readonly over: Promise<void>;
}

/** Runs one job at a time, in the order in which they came. */
export class JobQueue<Job extends { readonly id: string }, Progress, Outcome> {
  readonly #options: JobQueueOptions<Job, Progress, Outcome>;
  readonly #waiting: Job[] = [];
  #current: Current<Job, Outcome> | null = null;
  #isClosed = false;

  constructor(options: JobQueueOptions<Job, Progress, Outcome>) {
    this.#options = options;
  }

  /** True while another job would be taken. */
  get hasRoom(): boolean {
    return !this.#isClosed && (this.#current === null || this.#waiting.length < this.#options.waitingMax);
  }

  /** Takes a job; false when too many wait. */
  add(job: Job): boolean {
    if (!this.hasRoom) return false;
    this.#waiting.push(job);
    this.#next();
    return true;
  }

  /** 0: it runs; 1 and more: its place among those that wait; null: it is not here. */
  placeOf(id: string): number | null {
    if (this.#current?.job.id === id) return 0;
    const at = this.#waiting.findIndex((job) => job.id === id);
    return at < 0 ? null : at + 1;
  }

  /** Takes a waiting job out, or asks the running one to stop; false when it is not here. */
  cancel(id: string): boolean {
    const at = this.#waiting.findIndex((job) => job.id === id);
    const [job] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (job !== undefined) {
      this.#options.onEnd(job, { kind: "cancelled" });
      return true;
    }
    const current = this.#current;
    if (current?.job.id !== id) return false;
    current.running.cancel();
    current.grace ??= setTimeout(() => {
      current.isKilled = true;
      current.running.kill();
    }, this.#options.graceMs);
    return true;
  }

  /** Ends everything at once; nobody is told of jobs that were still here. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    const current = this.#current;
    if (current === null) return;
    current.isKilled = true;
    current.running.kill();
    await current.over;
  }

  #next(): void {
    if (this.#current !== null || this.#isClosed) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#options.onStart(job);
    const running = this.#begin(job);
    const over = running.ended.then(
      (outcome) => this.#ended({ kind: "finished", outcome }),
      (error: unknown) => this.#ended({ kind: "broken", error }),
    );
    this.#current = { job, running, isKilled: false, grace: null, over };
  }

  /** No thread may be left for it: such a job broke like any other, and must not take the queue along. */
  #begin(job: Job): RunningJob<Outcome> {
    const { runner, onProgress } = this.#options;
    try {
      return runner.start(job, (progress) => {
        if (!this.#isClosed) onProgress(job, progress);
      });
    } catch (error) {
      return { ended: Promise.reject<Outcome>(error), cancel() {}, kill() {} };
    }
  }

  #ended(end: JobEnd<Outcome>): void {
    const current = this.#current;
    if (current === null) return;
    if (current.grace !== null) clearTimeout(current.grace);
    this.#current = null;
    if (this.#isClosed) return;
    const isCancelled = current.isKilled && end.kind === "broken";
    this.#options.onEnd(current.job, isCancelled ? { kind: "cancelled" } : end);
    this.#next();
  }
}
