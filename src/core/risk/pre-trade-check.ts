import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { MoneyMicrosSafe, PriceMicros } from "../model/units.ts";

/** Why we refuse an order of ours: one code per check, never reused for another meaning. */
export type DenyCode =
  | "STRATEGY_INACTIVE"
  | "KILL_SWITCH"
  | "WRONG_ROUTE"
  | "ACCOUNT_UNCERTAIN"
  | "UNKNOWN_OUTCOME"
  | "REDUCE_ONLY"
  | "INSTRUMENT_NOT_TRADABLE"
  | "INSTRUMENT_HALTED"
  | "MARKET_CLOSED"
  | "STALE_DATA"
  | "SIGNAL_TOO_OLD"
  | "DUPLICATE_ORDER"
  | "ENTRY_RATE"
  | "MAX_ORDER_QUANTITY"
  | "MAX_ORDER_VALUE"
  | "PRICE_COLLAR"
  | "LIQUIDITY"
  | "VOLATILITY_BREAKER"
  | "RISK_PER_TRADE"
  | "MAX_POSITIONS"
  | "MAX_DEPLOYED"
  | "MAX_SYMBOL_SHARE"
  | "MAX_STRATEGY_POSITION"
  | "MARGIN_UTILISATION"
  | "BUYING_POWER"
  | "SHORT_SALE_MARGIN"
  | "DAILY_LOSS"
  | "DRAWDOWN"
  | "STRATEGY_DAILY_LOSS"
  | "MESSAGE_RATE"
  | "SELF_MATCH";

/**
 * One rule that an order must keep before it may be sent. `evaluate` fills `measure.value` and
 * `measure.limit` in the check's unit and answers PASS, FAIL or NOT_APPLICABLE. It reads nothing
 * else, allocates nothing, and an unknown number (NaN) never passes.
 */
export interface PreTradeCheck {
  readonly id: string;
  /** For people, without a full stop. */
  readonly label: string;
  readonly unit: "lots" | "micros" | "ratio" | "seconds" | "count" | "flag";
  /** `exposure` checks are NOT_APPLICABLE to orders that only reduce (R10). */
  readonly scope: "all" | "exposure";
  /** Also under profile none. */
  readonly alwaysEnforced: boolean;
  readonly denyCode: DenyCode;
  readonly evaluate: (order: Order, context: PortfolioContext, measure: Measure) => number;
}

/** Reused for every check: what the order would add, computed once, and what the check measured. */
export interface Measure {
  value: number;
  limit: number;
  /** Limit, else the worse of last close and stop with slippage; NaN while unknown. */
  priceMicros: PriceMicros;
  notionalMicros: MoneyMicrosSafe;
  /** Initial margin the order adds; 0 for stock paid in full. */
  marginMicros: MoneyMicrosSafe;
  /** Buying power it takes, commission included. */
  costMicros: MoneyMicrosSafe;
}
