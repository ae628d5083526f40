import { createHash } from "node:crypto";
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import { varianceOfTrials } from "../metrics/sharpe-confidence.ts";

/** What inherits the past of its tries: renaming a parameter set is not a new idea. */
export interface TrialLineage {
  readonly strategyId: string;
  readonly kind: string;
}

/** One evaluation; parameters, data and period tell it from others, what it showed does not. */
export interface Trial {
  readonly parameters: Readonly<Record<string, number>>;
  /** Of the uncompressed bytes, as in `data.sha256` of result.json. */
  readonly dataSha256: string;
  /** Splits and dividends, and the prices made of them; absent where none were named. */
  readonly prices?: { readonly adjust: string; readonly actions: string };
  readonly instruments: readonly string[];
  readonly timeframeSeconds: number;
  /** ISO 8601 UTC: open of the first bar, close of the last. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Sharpe ratio per day, not annualised; null without variance. */
  readonly sharpe: number | null;
}

/** Everything ever evaluated in a lineage. */
export interface RegisteredTrials {
  /** Distinct evaluations; a line that cannot be read counts as one, so that damage never lowers it. */
  readonly distinct: number;
  /** Variance (ddof 1) of the ratios per day; 0 for fewer than two. */
  readonly variance: number;
  /** Lines that cannot be read. */
  readonly damaged: number;
  readonly path: string;
}

/** Where an evaluation came from. */
export interface TrialSource {
  /** `backtest`, `sweep`, `walk-forward`, `passport`. */
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

const LINE_FEED = 10;

/** Parameters in name order, data and period: what makes two evaluations one. */
export function trialKey(trial: Trial): string {
  const { dataSha256, prices, instruments, timeframeSeconds, from, to } = trial;
  const parameters = Object.entries(trial.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([
    parameters,
    dataSha256,
    instruments,
    timeframeSeconds,
    from,
    to,
    ...(prices === undefined ? [] : [prices]),
  ]);
  return createHash("sha256").update(text).digest("hex").slice(0, 24);
}

/** The file of a lineage: outside `runs`, so that deleting runs never lowers the count. */
export function registerPath(dataDir: string, { strategyId, kind }: TrialLineage): string {
  return join(dataDir, "trials", `${strategyId}--${kind.replace(/[^A-Za-z0-9_-]/g, "_")}.jsonl`);
}

/**
 * Appends those of `trials` that the lineage's file does not hold yet, in one write to its end, and
 * answers with all of them; safe beside other writers, because a line written twice counts once.
 * A {@link Failure} when the folder refuses.
 */
export function recordTrials(
  dataDir: string,
  lineage: TrialLineage,
  trials: readonly Trial[],
  source: TrialSource,
): RegisteredTrials {
  const path = registerPath(dataDir, lineage);
  const known = linesOf(path);
  const lines = new Map<string, string>();
  for (const trial of trials) {
    const key = trialKey(trial);
    if (!known.sharpes.has(key)) lines.set(key, JSON.stringify({ v: 1, key, ...source, ...trial }));
  }
  if (lines.size > 0) append(path, join(dataDir, "trials"), `${[...lines.values()].join("\n")}\n`);
  return lines.size > 0 ? readTrials(dataDir, lineage) : registered(path, known);
}

/** All evaluations of a lineage; none when there is no file. */
export function readTrials(dataDir: string, lineage: TrialLineage): RegisteredTrials {
  const path = registerPath(dataDir, lineage);
  return registered(path, linesOf(path));
}

interface RegisterLines {
  readonly sharpes: ReadonlyMap<string, number | null>;
  readonly damaged: number;
}

function registered(path: string, { sharpes, damaged }: RegisterLines): RegisteredTrials {
  const ratios = [...sharpes.values()].filter((sharpe) => sharpe !== null);
  return { distinct: sharpes.size + damaged, variance: varianceOfTrials(ratios), damaged, path };
}

function linesOf(path: string): RegisterLines {
  const sharpes = new Map<string, number | null>();
  let damaged = 0;
  for (const line of textOf(path).split("\n")) {
    if (line.trim() === "") continue;
    const read = readLine(line);
    if (read === null) damaged += 1;
    else if (!sharpes.has(read.key)) sharpes.set(read.key, read.sharpe);
  }
  return { sharpes, damaged };
}

function readLine(line: string): { key: string; sharpe: number | null } | null {
  try {
    const value = JSON.parse(line) as unknown;
    if (typeof value !== "object" || value === null || !("key" in value) || !("sharpe" in value)) return null;
    const { key, sharpe } = value;
    if (typeof key !== "string" || (sharpe !== null && typeof sharpe !== "number")) return null;
    return { key, sharpe };
  } catch {
    return null;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return "";
    throw refusal(path, "read", error);
  }
}

/** A line that a crash cut short is closed first, so that ours does not become part of it. */
function append(path: string, folder: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const file = openSync(path, "a+");
    try {
      const { size } = fstatSync(file);
      const last = Buffer.alloc(1);
      const isTorn = size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== LINE_FEED;
      const bytes = Buffer.from(isTorn ? `\n${text}` : text);
      // Short writes only happen on a full disk; the next line then closes what is cut.
      if (writeSync(file, bytes) !== bytes.length) throw new Error("the disk took only a part");
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw refusal(path, "written", error);
  }
}

function refusal(path: string, what: string, error: unknown): Failure {
  return new Failure({
    code: "TRIALS_NOT_KEPT",
    exitCode: EXIT.unavailable,
    message: `The register of trials ${path} cannot be ${what} (${systemCodeOf(error) || String(error)}).`,
    hint: "Every evaluation counts, so none runs unrecorded: give the data directory space and the right to write.",
    cause: error,
  });
}
