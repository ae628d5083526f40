import type { CostStress } from "./cost-stress.ts";
import type { LookAheadReport } from "./look-ahead-probe.ts";
import type { OutOfSample } from "./out-of-sample.ts";
import type { RecursiveReport } from "./recursive-probe.ts";

/** One condition of the passport. */
export interface PassportGate {
  readonly name: GateName;
  /** Null: it could not be measured; then the passport is not given. */
  readonly isPassed: boolean | null;
  readonly value: number | null;
  readonly threshold: number | null;
  /** One sentence for people. */
  readonly reason: string;
}

export type GateName =
  | "history"
  | "trades"
  | "outOfSample"
  | "lookAhead"
  | "recursive"
  | "costStress"
  | "neighbourhood"
  | "probabilisticSharpe"
  | "deflatedSharpe"
  | "overfitting"
  | "singleTrade"
  | "drawdown";

/** Thresholds; those of requirements G2 where it names one. */
export const THRESHOLDS = {
  /** Three years of sessions. */
  historyDays: 756,
  trades: 30,
  outOfSampleTrades: 30,
  efficiency: 0.5,
  costFactor: 2,
  profitableShare: 0.7,
  probability: 0.95,
  overfitting: 0.2,
  singleTradeShare: 0.5,
  /** Where the run has no drawdown limit of its own. */
  drawdown: 0.3,
} as const;

/** What the gates are judged by. */
export interface GateEvidence {
  readonly days: number;
  readonly trades: number;
  readonly outOfSample: OutOfSample | null;
  readonly lookAhead: LookAheadReport;
  readonly recursive: RecursiveReport;
  readonly costs: CostStress;
  readonly profitableShare: number | null;
  readonly neighbours: number;
  readonly probabilisticSharpe: number | null;
  readonly deflatedSharpe: number | null;
  /** Distinct evaluations the ratio was deflated by. */
  readonly trials: number;
  /** Probability, or why there is none. */
  readonly overfitting: number | "NO_TRIALS" | "TOO_FEW_DAYS";
  /** Best trade / net result of all; null without a profit. */
  readonly singleTradeShare: number | null;
  /** 95th percentile of the deepest fall over the resampled lives; null without days. */
  readonly drawdown: number | null;
  readonly drawdownLimit: number;
}

/** All gates in the order in which they are told. */
export function passportGates(evidence: GateEvidence): PassportGate[] {
  const { days, trades, neighbours, profitableShare, drawdown, drawdownLimit, overfitting } = evidence;
  const stressed = evidence.costs.points.find((point) => point.factor === THRESHOLDS.costFactor)?.totalReturn ?? null;
  return [
    atLeast("history", days, THRESHOLDS.historyDays, `${days} sessions; three years are ${THRESHOLDS.historyDays}`),
    atLeast("trades", trades, THRESHOLDS.trades, `${trades} closed trades; fewer than ${THRESHOLDS.trades} say little`),
    outOfSampleGate(evidence.outOfSample),
    lookAheadGate(evidence.lookAhead),
    recursiveGate(evidence.recursive),
    atLeast("costStress", stressed, 0, `return ${percent(stressed)} with costs doubled`),
    atLeast(
      "neighbourhood",
      profitableShare,
      THRESHOLDS.profitableShare,
      profitableShare === null
        ? "no parameter can be moved"
        : `${percent(profitableShare)} of ${neighbours} neighbours of the parameters are profitable`,
    ),
    atLeast(
      "probabilisticSharpe",
      evidence.probabilisticSharpe,
      THRESHOLDS.probability,
      probabilityText(evidence.probabilisticSharpe, "the true Sharpe ratio is above 0"),
    ),
    atLeast(
      "deflatedSharpe",
      evidence.deflatedSharpe,
      THRESHOLDS.probability,
      probabilityText(evidence.deflatedSharpe, `it is more than the luck of ${evidence.trials} evaluations`),
    ),
    typeof overfitting === "number"
      ? atMost(
          "overfitting",
          overfitting,
          THRESHOLDS.overfitting,
          `${percent(overfitting)} of splits choose what then does worse than half`,
        )
      : {
          name: "overfitting",
          isPassed: false,
          value: null,
          threshold: THRESHOLDS.overfitting,
          reason:
            overfitting === "NO_TRIALS"
              ? "NO_TRIALS: fewer than 10 neighbours to choose among"
              : "TOO_FEW_DAYS: fewer than 16 sessions to cut into blocks",
        },
    {
      ...atMost(
        "singleTrade",
        evidence.singleTradeShare,
        THRESHOLDS.singleTradeShare,
        evidence.singleTradeShare === null
          ? "the closed trades made no profit"
          : `the best trade made ${percent(evidence.singleTradeShare)} of the profit`,
      ),
      ...(evidence.singleTradeShare === null ? { isPassed: false } : {}),
    },
    atMost(
      "drawdown",
      drawdown,
      drawdownLimit,
      drawdown === null ? "no days to draw from" : `one life in twenty falls by ${percent(drawdown)} or more`,
    ),
  ];
}

