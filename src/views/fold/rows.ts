import type { OrderPending, OrderRole, OrderStatus } from "../../core/model/order.ts";
import type { TradingState } from "../../core/model/output.ts";
import type { OrderType, Side, SignalIntent, TimeInForce } from "../../core/model/signal.ts";
import type { AccountLinkRow, FillReversalRow, ReconciliationTableRow } from "./venue-truth-rows.ts";

/**
 * Rows of the read models, named as their columns. Money, prices and quantities are safe integers
 * of 1e-6, times are micros, `pos` orders rows of one table by (seq, index) in one number.
 */
export interface OrderTableRow {
  readonly order_id: number;
  readonly pos: number;
  readonly client_order_id: string;
  venue_order_id: string | null;
  readonly signal_id: string;
  readonly strategy_id: string;
  readonly account_id: string;
  readonly symbol: string;
  readonly intent: SignalIntent;
  readonly side: Side;
  readonly effect: "open" | "close";
  readonly role: OrderRole;
  readonly parent_id: number | null;
  readonly is_external: boolean;
  pending: OrderPending;
  readonly replaces_id: number | null;
  replaced_by_id: number | null;
  readonly type: OrderType;
  readonly time_in_force: TimeInForce;
  readonly qty_micros: number;
  readonly limit_micros: number | null;
  readonly stop_micros: number | null;
  status: OrderStatus;
  is_terminal: boolean;
  reason: string | null;
  /** Filled by the order itself. */
  cum_qty_micros: number;
  /** Filled by the orders it replaced. */
  carried_qty_micros: number;
  /** Sums over the fills, those of replaced orders included, in the instrument's own units: average = cum_lot_ticks / cum_lots. */
  cum_lots: number;
  cum_lot_ticks: number;
  avg_micros: number | null;
  notional_micros: number;
  fee_micros: number;
  slippage_micros: number;
  readonly created_at: number;
  submitted_at: number | null;
  last_event_at: number;
  seq: number;
}
export interface OrderEventRow {
  readonly pos: number;
  readonly seq: number;
  readonly order_id: number;
  readonly from_status: OrderStatus | null;
  readonly to_status: OrderStatus;
  readonly reason: string | null;
  readonly event_at: number;
}
export interface FillTableRow {
  readonly pos: number;
  readonly seq: number;
  readonly order_id: number;
  readonly execution_id: string;
  readonly signal_id: string;
  readonly strategy_id: string;
  readonly account_id: string;
  readonly symbol: string;
  readonly side: Side;
  readonly qty_micros: number;
  readonly price_micros: number;
  readonly notional_micros: number;
  readonly fee_micros: number;
  readonly slippage_micros: number;
  readonly event_at: number;
  readonly is_late: boolean;
}
export interface RoundTripRow {
  readonly pos: number;
  readonly seq: number;
  readonly strategy_id: string;
  readonly symbol: string;
  readonly side: "long" | "short";
  readonly qty_micros: number;
  readonly entry_order_id: number;
  readonly exit_order_id: number;
  readonly entry_at: number;
  readonly exit_at: number;
  readonly entry_micros: number;
  readonly exit_micros: number;
  readonly entry_notional_micros: number;
  readonly gross_micros: number;
  readonly costs_micros: number;
  readonly slippage_micros: number;
  readonly net_micros: number;
}
export interface PositionTableRow {
  readonly account_id: string;
  readonly strategy_id: string;
  readonly symbol: string;
  /** Signed; 0 once it was closed (the row keeps its realised result). */
  qty_micros: number;
  open_lots: number;
  open_lot_ticks: number;
  avg_entry_micros: number | null;
  cost_micros: number;
  mark_micros: number | null;
  mark_at: number | null;
  market_value_micros: number | null;
  unrealized_micros: number | null;
  realized_micros: number;
  opened_at: number;
  updated_at: number;
  seq: number;
}
export interface SignalTableRow {
  readonly signal_id: string;
  readonly pos: number;
  readonly receipt_id: string | null;
  readonly source_id: string;
  readonly profile: string | null;
  readonly raw: string | null;
  readonly received_at: number;
  readonly sent_at: number | null;
  strategy_id: string | null;
  symbol: string | null;
  intent: SignalIntent | null;
  side: Side | null;
  type: OrderType | null;
  price_micros: number | null;
  qty_micros: number | null;
  /** Decimal text. */
  expected_alpha: string | null;
  status: string;
  reason: string | null;
  seq: number;
}
export interface DecisionTableRow {
  readonly pos: number;
  readonly seq: number;
  readonly event_at: number;
  readonly signal_id: string;
  readonly strategy_id: string;
  readonly symbol: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly qty_micros: number;
  readonly order_id: number | null;
  readonly binding: number;
  readonly lot_micros: number;
  /** JSON of StepRecord[] and CheckRecord[]. */
  readonly steps: string;
  readonly checks: string;
}
export interface AccountStateRow {
  readonly account_id: string;
  readonly state_at: number;
  equity_micros: number;
  cash_micros: number;
  peak_micros: number;
  day_start_micros: number;
  seq: number;
}
export interface DailyEquityRow {
  readonly account_id: string;
  readonly day: string;
  equity_micros: number;
  day_start_micros: number;
  /** Highest and lowest mark of the day, and the pair of its deepest fall (high before low). */
  high_micros: number;
  low_micros: number;
  fall_from_micros: number;
  fall_to_micros: number;
  /** Sum of |fill notional| of the day. */
  traded_micros: number;
  marked_at: number;
  seq: number;
}
export interface ActivityRow {
  readonly pos: number;
  readonly seq: number;
  readonly event_at: number;
  readonly kind: string;
  readonly severity: string;
  readonly title: string;
  readonly strategy_id: string | null;
  readonly symbol: string | null;
  readonly ref_id: string | null;
  readonly correlation_id: string | null;
}
export interface TradingStateRow {
  readonly scope: "all";
  readonly state: TradingState;
  readonly reason: string | null;
  readonly by: string | null;
  readonly since_at: number | null;
  readonly seq: number;
}
export interface StrategyTableRow {
  readonly strategy_id: string;
  readonly position: number;
  readonly name: string;
  readonly kind: string;
  status: string;
  readonly account_id: string;
  /** JSON string[]. */
  readonly symbols: string;
  last_signal_at: number | null;
  readonly config_version: number;
  seq: number;
}
export interface AlertRow {
  readonly pos: number;
  readonly seq: number;
  readonly event_at: number;
  readonly severity: string;
  readonly code: string;
  readonly title: string;
  readonly order_id: number | null;
}
export interface LedgerEntryRow {
  readonly pos: number;
  readonly line: number;
  readonly seq: number;
  readonly account_id: string;
  readonly strategy_id: string | null;
  readonly symbol: string | null;
  readonly code: string;
  readonly cause: string;
  readonly amount_micros: number;
  readonly currency: string;
  readonly booked_at: number;
}
export interface InstrumentMarkRow {
  readonly symbol: string;
  mark_micros: number;
  mark_at: number;
}
/** What later entries are read with: instruments, configuration, sessions; `body` is JSON. */
export interface DirectoryRow {
  readonly name: "instruments" | "config" | "sessions";
  readonly body: string;
}

