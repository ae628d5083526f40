import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { KILL_LEVELS, type KillLevelName, TRADING_STATES, type TradingStateName } from "../../contract/kill-switch.ts";

/** Files in the data directory that stop trading while they lie there, by level from 1. */
export const STOP_FILES = ["STOP", "STOP-2", "STOP-3"] as const;
/** Signal that engages level 2 where the system has it. */
export const STOP_SIGNAL = "SIGUSR1";
const SIGNAL_LEVEL = 2;
/** A file is seen within this time. */
const LOOK_EVERY_MS = 250;
const REASON_MAX = 500;

/** A wish to stop that came by no request. */
export interface StopWish {
  readonly level: KillLevelName;
  /** The channel: `file STOP-2`, `signal SIGUSR1`. */
  readonly by: string;
  readonly reason: string;
}
export interface StopChannelsParts {
  readonly folder: string;
  /** Level that the core holds now. */
  readonly stateNow: () => TradingStateName;
  /** Resolves once the core has obeyed. */
  readonly engage: (wish: StopWish) => Promise<unknown>;
  readonly onFailed: (wish: StopWish, error: unknown) => void;
}

/**
 * Stopping without the API: a file in the data directory, which also makes a start begin stopped,
 * and a signal. A file is never removed from here; while it lies there nothing releases its level.
 */
export class StopChannels {
  readonly #parts: StopChannelsParts;
  #timer: NodeJS.Timeout | null = null;
  /** A signal that the core has not obeyed yet. */
  #signalled: StopWish | null = null;
  #isEngaging = false;

  constructor(parts: StopChannelsParts) {
    this.#parts = parts;
  }

  /** Looks at once, then again and again. */
  start(): void {
    if (process.platform !== "win32") process.on(STOP_SIGNAL, this.#onSignal);
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    this.#look();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    process.off(STOP_SIGNAL, this.#onSignal);
  }

  readonly #onSignal = (): void => {
    const level = KILL_LEVELS[SIGNAL_LEVEL - 1] ?? "HALT";
    this.#signalled = { level, by: `signal ${STOP_SIGNAL}`, reason: "" };
    this.#look();
  };

  #look(): void {
    if (this.#isEngaging) return;
    const wishes = [stopFileIn(this.#parts.folder), this.#signalled];
    const wish = wishes.find((one) => one !== null && isAbove(one.level, this.#parts.stateNow())) ?? null;
    if (wish === null) {
      this.#signalled = null;
      return;
    }
    this.#isEngaging = true;
    this.#parts
      .engage(wish)
      .then(() => {
        if (this.#signalled === wish) this.#signalled = null;
      })
      .catch((error: unknown) => this.#parts.onFailed(wish, error))
      .finally(() => {
        this.#isEngaging = false;
      });
  }
}

/** The highest stop file of a data directory, or null. */
export function stopFileIn(folder: string): StopWish | null {
  for (let at = STOP_FILES.length - 1; at >= 0; at -= 1) {
    const name = STOP_FILES[at] as string;
    const path = join(folder, name);
    // Whatever has the name stops, also a folder or a file that cannot be read.
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    return { level: KILL_LEVELS[at] as KillLevelName, by: `file ${name}`, reason: firstLineOf(path) };
  }
  return null;
}

function firstLineOf(path: string): string {
  try {
    return (readFileSync(path, "utf8").split("\n", 1)[0] ?? "").toWellFormed().trim().slice(0, REASON_MAX);
  } catch {
    return "";
  }
}

function isAbove(level: KillLevelName, state: TradingStateName): boolean {
  return TRADING_STATES.indexOf(level) > TRADING_STATES.indexOf(state);
}
