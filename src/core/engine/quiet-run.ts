import { required } from "../assert.ts";
import type { Ledger } from "../account/ledger.ts";
import { updateFeatures } from "../features/feature-bank.ts";
import { applyBar } from "../market/market-state.ts";
import type { BarClosed } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { SignalDraft } from "../model/signal.ts";
import type { UnixMicros } from "../model/units.ts";
import type { AccountMark } from "./account-marks.ts";
import type { Core, StrategyRun } from "./core.ts";
import type { Series, TradingBooks } from "./core-state.ts";
import { decideSignal } from "./decide-signal.ts";
import { accountLimitsInForce } from "./fill-context.ts";
import { enterSession } from "./mark-slice.ts";
import { contextOf, toSignal } from "./run-strategies.ts";
import { settleEnded } from "./settle-ended.ts";

/**
 * Slices of which the core needs no more than the market, the features, the marks and its
 * strategies' silence: the same state as one `step` per bar, without a message per bar. A run ends
 * behind the first slice in which a strategy wishes for something, decided as `step` decides it.
 *
 * `step` stays the definition of what a bar does; backtest-loop.test.ts holds the two against each
 * other. Only for feeds of columns: a journal knows single inputs.
 */

/** Bars of one instrument by column, in time order. */
export interface FeedColumns {
  readonly count: number;
  readonly tsOpen: Float64Array;
  readonly tsClose: Float64Array;
  readonly openMicros: Float64Array;
  readonly highMicros: Float64Array;
  readonly lowMicros: Float64Array;
  readonly closeMicros: Float64Array;
  readonly volume: Float64Array;
}

/** Where a feed of columns stands; everything by InstrumentIndex. */
export interface ColumnFeed {
  readonly columns: readonly FeedColumns[];
  /** Next row, and its close; Infinity once the column is through. */
  readonly rows: Int32Array;
  readonly closes: Float64Array;
  /** One reused bar per instrument, which the core holds as the last of its series. */
  readonly bars: readonly BarClosed[];
}

/** The first account after every slice; only the first `count` entries are meant. */
export interface MarkColumns {
  count: number;
  readonly time: Float64Array;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
}

/** Whether nothing but a strategy's wish, a timer or a report can make the next bars more than quiet ones. */
export function isQuiet(core: Core): boolean {
  const books = core.state.trading;
  if (books === null || core.state.clock === null || core.scratch.ended.length > 0) return false;
  const { config, protections, ledger, market } = books;
  // Enforced limits learn from every bar and may latch at any mark.
  if (config.limits.isEnforced) return false;
  for (let a = 0; a < ledger.accountCount; a += 1) if (accountLimitsInForce(config, a).isEnforced) return false;
  for (let at = 0; at < protections.length; at += 1) {
    if (protections[at] !== null && ledger.strategyLots[at] !== 0) return false;
  }
  for (let i = 0; i < market.instrumentCount; i += 1) {
    if ((market.tsLastClose[i] as number) > books.tsSlice) return false;
  }
  return true;
}

/**
 * Takes in slices that close before `until`, at most `most`, and marks each in `curve`, which has
 * room for them. True when the last one taken in brought signals: they are decided, `outputs` has
 * what `step` would have put there, and the caller carries it out before anything else.
 */
export function runQuietSlices(
  core: Core,
  feed: ColumnFeed,
  until: UnixMicros,
  most: number,
  curve: MarkColumns,
  outputs: Output[],
): boolean {
  const books = required(core.state.trading, "bars follow the first configuration");
  const { closes } = feed;
  const lead = required(books.marks.accounts[0], "at least one account");
  for (let slice = 0; slice < most; slice += 1) {
    let t = closes[0] as number;
    let last = 0;
    for (let i = 1; i < closes.length; i += 1) {
      const close = closes[i] as number;
      if (close < t) t = close;
      if (close === t) last = i;
    }
    if (!(t < until && t > books.tsSlice)) return false;
    for (let i = 0; i <= last; i += 1) if (closes[i] === t) takeBar(core, books, feed, i, i === last);
    books.tsSlice = t;
    markAccounts(books, t);
    const at = curve.count;
    curve.time[at] = t;
    curve.equity[at] = lead.equityMicros;
    curve.cash[at] = lead.cashMicros;
    curve.count = at + 1;
    if (askStrategies(core, books.ledger, t, outputs)) return true;
  }
  return false;
}

