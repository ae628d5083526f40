import { required } from "../../core/assert.ts";
import { isTerminal } from "../../core/model/order.ts";
import { findStrategy } from "../../core/strategies/registry.ts";
import type { BacktestMetrics } from "../metrics/backtest-metrics.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { costShareOf } from "./cost-share.ts";
import type { ResolvedRun } from "./resolve-run.ts";
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
  figures: { readonly metrics: BacktestMetrics; readonly trades: readonly TradeRow[] },
): RunWarning[] {
  const { metrics, trades } = figures;
  const { strategy } = resolved;
  const warnings: RunWarning[] = [];
  const add = (code: string, text: string): void => {
    warnings.push({ code, text });
  };
  if (strategy.fillModel === "same-bar-close")
    add("OPTIMISTIC_FILLS", "Orders fill at the close that decided them; nobody can trade so.");
  const { commissionPerOrderMicros, commissionPerUnitMicros, commissionBps, commissionMinimumMicros, slippageBps } =
    strategy.costs;
  const commission = commissionPerOrderMicros + commissionPerUnitMicros + commissionBps + commissionMinimumMicros;
  if (commission === 0 && slippageBps === 0) add("NO_COSTS", "Commission and slippage are zero.");
  else if (commission === 0) add("NO_COMMISSION", "Commission is zero.");
  else if (slippageBps === 0) add("NO_SLIPPAGE", "Slippage is zero.");
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
  const { strategy, bars } = resolved;
  const wanted = findStrategy(strategy.kind)?.warmupBars(strategy.parameters) ?? 0;
  for (const order of run.orders.orders) {
    const columns = bars[order.instrument];
    const enough = columns === undefined ? undefined : columns.tsClose[wanted - 1];
    if (columns === undefined || wanted === 0 || (enough !== undefined && order.tsBar >= enough)) continue;
    add(
      "SHORT_WARM_UP",
      `The first decision came before ${wanted} bars of history; its averages still depend on where the data begin.`,
    );
    return;
  }
}
