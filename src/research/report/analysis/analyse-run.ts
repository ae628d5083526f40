import { conditionalValueAtRisk, valueAtRisk } from "../../../core/math/statistics.ts";
import { isoTime } from "../../backtest/resolve-run.ts";
import type { FinishedBacktest } from "../../backtest/run-backtest.ts";
import { costShareOf } from "../../backtest/cost-share.ts";
import { dailySeries } from "../../metrics/daily-series.ts";
import type { MetricNotes } from "../../metrics/figure.ts";
import { missing } from "../../metrics/figure.ts";
import { moneyText } from "../../metrics/money-text.ts";
import type { YearReturns } from "../monthly-returns.ts";
import { monthlyReturns } from "../monthly-returns.ts";
import type { BenchmarkFigures } from "./benchmark-figures.ts";
import { benchmarkFigures } from "./benchmark-figures.ts";
import type { Coverage } from "./data-coverage.ts";
import { dataCoverage } from "./data-coverage.ts";
import type { DecisionFunnel } from "./decision-funnel.ts";
import { decisionFunnel } from "./decision-funnel.ts";
import type { ExitReason } from "./exit-reasons.ts";
import { exitReasons } from "./exit-reasons.ts";
import type { ExposureFigures } from "./exposure-figures.ts";
import { exposureFigures } from "./exposure-figures.ts";
import { reproduceCommand } from "./reproduce-command.ts";
import type { TradeGroups } from "./trade-groups.ts";
import { tradeGroups } from "./trade-groups.ts";
import { worstDrawdowns } from "./worst-drawdowns.ts";

/** `analysis` of result.json: what the report shows besides the key figures, as plain data. */
export interface RunAnalysis {
  /** The command that makes this run again. */
  readonly command: string;
  readonly calendar: string;
  readonly figures: AnalysisFigures;
  /** Why a figure is null, by its name. */
  readonly notes: MetricNotes;
  /** Session date of each daily value of `equity`, and buy and hold at the same marks. */
  readonly days: readonly string[];
  readonly benchmark: readonly string[];
  readonly years: readonly YearReturns[];
  readonly drawdowns: readonly DrawdownRow[];
  readonly groups: TradeGroups;
  /** In the order of the trades. */
  readonly exitReasons: readonly ExitReason[];
  readonly decisions: DecisionFunnel;
  readonly coverage: readonly Coverage[];
}

/** Figures beyond `metrics`; ratios, a loss positive. */
export interface AnalysisFigures extends BenchmarkFigures, ExposureFigures {
  readonly var99: number | null;
  readonly cvar99: number | null;
  /** Average win / |average loss|. */
  readonly payoff: number | null;
  /** Commission and slippage of closed trades / what the winners made before both. */
  readonly costShare: number | null;
}

/** One of the deepest falls, at every bar; times ISO 8601 UTC. */
export interface DrawdownRow {
  readonly depth: number;
  /** Null: the start of the run. */
  readonly start: string | null;
  readonly low: string;
  readonly recovered: string | null;
  /** From the peak to the recovery or the end. */
  readonly sessions: number;
}

const DRAWDOWNS = 10;
const RISK_LEVEL = 0.99;

/** Analyses a finished run; takes time in proportion to its bars, so sweeps leave it out. */
export function analyseRun(finished: FinishedBacktest): RunAnalysis {
  const { result, equity, daily, benchmark, resolved, run } = finished;
  const notes: MetricNotes = {};
  const initialMicros = resolved.strategy.initialCapitalMicros;
  const other = dailySeries(benchmark, initialMicros);
  const days = daily.sessions.map((session) => resolved.table.days[session] ?? "");
  const losses = daily.returns.map((value) => -value);
  const hasDays = losses.length > 0;
  const { averageWin, averageLoss, trades } = result.metrics;
  const reasons = exitReasons(run.trips, run.orders.orders);
  const costShare = costShareOf(result.trades);
  return {
    command: reproduceCommand(resolved),
    calendar: resolved.table.calendar,
    figures: {
      var99: hasDays ? valueAtRisk(losses, RISK_LEVEL) : missing(notes, "var99", "NO_DAYS"),
      cvar99: hasDays ? conditionalValueAtRisk(losses, RISK_LEVEL) : missing(notes, "cvar99", "NO_DAYS"),
      ...benchmarkFigures(daily.returns, other.returns, notes),
      payoff:
        averageWin === null || averageLoss === null
          ? missing(notes, "payoff", trades === 0 ? "NO_TRADES" : averageWin === null ? "NO_WINS" : "NO_LOSSES")
          : Number(averageWin) / Math.abs(Number(averageLoss)),
      ...exposureFigures(equity, result.trades, notes),
      costShare: costShare ?? missing(notes, "costShare", trades === 0 ? "NO_TRADES" : "NO_WINS"),
    },
    notes,
    days,
    benchmark: other.equity.map((value) => moneyText(Math.round(value))),
    years: monthlyReturns(daily.returns, days),
    drawdowns: drawdownRows(finished),
    groups: tradeGroups(result.trades, reasons, result.config.tz),
    exitReasons: reasons,
    decisions: decisionFunnel(run.orders.orders, run.refusals),
    coverage: resolved.bars.map((columns) => dataCoverage(columns, resolved.table)),
  };
}

function drawdownRows({ equity, benchmark, resolved }: FinishedBacktest): DrawdownRow[] {
  const { session } = benchmark;
  const time = (at: number): string => isoTime(equity.time[at] as number);
  const start = resolved.strategy.initialCapitalMicros;
  return worstDrawdowns(equity.equity, equity.count, start, DRAWDOWNS).map((spell) => {
    const end = spell.recoveredAt ?? equity.count - 1;
    return {
      depth: spell.depth,
      start: spell.peakAt === -1 ? null : time(spell.peakAt),
      low: time(spell.lowAt),
      recovered: spell.recoveredAt === null ? null : time(spell.recoveredAt),
      // Gaps in the session numbers are sessions of the calendar without bars; they passed all the same.
      sessions: (session[end] as number) - (session[Math.max(0, spell.peakAt)] as number),
    };
  });
}
