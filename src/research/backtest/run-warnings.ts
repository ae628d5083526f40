import { required } from "../../core/assert.ts";
import { isTerminal } from "../../core/model/order.ts";
import type { RoundTripClosed } from "../../core/model/output.ts";
import { RATES_FROM, RATES_TO } from "../../core/simulation/regulatory-fees.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { Marks } from "../metrics/daily-series.ts";
import { strategyLookup } from "../strategies/own-strategy.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { costShareOf } from "./cost-share.ts";
import { costWarnings } from "./cost-warnings.ts";
import type { ResolvedRun } from "./resolve-run.ts";
import { isoTime, strategiesOf } from "./resolve-run.ts";
import type { TradeRow } from "./result-rows.ts";
import type { RunWarning } from "./run-warning.ts";

/** Below these a figure says little. */
const TRADES_MIN = 30;
const DAYS_MIN = 20;
/** Costs above this share of the gross profit are worth a word. */
const COST_SHARE = 0.25;
/** Reasons that are the ordinary course: a signal that repeats a state, an exit with nothing to close. */
const ORDINARY: readonly string[] = ["DUPLICATE", "NO_OPEN_TRADE", "NOTHING_TO_CLOSE"];

/** What the reader should know before the figures; the gravest first, notes about the data last. */
export function runWarnings(
  resolved: ResolvedRun,
  run: BacktestRun,
  figures: {
    readonly metrics: BacktestMetrics;
    readonly trades: readonly TradeRow[];
    readonly marks: Marks;
    readonly isPartial: boolean;
  },
): RunWarning[] {
  const { metrics, trades, marks, isPartial } = figures;
  const { strategy } = resolved;
  const warnings: RunWarning[] = [];
  const add = (code: string, text: string): void => {
    warnings.push({ code, text });
  };
  if (isPartial) {
    const last = marks.count === 0 ? "its first bar" : isoTime(marks.time[marks.count - 1] as number);
    add("PARTIAL", `The run was stopped after ${last}; the figures are those of the part before.`);
  }
  warnings.push(...costWarnings(strategy));
  modelWarnings(resolved, run, trades, add);
  const books = required(run.core.state.trading, "a run that ended had a configuration");
  const { tradingState } = books.risk;
  if (tradingState !== "ACTIVE") add("TRADING_STOPPED", `A risk limit left trading in ${tradingState} at the end.`);
  for (const [key, count] of run.refusals) {
    // A denied order ends its signal with the same reason; it is told once.
    const ofOrders = key.replace(/^SIGNAL_/, "");
    if (ofOrders === key || !run.refusals.has(ofOrders)) addRefusal(key, count, add);
  }
  if (metrics.trades < TRADES_MIN)
    add("FEW_TRADES", `${metrics.trades} trades; fewer than ${TRADES_MIN} say little about the next.`);
  if (metrics.days < DAYS_MIN)
    add("FEW_DAYS", `${metrics.days} daily returns; Sharpe and what is annualised want at least ${DAYS_MIN}.`);
  const share = costShareOf(trades);
  if (share !== null && share > COST_SHARE)
    add("HIGH_COSTS", `Costs take ${Math.round(share * 100)} % of the profit before costs.`);
  addWarmUp(resolved, run, add);
  const waiting = run.orders.orders.filter((order) => !isTerminal(order.status)).length;
  if (waiting > 0) add("ORDERS_AT_END", `${waiting} orders were still waiting for a bar after the last one.`);
  if (strategy.closeAtEnd)
    add("CLOSED_AT_END", "Positions were closed at the last close with costs; no market offered that price.");
  return [...warnings, ...resolved.warnings];
}

