import { createHash } from "node:crypto";
import { required } from "../../core/assert.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { ConfigRecord, StrategyRecord } from "../backtest/run-record.ts";
import { actionsIdentity, configRecord, strategyIdentity, strategyRecord } from "../backtest/run-record.ts";
import type { RunWarning } from "../backtest/run-warning.ts";
import type { DataFacts } from "../backtest/resolve-run.ts";
import type { OverfittingProbability } from "../metrics/overfitting-probability.ts";
import { overfittingProbability } from "../metrics/overfitting-probability.ts";
import { deflatedSharpe, minimumTrackRecord, probabilisticSharpe, sharpeSample } from "../metrics/sharpe-confidence.ts";
import type { CostStress } from "./cost-stress.ts";
import { costStress } from "./cost-stress.ts";
import type { LookAheadReport } from "./look-ahead-probe.ts";
import { LOOK_AHEAD_CUTS, lookAheadProbe } from "./look-ahead-probe.ts";
import type { MonteCarloFigures } from "./monte-carlo.ts";
import { monteCarlo } from "./monte-carlo.ts";
import type { Heatmap } from "./neighbourhood.ts";
import { neighbourhood } from "./neighbourhood.ts";
import type { OutOfSample } from "./out-of-sample.ts";
import { outOfSampleOf } from "./out-of-sample.ts";
import type { PassportGate } from "./passport-gates.ts";
import { passportGates, THRESHOLDS } from "./passport-gates.ts";
import type { RecursiveReport } from "./recursive-probe.ts";
import { RECURSIVE_DEFAULTS, recursiveProbe } from "./recursive-probe.ts";
import { defaultBlock } from "./resample-path.ts";
import type { DefinitionOf, OnceOptions } from "./run-once.ts";
import { runOnce } from "./run-once.ts";
import { trialOf } from "./trial-of-run.ts";
import type { RegisteredTrials, Trial } from "./trial-register.ts";
import { universeWarnings } from "./universe-warnings.ts";

/** The document that says why a strategy may be doubted less. */
export interface Passport {
  readonly schemaVersion: 1;
  readonly kind: "passport";
  /** SHA-256 over strategy, parameters, configuration and data: another line, another passport. */
  readonly hash: string;
  /** `passed`: every gate; `failed`: one at least; `incomplete`: none failed, but one could not be measured. */
  readonly verdict: "passed" | "failed" | "incomplete";
  readonly strategy: StrategyRecord;
  readonly config: ConfigRecord;
  readonly data: DataFacts;
  readonly build: string;
  readonly gates: readonly PassportGate[];
  readonly evidence: PassportEvidence;
  readonly warnings: readonly RunWarning[];
}

/** Everything the gates were judged by. */
export interface PassportEvidence {
  readonly days: number;
  readonly trades: number;
  readonly totalReturn: number;
  /** Ratio per day, not annualised. */
  readonly sharpePerDay: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  readonly probabilisticSharpe: number | null;
  readonly deflatedSharpe: number | null;
  /** Days wanted to tell the ratio from 0 at 95 %; null when it is not above 0. */
  readonly minimumTrackRecordDays: number | null;
  readonly trials: Omit<RegisteredTrials, "path">;
  readonly overfitting: OverfittingProbability | "NO_TRIALS" | "TOO_FEW_DAYS";
  readonly outOfSample: OutOfSample | null;
  readonly lookAhead: LookAheadReport;
  readonly recursive: RecursiveReport;
  readonly costs: CostStress;
  /** The same with every wish a bar later. */
  readonly delayedReturn: number;
  readonly neighbourhood: {
    readonly count: number;
    readonly profitableShare: number | null;
    readonly heatmap: Heatmap | null;
    readonly fixed: readonly string[];
  };
  readonly monteCarlo: MonteCarloFigures | null;
}

/** What the passport needs beside the run. */
export interface PassportOptions {
  readonly build: string;
  /** Writes these evaluations down and answers with all of the lineage. */
  readonly register: (trials: readonly Trial[]) => RegisteredTrials;
  /** A stored walk-forward in place of the one over the neighbourhood. */
  readonly outOfSample: OutOfSample | null;
  /** Positive ratio; null: the run's own limit, else {@link THRESHOLDS}. */
  readonly drawdownLimit: number | null;
  readonly seed: number;
  readonly paths: number;
  readonly definitionOf: DefinitionOf | null;
  /** Told what is done, 0 to 1; returns false to stop. */
  readonly onProgress: (share: number) => boolean;
}

/** Shares of the work, for the progress. */
const NEIGHBOURS_SHARE = 0.6;
const STRESS_SHARE = 0.7;
const LOOK_SHARE = 0.9;

