import type { BarClosed, Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { VenueReport } from "../../core/model/venue-report.ts";
import { venueReceivesBar } from "../../core/simulation/simulated-venue.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import { isCommand, obeyCommand } from "../../core/simulation/obey-command.ts";
import type { Slice } from "./slice.ts";

/** The core's earliest timer, as the driver needs it. */
export interface DueTimer {
  readonly id: number;
  readonly dueAt: UnixMicros;
}

/**
 * Turns slices into the inputs of a core, in the order of semantics section 2: due timers, then
 * per instrument the venue's reports and the bar. It is a pure function of the slices and the
 * commands it is given, so a restart repeats it against the journal: what it would say next and
 * what the journal holds must be the same, until the journal ends and it goes on live.
 */
export class SliceDriver {
  readonly venue: SimulatedVenue;
  /** What the venue said and nobody has taken as an input yet, next first. */
  #queue: Input[] = [];
  #slice: Slice | null = null;
  /** Next bar of the slice; `#isBarDue` once the venue has received it. */
  #at = 0;
  #isBarDue = false;
  #arePastTimers = false;

  constructor(venue: SimulatedVenue) {
    this.venue = venue;
  }

  /** True between slices, with nothing left to say: the only place for a snapshot. */
  get isAtRest(): boolean {
    return this.#slice === null && this.#queue.length === 0;
  }

  /** Starts a slice; the former one must be finished. */
  begin(slice: Slice): void {
    this.#slice = slice;
    this.#at = 0;
    this.#isBarDue = false;
    this.#arePastTimers = false;
  }

  /** The next input, with seq 0, or null when the slice is finished. */
  next(timer: DueTimer | null): Input | null {
    for (;;) {
      const report = this.#queue.shift();
      if (report !== undefined) return report;
      const slice = this.#slice;
      if (slice === null) return null;
      if (!this.#arePastTimers) {
        if (timer !== null && timer.dueAt <= slice.tsClose) return timerFired(timer);
        this.#arePastTimers = true;
      }
      const bar = slice.bars[this.#at];
      if (bar === undefined) {
        this.#slice = null;
        return null;
      }
      if (this.#isBarDue) {
        this.#isBarDue = false;
        this.#at += 1;
        return { ...bar, seq: 0 } satisfies BarClosed;
      }
      const reports: VenueReport[] = [];
      venueReceivesBar(this.venue, bar, reports);
      this.#queue.push(...reports);
      this.#isBarDue = true;
    }
  }

  /**
   * Hands the commands among `outputs` to the venue; only after their cause is durable. The
   * answers come before anything else that waits.
   */
  obey(outputs: readonly Output[], now: UnixMicros): void {
    const answers: Input[] = [];
    for (const output of outputs) {
      if (isCommand(output)) obeyCommand(this.venue, output, now, answers);
    }
    if (answers.length > 0) this.#queue = [...answers, ...this.#queue];
  }
}

/** True when outputs hold something that must leave for the venue. */
export function hasCommand(outputs: readonly Output[]): boolean {
  return outputs.some(isCommand);
}

function timerFired(timer: DueTimer): Input {
  return { kind: "TimerFired", seq: 0, tsEvent: timer.dueAt, tsReceived: timer.dueAt, timerId: timer.id };
}
