import { required } from "../../core/assert.ts";
import type { BarClosed, ConfigChanged, InstrumentsLoaded, SessionTableLoaded } from "../../core/model/input.ts";
import type { StrategyStatusChanged, TradingStateChanged } from "../../core/model/output.ts";
import { instrumentAt } from "./amounts.ts";
import { type FoldContext, putActivity, touch } from "./fold-context.ts";
import { putRow } from "./row-changes.ts";
import { strategyIdOf } from "./view-state.ts";

export function foldInstruments(context: FoldContext, input: InstrumentsLoaded): void {
  context.state.instruments = input.instruments;
  putRow(context.changes, "directory", { name: "instruments", body: JSON.stringify(input.instruments) });
}

export function foldSessions(context: FoldContext, input: SessionTableLoaded): void {
  context.state.sessions = input.table;
  context.state.sessionIndex = 0;
  putRow(context.changes, "directory", { name: "sessions", body: JSON.stringify(input.table) });
}

export function foldConfig(context: FoldContext, input: ConfigChanged): void {
  const { state, changes, seq } = context;
  const { config } = input;
  state.config = config;
  putRow(changes, "directory", { name: "config", body: JSON.stringify(config) });
  for (const strategy of config.strategies) {
    const known = state.strategies.get(strategy.id);
    const row = {
      strategy_id: strategy.id,
      position: strategy.index,
      name: strategy.name,
      kind: strategy.kind,
      // Later configurations change limits and costs only; the status has its own output.
      status: known?.status ?? strategy.status,
      account_id: required(config.accounts[strategy.account], "a strategy names an account").id,
      symbols: JSON.stringify(strategy.instruments.map((index) => instrumentAt(state.instruments, index).symbol)),
      last_signal_at: known?.last_signal_at ?? null,
      config_version: config.version,
      seq,
    };
    state.strategies.set(strategy.id, row);
    putRow(changes, "strategies", row);
  }
  touch(context, "strategies");
  touch(context, "summary");
}

/** Keeps the last close of each instrument, for the marks. */
export function foldBar(context: FoldContext, input: BarClosed): void {
  const { symbol } = instrumentAt(context.state.instruments, input.instrument);
  let row = context.state.marks.get(symbol);
  if (row === undefined) {
    row = { symbol, mark_micros: input.closeMicros, mark_at: input.tsEvent };
    context.state.marks.set(symbol, row);
  }
  row.mark_micros = input.closeMicros;
  row.mark_at = input.tsEvent;
  putRow(context.changes, "instrument_marks", row);
}

export function foldTradingState(context: FoldContext, index: number, output: TradingStateChanged): void {
  const isOn = output.to !== "ACTIVE";
  putRow(context.changes, "trading_state", {
    scope: "all",
    state: output.to,
    reason: output.reason === "" ? null : output.reason,
    by: output.by,
    since_at: context.eventAt,
    seq: context.seq,
  });
  touch(context, "kill");
  touch(context, "summary");
  putActivity(context, index, {
    kind: "control",
    severity: isOn ? "critical" : "info",
    title: isOn ? `Trading stopped: ${output.to} by ${output.by}` : `Trading released by ${output.by}`,
    strategyId: null,
    symbol: null,
    refId: null,
    correlationId: null,
  });
}

export function foldStrategyStatus(context: FoldContext, index: number, output: StrategyStatusChanged): void {
  const strategyId = strategyIdOf(context.state, output.strategy);
  const row = context.state.strategies.get(strategyId);
  // UNASSIGNED is nobody's strategy and has no row.
  if (row === undefined) return;
  row.status = output.to;
  row.seq = context.seq;
  putRow(context.changes, "strategies", row);
  touch(context, "strategies");
  putActivity(context, index, {
    kind: "strategy",
    severity: "info",
    title: `${row.name}: ${output.from} to ${output.to} by ${output.by}`,
    strategyId,
    symbol: null,
    refId: strategyId,
    correlationId: null,
  });
}
