import { assert } from "../../core/assert.ts";
import type { Core } from "../../core/engine/core.ts";
import { type ColumnFeed, type FeedColumns, isQuiet, loadBar, runQuietSlices } from "../../core/engine/quiet-run.ts";
import { step } from "../../core/engine/step.ts";
import { earliestTimer } from "../../core/engine/timers.ts";
import type { OrdersHash } from "../../core/execution/orders-hash.ts";
import { addFill, addOrder } from "../../core/execution/orders-hash.ts";
import { emptyBar } from "../../core/model/empty-bar.ts";
import type { BarClosed, Input } from "../../core/model/input.ts";
import type { Output, RoundTripClosed } from "../../core/model/output.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import { obeyCommand } from "../../core/simulation/obey-command.ts";
import { isQuietAtVenue, venueReceivesBar } from "../../core/simulation/simulated-venue.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { EquityCurve } from "./equity-curve.ts";
import { makeRoom, recordEquity } from "./equity-curve.ts";

/** What the loop drives and fills. */
export interface BacktestRun {
  readonly core: Core;
  readonly venue: SimulatedVenue;
  /** One column set per instrument, in InstrumentIndex order, all of one timeframe. */
  readonly bars: readonly BarColumns[];
  readonly orders: OrdersHash;
  readonly trips: RoundTripClosed[];
  readonly equity: EquityCurve;
  /** Denials, rejections and cuts by reason, for the warnings. */
  readonly refusals: Map<string, number>;
}

/** Called between slices, never more than once per `everySlices`; returns false to stop early. */
export type ProgressProbe = (slicesDone: number) => boolean;

/**
 * Drives the core over the bars: for each time the due timers, then per instrument the venue's
 * reports and the bar, then what the strategies decided goes to the venue before the next bar
 * (semantics section 2). Synchronous, reused bar objects, nothing allocated without an order.
 * Where neither core nor venue has work beyond the bars themselves they go in quiet runs, which
 * leave the same state as one {@link runSlice} each.
 */
export function runBacktestLoop(run: BacktestRun, probe: ProgressProbe, everySlices: number): boolean {
  const slicer = createSlicer(run);
  let probedAt = run.equity.count;
  do {
    runQuietly(run, slicer, everySlices - (run.equity.count - probedAt));
    if (run.equity.count - probedAt < everySlices) continue;
    if (!probe(run.equity.count - slicer.begunAt)) return false;
    probedAt = run.equity.count;
  } while (runSlice(run, slicer));
  return true;
}

/** Where the loop stands, and what it uses again for every slice. */
export interface Slicer extends ColumnFeed {
  /** Rows up to which the venue knows the bars; behind `rows` only while a quiet run is on. */
  readonly known: Int32Array;
  readonly outputs: Output[];
  readonly reports: VenueReport[];
  /** Outputs of a slice in which nothing happens: one mark per account. */
  readonly quietOutputs: number;
  /** Marks that the curve had when the loop began. */
  readonly begunAt: number;
}

/** A loop before its first bar. */
export function createSlicer(run: BacktestRun): Slicer {
  return {
    columns: run.bars,
    rows: new Int32Array(run.bars.length),
    closes: Float64Array.from(run.bars, (columns) => closeOf(columns, 0)),
    bars: run.bars.map((columns, instrument) => emptyBar(instrument, columns.timeframeSeconds)),
    known: new Int32Array(run.bars.length),
    outputs: [],
    reports: [],
    quietOutputs: run.core.state.trading?.marks.accounts.length ?? 0,
    begunAt: run.equity.count,
  };
}

/**
 * Slices for which neither the core nor the venue has work beyond the bars themselves, at most
 * `most`. Of bars that meet no order the venue keeps the last alone, so it is told that one.
 */
function runQuietly(run: BacktestRun, slicer: Slicer, most: number): void {
  const { core, venue } = run;
  const { rows, known, bars, outputs, reports } = slicer;
  if (!isQuietAtVenue(venue) || !isQuiet(core)) return;
  const until = earliestTimer(core.state)?.dueAt ?? Number.POSITIVE_INFINITY;
  const room = makeRoom(run.equity, most);
  const hasSignals = runQuietSlices(core, slicer, until, room, run.equity, outputs);
  for (let i = 0; i < rows.length; i += 1) {
    if (known[i] === rows[i]) continue;
    known[i] = rows[i] as number;
    venueReceivesBar(venue, bars[i] as BarClosed, reports);
  }
  assert(reports.length === 0, "a venue without orders has nothing to report on a bar");
  if (hasSignals) obey(run, outputs, reports);
}

