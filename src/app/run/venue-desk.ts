import type { Core } from "../../core/engine/core.ts";
import { earliestTimer } from "../../core/engine/timers.ts";
import type { Input } from "../../core/model/input.ts";
import type { Order } from "../../core/model/order.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import { JournalUnavailable } from "../../journal/journal-failures.ts";
import type { JournalWriter } from "../../journal/journal-writer.ts";
import type { VenueCommandRecord, VenuePort } from "../../venues/venue-port.ts";
import { handOver, isVenueCommand } from "../../venues/venue-port.ts";
import type { Applied } from "./apply-input.ts";
import { applyInput } from "./apply-input.ts";
import type { AppliedListener } from "./core-loop.ts";
import { LoopStopped } from "./core-loop.ts";
import { mayLeave, withheldReport } from "./last-gate.ts";
import type { OutputHash } from "./output-facts.ts";

export interface VenueDeskParts {
  readonly core: Core;
  readonly journal: JournalWriter;
  readonly outputs: OutputHash;
  readonly port: VenuePort;
  /** Wall clock; the core's time never falls behind what it has seen. */
  readonly now: () => UnixMicros;
  readonly listeners: readonly AppliedListener[];
  /** Called between two inputs: the place for snapshots. */
  readonly atRest: () => void;
}

interface Mail {
  readonly make: (now: UnixMicros) => Input;
  readonly resolve: (applied: Applied) => void;
  readonly reject: (error: unknown) => void;
}

const RETRY_MS = 500;
const SLEEP_MAX_MS = 1_000;

/**
 * The single writer in front of a venue that lives outside of the process. It keeps three rules
 * that no crash may break: a command leaves after its cause is durable (O6), it leaves at most
 * once, because a restart replays inputs and sends nothing, and nothing is certain about an
 * account until the venue was asked again: the connection counts as down from the start and the
 * core asks for a snapshot when it is up.
 */
export class VenueDesk {
  readonly #parts: VenueDeskParts;
  #mail: Mail[] = [];
  #wake: (() => void) | null = null;
  #isStopping = false;
  hasStopped = false;

  constructor(parts: VenueDeskParts) {
    this.#parts = parts;
    parts.port.onInput((input) => {
      // Nobody waits for these; a broken core is told by `run`.
      this.submit(() => input).catch(() => undefined);
    });
  }

  /** Time of the run: the wall clock, or what the core has seen where that is later. */
  now(): UnixMicros {
    return Math.max(this.#parts.core.state.now, this.#parts.now());
  }

  /** Puts an input on its way; resolves once it is applied, durable and its commands have left. */
  submit(make: (now: UnixMicros) => Input): Promise<Applied> {
    if (this.hasStopped) return Promise.reject(new LoopStopped());
    return new Promise((resolve, reject) => {
      this.#mail.push({ make, resolve, reject });
      this.#wake?.();
    });
  }

  stop(): void {
    this.#isStopping = true;
    this.#wake?.();
  }

  /** Connects and works until {@link stop}; throws when an invariant of the core broke. */
  async run(): Promise<void> {
    try {
      for (const account of this.#parts.core.state.trading?.links.keys() ?? []) {
        // The journal may hold a connection that died with the process before.
        await this.#apply((now) => {
          return { kind: "ConnectionChanged", seq: 0, tsEvent: now, tsReceived: now, account, isUp: false };
        });
      }
      this.#parts.port.connect();
      await this.#work();
    } finally {
      this.hasStopped = true;
      for (const mail of this.#mail.splice(0)) mail.reject(new LoopStopped());
      await this.#parts.port.close();
    }
  }

  async #work(): Promise<void> {
    const { core, journal } = this.#parts;
    for (;;) {
      const mail = this.#mail.shift();
      if (mail !== undefined) {
        const applied = await this.#apply(mail.make);
        journal.whenDurable(applied.input.seq).then(() => mail.resolve(applied), mail.reject);
        continue;
      }
      const timer = earliestTimer(core.state);
      if (timer !== null && timer.dueAt <= this.now()) {
        const { id, dueAt } = timer;
        await this.#apply((now) => {
          return { kind: "TimerFired", seq: 0, tsEvent: dueAt, tsReceived: now, timerId: id };
        });
        continue;
      }
      this.#parts.atRest();
      if (this.#isStopping) return;
      await this.#sleep(timer === null ? SLEEP_MAX_MS : (timer.dueAt - this.now()) / 1_000);
    }
  }

  /** One input: journal, core, and its commands after the sync. */
  async #apply(make: (now: UnixMicros) => Input): Promise<Applied> {
    const { journal, core, outputs, listeners, port } = this.#parts;
    await this.#whileFailing();
    const input = make(this.now());
    const seq = journal.append(input);
    const applied = applyInput(core, input);
    outputs.add(applied.records);
    for (const listener of listeners) listener(applied);
    const commands: readonly VenueCommandRecord[] = applied.records.filter(isVenueCommand);
    if (commands.length > 0) {
      await this.#untilDurable(seq);
      for (const command of commands) {
        const isOrder = command.kind === "SubmitOrder" || command.kind === "ReplaceOrder";
        if (isOrder && !mayLeave(core, command.order)) this.#withhold(command.order);
        else handOver(port, command);
      }
    }
    return applied;
  }

  /** The kill switch came between approval and wire: the core is told that nothing left. */
  #withhold(order: Readonly<Order>): void {
    this.submit((now) => withheldReport(order, now)).catch(() => undefined);
  }

  /** Holds every command until `seq` is on the disk. */
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

  /** While the disk refuses nothing is applied and nothing leaves; tries again until there is space. */
  async #whileFailing(): Promise<void> {
    const { journal } = this.#parts;
    while (journal.failure !== null) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      try {
        await journal.retry();
      } catch (error) {
        if (!(error instanceof JournalUnavailable) || this.#isStopping) throw error;
      }
    }
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#mail.length > 0 || this.#isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(SLEEP_MAX_MS, Math.max(1, Math.ceil(ms))));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }
}
