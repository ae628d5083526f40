import type { CoreConfig } from "../../core/model/config.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type {
  DailyEquityRow,
  InstrumentMarkRow,
  OrderTableRow,
  PositionTableRow,
  SignalTableRow,
  StrategyTableRow,
} from "./rows.ts";
import type { AccountLinkRow } from "./venue-truth-rows.ts";

/** The fold's memory: nothing but rows that are in the tables too, so that it restarts from them. */
export interface ViewState {
  instruments: readonly Instrument[];
  config: CoreConfig | null;
  sessions: SessionTable | null;
  /** Session of the newest mark, a hint for the next search. */
  sessionIndex: number;
  readonly orders: Map<number, OrderTableRow>;
  /** Signals without outcome. */
  readonly signals: Map<string, SignalTableRow>;
  /** By strategy index, instrument index. */
  readonly positions: Map<string, PositionTableRow>;
  readonly strategies: Map<string, StrategyTableRow>;
  readonly marks: Map<string, InstrumentMarkRow>;
  readonly links: Map<string, AccountLinkRow>;
  /** Newest day of each account. */
  readonly days: Map<string, DailyEquityRow>;
  /** Newest journal position folded. */
  seq: number;
}

export function createViewState(): ViewState {
  return {
    instruments: [],
    config: null,
    sessions: null,
    sessionIndex: 0,
    orders: new Map(),
    signals: new Map(),
    positions: new Map(),
    strategies: new Map(),
    marks: new Map(),
    links: new Map(),
    days: new Map(),
    seq: 0,
  };
}

export function positionKey(accountId: string, strategyId: string, symbol: string): string {
  return `${accountId}\u0000${strategyId}\u0000${symbol}`;
}

/** Name of a strategy index; what belongs to none of ours is `UNASSIGNED`. */
export function strategyIdOf(state: ViewState, index: number): string {
  return state.config?.strategies[index]?.id ?? "UNASSIGNED";
}

/** Name of an account index. */
export function accountIdOf(state: ViewState, index: number): string {
  return state.config?.accounts[index]?.id ?? "unknown";
}

/**
 * Session day `YYYY-MM-DD` that a mark belongs to: the last session that opened before it. A
 * mark at the very open of a session closes the bar before it.
 */
export function dayOfMark(state: ViewState, tsMark: number): string {
  const { sessions } = state;
  if (sessions === null || sessions.days.length === 0) return utcDay(tsMark);
  let i = Math.min(state.sessionIndex, sessions.days.length - 1);
  while (i > 0 && (sessions.opens[i] as number) >= tsMark) i -= 1;
  while (i + 1 < sessions.days.length && (sessions.opens[i + 1] as number) < tsMark) i += 1;
  state.sessionIndex = i;
  return sessions.days[i] as string;
}

/** UTC calendar day of a time. */
export function utcDay(micros: number): string {
  return new Date(Math.floor(micros / 1_000)).toISOString().slice(0, 10);
}
