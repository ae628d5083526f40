/** Free tries before the delay, and how the delay grows. */
const FREE_TRIES = 5;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 900_000;
const FORGET_AFTER_MS = 3_600_000;
/** Names that are watched at once; the oldest gives way. */
const NAMES_MAX = 10_000;

interface Tries {
  failures: number;
  blockedUntil: number;
  lastAt: number;
}

/** Five tries, then a delay that doubles with each further failure; alike for names that do not exist. */
export class LoginThrottle {
  readonly #tries = new Map<string, Tries>();

  /** Milliseconds to wait before the next try, 0: now. A try that may go on counts as failed until {@link succeed}. */
  begin(name: string, now: number): number {
    let tries = this.#tries.get(name);
    if (tries !== undefined && now - tries.lastAt > FORGET_AFTER_MS) tries = undefined;
    if (tries !== undefined && now < tries.blockedUntil) return tries.blockedUntil - now;
    const failures = (tries?.failures ?? 0) + 1;
    const over = failures - FREE_TRIES;
    const delay = over < 0 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(over, 20));
    this.#tries.delete(name);
    this.#tries.set(name, { failures, blockedUntil: now + delay, lastAt: now });
    if (this.#tries.size > NAMES_MAX) this.#tries.delete(this.#tries.keys().next().value as string);
    return 0;
  }

  succeed(name: string): void {
    this.#tries.delete(name);
  }
}