/** What `step` does with a bar that is not late, of an instrument whose limits learn nothing from it. */
function takeBar(core: Core, books: TradingBooks, feed: ColumnFeed, instrument: number, endsSlice: boolean): void {
  const { state } = core;
  const bar = feed.bars[instrument] as BarClosed;
  const columns = feed.columns[instrument] as FeedColumns;
  const row = feed.rows[instrument] as number;
  loadBar(bar, columns, row);
  bar.endsSlice = endsSlice;
  state.seq += 1;
  bar.seq = state.seq;
  if (bar.tsReceived > state.now) state.now = bar.tsReceived;
  feed.rows[instrument] = row + 1;
  feed.closes[instrument] = row + 1 < columns.count ? (columns.tsClose[row + 1] as number) : Number.POSITIVE_INFINITY;
  const list = books.series[instrument] as Series[];
  for (let i = 0; i < list.length; i += 1) {
    const series = list[i] as Series;
    if (series.timeframeSeconds !== bar.timeframeSeconds) continue;
    if (!(bar.tsOpen >= series.sessionOpen && bar.tsOpen < series.sessionClose)) enterSession(core, series, bar.tsOpen);
    series.bar = bar;
    series.tsLast = bar.tsEvent;
    updateFeatures(series.bank, bar, series.sessionOpen, series.sessionIndex);
  }
  applyBar(books.market, bar);
}

/** Fills a reused bar from a row of the columns; everything but its number and its place in the slice. */
export function loadBar(bar: BarClosed, columns: FeedColumns, row: number): void {
  const tsClose = columns.tsClose[row] as number;
  bar.tsEvent = tsClose;
  bar.tsReceived = tsClose;
  bar.tsOpen = columns.tsOpen[row] as number;
  bar.openMicros = columns.openMicros[row] as number;
  bar.highMicros = columns.highMicros[row] as number;
  bar.lowMicros = columns.lowMicros[row] as number;
  bar.closeMicros = columns.closeMicros[row] as number;
  bar.volume = columns.volume[row] as number;
}

function markAccounts(books: TradingBooks, tsMark: UnixMicros): void {
  const { ledger, market } = books;
  const { accounts } = books.marks;
  const n = ledger.instrumentCount;
  for (let a = 0; a < accounts.length; a += 1) {
    const mark = accounts[a] as AccountMark;
    let equity = ledger.cashMicros[a] as number;
    mark.cashMicros = equity;
    for (let i = 0; i < n; i += 1) {
      const lots = ledger.accountLots[a * n + i] as number;
      if (lots !== 0) equity += lots * (market.closeMicros[i] as number) * (ledger.lotPriceFactor[i] as number);
    }
    mark.tsMark = tsMark;
    mark.equityMicros = equity;
    if (equity > mark.peakEquityMicros) mark.peakEquityMicros = equity;
  }
}

/** Lets the strategies see the slice; true from the first signal on, after which all is as in `step`. */
function askStrategies(core: Core, ledger: Ledger, tsSlice: UnixMicros, outputs: Output[]): boolean {
  const { runs } = core.scratch;
  let hasDecided = false;
  for (let i = 0; i < runs.length; i += 1) {
    const run = runs[i] as StrategyRun;
    if (run.series.bar.tsEvent !== tsSlice) continue;
    const drafts = run.definition.onBar(contextOf(run, ledger), run.parameters, run.memory);
    if (drafts.length === 0) continue;
    if (!hasDecided) beginDecisions(core, outputs);
    hasDecided = true;
    for (let n = 0; n < drafts.length; n += 1) {
      decideSignal(core, toSignal(drafts[n] as SignalDraft, run, n, core), outputs);
    }
  }
  if (hasDecided && core.scratch.ended.length > 0) settleEnded(core, outputs);
  return hasDecided;
}

function beginDecisions(core: Core, outputs: Output[]): void {
  const { accounts } = required(core.state.trading, "bars follow the first configuration").marks;
  core.scratch.tracesUsed = 0;
  for (let a = 0; a < accounts.length; a += 1) outputs.push(accounts[a] as AccountMark);
}
