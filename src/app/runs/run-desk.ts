import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { RunDetail } from "../../contract/run-detail.ts";
import { type RunPort, RunRefused } from "../../contract/run-port.ts";
import type { RunReceipt } from "../../contract/run-request.ts";
import type { RunNote, RunRow } from "../../contract/run-row.ts";
import { Failure, messageOf, systemCodeOf } from "../../platform/failure.ts";
import { JobQueue } from "../../platform/job-queue.ts";
import type { JobEnd, JobRunner } from "../../platform/job-runner.ts";
import { runsFolder } from "../../research/runs/list-runs.ts";
import { removeRun } from "../../research/runs/remove-run.ts";
import { planRun, type PlannedRun } from "./plan-job.ts";
import { ReadingThread } from "./reading-thread.ts";
import { isRunId, readRunFile } from "./run-file.ts";
import type { RunJob, RunOutcome, RunProgress } from "./run-job.ts";
import { GRACE_MS, WAITING_MAX } from "./run-limits.ts";
import { runOptionsOf } from "./run-options-of.ts";
import { loadRecords, removeRecord, type RunRecord, saveRecord } from "./run-records.ts";
import { joinRows, type LiveRun, pageOfRows, rowOfRecord } from "./run-rows.ts";
import { readSources, type StrategySource } from "./strategy-sources.ts";
import { WORKER_RUNNER } from "./worker-runner.ts";

export interface RunDeskOptions {
  readonly dataDir: string;
  readonly build: string;
  readonly sources: readonly StrategySource[];
  /** Offer the generated sample market. */
  readonly hasSample: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told whenever a run moved. */
  readonly onChange: (id: string) => void;
  readonly notice: (text: string) => void;
  readonly runner?: JobRunner<RunJob, RunProgress, RunOutcome>;
}

/** Research runs of one data directory: one at a time in a thread, their records, their results. */
export interface RunDesk {
  readonly port: RunPort;
  /** Ends the run under way; it is an interrupted one at the next start. */
  readonly close: () => Promise<void>;
}

/** Opens the desk; what was under way when its process ended is a failed run from now on. */
export function openRunDesk(options: RunDeskOptions): RunDesk {
  const { dataDir, build, now, onChange, notice } = options;
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
  const queue = new JobQueue<RunJob, RunProgress, RunOutcome>({
    runner: options.runner ?? WORKER_RUNNER,
    waitingMax: WAITING_MAX,
    graceMs: GRACE_MS,
    onStart: ({ id }) => {
      live.set(id, { share: 0, begunAt: now() });
      const record = records.get(id);
      if (record !== undefined) note({ ...record, status: "running" });
    },
    onProgress: ({ id }, { share }) => {
      live.set(id, { share, begunAt: live.get(id)?.begunAt ?? now() });
      onChange(id);
    },
    onEnd: ({ id }, end) => {
      live.delete(id);
      const record = records.get(id);
      if (record !== undefined) note({ ...record, ...endOf(end), finishedAt: iso() });
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
  const plan = async (request: Parameters<RunPort["start"]>[0]): Promise<PlannedRun> =>
    planRun(request, {
      sources: readSources(options.sources, notice),
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
        runOptionsOf(readSources(options.sources, notice), await reader.datasets(dataDir, options.hasSample)),
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
    if (!queue.hasRoom)
      throw new RunRefused(
        "RUN_QUEUE_FULL",
        `${WAITING_MAX} runs are waiting already; try again when one of them began.`,
      );
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
    const isStored = hasResult(id);
    if (isStored) removeRun(folderOf(id), dataDir, false);
    const isRecorded = records.delete(id);
    if (isRecorded) removeRecord(dataDir, id);
    if (isStored || isRecorded) onChange(id);
    return isStored || isRecorded;
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

function recordOf(job: RunJob, receipt: RunReceipt, startedBy: string, startedAt: string): RunRecord {
  return {
    schemaVersion: 1,
    id: job.id,
    type: job.work.kind,
    status: "queued",
    strategyIds: [job.strategyId],
    symbols: job.symbols,
    ...job.period,
    startedAt,
    finishedAt: null,
    startedBy,
    failure: null,
    log: [],
    warnings: receipt.warnings,
    command: receipt.command,
    barsPerSecond: null,
  };
}

function endOf(end: JobEnd<RunOutcome>): Pick<RunRecord, "status" | "failure" | "log" | "barsPerSecond"> {
  const nothing = { failure: null, log: [], barsPerSecond: null };
  if (end.kind === "cancelled") return { ...nothing, status: "cancelled" };
  if (end.kind === "broken") return { ...nothing, status: "failed", failure: breakOf(end.error) };
  const { outcome } = end;
  switch (outcome.kind) {
    case "cancelled":
      return { ...nothing, status: "cancelled" };
    case "failed":
      return { ...nothing, status: "failed", failure: outcome.failure, log: outcome.log };
    case "done":
    case "partial":
      return { ...nothing, status: outcome.kind, log: outcome.log, barsPerSecond: outcome.barsPerSecond };
  }
}

function breakOf(error: unknown): RunNote {
  const isMemory = systemCodeOf(error) === "ERR_WORKER_OUT_OF_MEMORY";
  return isMemory
    ? { code: "OUT_OF_MEMORY", text: "The run needed more memory than a run may take. Use fewer bars or combinations." }
    : { code: "UNEXPECTED", text: messageOf(error) };
}

/** Bars per second of the latest run that measured it. */
function lastRate(records: Iterable<RunRecord>): number | null {
  let last: RunRecord | null = null;
  for (const record of records) {
    if ((record.barsPerSecond ?? 0) <= 0) continue;
    if (last === null || (record.finishedAt ?? "") > (last.finishedAt ?? "")) last = record;
  }
  return last?.barsPerSecond ?? null;
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
