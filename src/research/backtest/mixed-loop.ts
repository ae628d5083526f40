import { emptyBar } from "../../core/model/empty-bar.ts";
import { earliestTimer } from "../../core/engine/timers.ts";
import type { BarClosed, Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { venueReceivesBar } from "../../core/simulation/simulated-venue.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { feed } from "./backtest-loop.ts";
import { recordEquity } from "./equity-curve.ts";
import type { LongerBars } from "./resolve-run.ts";

/** One column set on its way through the core. */
interface Lane {
  readonly instrument: number;
  readonly columns: BarColumns;
  /** The shortest bars are those of the market: the venue fills against them. */
  readonly isMarket: boolean;
  row: number;
}

/**
 * The loop for strategies of different timeframes, in the order of semantics section 2: for each
 * time the due timers, then per instrument the venue's reports and its bar of the market, then the
 * longer bars that end there, and the strategies once all are in. Like the plain loop but with a
 * message per bar and nothing reused, because the core keeps the last bar of every length.
 */
export function runMixedLoop(run: BacktestRun, longer: readonly LongerBars[]): void {
  const lanes: Lane[] = run.bars.flatMap((columns, instrument) => [
    { instrument, columns, isMarket: true, row: 0 },
    ...longer
      .filter((one) => one.instrument === instrument)
      .map((one) => ({ instrument, columns: one.columns, isMarket: false, row: 0 })),
  ]);
  const outputs: Output[] = [];
  const answers: Input[] = [];
  for (;;) {
    const t = Math.min(...lanes.map(closeOf));
    if (t === Number.POSITIVE_INFINITY) return;
    fireTimers(run, t, outputs, answers);
    const due = lanes.filter((lane) => closeOf(lane) === t);
    due.forEach((lane, i) => {
      const bar = barOf(lane, i === due.length - 1);
      lane.row += 1;
      if (lane.isMarket) {
        const reports: VenueReport[] = [];
        venueReceivesBar(run.venue, bar, reports);
        for (const report of reports) feed(run, outputs, answers, report);
      }
      feed(run, outputs, answers, bar);
    });
    recordEquity(run.equity, run.core);
  }
}

function closeOf({ columns, row }: Lane): number {
  return row < columns.count ? (columns.tsClose[row] as number) : Number.POSITIVE_INFINITY;
}

function fireTimers(run: BacktestRun, t: number, outputs: Output[], answers: Input[]): void {
  for (let timer = earliestTimer(run.core.state); timer !== null && timer.dueAt <= t; ) {
    const { id: timerId, dueAt } = timer;
    feed(run, outputs, answers, { kind: "TimerFired", seq: 0, tsEvent: dueAt, tsReceived: dueAt, timerId });
    timer = earliestTimer(run.core.state);
  }
}

function barOf({ instrument, columns, row }: Lane, endsSlice: boolean): BarClosed {
  const tsClose = columns.tsClose[row] as number;
  return {
    ...emptyBar(instrument, columns.timeframeSeconds),
    tsEvent: tsClose,
    tsReceived: tsClose,
    tsOpen: columns.tsOpen[row] as number,
    openMicros: columns.openMicros[row] as number,
    highMicros: columns.highMicros[row] as number,
    lowMicros: columns.lowMicros[row] as number,
    closeMicros: columns.closeMicros[row] as number,
    volume: columns.volume[row] as number,
    endsSlice,
  };
}
