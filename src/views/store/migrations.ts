import { sql } from "kysely";
import type { Migrations } from "../../database/migrate.ts";

/**
 * Tables of the read models. Money, prices, quantities: BIGINT of 1e-6; times: BIGINT micros since
 * 1970 UTC. They hold nothing that a replay of the journal would not bring back.
 */
const first = [
  `create table view_offsets (view text primary key, seq bigint not null, event_at bigint not null)`,
  `create table directory (name text primary key, body text not null)`,
  `create table instrument_marks (symbol text primary key, mark_micros bigint not null, mark_at bigint not null)`,
  `create table orders (
    order_id bigint primary key, pos bigint not null, client_order_id text not null, venue_order_id text,
    signal_id text not null, strategy_id text not null, account_id text not null, symbol text not null,
    intent text not null, side text not null, effect text not null, type text not null, time_in_force text not null,
    qty_micros bigint not null, limit_micros bigint, stop_micros bigint, status text not null,
    is_terminal boolean not null, reason text, cum_qty_micros bigint not null, cum_lots bigint not null,
    cum_lot_ticks bigint not null, avg_micros bigint, notional_micros bigint not null, fee_micros bigint not null,
    slippage_micros bigint not null, created_at bigint not null, submitted_at bigint, last_event_at bigint not null,
    seq bigint not null)`,
  `create unique index orders_by_client_order on orders (account_id, client_order_id)`,
  `create index orders_by_pos on orders (pos desc)`,
  `create index orders_by_signal on orders (signal_id)`,
  `create index orders_working on orders (pos desc) where not is_terminal`,
  `create table order_events (
    pos bigint primary key, seq bigint not null, order_id bigint not null, from_status text, to_status text not null,
    reason text, event_at bigint not null)`,
  `create index order_events_by_order on order_events (order_id, pos)`,
  `create table fills (
    pos bigint primary key, seq bigint not null, order_id bigint not null, execution_id text not null,
    signal_id text not null, strategy_id text not null, account_id text not null, symbol text not null,
    side text not null, qty_micros bigint not null, price_micros bigint not null, notional_micros bigint not null,
    fee_micros bigint not null, slippage_micros bigint not null, event_at bigint not null, is_late boolean not null)`,
  `create index fills_by_order on fills (order_id, pos)`,
  `create index fills_by_signal on fills (signal_id)`,
  `create table round_trips (
    pos bigint primary key, seq bigint not null, strategy_id text not null, symbol text not null, side text not null,
    qty_micros bigint not null, entry_order_id bigint not null, exit_order_id bigint not null,
    entry_at bigint not null, exit_at bigint not null, entry_micros bigint not null, exit_micros bigint not null,
    entry_notional_micros bigint not null, gross_micros bigint not null, costs_micros bigint not null,
    slippage_micros bigint not null, net_micros bigint not null)`,
  `create table positions (
    account_id text not null, strategy_id text not null, symbol text not null, qty_micros bigint not null,
    open_lots bigint not null, open_lot_ticks bigint not null, avg_entry_micros bigint, cost_micros bigint not null,
    mark_micros bigint, mark_at bigint, market_value_micros bigint, unrealized_micros bigint,
    realized_micros bigint not null, opened_at bigint not null, updated_at bigint not null, seq bigint not null,
    primary key (account_id, strategy_id, symbol))`,
  `create table signals (
    signal_id text primary key, pos bigint not null, receipt_id text, source_id text not null, profile text, raw text,
    received_at bigint not null, sent_at bigint, strategy_id text, symbol text, intent text, side text, type text,
    price_micros bigint, qty_micros bigint, expected_alpha text, status text not null, reason text,
    seq bigint not null)`,
  `create index signals_by_pos on signals (pos desc)`,
  `create index signals_by_receipt on signals (receipt_id)`,
  `create index signals_open on signals (signal_id) where status = 'ACCEPTED'`,
  `create table decisions (
    pos bigint primary key, seq bigint not null, event_at bigint not null, signal_id text not null,
    strategy_id text not null, symbol text not null, outcome text, reason text, qty_micros bigint not null,
    order_id bigint, binding bigint not null, lot_micros bigint not null, steps text not null, checks text not null)`,
  `create index decisions_by_signal on decisions (signal_id, pos)`,
  `create table account_state_history (
    account_id text not null, state_at bigint not null, equity_micros bigint not null, cash_micros bigint not null,
    peak_micros bigint not null, day_start_micros bigint not null, seq bigint not null,
    primary key (account_id, state_at))`,
  `create table daily_equity (
    account_id text not null, day text not null, equity_micros bigint not null, day_start_micros bigint not null,
    traded_micros bigint not null, marked_at bigint not null, seq bigint not null, primary key (account_id, day))`,
  `create table activity (
    pos bigint primary key, seq bigint not null, event_at bigint not null, kind text not null, severity text not null,
    title text not null, strategy_id text, symbol text, ref_id text, correlation_id text)`,
  `create index activity_by_correlation on activity (correlation_id, pos)`,
  `create table trading_state (
    scope text primary key, state text not null, reason text, by text, since_at bigint, seq bigint not null)`,
  `create table strategies (
    strategy_id text primary key, position bigint not null, name text not null, kind text not null,
    status text not null, account_id text not null, symbols text not null, last_signal_at bigint,
    config_version bigint not null, seq bigint not null)`,
  `create table alerts (
    pos bigint primary key, seq bigint not null, event_at bigint not null, severity text not null, code text not null,
    title text not null, order_id bigint)`,
  `create table ledger_entries (
    pos bigint not null, line bigint not null, seq bigint not null, account_id text not null, strategy_id text,
    symbol text, code text not null, cause text not null, amount_micros bigint not null, currency text not null,
    booked_at bigint not null, primary key (pos, line))`,
];

