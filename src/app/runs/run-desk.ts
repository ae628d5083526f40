import { existsSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { RunDetail } from "../../contract/run-detail.ts";
import { type RunPort, RunRefused } from "../../contract/run-port.ts";
import type { RunReceipt } from "../../contract/run-request.ts";
import type { RunRow } from "../../contract/run-row.ts";
import { Failure, messageOf } from "../../platform/failure.ts";
import { JobQueue } from "../../platform/job-queue.ts";
import type { JobRunner } from "../../platform/job-runner.ts";
import { runsFolder } from "../../research/runs/list-runs.ts";
import { removeRun } from "../../research/runs/remove-run.ts";
import { BACKTEST_RULES, withOwnKinds } from "../up/strategy-rules.ts";
import { planRun, type PlannedRun } from "./plan-job.ts";
import { ReadingThread } from "./reading-thread.ts";
import { isRunId, readRunFile } from "./run-file.ts";
import { type DeskJob, ROBUSTNESS_FILE, robustnessJobId } from "./robustness-job.ts";
import { RobustnessDesk } from "./robustness-desk.ts";
import type { RunOutcome, RunProgress } from "./run-job.ts";
import { GRACE_MS, WAITING_MAX } from "./run-limits.ts";
import { runOptionsOf } from "./run-options-of.ts";
import { loadRecords, removeRecord, type RunRecord, saveRecord } from "./run-records.ts";
import { joinRows, type LiveRun, pageOfRows, rowOfRecord } from "./run-rows.ts";
import { endOf, lastRate, recordOf } from "./record-of.ts";
import { readSources, type ResearchGround } from "./strategy-sources.ts";
import { WORKER_RUNNER } from "./worker-runner.ts";

/** Different notices that are remembered as told. */
const NOTICES_MAX = 500;

export interface RunDeskOptions {
  readonly dataDir: string;
  readonly build: string;
  readonly research: ResearchGround;
  /** Offer the generated sample market. */
  readonly hasSample: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told whenever a run moved. */
  readonly onChange: (id: string) => void;
  readonly notice: (text: string) => void;
  readonly runner?: JobRunner<DeskJob, RunProgress, RunOutcome>;
}

/** Research runs of one data directory: one at a time in a thread, their records, their results. */
export interface RunDesk {
  readonly port: RunPort;
  /** Ends the run under way; it is an interrupted one at the next start. */
  readonly close: () => Promise<void>;
}

/** Opens the desk; what was under way when its process ended is a failed run from now on. */
export function openRunDesk(options: RunDeskOptions): RunDesk {
  const { dataDir, build, research, now, onChange } = options;
  const rules = withOwnKinds(BACKTEST_RULES, research.own);
  const notice = onlyOnce(options.notice);
  const thread = new ReadingThread();
  const { reader } = thread;
  const iso = (): string => new Date(now()).toISOString();
  const folderOf = (id: string): string => join(runsFolder(dataDir), id);
  const hasResult = (id: string): boolean => existsSync(join(folderOf(id), "result.json"));
  const records = loadRecords(dataDir, { hasResult, now: iso(), notice });
  const live = new Map<string, { share: number; begunAt: number }>();

  const note = (record: RunRecord): void => {
    records.set(record.id, record);
    try {
      saveRecord(dataDir, record);
    } catch (error) {
      // What is in memory is shown; after a restart the run is an interrupted one.
      notice(messageOf(error));
    }
    onChange(record.id);
  };
  const queue = new JobQueue<DeskJob, RunProgress, RunOutcome>({
    runner: options.runner ?? WORKER_RUNNER,
    waitingMax: WAITING_MAX,
    graceMs: GRACE_MS,
    onStart: (job) => {
      live.set(job.id, { share: 0, begunAt: now() });
      const record = records.get(job.id);
      if (record === undefined) onChange(runOf(job));
      else note({ ...record, status: "running" });
    },
    onProgress: (job, { share }) => {
      live.set(job.id, { share, begunAt: live.get(job.id)?.begunAt ?? now() });
      onChange(runOf(job));
    },
    onEnd: (job, end) => {
      live.delete(job.id);
      const record = records.get(job.id);
      if (record !== undefined) note({ ...record, ...endOf(end), finishedAt: iso() });
      if (job.kind === "robustness") {
        robustness.ended(job.of, endOf(end).failure);
        onChange(job.of);
      }
    },
  });
  const liveOf = (id: string): LiveRun | null => {
    const place = queue.placeOf(id);
    if (place === null) return null;
    const { share, begunAt } = live.get(id) ?? { share: 0, begunAt: now() };
    const left = share > 0 ? ((now() - begunAt) / 1_000 / share) * (1 - share) : null;
    return { place, share, etaSeconds: left === null ? null : Math.round(left) };
  };
  const rows = async (): Promise<RunRow[]> => joinRows(await reader.rows(dataDir), records, liveOf);
  const rowOf = async (id: string): Promise<RunRow | null> => {
    if (!isRunId(id)) return null;
    const record = records.get(id);
    const isOver = record === undefined || record.status === "done" || record.status === "partial";
    if (record !== undefined && (queue.placeOf(id) !== null || !isOver)) return rowOfRecord(record, liveOf(id));
    return (await rows()).find((row) => row.id === id) ?? null;
  };
  const demandRoom = (): void => {
    const text = `${WAITING_MAX} runs are waiting already; try again when one of them began.`;
    if (!queue.hasRoom) throw new RunRefused("RUN_QUEUE_FULL", text);
  };
  const robustness = new RobustnessDesk({
    dataDir,
    build,
    own: research.own,
    rowOf,
    jobOf: (id) => records.get(id)?.job ?? null,
    liveOf,
    read: (id) => reader.robustness(dataDir, id),
    add: (job) => {
      demandRoom();
      queue.add(job);
      onChange(job.of);
    },
  });
  const plan = async (request: Parameters<RunPort["start"]>[0]): Promise<PlannedRun> =>
    planRun(request, {
      rules,
      sources: readSources(research.sources, rules, notice),
      datasets: await reader.datasets(dataDir, options.hasSample),
      dataDir,
      build,
      // One core is left to what trades.
      workers: Math.max(1, availableParallelism() - 1),
      barsPerSecond: lastRate(records.values()),
    });

  const port: RunPort = {
    options: () =>
      refusing(async () =>
        runOptionsOf(
          readSources(research.sources, rules, notice),
          await reader.datasets(dataDir, options.hasSample),
          rules,
        ),
      ),
    datasets: () =>
      refusing(async () => (await reader.datasets(dataDir, options.hasSample)).map((dataset) => dataset.row)),
    list: (query) => refusing(async () => pageOfRows(await rows(), query)),
    detail: (id) =>
      refusing(async () => {
        const row = await rowOf(id);
        if (row === null) return null;
        const stored = row.status === "done" || row.status === "partial" ? await reader.detail(dataDir, id) : null;
        return detailOf(row, records.get(id) ?? null, stored);
      }),
    equity: (id, points) => refusing(async () => (isRunId(id) ? reader.equity(dataDir, id, points) : null)),
    trades: (id, query) => refusing(async () => (isRunId(id) ? reader.trades(dataDir, id, query) : null)),
    walkForward: (id) => refusing(async () => (isRunId(id) ? reader.walkForward(dataDir, id) : null)),
    heatmap: (id, query) => refusing(async () => (isRunId(id) ? reader.heatmap(dataDir, id, query) : null)),
    robustness: (id) => refusing(() => robustness.state(id)),
    startRobustness: (id) => refusing(() => robustness.start(id)),
    dropRobustness: (id) => refusing(async () => dropRobustness(id)),
    compare: (ids) =>
      refusing(async () => {
        const all = await rows();
        const runs = ids.map((id) => {
          const row = isRunId(id) ? all.find((one) => one.id === id) : undefined;
          if (row === undefined) throw new RunRefused("NOT_FOUND", `There is no run ${id}.`);
          return row;
        });
        if (new Set(ids).size < ids.length) throw new RunRefused("RUN_TWICE", "A run is named twice.");
        return { runs, ...(await reader.compare(dataDir, ids)) };
      }),
    file: (id, name) => readRunFile(dataDir, id, name),
    start: (request, by) => refusing(async () => start(await plan(request), request.isDryRun === true, by.name)),
    cancel: (id) =>
      refusing(async () => {
        queue.cancel(id);
        return rowOf(id);
      }),
    remove: (id) => refusing(async () => remove(id)),
  };

  function start({ job, receipt, obstacle }: PlannedRun, isDryRun: boolean, startedBy: string): RunReceipt {
    const { id } = job;
    if (isDryRun) return receipt;
    if (obstacle !== null) throw new RunRefused(obstacle.code, obstacle.text);
    const isExisting = queue.placeOf(id) !== null || (records.get(id)?.status === "done" && hasResult(id));
    if (isExisting) return { ...receipt, runId: id, isExisting };
    demandRoom();
    // A part of it, or what an earlier try left: the new one takes its place.
    if (existsSync(folderOf(id))) removeRun(folderOf(id), dataDir, false);
    const record = recordOf(job, receipt, startedBy, iso());
    saveRecord(dataDir, record);
    records.set(id, record);
    queue.add(job);
    onChange(id);
    return { ...receipt, runId: id };
  }

  function remove(id: string): boolean {
    if (!isRunId(id)) return false;
    if (queue.placeOf(id) !== null) throw new RunRefused("RUN_ACTIVE", "Cancel the run first; it is still under way.");
    if (queue.placeOf(robustnessJobId(id)) !== null)
      throw new RunRefused("RUN_ACTIVE", "Stop the robustness test of the run first; it is still under way.");
    robustness.ended(id, null);
    const isStored = hasResult(id);
    if (isStored) removeRun(folderOf(id), dataDir, false);
    const isRecorded = records.delete(id);
    if (isRecorded) removeRecord(dataDir, id);
    if (isStored || isRecorded) onChange(id);
    return isStored || isRecorded;
  }

  function dropRobustness(id: string): boolean {
    if (!isRunId(id)) return false;
    robustness.ended(id, null);
    if (queue.cancel(robustnessJobId(id))) return true;
    const path = join(folderOf(id), ROBUSTNESS_FILE);
    if (!existsSync(path)) return false;
    rmSync(path);
    onChange(id);
    return true;
  }

  return {
    port,
    close: async () => {
      await Promise.all([queue.close(), thread.close()]);
    },
  };
}

/** What a user can act on is a refusal; a bug stays one. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) throw new RunRefused(error.code, messageOf(error));
    throw error;
  }
}

/** The run that a job is about. */
function runOf(job: DeskJob): string {
  return job.kind === "run" ? job.id : job.of;
}

/** A broken file is told when it breaks, not whenever a form is typed into. */
function onlyOnce(notice: (text: string) => void): (text: string) => void {
  let last = new Set<string>();
  return (text) => {
    if (last.has(text)) return;
    if (last.size >= NOTICES_MAX) last = new Set();
    last.add(text);
    notice(text);
  };
}

function detailOf(
  run: RunRow,
  record: RunRecord | null,
  stored: Awaited<ReturnType<ReadingThread["reader"]["detail"]>>,
): RunDetail {
  const { warnings: _, ...parts } = stored ?? {
    lines: [],
    benchmark: "",
    settings: [],
    gates: [],
    funnel: [],
    refusals: [],
    robustness: [],
    command: "",
    hashes: [],
    artefacts: [],
    warnings: [],
  };
  const command = parts.command === "" ? (record?.command ?? "") : parts.command;
  return { run, ...parts, command, failure: record?.failure ?? null, log: [...(record?.log ?? [])] };
}
