import { join } from "node:path";
import type { RunNote } from "../../contract/run-row.ts";
import { Failure, messageOf } from "../../platform/failure.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { type MonteCarloMethod, monteCarlo, type MonteCarloOptions } from "../../research/doubt/monte-carlo.ts";
import { makePassport, type Passport } from "../../research/doubt/passport.ts";
import { THRESHOLDS } from "../../research/doubt/passport-gates.ts";
import { readResultDocument, readRunResult, type StoredRun } from "../../research/doubt/read-run-result.ts";
import { defaultBlock } from "../../research/doubt/resample-path.ts";
import { lineageOf } from "../../research/doubt/trial-of-run.ts";
import { recordTrials } from "../../research/doubt/trial-register.ts";
import { numberAt, textAt } from "../../research/runs/json-at.ts";
import { runsFolder } from "../../research/runs/list-runs.ts";
import { writeFiles } from "../../research/sweep/write-files.ts";
import { failedOutcome, resolveJob, type RunWatch } from "./execute-run.ts";
import { ROBUSTNESS_FILE, type RobustnessJob, type RobustnessRecord } from "./robustness-job.ts";
import type { RunOutcome } from "./run-job.ts";

const METHODS: readonly MonteCarloMethod[] = ["blocks", "trades"];
const PATHS = 1_000;
const SEED = 42;
/** The same run twice differs by less; daily values are stored with two decimals. */
const SAME_RETURN = 1e-9;

/** Doubts a stored run and writes what is found into its folder; whatever goes wrong is the outcome. */
export async function executeRobustness(job: RobustnessJob, watch: RunWatch): Promise<RunOutcome> {
  const { dataDir, of, build } = job;
  try {
    const places = { dataDir, cwd: runsFolder(dataDir) };
    const stored = readRunResult(of, places);
    const notes: RunNote[] = [...job.notes];
    const passport = await passportOf(job, readResultDocument(of, places).document, watch, notes);
    if (watch.signal.aborted) return { kind: "cancelled" };
    const record: RobustnessRecord = {
      schemaVersion: 1,
      kind: "robustness",
      runId: of,
      build,
      monteCarlo: METHODS.flatMap((method) => livesOf(stored, method, notes)),
      passport,
      notes,
    };
    writeFiles(join(runsFolder(dataDir), of), [[ROBUSTNESS_FILE, `${JSON.stringify(record)}\n`]]);
    return { kind: "done", barsPerSecond: null, log: [] };
  } catch (error) {
    return failedOutcome(error, []);
  }
}

function livesOf(run: StoredRun, method: MonteCarloMethod, notes: RunNote[]): RobustnessRecord["monteCarlo"] {
  const options: MonteCarloOptions = {
    method,
    paths: PATHS,
    block: defaultBlock(run.returns.length),
    seed: SEED,
    drawdownLimit: run.drawdownLimit ?? THRESHOLDS.drawdown,
    periodsPerYear: 252,
  };
  const figures = monteCarlo(run, options);
  if (typeof figures !== "string") return [{ options, figures }];
  const what = method === "trades" ? "closed trades" : "daily returns";
  notes.push({ code: figures, text: `The run has fewer than 2 ${what}: nothing to draw from.` });
  return [];
}

/** Everything that needs the run made again; null with a note where it is not the same run any more. */
async function passportOf(
  { again, dataDir, build }: RobustnessJob,
  document: unknown,
  watch: RunWatch,
  notes: RunNote[],
): Promise<Passport | null> {
  if (again === null) return null;
  try {
    const resolved = await resolveJob(again);
    if (resolved.data.sha256 !== textAt(document, "data", "sha256"))
      return note(
        { code: "DATA_CHANGED", text: "The bars were changed since the run was made; make it again." },
        notes,
      );
    const passport = makePassport(resolved, {
      build,
      register: (trials) =>
        recordTrials(dataDir, lineageOf(resolved), trials, {
          by: "robustness",
          at: isoOfMicros(systemClock.nowMicros()),
        }),
      outOfSample: null,
      drawdownLimit: null,
      seed: SEED,
      paths: PATHS,
      definitionOf: null,
      onProgress: (share) => {
        watch.onProgress(share);
        return !watch.signal.aborted;
      },
    });
    const was = numberAt(document, "metrics", "totalReturn");
    if (passport === null || was === null || Math.abs(passport.evidence.totalReturn - was) <= SAME_RETURN)
      return passport;
    return note(
      { code: "NOT_REPRODUCED", text: "Made again, the run returns something else: another build made it." },
      notes,
    );
  } catch (error) {
    // What cannot be run again can still be resampled.
    if (error instanceof Failure) return note({ code: error.code, text: messageOf(error) }, notes);
    throw error;
  }
}

function note(one: RunNote, notes: RunNote[]): null {
  notes.push(one);
  return null;
}
