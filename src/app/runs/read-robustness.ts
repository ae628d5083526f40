import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Heatmap } from "../../contract/heatmap.ts";
import type {
  MonteCarloRun,
  Percentiles,
  Robustness,
  RunNeighbourhood,
  StressedCosts,
} from "../../contract/robustness.ts";
import type { GateLine } from "../../contract/run-detail.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { CostStress } from "../../research/doubt/cost-stress.ts";
import type { Distribution } from "../../research/doubt/monte-carlo.ts";
import type { Passport } from "../../research/doubt/passport.ts";
import type { GateName, PassportGate } from "../../research/doubt/passport-gates.ts";
import { groupText, percentText, ratioText } from "../../research/report/format-figure.ts";
import { readJson } from "../../research/runs/read-report-input.ts";
import { decimalText, lineText } from "./figure-text.ts";
import { heatTable } from "./heat-table.ts";
import { ROBUSTNESS_FILE, type RobustnessRecord } from "./robustness-job.ts";

const DAYS_PER_YEAR = 252;

/** What was found when the run in `folder` was doubted; null when nobody did. */
export function readRobustness(folder: string): Robustness | null {
  const path = join(folder, ROBUSTNESS_FILE);
  if (!existsSync(path)) return null;
  const { passport, monteCarlo, notes } = readJson(path) as RobustnessRecord;
  return {
    verdict: passport?.verdict ?? null,
    gates: passport?.gates.map(gateOf) ?? [],
    costs: passport === null ? null : costsOf(passport.evidence.costs),
    delayedReturn: passport === null ? null : decimalOf(passport.evidence.delayedReturn),
    neighbourhood: passport === null ? null : neighbourhoodOf(passport),
    monteCarlo: monteCarlo.map(monteCarloOf),
    notes: [...notes, ...(passport?.warnings.map(({ code, text }) => ({ code, text })) ?? [])],
  };
}

const NO_BREAK_EVEN = {
  NO_PROFIT: "Without any costs there is no profit either.",
  NO_COSTS: "Costs change nothing: there are none, or nothing was traded.",
  ABOVE_RANGE: "Even 64 times the costs leave something.",
} as const;

function costsOf({ points, breakEven, breakEvenReason }: CostStress): StressedCosts {
  return {
    points: points.map(({ factor, totalReturn, trades }) => ({
      factor: decimalOf(factor),
      totalReturn: decimalOf(totalReturn),
      trades,
    })),
    breakEven: decimalText(breakEven),
    reason: breakEvenReason === null ? "" : NO_BREAK_EVEN[breakEvenReason],
  };
}

function neighbourhoodOf({ evidence, strategy }: Passport): RunNeighbourhood {
  const { count, profitableShare, heatmap, fixed } = evidence.neighbourhood;
  const heatmaps: Heatmap[] = [];
  if (heatmap !== null) {
    const { x, y, totalReturn, sharpe } = heatmap;
    const chosen = { x: strategy.parameters[x.name], y: strategy.parameters[y.name] };
    const yearly = sharpe.map((row) => row.map((value) => (value === null ? null : value * Math.sqrt(DAYS_PER_YEAR))));
    heatmaps.push(heatTable({ figure: "totalReturn", x, y, cells: totalReturn, chosen, held: [] }));
    heatmaps.push(heatTable({ figure: "sharpe", x, y, cells: yearly, chosen, held: [] }));
  }
  return { count, profitableShare: decimalText(profitableShare), heatmaps, fixed: [...fixed] };
}

function monteCarloOf({ options, figures }: RobustnessRecord["monteCarlo"][number]): MonteCarloRun {
  const { method, paths, seed, block } = options;
  const { sharpe, fan } = figures;
  return {
    method,
    paths,
    seed,
    steps: figures.steps,
    block: method === "trades" ? null : block,
    lossProbability: decimalOf(figures.probabilityOfLoss),
    drawdownLimit: decimalOf(options.drawdownLimit),
    limitProbability: decimalOf(figures.probabilityOfDrawdown),
    finalReturn: percentilesOf(figures.finalReturn),
    maxDrawdown: percentilesOf(figures.maxDrawdown),
    sharpe:
      sharpe === null
        ? null
        : {
            estimate: decimalOf(sharpe.estimate),
            low: decimalOf(sharpe.low),
            high: decimalOf(sharpe.high),
            confidence: decimalOf(sharpe.confidence),
          },
    fan: fan.steps.map((step, i) => ({
      step,
      p5: decimalOf(fan.p5[i]),
      p25: decimalOf(fan.p25[i]),
      p50: decimalOf(fan.p50[i]),
      p75: decimalOf(fan.p75[i]),
      p95: decimalOf(fan.p95[i]),
    })),
  };
}

function percentilesOf({ mean, p1, p5, p25, p50, p75, p95, p99 }: Distribution): Percentiles {
  return {
    mean: decimalOf(mean),
    p1: decimalOf(p1),
    p5: decimalOf(p5),
    p25: decimalOf(p25),
    p50: decimalOf(p50),
    p75: decimalOf(p75),
    p95: decimalOf(p95),
    p99: decimalOf(p99),
  };
}

type Unit = "count" | "percent" | "ratio";
const GATES: Readonly<Record<GateName, readonly [label: string, unit: Unit | null, side: "≥" | "≤"]>> = {
  history: ["Sessions of data", "count", "≥"],
  trades: ["Closed trades", "count", "≥"],
  outOfSample: ["Efficiency out of sample", "ratio", "≥"],
  lookAhead: ["No look into the future", null, "≤"],
  recursive: ["The same whenever the data begin", "count", "≤"],
  costStress: ["Return with costs doubled", "percent", "≥"],
  neighbourhood: ["Neighbours with a profit", "percent", "≥"],
  probabilisticSharpe: ["Sharpe above 0", "percent", "≥"],
  deflatedSharpe: ["Sharpe above the luck of all tries", "percent", "≥"],
  overfitting: ["Probability of overfitting", "percent", "≤"],
  singleTrade: ["Best trade's part of the profit", "percent", "≤"],
  drawdown: ["Drawdown of one life in twenty", "percent", "≤"],
};

function gateOf({ name, isPassed, value, threshold, reason }: PassportGate): GateLine {
  const [label, unit, side] = GATES[name];
  const text = (figure: number | null): string => (unit === null ? "" : lineText(WRITE[unit](figure)));
  const bound = threshold === null || unit === null ? "" : `${side} ${text(threshold)}`;
  return { id: name, label, isPassed, value: text(value), bound, reason };
}

const WRITE: Readonly<Record<Unit, (value: number | null) => string>> = {
  count: (value) => (value === null ? ratioText(null) : groupText(value)),
  percent: (value) => percentText(value, { signed: false, decimals: 1 }),
  ratio: ratioText,
};

/** Figures of doubt are finite: another one is damage, and no figure is ever shown as 0. */
function decimalOf(value: number | null | undefined): string {
  const text = decimalText(value);
  if (text !== null) return text;
  throw new Failure({
    code: "RUN_UNREADABLE",
    exitCode: EXIT.badData,
    message: `${ROBUSTNESS_FILE} has something else in place of a figure.`,
    hint: "Have it made again.",
  });
}