/**
 * One slice; false when no bar is left. A function of its own, because a loop body that is left
 * once per run would be compiled anew for every run.
 */
export function runSlice(run: BacktestRun, slicer: Slicer): boolean {
  const { rows, known, closes, columns, bars, outputs, reports } = slicer;
  const { core } = run;
  let t = closes[0] as number;
  let last = 0;
  for (let i = 1; i < closes.length; i += 1) {
    const close = closes[i] as number;
    if (close < t) t = close;
    if (close === t) last = i;
  }
  if (t === Number.POSITIVE_INFINITY) return false;
  if (core.state.timers.length > 0) fireDueTimers(run, t, outputs, reports);
  for (let i = 0; i <= last; i += 1) {
    if (closes[i] !== t) continue;
    const column = columns[i] as FeedColumns;
    const row = rows[i] as number;
    const bar = bars[i] as BarClosed;
    loadBar(bar, column, row);
    rows[i] = row + 1;
    known[i] = row + 1;
    closes[i] = closeOf(column, row + 1);
    venueReceivesBar(run.venue, bar, reports);
    if (reports.length > 0) deliver(run, outputs, reports, 0);
    bar.endsSlice = i === last;
    bar.seq = core.state.seq + 1;
    step(core, bar, outputs);
    if (outputs.length > slicer.quietOutputs) obey(run, outputs, reports);
    else empty(outputs);
  }
  recordEquity(run.equity, core);
  return true;
}

function closeOf(columns: FeedColumns, row: number): number {
  return row < columns.count ? (columns.tsClose[row] as number) : Number.POSITIVE_INFINITY;
}

/** Popping keeps the array's memory; setting its length would free it and allocate again per bar. */
function empty(outputs: Output[]): void {
  while (outputs.length > 0) outputs.pop();
}

/** Timers due at or before `t`, by due time and id, each with its due time as the event's. */
function fireDueTimers(run: BacktestRun, t: number, outputs: Output[], answers: Input[]): void {
  for (;;) {
    const timer = earliestTimer(run.core.state);
    if (timer === null || timer.dueAt > t) return;
    feed(run, outputs, answers, {
      kind: "TimerFired",
      seq: 0,
      tsEvent: timer.dueAt,
      tsReceived: timer.dueAt,
      timerId: timer.id,
    });
  }
}

/** One input, then everything the venue answers to its commands. */
export function feed(run: BacktestRun, outputs: Output[], answers: Input[], input: Input): void {
  input.seq = run.core.state.seq + 1;
  step(run.core, input, outputs);
  obey(run, outputs, answers);
}

/** Collects the facts of one step and hands its commands to the venue, whose answers are inputs again. */
function obey(run: BacktestRun, outputs: Output[], answers: Input[]): void {
  const now = run.core.state.now;
  const before = answers.length;
  for (let i = 0; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    switch (output.kind) {
      case "SliceMarked":
        break;
      case "OrderPlanned":
        addOrder(run.orders, output.order);
        break;
      case "SubmitOrder":
      case "CancelOrder":
      case "ReplaceOrder":
      case "ProbeOrder":
      case "RequestSnapshot":
        obeyCommand(run.venue, output, now, answers);
        break;
      case "FillBooked":
        addFill(run.orders, output);
        break;
      case "RoundTripClosed":
        run.trips.push(output);
        break;
      case "OrderStateChanged":
        if (output.reason !== "") countRefusal(run.refusals, `${output.to}:${output.reason}`);
        break;
      case "SignalEnded":
        if (output.outcome === "DROPPED") countRefusal(run.refusals, `DROPPED:${output.reason}`);
        else if (output.outcome === "DENIED") countRefusal(run.refusals, `SIGNAL_DENIED:${output.reason}`);
        break;
      default:
        break;
    }
  }
  empty(outputs);
  if (answers.length > before) deliver(run, outputs, answers, before);
}

function countRefusal(refusals: Map<string, number>, key: string): void {
  refusals.set(key, (refusals.get(key) ?? 0) + 1);
}

/**
 * Feeds the answers from place `from` on in their order and takes them off; what one causes is
 * obeyed before the next one, with its own answers behind them.
 */
function deliver(run: BacktestRun, outputs: Output[], answers: Input[], from: number): void {
  const end = answers.length;
  for (let i = from; i < end; i += 1) feed(run, outputs, answers, answers[i] as Input);
  assert(answers.length === end, "who delivers answers takes them off");
  while (answers.length > from) answers.pop();
}
