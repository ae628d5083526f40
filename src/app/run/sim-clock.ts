import type { UnixMicros } from "../../core/model/units.ts";

/** How fast simulated time runs: micros of market time per micro of wall time, or as fast as possible. */
export type Speed = number | "max";

/**
 * Simulated time between slices. It stands at the last slice and moves towards the next at the
 * chosen speed; closed hours are skipped, so a slice is never more than its own bar length away.
 */
export class SimClock {
  readonly #speed: Speed;
  readonly #wallMs: () => number;
  #anchorMicros: UnixMicros;
  #anchorWallMs: number;

  constructor(options: { start: UnixMicros; speed: Speed; wallMs: () => number }) {
    this.#speed = options.speed;
    this.#wallMs = options.wallMs;
    this.#anchorMicros = options.start;
    this.#anchorWallMs = options.wallMs();
  }

  /** Market time now, never at or beyond `next`, the close of the slice that has not come yet. */
  now(next: UnixMicros | null): UnixMicros {
    if (this.#speed === "max") return this.#anchorMicros;
    const moved = this.#anchorMicros + Math.floor((this.#wallMs() - this.#anchorWallMs) * 1000 * this.#speed);
    const latest = next === null ? moved : Math.max(this.#anchorMicros, next - 1);
    return Math.min(moved, latest);
  }

  /** Wall milliseconds until the slice that closes at `tsClose` and spans `barMicros` is due. */
  msUntil(tsClose: UnixMicros, barMicros: number): number {
    if (this.#speed === "max") return 0;
    const ahead = Math.min(tsClose - this.#anchorMicros, Math.max(barMicros, this.#leadMicros));
    return this.#anchorWallMs + ahead / 1000 / this.#speed - this.#wallMs();
  }

  /** Before the first slice the clock may be further away: ten minutes before the open. */
  #leadMicros = 0;

  /** Lets the first slice come only after this much market time. */
  waitForOpen(leadMicros: number): void {
    this.#leadMicros = leadMicros;
  }

  /** The slice that closes at `tsClose` is being processed. */
  reached(tsClose: UnixMicros): void {
    this.#anchorMicros = tsClose;
    this.#anchorWallMs = this.#wallMs();
    this.#leadMicros = 0;
  }
}
