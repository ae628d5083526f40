import type { AccountRow, ReconciliationRow } from "./account-row.ts";
import type { ActivityItem } from "./activity-item.ts";
import type { DecisionRow, DecisionTrace } from "./decision-trace.ts";
import type { Page, PartialTotal } from "./envelope.ts";
import type { EquityQuery, EquitySeries } from "./equity-series.ts";
import type { FillRow } from "./fill-row.ts";
import type { Health, HealthDetail } from "./health.ts";
import type { KillState } from "./kill-switch.ts";
import type { ListQuery } from "./list-query.ts";
import type { MarketStatus } from "./market-status.ts";
import type { MetricsQuery, MetricsSummary } from "./metrics-summary.ts";
import type { OrderDetail, OrderRow } from "./order-row.ts";
import type { PortfolioSummary } from "./portfolio-summary.ts";
import type { PositionRow } from "./position-row.ts";
import type { LimitsRow } from "./risk-limits.ts";
import type { SignalDetail, SignalRow } from "./signal-row.ts";
import type { StrategyRow } from "./strategy-row.ts";
import type { TradeRow } from "./trade-row.ts";

/** One read: the data, and the journal position it is the fold of. */
export interface QueryResult<T> {
  readonly data: T;
  readonly asOfSeq: number;
  /** ISO time of the newest fact inside. */
  readonly asOf: string;
  readonly currency: string;
  readonly page: Page | null;
  readonly partial: PartialTotal | null;
}
export type Read<T> = Promise<QueryResult<T>>;

/** Read models kept by the views; rejects with {@link ViewsUnavailable} while they are not there. */
export interface ViewQueries {
  readonly portfolioSummary: () => Read<PortfolioSummary>;
  readonly equitySeries: (query: EquityQuery) => Read<EquitySeries>;
  readonly metricsSummary: (query: MetricsQuery) => Read<MetricsSummary>;
  readonly activity: (query: ListQuery) => Read<ActivityItem[]>;
  readonly strategies: () => Read<StrategyRow[]>;
  readonly orders: (query: ListQuery) => Read<OrderRow[]>;
  readonly order: (id: string) => Read<OrderDetail | null>;
  readonly fills: (query: ListQuery) => Read<FillRow[]>;
  readonly positions: (query: ListQuery) => Read<PositionRow[]>;
  readonly trades: (query: ListQuery) => Read<TradeRow[]>;
  readonly signals: (query: ListQuery) => Read<SignalRow[]>;
  /** By signal id or receipt id. */
  readonly signal: (id: string) => Read<SignalDetail | null>;
  readonly decisions: (query: ListQuery) => Read<DecisionRow[]>;
  /** By correlation id (= signal id), receipt id, or order id. */
  readonly trace: (id: string) => Read<DecisionTrace | null>;
  readonly accounts: () => Read<AccountRow[]>;
  readonly reconciliations: (accountId: string, query: ListQuery) => Read<ReconciliationRow[]>;
}

/** What the API asks of the app for reading. */
export interface QueryPort extends ViewQueries {
  /** From memory, never waits for the views. */
  readonly health: () => Health;
  readonly healthDetail: () => Promise<HealthDetail>;
  readonly marketStatus: () => MarketStatus;
  /** What is durable; never waits for the views, nor long for a disk that fails. */
  readonly killState: () => Promise<KillState>;
  /** The limits in force, of every scope. */
  readonly limits: () => LimitsRow[];
}

/** The read models cannot be read now; the API answers 503. */
export class ViewsUnavailable extends Error {
  override readonly name = "ViewsUnavailable";
}