function atLeast(name: GateName, value: number | null, threshold: number, reason: string): PassportGate {
  return { name, isPassed: value === null ? null : value >= threshold, value, threshold, reason };
}

function atMost(name: GateName, value: number | null, threshold: number, reason: string): PassportGate {
  return { name, isPassed: value === null ? null : value <= threshold, value, threshold, reason };
}

function outOfSampleGate(found: OutOfSample | null): PassportGate {
  const threshold = THRESHOLDS.efficiency;
  if (found === null)
    return { name: "outOfSample", isPassed: null, value: null, threshold, reason: "too few sessions for one window" };
  const { efficiency, trades, days, windows } = found;
  return {
    name: "outOfSample",
    // No profit in sample leaves nothing to keep: that fails, it is not unknown.
    isPassed: efficiency !== null && efficiency >= threshold && trades >= THRESHOLDS.outOfSampleTrades,
    value: efficiency,
    threshold,
    reason: `${trades} trades in ${days} sessions of ${windows} windows kept ${
      efficiency === null ? "nothing: there was no profit in sample" : `${percent(efficiency)} of the profit in sample`
    }; ${THRESHOLDS.outOfSampleTrades} trades are wanted`,
  };
}

function lookAheadGate({ finding, cuts }: LookAheadReport): PassportGate {
  const reason =
    finding === null
      ? `nothing changed in ${cuts} runs with the future cut off`
      : `the ${finding.what} of ${finding.instrument} at the bar closing ${finding.bar} (bar ${finding.index}) changes when later bars are cut off`;
  return { name: "lookAhead", isPassed: finding === null, value: finding?.index ?? null, threshold: null, reason };
}

function recursiveGate({
  isStable,
  starts,
  compared,
  features,
  decisionsChanged,
  warmUpBars,
  firstDecision,
}: RecursiveReport): PassportGate {
  const [worst] = features;
  let reason = `${compared} bars after a later beginning are as they were`;
  if (starts === 0) reason = `no bars are left after a warm-up of ${warmUpBars}`;
  else if (worst !== undefined)
    reason = `${worst.feature} of ${worst.instrument} still depends on where the data begin at ${worst.bar}`;
  else if (firstDecision !== null)
    reason = `${decisionsChanged} decisions depend on where the data begin, first at ${firstDecision}`;
  return {
    name: "recursive",
    isPassed: starts === 0 ? null : isStable,
    value: decisionsChanged + features.length,
    threshold: 0,
    reason,
  };
}

function probabilityText(value: number | null, what: string): string {
  return value === null ? "the daily returns have no variance" : `${percent(value)} sure that ${what}`;
}

function percent(value: number | null): string {
  return value === null ? "unknown" : `${(100 * value).toFixed(1)} %`;
}