/** Orders of others, replaced and reversed ones, and what the venue says of an account. */
const venueTruth = [
  `alter table orders
    add column role text not null default 'entry', add column parent_id bigint,
    add column is_external boolean not null default false, add column pending text not null default 'none',
    add column replaces_id bigint, add column replaced_by_id bigint,
    add column carried_qty_micros bigint not null default 0`,
  `create table fill_reversals (
    order_id bigint not null, ref_execution_id text not null, pos bigint not null, seq bigint not null,
    execution_id text not null, qty_micros bigint not null, price_micros bigint not null,
    notional_micros bigint not null, fee_micros bigint not null, event_at bigint not null,
    primary key (order_id, ref_execution_id))`,
  `create table account_links (
    account_id text primary key, is_blocked boolean not null, block_reason text, blocked_since bigint,
    last_verdict text, reconciled_at bigint, seq bigint not null)`,
  `create table reconciliations (
    pos bigint primary key, seq bigint not null, event_at bigint not null, account_id text not null,
    request_id bigint not null, verdict text not null, diffs text not null)`,
  `create index reconciliations_by_account on reconciliations (account_id, pos desc)`,
];

/** Forward only; a new step never breaks a query of the build before. */
export const viewMigrations: Migrations = {
  "0001-read-models": {
    async up(db): Promise<void> {
      for (const statement of first) await sql.raw(statement).execute(db);
    },
  },
  "0002-daily-extremes": {
    async up(db): Promise<void> {
      for (const column of ["high_micros", "low_micros", "fall_from_micros", "fall_to_micros"]) {
        await sql.raw(`alter table daily_equity add column ${column} bigint not null default 0`).execute(db);
      }
      // Rows of before lack the figures: without its mark the journal is folded anew.
      await sql.raw("delete from view_offsets").execute(db);
    },
  },
  "0003-venue-truth": {
    async up(db): Promise<void> {
      for (const statement of venueTruth) await sql.raw(statement).execute(db);
      await sql.raw("delete from view_offsets").execute(db);
    },
  },
};