/** What the chosen models assume, and what they leave out. */
function modelWarnings(resolved: ResolvedRun, run: BacktestRun, trades: readonly TradeRow[], add: Add): void {
  const { venueModel, financing } = resolved.strategy;
  if (venueModel.name === "quotes")
    add("QUOTES_ASSUMED", "The feed has no quotes: bid and ask are the bar's price and an assumed half spread.");
  if (venueModel.participation !== null && resolved.bars.some((columns) => columns.volume.every((one) => one === 0)))
    add(
      "NO_VOLUME_TO_FILL",
      "A share of volume was asked for and an instrument's bars have none: nothing fills there.",
    );
  const [first, last] = [resolved.table.opens[0] as number, run.core.state.now];
  if (venueModel.fees === "us-equity-regulatory" && (first < RATES_FROM || last >= RATES_TO))
    add(
      "FEE_RATES_OUTSIDE",
      "Regulators' rates are known from 2014-03-18 to 2025-12-31; outside the nearest ones hold.",
    );
  const { ambiguousBars } = run.venue;
  if (ambiguousBars > 0) {
    const share = trades.length === 0 ? "" : ` (${Math.round((ambiguousBars / trades.length) * 100)} % of the trades)`;
    const bars = ambiguousBars === 1 ? "1 bar" : `${ambiguousBars} bars`;
    add("AMBIGUOUS_BRACKETS", `${bars}${share} held both the stop and the target of a bracket; the stop was taken.`);
  }
  const isFree = financing.borrowRate === 0 && Object.keys(financing.borrowRates).length === 0;
  const isOvernight = (trip: RoundTripClosed): boolean =>
    trip.side === "short" && isoTime(trip.tsEntry).slice(0, 10) !== isoTime(trip.tsExit).slice(0, 10);
  const isShort = run.core.state.trading?.ledger.accountLots.some((lots) => lots < 0) ?? false;
  if (isFree && (isShort || run.trips.some(isOvernight)))
    add("NO_BORROW_FEE", "Positions were short over night and no borrow fee was charged; see financing.borrowRate.");
}

type Add = (code: string, text: string) => void;

/** One line per kind of refusal; the key is `STATUS:REASON`. */
function addRefusal(key: string, count: number, add: Add): void {
  const at = key.indexOf(":");
  const status = key.slice(0, at);
  const reason = key.slice(at + 1);
  if (ORDINARY.includes(reason) || reason.startsWith("WITHDRAWN")) return;
  const orders = count === 1 ? "1 order" : `${count} orders`;
  if (reason === "INSUFFICIENT_FUNDS")
    add(
      reason,
      status === "CANCELED"
        ? `${orders} cut at the fill to what cash affords.`
        : `${orders} rejected at the fill: cash did not suffice.`,
    );
  else if (status === "DROPPED") add("SIGNALS_DROPPED", `${count} signals dropped: ${reason}.`);
  else if (status === "SIGNAL_DENIED") add("SIGNALS_DENIED", `${count} signals denied before an order: ${reason}.`);
  else add(`ORDERS_${status}`, `${orders} ${status.toLowerCase()}: ${reason}.`);
}

/** Recursive features depend on their first bar; the first decision should stand far from it. */
function addWarmUp(resolved: ResolvedRun, run: BacktestRun, add: Add): void {
  const lookup = strategyLookup(resolved.ownStrategies ?? []);
  const wantedBy = strategiesOf(resolved).map((file) => ({
    timeframeSeconds: file.timeframeSeconds,
    wanted: lookup(file.kind)?.warmupBars(file.parameters) ?? 0,
  }));
  for (const order of run.orders.orders) {
    const { wanted = 0, timeframeSeconds = 0 } = wantedBy[order.strategy] ?? {};
    const columns = barsOf(resolved, order.instrument, timeframeSeconds);
    // What warmed up before the first session counts.
    const missing = wanted - (resolved.warmupBars?.[order.instrument]?.count ?? 0);
    const enough = columns === undefined ? undefined : columns.tsClose[missing - 1];
    if (columns === undefined || missing <= 0 || (enough !== undefined && order.tsBar >= enough)) continue;
    add(
      "SHORT_WARM_UP",
      `The first decision came before ${wanted} bars of history; its averages still depend on where the data begin.`,
    );
    return;
  }
}

function barsOf(
  { bars, longerBars }: ResolvedRun,
  instrument: number,
  timeframeSeconds: number,
): BarColumns | undefined {
  const longer = longerBars.find(
    (one) => one.instrument === instrument && one.columns.timeframeSeconds === timeframeSeconds,
  );
  return longer?.columns ?? bars[instrument];
}
