import type { Ledger } from "../account/ledger.ts";
import type { MarketState } from "../market/market-state.ts";
import type { SliceMarked } from "../model/output.ts";

/** One account at the last mark; the object itself is the Output, so a mark costs no memory. */
export type AccountMark = { -readonly [K in keyof SliceMarked]: SliceMarked[K] };

/** Accounts at the last marks, and what the loss limits compare them with. */
export interface AccountMarks {
  /** By AccountIndex. `dayStartEquityMicros` is the equity at the last mark before the session. */
  readonly accounts: AccountMark[];
  /** Session of the last mark; -1 before the first. */
  sessionIndex: number;
  /** Per strategy: cash flow + marked positions at the start of the session. */
  readonly strategyDayStart: Float64Array;
}

export function createAccountMarks(ledger: Ledger): AccountMarks {
  return {
    accounts: Array.from(ledger.cashMicros, (cash, account) => ({
      kind: "SliceMarked",
      account,
      tsMark: 0,
      equityMicros: cash,
      cashMicros: cash,
      peakEquityMicros: cash,
      dayStartEquityMicros: cash,
    })),
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
  let value = ledger.strategyCashMicros[strategy] as number;
  for (let i = 0; i < n; i += 1) {
    const lots = ledger.strategyLots[strategy * n + i] as number;
    if (lots !== 0) value += lots * (market.closeMicros[i] as number) * (ledger.lotPriceFactor[i] as number);
  }
  return value;
}

/** Starts a new session: the day's result is counted from the last marks. */
export function startSession(marks: AccountMarks, ledger: Ledger, market: MarketState, sessionIndex: number): void {
  marks.sessionIndex = sessionIndex;
  for (const mark of marks.accounts) mark.dayStartEquityMicros = mark.equityMicros;
  for (let s = 0; s < ledger.strategyCount; s += 1) marks.strategyDayStart[s] = strategyValue(ledger, market, s);
}
