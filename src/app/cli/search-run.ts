import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Objective } from "../../research/sweep/objective.ts";
import type { GridRequest } from "../../research/sweep/plan-combinations.ts";
import type { SearchProgress } from "../../research/sweep/run-sweep.ts";
import type { Checkpoint } from "../../research/sweep/search-checkpoint.ts";
import { openCheckpoint } from "../../research/sweep/search-checkpoint.ts";
import type { CommandArgs, OptionSpec } from "./command.ts";
import { hasFlag } from "./command.ts";
import type { StopSignal } from "./interrupts.ts";
import { onInterrupt, STOP_EXIT_CODE } from "./interrupts.ts";
import type { CliIo } from "./io.ts";
import { createSearchProgress } from "./search-progress.ts";

/** One line per finished run, from which `--resume` goes on. */
const CHECKPOINT_FILE = "checkpoint.jsonl";

/** The option of every command that {@link runSearch} runs. */
export const RESUME_OPTION: OptionSpec = {
  name: "resume",
  kind: "flag",
  summary: "go on from what an interrupted start with the same settings finished",
};

/** What a search is called, and what its runs depend on. */
export interface SearchJob {
  /** `sweep spy-ema`. */
  readonly title: string;
  readonly folder: string;
  readonly key: string;
  readonly runs: number;
  readonly objective: Objective;
  readonly grid: GridRequest;
}

/** What the work is watched and ended by. */
export interface SearchControls {
  readonly checkpoint: Checkpoint;
  readonly onProgress: (progress: SearchProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Does the work of a search with its checkpoint, its progress on standard error and an orderly end
 * at the first signal. `stopCode` is the exit code of that signal, null without one.
 */
export async function runSearch<Outcome>(
  { title, folder, key, runs, objective, grid }: SearchJob,
  args: CommandArgs,
  io: CliIo,
  work: (controls: SearchControls) => Promise<Outcome>,
): Promise<{ readonly outcome: Outcome; readonly stopCode: number | null }> {
  const path = join(folder, CHECKPOINT_FILE);
  const isResumed = hasFlag(args, "resume");
  if (!isResumed && existsSync(path)) io.err(`Starting over; --resume would go on from ${path}.`);
  const checkpoint = openCheckpoint(path, { key, runs }, isResumed);
  if (checkpoint.known.size > 0) io.err(`${checkpoint.known.size} of ${runs} runs are taken from ${path}.`);
  const controller = new AbortController();
  let stoppedBy: StopSignal | null = null;
  const release = onInterrupt((signal) => {
    stoppedBy = signal;
    controller.abort();
  });
  const names = grid.axes.map((axis) => axis.name);
  const progress = createSearchProgress(title, { objective, names }, io);
  try {
    const outcome = await work({ checkpoint, onProgress: progress.update, signal: controller.signal });
    return { outcome, stopCode: stoppedBy === null ? null : STOP_EXIT_CODE[stoppedBy as StopSignal] };
  } finally {
    progress.end();
    release();
    checkpoint.close();
  }
}

/** Prints the table of a search, or with `--json` its result with the table on standard error. */
export function printSearch(result: unknown, text: string, args: CommandArgs, io: CliIo): void {
  if (hasFlag(args, "json")) {
    io.err(text);
    io.out(JSON.stringify(result, null, 2));
  } else io.out(text);
}
