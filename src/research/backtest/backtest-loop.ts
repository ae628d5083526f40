import type { Core } from "../../core/engine/core.ts";
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
import { venueReceivesBar } from "../../core/simulation/simulated-venue.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { EquityCurve } from "./equity-curve.ts";
import { recordEquity } from "./equity-curve.ts";

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
 */
export function runBacktestLoop(run: BacktestRun, probe: ProgressProbe, everySlices: number): boolean {
  const slicer = createSlicer(run);
  let untilProbe = everySlices;
  let slices = 0;
  while (runSlice(run, slicer)) {
    slices += 1;
    untilProbe -= 1;
    if (untilProbe > 0) continue;
    untilProbe = everySlices;
    if (!probe(slices)) return false;
  }
  return true;
}

/** Where the loop stands, and what it uses again for every slice. */
interface Slicer {
  /** Next row per instrument and its close; Infinity once the columns are through. */
  readonly rows: Int32Array;
  readonly closes: Float64Array;
  /** One reused bar per instrument: the core holds the last bar of each. */
  readonly current: readonly BarClosed[];
  readonly outputs: Output[];
  readonly reports: VenueReport[];
  /** Outputs of a slice in which nothing happens: one mark per account. */
  readonly quietOutputs: number;
}

function createSlicer(run: BacktestRun): Slicer {
  return {
    rows: new Int32Array(run.bars.length),
    closes: Float64Array.from(run.bars, (columns) => closeOf(columns, 0)),
    current: run.bars.map((columns, instrument) => emptyBar(instrument, columns.timeframeSeconds)),
    outputs: [],
    reports: [],
    quietOutputs: run.core.state.trading?.marks.accounts.length ?? 0,
  };
}

/**
 * One slice; false when no bar is left. A function of its own, because a loop body that is left
 * once per run would be compiled anew for every run.
 */
function runSlice(run: BacktestRun, slicer: Slicer): boolean {
  const { rows, closes, current, outputs, reports } = slicer;
  const { core, bars } = run;
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
    const columns = bars[i] as BarColumns;
    const row = rows[i] as number;
    const bar = current[i] as BarClosed;
    loadBar(bar, columns, row);
    rows[i] = row + 1;
    closes[i] = closeOf(columns, row + 1);
    venueReceivesBar(run.venue, bar, reports);
    if (reports.length > 0) deliver(run, outputs, reports);
    bar.endsSlice = i === last;
    bar.seq = core.state.seq + 1;
    step(core, bar, outputs);
    if (outputs.length > slicer.quietOutputs) obey(run, outputs, reports);
    else empty(outputs);
  }
  recordEquity(run.equity, core);
  return true;
}

function closeOf(columns: BarColumns, row: number): number {
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
  if (answers.length > 0) deliver(run, outputs, answers);
}

function countRefusal(refusals: Map<string, number>, key: string): void {
  refusals.set(key, (refusals.get(key) ?? 0) + 1);
}

/** Feeds the venue's reports in their order; what they cause is obeyed before the next one. */
function deliver(run: BacktestRun, outputs: Output[], answers: Input[]): void {
  if (answers.length === 0) return;
  const batch = answers.splice(0);
  for (let i = 0; i < batch.length; i += 1) feed(run, outputs, answers, batch[i] as Input);
}

function loadBar(bar: BarClosed, columns: BarColumns, row: number): void {
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