/** Every table of the read models by name. */
export interface ViewTables {
  orders: OrderTableRow;
  order_events: OrderEventRow;
  fills: FillTableRow;
  fill_reversals: FillReversalRow;
  round_trips: RoundTripRow;
  positions: PositionTableRow;
  signals: SignalTableRow;
  decisions: DecisionTableRow;
  account_state_history: AccountStateRow;
  daily_equity: DailyEquityRow;
  activity: ActivityRow;
  trading_state: TradingStateRow;
  account_links: AccountLinkRow;
  reconciliations: ReconciliationTableRow;
  strategies: StrategyTableRow;
  alerts: AlertRow;
  ledger_entries: LedgerEntryRow;
  instrument_marks: InstrumentMarkRow;
  directory: DirectoryRow;
}
export type TableName = keyof ViewTables;

/** Primary key of each table. */
export const TABLE_KEYS: { readonly [T in TableName]: readonly (keyof ViewTables[T] & string)[] } = {
  orders: ["order_id"],
  order_events: ["pos"],
  fills: ["pos"],
  fill_reversals: ["order_id", "ref_execution_id"],
  round_trips: ["pos"],
  positions: ["account_id", "strategy_id", "symbol"],
  signals: ["signal_id"],
  decisions: ["pos"],
  account_state_history: ["account_id", "state_at"],
  daily_equity: ["account_id", "day"],
  activity: ["pos"],
  trading_state: ["scope"],
  account_links: ["account_id"],
  reconciliations: ["pos"],
  strategies: ["strategy_id"],
  alerts: ["pos"],
  ledger_entries: ["pos", "line"],
  instrument_marks: ["symbol"],
  directory: ["name"],
};
export const TABLE_NAMES: readonly TableName[] = Object.keys(TABLE_KEYS) as TableName[];