/** Tries everything against one run; null when `onProgress` stopped it. */
export function makePassport(resolved: ResolvedRun, options: PassportOptions): Passport | null {
  const { definitionOf, onProgress } = options;
  const plain: OnceOptions = { definitionOf, delayBars: 0, watch: null };
  const around = neighbourhood(resolved, plain, (share) => onProgress(share * NEIGHBOURS_SHARE));
  if (around === null) return null;
  const own = runOnce(resolved, plain);
  const trials = options.register(
    around.all.map(({ parameters, returns }) =>
      trialOf({ ...resolved, strategy: { ...resolved.strategy, parameters } }, returns),
    ),
  );
  const costs = costStress(resolved, plain);
  const delayed = runOnce(resolved, { ...plain, delayBars: 1 });
  if (!onProgress(STRESS_SHARE)) return null;
  const lookAhead = lookAheadProbe(resolved, { definitionOf, cuts: LOOK_AHEAD_CUTS });
  if (!onProgress(LOOK_SHARE)) return null;
  const recursive = recursiveProbe(resolved, { ...RECURSIVE_DEFAULTS, definitionOf });
  const sample = sharpeSample(own.returns);
  const nets = own.run.trips.map((trip) => trip.netMicros);
  const drawdownLimit = options.drawdownLimit ?? resolved.config.limits.drawdownHaltRatio ?? THRESHOLDS.drawdown;
  const lives = livesOf(own.returns, drawdownLimit, options);
  const evidence: PassportEvidence = {
    days: own.returns.length,
    trades: nets.length,
    totalReturn: own.totalReturn,
    sharpePerDay: sample?.sharpe ?? null,
    skewness: sample?.skewness ?? null,
    kurtosis: sample?.kurtosis ?? null,
    probabilisticSharpe: sample === null ? null : probabilisticSharpe(sample, 0),
    deflatedSharpe:
      sample === null ? null : deflatedSharpe(sample, { trials: trials.distinct, variance: trials.variance }),
    minimumTrackRecordDays: sample === null ? null : minimumTrackRecord(sample, 0, THRESHOLDS.probability),
    trials: { distinct: trials.distinct, variance: trials.variance, damaged: trials.damaged },
    overfitting: overfittingProbability(around.all.map((one) => one.returns)),
    outOfSample: options.outOfSample ?? outOfSampleOf(around.all, own.times),
    lookAhead,
    recursive,
    costs,
    delayedReturn: delayed.totalReturn,
    neighbourhood: {
      count: around.all.length - 1,
      profitableShare: around.profitableShare,
      heatmap: around.heatmap,
      fixed: around.fixed,
    },
    monteCarlo: lives,
  };
  const gates = passportGates({
    ...evidence,
    profitableShare: around.profitableShare,
    neighbours: evidence.neighbourhood.count,
    trials: trials.distinct,
    overfitting: typeof evidence.overfitting === "string" ? evidence.overfitting : evidence.overfitting.probability,
    singleTradeShare: bestTradeShare(nets),
    drawdown: lives?.maxDrawdown.p95 ?? null,
    drawdownLimit,
  });
  onProgress(1);
  return {
    schemaVersion: 1,
    kind: "passport",
    hash: passportHash(resolved),
    verdict: verdictOf(gates),
    strategy: strategyRecord(resolved.strategy),
    config: configRecord(resolved),
    data: resolved.data,
    build: options.build,
    gates,
    evidence,
    warnings: [...warningsOf(resolved, evidence), ...resolved.warnings],
  };
}

/** What a passport is bound to: SHA-256 of strategy, configuration, the bytes of the data and what adjusts them. */
export function passportHash(resolved: ResolvedRun): string {
  const { data } = resolved;
  const identity = [strategyIdentity(resolved.strategy), configRecord(resolved), data.sha256, data.bars];
  const text = JSON.stringify([...identity, ...actionsIdentity(data)]);
  return createHash("sha256").update(text).digest("hex");
}

function verdictOf(gates: readonly PassportGate[]): Passport["verdict"] {
  if (gates.some((gate) => gate.isPassed === false)) return "failed";
  return gates.every((gate) => gate.isPassed === true) ? "passed" : "incomplete";
}

function livesOf(
  returns: readonly number[],
  drawdownLimit: number,
  { paths, seed }: PassportOptions,
): MonteCarloFigures | null {
  const block = defaultBlock(returns.length);
  const found = monteCarlo(
    { returns, tradeResults: [] },
    { method: "blocks", paths, block, seed, drawdownLimit, periodsPerYear: 252 },
  );
  return typeof found === "string" ? null : found;
}

/** The best trade's part of the net result; null when there is no profit to have a part of. */
export function bestTradeShare(nets: readonly number[]): number | null {
  const total = nets.reduce((sum, net) => sum + net, 0);
  // A minute strategy of some years has more trades than a call may have arguments.
  const best = nets.reduce((highest, net) => Math.max(highest, net), 0);
  return total > 0 ? best / total : null;
}

function warningsOf(resolved: ResolvedRun, evidence: PassportEvidence): RunWarning[] {
  const warnings: RunWarning[] = [];
  const { trials, delayedReturn, totalReturn } = evidence;
  if (resolved.strategy.fillModel === "same-bar-close")
    warnings.push({
      code: "OPTIMISTIC_FILLS",
      text: "Orders fill at the close that decided them; nobody can trade so.",
    });
  if (
    required(evidence.costs.points[1], "costs as they are are among the points").factor === 1 &&
    evidence.costs.breakEvenReason === "NO_COSTS"
  )
    warnings.push({
      code: "NO_COSTS",
      text: "Costs change nothing: commission and slippage are zero or nothing was traded.",
    });
  if (trials.damaged > 0)
    warnings.push({
      code: "REGISTER_DAMAGED",
      text: `${trials.damaged} lines of the register of trials cannot be read; each counts as one evaluation.`,
    });
  if (totalReturn > 0 && delayedReturn <= 0)
    warnings.push({ code: "DELAY_SENSITIVE", text: "Acting one bar later leaves no profit." });
  return [...warnings, ...universeWarnings(resolved)];
}
