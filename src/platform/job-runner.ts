/** A job that was started: it ends by itself, or it is asked to, or it is made to. */
export interface RunningJob<Outcome> {
  /** Rejects when it broke, or was killed. */
  readonly ended: Promise<Outcome>;
  /** Asks it to stop soon and to keep what it has. */
  readonly cancel: () => void;
  readonly kill: () => void;
}

/** Starts jobs beside what the process does; `app` says where they run. */
export interface JobRunner<Job, Progress, Outcome> {
  readonly start: (job: Job, onProgress: (progress: Progress) => void) => RunningJob<Outcome>;
}

/** How a job left the queue. */
export type JobEnd<Outcome> =
  | { readonly kind: "finished"; readonly outcome: Outcome }
  /** It was killed, or taken out before it began; nothing of it is left. */
  | { readonly kind: "cancelled" }
  | { readonly kind: "broken"; readonly error: unknown };
