import { required } from "../assert.ts";
import { updateFeatures } from "../features/feature-bank.ts";
import { applyBar } from "../market/market-state.ts";
import { sessionIndexContaining } from "../market/session-clock.ts";
import type { BarClosed } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import { findBreach } from "../risk/limit-monitor.ts";
import type { AccountMark } from "./account-marks.ts";
import { equityOf, startSession } from "./account-marks.ts";
import type { Core } from "./core.ts";
import type { Series } from "./core-state.ts";
import { raiseTradingState } from "./raise-trading-state.ts";

/** One bar into the market and its series' features; no strategy runs yet. */
export function markBar(core: Core, bar: BarClosed): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const list = required(books.series[bar.instrument], "a bar belongs to a loaded instrument");
  for (let i = 0; i < list.length; i += 1) {
    const series = list[i] as Series;
    if (series.timeframeSeconds !== bar.timeframeSeconds) continue;
    // Nearly every bar lies in the session of the one before: two comparisons instead of a search.
    if (!(bar.tsOpen >= series.sessionOpen && bar.tsOpen < series.sessionClose)) enterSession(core, series, bar.tsOpen);
    series.bar = bar;
    updateFeatures(series.bank, bar, series.sessionOpen, series.sessionIndex);
  }
  applyBar(books.market, bar);
}

/** The series reaches another session; the first series to do so starts it for the account. */
function enterSession(core: Core, series: Series, tsOpen: UnixMicros): void {
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
  const { marks, ledger, market, config } = required(core.state.trading, "bars follow the first configuration");
  const accounts = marks.accounts;
  for (let a = 0; a < accounts.length; a += 1) {
    const mark = accounts[a] as AccountMark;
    const equity = equityOf(ledger, market, a);
    mark.tsMark = tsMark;
    mark.equityMicros = equity;
    mark.cashMicros = ledger.cashMicros[a] as number;
    if (equity > mark.peakEquityMicros) mark.peakEquityMicros = equity;
    outputs.push(mark);
    if (config.limits.isEnforced) latchLimits(core, mark, outputs);
  }
}

/** A loss limit that was reached raises the trading state, once. */
function latchLimits(core: Core, mark: AccountMark, outputs: Output[]): void {
  const { limits } = required(core.state.trading, "bars follow the first configuration").config;
  const breach = findBreach(mark.equityMicros, mark.dayStartEquityMicros, mark.peakEquityMicros, limits);
  if (breach === null) return;
  const { limit, value, limitValue, action } = breach;
  if (!raiseTradingState(core, action, `limit:${limit}`, limit, outputs)) return;
  outputs.push({ kind: "LimitBreached", limit, value, limitValue, action });
}
