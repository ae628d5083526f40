import type { Ledger } from "../account/ledger.ts";
import type { MarketState } from "../market/market-state.ts";
import type { SliceMarked } from "../model/output.ts";

/** Equity of each account at the last mark, and what the loss limits compare it with. Micros. */
export interface AccountMarks {
  readonly equity: Float64Array;
  readonly peak: Float64Array;
  /** Equity at the last mark before the current session: the base of the day's result. */
  readonly dayStart: Float64Array;
  /** Session of the last mark; -1 before the first. */
  sessionIndex: number;
  /** Per strategy: cash flow + marked positions at the start of the session. */
  readonly strategyDayStart: Float64Array;
}

export function createAccountMarks(ledger: Ledger): AccountMarks {
  return {
    equity: ledger.cashMicros.slice(),
    peak: ledger.cashMicros.slice(),
    dayStart: ledger.cashMicros.slice(),
    sessionIndex: -1,
    strategyDayStart: new Float64Array(ledger.strategyCount),
  };
}

/** Cash plus every position at its last close, exact while below 9e9 in the currency. */
export function equityOf(ledger: Ledger, market: MarketState, account: number): number {
  const n = ledger.instrumentCount;
  let equity = ledger.cashMicros[account] as number;
  for (let i = 0; i < n; i += 1) {
    const lots = ledger.accountLots[account * n + i] as number;
    if (lots !== 0) {
      equity += lots * (market.closeMicros[i] as number) * (ledger.lotPriceFactor[i] as number);
    }
  }
  return equity;
}

/** What a strategy has made so far: its own cash flow plus its positions at the last close. */
export function strategyValue(ledger: Ledger, market: MarketState, strategy: number): number {
  const n = ledger.instrumentCount;
  let value = Number(ledger.strategies.cash[strategy]);
  for (let i = 0; i < n; i += 1) {
    const lots = ledger.strategyLots[strategy * n + i] as number;
    if (lots !== 0) value += lots * (market.closeMicros[i] as number) * (ledger.lotPriceFactor[i] as number);
  }
  return value;
}

/** Starts a new session: the day's result is counted from the last marks. */
export function startSession(marks: AccountMarks, ledger: Ledger, market: MarketState, sessionIndex: number): void {
  marks.sessionIndex = sessionIndex;
  marks.dayStart.set(marks.equity);
  for (let s = 0; s < ledger.strategyCount; s += 1) marks.strategyDayStart[s] = strategyValue(ledger, market, s);
}

/** Reused per account: a SliceMarked is pushed for every bar of a backtest. */
export type MutableSliceMarked = { -readonly [K in keyof SliceMarked]: SliceMarked[K] };

export function createSliceMarked(account: number): MutableSliceMarked {
  return {
    kind: "SliceMarked",
    account,
    tsMark: 0,
    equityMicros: 0,
    cashMicros: 0,
    peakEquityMicros: 0,
    dayStartEquityMicros: 0,
  };
}
