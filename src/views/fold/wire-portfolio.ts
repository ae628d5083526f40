import type { ActivityItem, ActivityKind, Severity } from "../../contract/activity-item.ts";
import type { AccountRow, ReconciliationDiff, ReconciliationRow } from "../../contract/account-row.ts";
import { PORTFOLIO_NAME, type PortfolioSummary } from "../../contract/portfolio-summary.ts";
import type { PositionRow } from "../../contract/position-row.ts";
import type { StrategyRow, StrategyStatusName } from "../../contract/strategy-row.ts";
import type { CoreConfig } from "../../core/model/config.ts";
import { decimalOf, decimalOrNull, isoOf, isoOrNull, moneyOf, moneyOrNull, ratioOf, shareOf } from "./decimal.ts";
import type { AccountStateRow, ActivityRow, PositionTableRow, StrategyTableRow, TradingStateRow } from "./rows.ts";
import type { AccountLinkRow, ReconciliationTableRow } from "./venue-truth-rows.ts";

export function activityOf(row: ActivityRow): ActivityItem {
  return {
    id: String(row.pos),
    seq: row.seq,
    t: isoOf(row.event_at),
    kind: row.kind as ActivityKind,
    severity: row.severity as Severity,
    title: row.title,
    strategyId: row.strategy_id,
    symbol: row.symbol,
    refId: row.ref_id,
    correlationId: row.correlation_id,
  };
}

export function positionOf(row: PositionTableRow): PositionRow {
  return {
    id: `${row.account_id}:${row.strategy_id}:${row.symbol}`,
    strategyId: row.strategy_id,
    account: row.account_id,
    symbol: row.symbol,
    assetClass: "equity",
    side: row.qty_micros < 0 ? "short" : "long",
    qty: decimalOf(row.qty_micros),
    avgEntry: decimalOf(row.avg_entry_micros ?? 0),
    mark: decimalOrNull(row.mark_micros),
    markAsOf: isoOrNull(row.mark_at),
    marketValue: moneyOrNull(row.market_value_micros),
    unrealizedPnl: moneyOrNull(row.unrealized_micros),
    unrealizedPct: shareOf(row.unrealized_micros, Math.abs(row.cost_micros)),
    realizedPnl: moneyOf(row.realized_micros),
    openedAt: isoOf(row.opened_at),
    updatedAt: isoOf(row.updated_at),
  };
}

/** Sums of one strategy. */
export interface StrategyTotals {
  readonly realized_micros: number;
  readonly unrealized_micros: number;
  readonly open_positions: number;
  readonly open_orders: number;
  readonly trades: number;
}

export function strategyOf(row: StrategyTableRow, totals: StrategyTotals): StrategyRow {
  return {
    id: row.strategy_id,
    name: row.name,
    kind: row.kind,
    status: row.status as StrategyStatusName,
    account: row.account_id,
    symbols: JSON.parse(row.symbols) as string[],
    realizedPnl: moneyOf(totals.realized_micros),
    unrealizedPnl: moneyOf(totals.unrealized_micros),
    totalPnl: moneyOf(totals.realized_micros + totals.unrealized_micros),
    openPositions: totals.open_positions,
    openOrders: totals.open_orders,
    trades: totals.trades,
    lastSignalAt: isoOrNull(row.last_signal_at),
    configVersion: row.config_version,
  };
}

/** An account of the configuration, its newest figures and what is known of it at the venue. */
export function accountOf(
  account: CoreConfig["accounts"][number],
  state: AccountStateRow | null,
  link: AccountLinkRow | null,
): AccountRow {
  return {
    id: account.id,
    currency: account.currency,
    equity: moneyOrNull(state?.equity_micros ?? null),
    cash: moneyOrNull(state?.cash_micros ?? null),
    isBlocked: link?.is_blocked ?? false,
    blockReason: link?.block_reason ?? null,
    blockedSince: isoOrNull(link?.blocked_since ?? null),
    lastVerdict: link?.last_verdict ?? null,
    lastReconciledAt: isoOrNull(link?.reconciled_at ?? null),
  };
}

export function reconciliationOf(row: ReconciliationTableRow): ReconciliationRow {
  return {
    id: String(row.pos),
    seq: row.seq,
    t: isoOf(row.event_at),
    account: row.account_id,
    verdict: row.verdict,
    diffs: JSON.parse(row.diffs) as ReconciliationDiff[],
  };
}

/** What the summary is computed from: newest marks of all accounts, open positions, counts. */
export interface SummaryRows {
  readonly accounts: readonly AccountStateRow[];
  readonly positions: readonly PositionTableRow[];
  readonly realizedMicros: number;
  readonly openOrders: number;
  readonly tradingState: TradingStateRow | null;
  readonly config: CoreConfig | null;
}

/** The fund on one line; longs are paid in full, shorts take 50 % margin. */
export function summaryOf(rows: SummaryRows): PortfolioSummary {
  const { accounts, positions, config } = rows;
  const total = (of: (row: AccountStateRow) => number): number | null =>
    accounts.length === 0 ? null : accounts.reduce((sum, row) => sum + of(row), 0);
  const opening = config?.accounts.reduce((sum, account) => sum + account.openingCashMicros, 0) ?? null;
  const equity = total((row) => row.equity_micros) ?? opening;
  const dayStart = total((row) => row.day_start_micros);
  const peak = total((row) => row.peak_micros) ?? opening;
  let gross = 0;
  let net = 0;
  let unrealized = 0;
  let margin = 0;
  for (const row of positions) {
    const value = row.market_value_micros ?? row.cost_micros;
    gross += Math.abs(value);
    net += value;
    margin += value < 0 ? Math.abs(value) / 2 : value;
    unrealized += row.unrealized_micros ?? 0;
  }
  const dayPnl = equity === null || dayStart === null ? null : equity - dayStart;
  const marginRatio = config?.limits.marginMaxRatio ?? null;
  const marginUsed = Math.round(margin);
  return {
    name: PORTFOLIO_NAME,
    equity: moneyOrNull(equity),
    cash: moneyOrNull(total((row) => row.cash_micros) ?? opening),
    dayPnl: moneyOrNull(dayPnl),
    dayPnlPct: shareOf(dayPnl, dayStart),
    realizedPnl: moneyOf(rows.realizedMicros),
    unrealizedPnl: moneyOf(unrealized),
    grossExposure: moneyOf(gross),
    netExposure: moneyOf(net),
    leverage: shareOf(gross, equity),
    marginUsed: moneyOf(marginUsed),
    marginLimit: marginRatio === null || equity === null ? null : moneyOf(Math.round(equity * marginRatio)),
    marginPct: shareOf(marginUsed, equity),
    openPositions: positions.length,
    openOrders: rows.openOrders,
    peakEquity: moneyOrNull(peak),
    drawdownPct: peak === null || equity === null ? null : shareOf(Math.max(0, peak - equity), peak),
    drawdownLimit: ratioOf(config?.limits.drawdownHaltRatio ?? Number.NaN),
    cvar95: null,
    cvarLimit: null,
    killState: rows.tradingState?.state ?? "ACTIVE",
  };
}
