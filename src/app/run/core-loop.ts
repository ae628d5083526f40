import type { Core } from "../../core/engine/core.ts";
import { earliestTimer } from "../../core/engine/timers.ts";
import type { Input } from "../../core/model/input.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import { JournalUnavailable } from "../../journal/journal-failures.ts";
import type { JournalWriter } from "../../journal/journal-writer.ts";
import type { SliceFeed } from "../../venues/simulated/slice.ts";
import type { SliceDriver } from "../../venues/simulated/slice-driver.ts";
import { hasCommand } from "../../venues/simulated/slice-driver.ts";
import type { Applied } from "./apply-input.ts";
import { applyInput } from "./apply-input.ts";
import type { OutputHash } from "./output-facts.ts";
import type { SimClock } from "./sim-clock.ts";

/** Who is told of every applied input, in order; must not throw. */
export type AppliedListener = (applied: Applied) => void;

export interface CoreLoopParts {
  readonly core: Core;
  readonly journal: JournalWriter;
  readonly outputs: OutputHash;
  readonly driver: SliceDriver;
  readonly feed: SliceFeed;
  readonly clock: SimClock;
  readonly listeners: readonly AppliedListener[];
  /** Called between slices, when driver and core are at rest: the place for snapshots. */
  readonly atRest: () => void;
  /** True while the views lag so far behind that the market must wait for them. */
  readonly isCongested: () => boolean;
}

interface Mail {
  readonly make: (now: UnixMicros) => Input;
  readonly resolve: (applied: Applied) => void;
  readonly reject: (error: unknown) => void;
}

/** The loop has ended: nothing is accepted any more. */
export class LoopStopped extends Error {
  override readonly name = "LoopStopped";
}

/** Pause between two tries to write a journal that refused. */
const RETRY_MS = 500;
/** Work without giving the event loop a turn, at most. */
const TURN_MS = 8;

/**
 * The single writer: applies one input after the other, from outside and from the market, and
 * lets a command leave only after its cause is durable. Everything else in the process reads.
 */
export class CoreLoop {
  readonly #parts: CoreLoopParts;
  #mail: Mail[] = [];
  #wake: (() => void) | null = null;
  #isStopping = false;
  #turnStart = performance.now();
  /** Close of the last slice taken, where a snapshot lets the market go on; 0 before the first. */
  feedAt: UnixMicros = 0;
  hasStopped = false;
  /** Why the market stands still, or null while it moves. */
  standstill: string | null = null;

  constructor(parts: CoreLoopParts) {
    this.#parts = parts;
  }

  get core(): Core {
    return this.#parts.core;
  }

  /** Why nothing can be acknowledged now, or null. */
  get journalFailure(): JournalUnavailable | null {
    return this.#parts.journal.failure;
  }

  /** Market time now. */
  now(): UnixMicros {
    const next = this.#parts.feed.next();
    return Math.max(this.#parts.core.state.now, this.#parts.clock.now(next === null ? null : next.tsClose));
  }

  /**
   * Puts an input from outside on its way; `make` gets the market time at which it is applied.
   * Resolves once it is applied, durable and its commands have left; rejects with
   * {@link JournalUnavailable} while the journal cannot be written.
   */
  submit(make: (now: UnixMicros) => Input): Promise<Applied> {
    const failure = this.#parts.journal.failure;
    if (failure !== null) return Promise.reject(failure);
    if (this.hasStopped) return Promise.reject(new LoopStopped());
    return new Promise((resolve, reject) => {
      this.#mail.push({ make, resolve, reject });
      this.#wake?.();
    });
  }

  /** Ends the loop after the slice that is under way. */
  stop(): void {
    this.#isStopping = true;
    this.#wake?.();
  }

  /** Runs until {@link stop}; throws when an invariant of the core broke. */
  async run(): Promise<void> {
    try {
      await this.#run();
    } finally {
      this.hasStopped = true;
      for (const mail of this.#mail.splice(0)) mail.reject(new LoopStopped());
    }
  }

  async #run(): Promise<void> {
    const { driver, core, feed, clock } = this.#parts;
    for (;;) {
      const mail = this.#mail.shift();
      if (mail !== undefined) {
        await this.#deliver(mail);
        continue;
      }
      const next = driver.next(earliestTimer(core.state));
      if (next !== null) {
        await this.#apply(next);
        await this.#giveTurn();
        continue;
      }
      this.#parts.atRest();
      if (this.#isStopping) return;
      const slice = feed.next();
      this.standstill = slice === null ? feed.endReason : null;
      if (slice === null || this.#parts.isCongested()) {
        await this.#sleep(slice === null ? 1_000 : 5);
        continue;
      }
      const first = slice.bars[0];
      const wait = clock.msUntil(slice.tsClose, first === undefined ? 0 : slice.tsClose - first.tsOpen);
      if (wait > 0) {
        await this.#sleep(Math.min(wait, 1_000));
        continue;
      }
      feed.take();
      clock.reached(slice.tsClose);
      this.feedAt = slice.tsClose;
      driver.begin(slice);
    }
  }

  /** One input of the market: journal, core, and its commands after the sync. */
  async #apply(input: Input): Promise<Applied> {
    const { journal, core, driver, outputs, listeners } = this.#parts;
    await this.#whileFailing();
    const seq = journal.append(input);
    const applied = applyInput(core, input);
    outputs.add(applied.records);
    for (const listener of listeners) listener(applied);
    if (hasCommand(applied.outputs)) {
      await this.#untilDurable(seq);
      driver.obey(applied.outputs, core.state.now);
    }
    return applied;
  }

  /** One input from outside; its sender hears of it only when it is durable. */
  async #deliver(mail: Mail): Promise<void> {
    const { journal } = this.#parts;
    if (journal.failure !== null) {
      mail.reject(journal.failure);
      return;
    }
    const applied = await this.#apply(mail.make(this.now()));
    journal.whenDurable(applied.input.seq).then(() => mail.resolve(applied), mail.reject);
  }

  /** Holds the loop, and with it every command, until `seq` is on the disk. */
  async #untilDurable(seq: number): Promise<void> {
    for (;;) {
      try {
        await this.#parts.journal.whenDurable(seq);
        return;
      } catch (error) {
        if (!(error instanceof JournalUnavailable)) throw error;
        await this.#whileFailing();
      }
    }
  }

  /** While the disk refuses nothing is applied; tries again until there is space. */
  async #whileFailing(): Promise<void> {
    const { journal } = this.#parts;
    while (journal.failure !== null) {
      this.standstill = journal.failure.message;
      for (const mail of this.#mail.splice(0)) mail.reject(journal.failure);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      try {
        await journal.retry();
        this.standstill = null;
      } catch (error) {
        if (!(error instanceof JournalUnavailable)) throw error;
        if (this.#isStopping) throw error;
      }
    }
  }

  /** Lets requests, syncs and signals of the process have their turn during a long run. */
  async #giveTurn(): Promise<void> {
    const at = performance.now();
    if (at - this.#turnStart < TURN_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#turnStart = performance.now();
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#mail.length > 0 || this.#isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
    this.#turnStart = performance.now();
  }
}
