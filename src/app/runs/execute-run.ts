import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { required } from "../../core/assert.ts";
import { readCatalogueRun } from "../../data/catalogue/read-catalogue-run.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, messageOf } from "../../platform/failure.ts";
import type { StrategyFile, StrategyFileRules } from "../../platform/strategy-file.ts";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import type { KindSpec, StrategyCode } from "../../platform/strategy-sections.ts";
import { isoOfMicros, systemClock } from "../../platform/wall-clock.ts";
import { formatProblems } from "../../platform/yaml-section.ts";
import { BACKTEST_OPTIONS } from "../../research/backtest/core-config.ts";
import type { ResolvedRun } from "../../research/backtest/resolve-run.ts";
import { DATA_DEFAULTS, resolvePortfolio } from "../../research/backtest/resolve-run.ts";
import { runBacktestInTurns } from "../../research/backtest/run-backtest.ts";
import { writeResult } from "../../research/backtest/write-result.ts";
import { recordRun } from "../../research/doubt/record-run.ts";
import { lineageOf } from "../../research/doubt/trial-of-run.ts";
import { recordTrials } from "../../research/doubt/trial-register.ts";
import { sweepPage } from "../../research/report/pages/sweep-page.ts";
import { walkForwardPage } from "../../research/report/pages/walk-forward-page.ts";
import { runsFolder } from "../../research/runs/list-runs.ts";
import { importAgain } from "../../research/strategies/import-strategy.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import { keepTrials } from "../../research/sweep/keep-trials.ts";
import { runSweep } from "../../research/sweep/run-sweep.ts";
import { planSweep } from "../../research/sweep/sweep-plan.ts";
import { writeFiles } from "../../research/sweep/write-files.ts";
import { writeSweep } from "../../research/sweep/write-sweep.ts";
import { runWalkForward } from "../../research/walk-forward/run-walk-forward.ts";
import { planWalkForward } from "../../research/walk-forward/walk-forward-plan.ts";
import { writeWalkForward } from "../../research/walk-forward/write-walk-forward.ts";
import { catalogueFailure } from "../../research/backtest/catalogue-failure.ts";
import { BACKTEST_RULES, withOwnKinds } from "../up/strategy-rules.ts";
import { commandOf } from "./command-of.ts";
import { type RunJob, type RunOutcome, type RunWork, STRATEGY_FILE } from "./run-job.ts";
import { COMBINATIONS_MAX } from "./run-limits.ts";
import { ensureSampleMarket } from "./sample-market.ts";

/** Combinations of a sweep that are listed as its best. */
const TOP = 20;
const LOG_LINES = 40;

/** How a run is watched and stopped. */
export interface RunWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

/** Makes a run and writes its folder; whatever goes wrong is its outcome. */
export async function executeRun(job: RunJob, watch: RunWatch): Promise<RunOutcome> {
  const log: string[] = [];
  const say = (text: string): void => {
    log.push(`${new Date().toISOString()} ${text}`);
  };
  try {
    say(`reading the bars of ${job.symbols.join(", ")}`);
    const resolved = await resolveJob(job);
    say(`${resolved.data.bars} bars from ${resolved.data.from} to ${resolved.data.to}`);
    if (watch.signal.aborted) return { kind: "cancelled" };
    const made = await makeRun(job, resolved, watch);
    if (made === null) return { kind: "cancelled" };
    writeFileSync(join(made.folder, STRATEGY_FILE), job.strategyText);
    say(`written to ${made.folder}`);
    return { kind: made.isPartial ? "partial" : "done", barsPerSecond: made.barsPerSecond, log };
  } catch (error) {
    return failedOutcome(error, log);
  }
}

/** What went wrong as an outcome, with the last lines of its log. */
export function failedOutcome(error: unknown, log: readonly string[]): RunOutcome {
  const code = error instanceof Failure ? error.code : "UNEXPECTED";
  const text = messageOf(error);
  const last = error instanceof Failure || !(error instanceof Error) ? text : (error.stack ?? text);
  const lines = [...log, `${new Date().toISOString()} ${last}`];
  return { kind: "failed", failure: { code, text }, log: lines.slice(-LOG_LINES) };
}

/** Strategy, own code and bars of a job; a {@link Failure} with what is wrong or missing. */
export async function resolveJob(job: RunJob): Promise<ResolvedRun> {
  const ownStrategies = job.code === null ? [] : [await sameCode(job.code)];
  const strategy = readStrategy(job, withOwnKinds(BACKTEST_RULES, ownStrategies));
  return { ...(await resolveBars(job, strategy)), ownStrategies };
}

async function sameCode(code: StrategyCode): Promise<OwnStrategy> {
  try {
    return await importAgain(code);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "STRATEGY_CHANGED") throw error;
    const message = `${code.file} was changed since the platform started; restart the platform to run what it says now.`;
    throw new Failure({ code: error.code, exitCode: EXIT.conflict, message, cause: error });
  }
}

