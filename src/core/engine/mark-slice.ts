import { required } from "../assert.ts";
import { updateFeatures } from "../features/feature-bank.ts";
import { applyBar } from "../market/market-state.ts";
import { sessionIndexContaining } from "../market/session-clock.ts";
import type { BarClosed } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import { findBreach } from "../risk/limit-monitor.ts";
import { noteRange } from "../risk/volatility-breaker.ts";
import type { AccountMark } from "./account-marks.ts";
import { equityOf, startSession } from "./account-marks.ts";
import type { Core } from "./core.ts";
import type { Series, TradingBooks } from "./core-state.ts";
import { accountLimitsInForce } from "./fill-context.ts";
import { raiseTradingState } from "./raise-trading-state.ts";

/**
 * One bar into the market and its series' features; no strategy runs yet. A late bar and a second
 * version of one that was seen change nothing: a revision never rewrites a past decision (F32).
 */
export function markBar(core: Core, bar: BarClosed, outputs: Output[]): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const list = required(books.series[bar.instrument], "a bar belongs to a loaded instrument");
  if (isLate(books, list, bar)) {
    const text = "A bar came late or a second time; decisions rest on what was known at the time.";
    outputs.push({ kind: "RaiseAlert", severity: "info", code: "LATE_BAR", text, order: -1 });
    return;
  }
  const base = books.config.baseTimeframeSeconds;
  const learnsRange = books.config.limits.isEnforced;
  for (let i = 0; i < list.length; i += 1) {
    const series = list[i] as Series;
    if (series.timeframeSeconds !== bar.timeframeSeconds) continue;
    // Nearly every bar lies in the session of the one before: two comparisons instead of a search.
    if (!(bar.tsOpen >= series.sessionOpen && bar.tsOpen < series.sessionClose)) enterSession(core, series, bar.tsOpen);
    series.bar = bar;
    series.tsLast = bar.tsEvent;
    updateFeatures(series.bank, bar, series.sessionOpen, series.sessionIndex);
    if (bar.timeframeSeconds === base && learnsRange)
      noteRange(books.risk.volatility, bar.instrument, bar, series.sessionIndex);
  }
  applyBar(books.market, bar);
}

function isLate(books: TradingBooks, list: readonly Series[], bar: BarClosed): boolean {
  if (bar.tsEvent <= books.tsSlice || bar.tsEvent < (books.market.tsLastClose[bar.instrument] as number)) return true;
  for (let i = 0; i < list.length; i += 1) {
    const series = list[i] as Series;
    if (series.timeframeSeconds === bar.timeframeSeconds) return bar.tsEvent <= series.tsLast;
  }
  return false;
}

/** The series reaches another session; the first series to do so starts it for the account. */
export function enterSession(core: Core, series: Series, tsOpen: UnixMicros): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const clock = required(core.state.clock, "bars follow the session table");
  const sessionIndex = sessionIndexContaining(clock, tsOpen);
  series.sessionIndex = sessionIndex;
  series.sessionOpen = sessionIndex < 0 ? Number.NaN : (clock.opens[sessionIndex] as number);
  series.sessionClose = sessionIndex < 0 ? Number.NaN : (clock.closes[sessionIndex] as number);
  if (sessionIndex >= 0 && sessionIndex !== books.marks.sessionIndex) {
    startSession(books.marks, books.ledger, books.market, sessionIndex);
  }
}

/** All bars of `tsMark` are in: equity, peaks, and the loss limits that latch the trading state. */
export function markSlice(core: Core, tsMark: UnixMicros, outputs: Output[]): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const { marks, ledger, market } = books;
  books.tsSlice = tsMark;
  const accounts = marks.accounts;
  for (let a = 0; a < accounts.length; a += 1) {
    const mark = accounts[a] as AccountMark;
    const equity = equityOf(ledger, market, a);
    mark.tsMark = tsMark;
    mark.equityMicros = equity;
    mark.cashMicros = ledger.cashMicros[a] as number;
    if (equity > mark.peakEquityMicros) mark.peakEquityMicros = equity;
    outputs.push(mark);
    latchLimits(core, mark, outputs);
  }
}

/**
 * A loss limit that was reached raises the trading state, once. A mark that may be a bad tick is
 * confirmed by the next one first (F49).
 */
function latchLimits(core: Core, mark: AccountMark, outputs: Output[]): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const limits = accountLimitsInForce(books.config, mark.account);
  if (!limits.isEnforced || holdsSuspect(books, mark.account)) return;
  const breach = findBreach(mark.equityMicros, mark.dayStartEquityMicros, mark.peakEquityMicros, limits);
  if (breach === null) return;
  const { limit, value, limitValue, action } = breach;
  if (!raiseTradingState(core, action, `limit:${limit}`, limit, outputs)) return;
  outputs.push({ kind: "LimitBreached", limit, value, limitValue, action });
}

function holdsSuspect(books: TradingBooks, account: number): boolean {
  const { ledger, market } = books;
  for (let i = 0; i < ledger.instrumentCount; i += 1) {
    if (market.isSuspect[i] === 1 && ledger.accountLots[account * ledger.instrumentCount + i] !== 0) return true;
  }
  return false;
}
