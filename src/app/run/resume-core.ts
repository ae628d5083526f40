import { isDeepStrictEqual } from "node:util";
import type { Core, OnStrategyFault } from "../../core/engine/core.ts";
import { createCore } from "../../core/engine/core.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import { earliestTimer } from "../../core/engine/timers.ts";
import { step } from "../../core/engine/step.ts";
import type { StrategyLookup } from "../../core/strategies/registry.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import type { ReplayRecord } from "../../journal/journal-reader.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { SliceFeed } from "../../venues/simulated/slice.ts";
import { SliceDriver } from "../../venues/simulated/slice-driver.ts";
import type { Applied } from "./apply-input.ts";
import { applyInput } from "./apply-input.ts";

/** A run at the end of its journal, ready to go on. */
export interface ResumedRun {
  readonly core: Core;
  readonly driver: SliceDriver | null;
  readonly inputs: number;
  /** Close of the last slice taken; 0 before the first. */
  readonly feedAt: UnixMicros;
}

export interface ResumeOptions {
  /** A place at rest to go on from: core, venue, and the close of the last slice taken. */
  readonly from: { readonly core: CoreState; readonly venue: SimulatedVenue; readonly feedAt: UnixMicros } | null;
  /** Code of the strategies that the configuration names; the built-in ones by default. */
  readonly strategies?: StrategyLookup;
  /** Told what a strategy's code threw, in the journal's past and from then on. */
  readonly onStrategyFault?: OnStrategyFault;
  readonly records: Iterable<ReplayRecord>;
  /** Makes the venue once the configuration is known. */
  readonly createVenue: (core: Core) => SimulatedVenue;
  readonly feed: SliceFeed;
  /** Inputs up to here are known to all readers: only the state is made, nothing is spelled out. */
  readonly quietToSeq: number;
  /** Told of every input, quiet or not. */
  readonly onRecorded: (input: Input) => void;
  readonly onApplied: (applied: Applied) => void;
  /** Told of every input and what came of it, quiet or not; the core stands right behind it. */
  readonly onStepped?: (input: Input, outputs: readonly Output[], core: Core) => void;
}

/**
 * Repeats a run against its journal: inputs from outside are taken from the records, what the
 * market and the venue said is computed again and must be what the records hold. At the end the
 * driver stands exactly where the process was cut off, also in the middle of a slice, and what
 * the venue had answered but was not yet written comes next.
 */
export function resumeRun(options: ResumeOptions): ResumedRun {
  const { from, feed } = options;
  const core = createCore(from?.core, options.strategies, options.onStrategyFault);
  let driver = from === null ? null : new SliceDriver(from.venue);
  if (from !== null && from.feedAt > 0) feed.seek(from.feedAt);
  let inputs = 0;
  const market = { feed, feedAt: from?.feedAt ?? 0 };
  for (const record of options.records) {
    if (record.r !== "input") continue;
    const recorded = record.input;
    options.onRecorded(recorded);
    if (isDriven(recorded)) {
      const expected: Input | null = driver === null ? null : nextDriven(driver, core, market);
      if (expected !== null) expected.seq = recorded.seq;
      if (expected === null || !isDeepStrictEqual(expected, recorded)) throw diverged(recorded, expected);
    }
    let outputs: readonly Output[];
    if (recorded.seq <= options.quietToSeq) {
      const quiet: Output[] = [];
      step(core, recorded, quiet);
      outputs = quiet;
    } else {
      const applied = applyInput(core, recorded);
      options.onApplied(applied);
      outputs = applied.outputs;
    }
    options.onStepped?.(recorded, outputs, core);
    inputs += 1;
    if (driver === null && core.state.trading !== null) driver = new SliceDriver(options.createVenue(core));
    driver?.obey(outputs, core.state.now);
  }
  return { core, driver, inputs, feedAt: market.feedAt };
}

/** Inputs that the driver makes; all others come from people, senders and the start itself. */
function isDriven(input: Input): boolean {
  return input.kind === "BarClosed" || input.kind === "VenueReport" || input.kind === "TimerFired";
}

/** A slice counts as taken once it has begun, as in the loop: its first input may be a timer or a report. */
function nextDriven(driver: SliceDriver, core: Core, market: { feed: SliceFeed; feedAt: UnixMicros }): Input | null {
  for (;;) {
    const next = driver.next(earliestTimer(core.state));
    if (next !== null) return next;
    const slice = market.feed.next();
    if (slice === null) return null;
    market.feed.take();
    market.feedAt = slice.tsClose;
    driver.begin(slice);
  }
}

function diverged(recorded: Input, expected: Input | null): Failure {
  return new Failure({
    code: "RUN_DIVERGED",
    exitCode: EXIT.usage,
    message: `At seq ${recorded.seq} the journal holds ${JSON.stringify(recorded)}, the market of this start says ${JSON.stringify(expected)}.`,
    hint: "Start with the same --market, --seed and data files as before, or choose a new --data-dir.",
  });
}
