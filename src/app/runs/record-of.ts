import type { RunReceipt } from "../../contract/run-request.ts";
import type { RunNote } from "../../contract/run-row.ts";
import { messageOf, systemCodeOf } from "../../platform/failure.ts";
import type { JobEnd } from "../../platform/job-runner.ts";
import type { RunJob, RunOutcome } from "./run-job.ts";
import type { RunRecord } from "./run-records.ts";

/** The record of a run that was just asked for. */
export function recordOf(job: RunJob, receipt: RunReceipt, startedBy: string, startedAt: string): RunRecord {
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
    job,
  };
}

/** What a record says once its job left the queue. */
export function endOf(end: JobEnd<RunOutcome>): Pick<RunRecord, "status" | "failure" | "log" | "barsPerSecond"> {
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
export function lastRate(records: Iterable<RunRecord>): number | null {
  let last: RunRecord | null = null;
  for (const record of records) {
    if ((record.barsPerSecond ?? 0) <= 0) continue;
    if (last === null || (record.finishedAt ?? "") > (last.finishedAt ?? "")) last = record;
  }
  return last?.barsPerSecond ?? null;
}