function readStrategy({ dataDir, id, strategyText }: RunJob, rules: StrategyFileRules): StrategyFile {
  const path = join(runsFolder(dataDir), id, STRATEGY_FILE);
  const read = readStrategyFile(strategyText, path, rules);
  if (read.ok) return read.strategy;
  throw new Failure({ code: "STRATEGY_FILE_INVALID", exitCode: EXIT.usage, message: formatProblems(read.problems) });
}

async function resolveBars(job: RunJob, strategy: StrategyFile): Promise<ResolvedRun> {
  const { dataDir, source, from, to } = job;
  const benchmark = job.work.kind === "backtest" ? "own" : "none";
  const options = { ...DATA_DEFAULTS, from, to, benchmark };
  if (source.kind === "sample")
    return resolvePortfolio([strategy], { ...options, path: ensureSampleMarket(dataDir) }, BACKTEST_OPTIONS);
  const { adjust, session } = source;
  const timeframeSeconds = Math.min(strategy.timeframeSeconds, source.timeframeSeconds);
  const wanted = { instruments: strategy.instruments, timeframeSeconds };
  const read = await readCatalogueRun(dataDir, wanted, { from, to, adjust, session });
  if (!read.ok) throw catalogueFailure(read.faults);
  return resolvePortfolio([strategy], { ...options, session, adjust, path: "catalogue" }, BACKTEST_OPTIONS, read);
}

interface MadeRun {
  readonly folder: string;
  readonly isPartial: boolean;
  readonly barsPerSecond: number | null;
}

/** Null: it was stopped before there was anything to keep. */
async function makeRun(job: RunJob, resolved: ResolvedRun, watch: RunWatch): Promise<MadeRun | null> {
  const { dataDir, build, work, workers } = job;
  const folder = join(runsFolder(dataDir), job.id);
  const { signal } = watch;
  // The copy of the strategy in the run's folder: the file it came from may say something else tomorrow.
  const command = commandOf({ ...job, path: join(folder, STRATEGY_FILE) });
  const now = (): string => isoOfMicros(systemClock.nowMicros());
  const onProgress = ({ done, total }: { done: number; total: number }): void => watch.onProgress(done / total);
  switch (work.kind) {
    case "backtest": {
      const finished = await runBacktestInTurns(resolved, {
        build,
        keepsPartial: true,
        onProgress: (share) => {
          watch.onProgress(share);
          return !signal.aborted;
        },
      });
      if (finished === null || finished.equity.count === 0) return null;
      recordRun(dataDir, resolved, finished.daily.returns, { by: "backtest", at: now() });
      const { partial, barsPerSecond } = finished.result;
      writeResult({ ...finished, result: { ...finished.result, runId: job.id } }, folder);
      return { folder, isPartial: partial, barsPerSecond };
    }
    case "sweep": {
      const { objective } = work;
      const plan = { ...planSweep(resolved, { ...searchOf(work, resolved), objective, build }), runId: job.id };
      const outcome = await runSweep(plan, { workers, top: TOP, checkpoint: null, onProgress, signal });
      if (outcome.result.counts.finished === 0 && outcome.result.partial) return null;
      keepTrials(plan, outcome, dataDir, now());
      writeFiles(folder, [["report.html", sweepPage(outcome.result, command)]]);
      writeSweep(outcome.result, folder);
      const { combinationsPerSecond, partial, counts } = outcome.result;
      // Of one thread: an estimate divides by those that it will have.
      const threads = Math.max(1, Math.min(workers, counts.planned));
      const barsPerSecond = Math.round((combinationsPerSecond * resolved.data.bars) / threads);
      return { folder, isPartial: partial, barsPerSecond };
    }
    case "walk-forward": {
      const { settings } = work;
      const plan = { ...planWalkForward(resolved, { ...searchOf(work, resolved), settings, build }), runId: job.id };
      const { result, trials } = await runWalkForward(plan, { workers, onProgress, signal });
      recordTrials(dataDir, lineageOf(resolved), trials, { by: "walk-forward", at: now() });
      if (result.windows.length === 0 && result.partial) return null;
      writeFiles(folder, [["report.html", walkForwardPage(result, command)]]);
      writeWalkForward(result, folder);
      return { folder, isPartial: result.partial, barsPerSecond: null };
    }
  }
}

function searchOf(
  { axes }: Exclude<RunWork, { readonly kind: "backtest" }>,
  { strategy, ownStrategies = [] }: ResolvedRun,
): {
  kind: KindSpec;
  grid: { axes: typeof axes; where: readonly []; random: null; runsMax: number };
} {
  const kind = withOwnKinds(BACKTEST_RULES, ownStrategies).kinds.find((one) => one.kind === strategy.kind);
  return {
    kind: required(kind, "a strategy that was read has a known kind"),
    grid: { axes, where: [], random: null, runsMax: COMBINATIONS_MAX },
  };
}
