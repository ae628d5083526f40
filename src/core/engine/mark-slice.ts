import { required } from "../assert.ts";
import { updateFeatures } from "../features/feature-bank.ts";
import { applyBar } from "../market/market-state.ts";
import { sessionIndexContaining } from "../market/session-clock.ts";
import type { BarClosed } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { UnixMicros } from "../model/units.ts";
import { findBreach } from "../risk/limit-monitor.ts";
import { equityOf, startSession } from "./account-marks.ts";
import type { Core } from "./core.ts";
import type { Series } from "./core-state.ts";
import { raiseTradingState } from "./raise-trading-state.ts";

/** One bar into the market and its series' features; no strategy runs yet. */
export function markBar(core: Core, bar: BarClosed): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const clock = required(core.state.clock, "bars follow the session table");
  const sessionIndex = sessionIndexContaining(clock, bar.tsOpen);
  if (sessionIndex !== books.marks.sessionIndex && sessionIndex >= 0) {
    startSession(books.marks, books.ledger, books.market, sessionIndex);
  }
  applyBar(books.market, bar);
  const list = books.series[bar.instrument] as Series[];
  for (let i = 0; i < list.length; i += 1) {
    const series = list[i] as Series;
    if (series.timeframeSeconds !== bar.timeframeSeconds) continue;
    if (series.sessionIndex !== sessionIndex) {
      series.sessionIndex = sessionIndex;
      series.sessionOpen = sessionIndex < 0 ? Number.NaN : (clock.opens[sessionIndex] as number);
      series.sessionClose = sessionIndex < 0 ? Number.NaN : (clock.closes[sessionIndex] as number);
    }
    copyBar(series.bar, bar);
    updateFeatures(series.bank, series.bar, series.sessionOpen, sessionIndex);
  }
}

function copyBar(to: BarClosed, from: BarClosed): void {
  to.seq = from.seq;
  to.tsEvent = from.tsEvent;
  to.tsReceived = from.tsReceived;
  to.tsOpen = from.tsOpen;
  to.openMicros = from.openMicros;
  to.highMicros = from.highMicros;
  to.lowMicros = from.lowMicros;
  to.closeMicros = from.closeMicros;
  to.volume = from.volume;
}

/** All bars of `tsMark` are in: equity, peaks, and the loss limits that latch the trading state. */
export function markSlice(core: Core, tsMark: UnixMicros, outputs: Output[]): void {
  const books = required(core.state.trading, "bars follow the first configuration");
  const { marks, ledger, market, config } = books;
  for (let a = 0; a < ledger.accountCount; a += 1) {
    const equity = equityOf(ledger, market, a);
    marks.equity[a] = equity;
    if (equity > (marks.peak[a] as number)) marks.peak[a] = equity;
    const marked = required(core.scratch.marked[a], "one reused mark per account");
    marked.tsMark = tsMark;
    marked.equityMicros = equity;
    marked.cashMicros = ledger.cashMicros[a] as number;
    marked.peakEquityMicros = marks.peak[a] as number;
    marked.dayStartEquityMicros = marks.dayStart[a] as number;
    outputs.push(marked);
    if (!config.limits.isEnforced) continue;
    const breach = findBreach(equity, marks.dayStart[a] as number, marks.peak[a] as number, config.limits);
    if (breach !== null && raiseTradingState(core, breach.action, `limit:${breach.limit}`, breach.limit, outputs)) {
      outputs.push({
        kind: "LimitBreached",
        limit: breach.limit,
        value: breach.value,
        limitValue: breach.limitValue,
        action: breach.action,
      });
    }
  }
}
