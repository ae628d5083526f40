import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { sessionTable } from "../../data/calendar/nyse-calendar.ts";
import { firstSessions, GENERATE_FROM, generateData } from "../../data/generate-data.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";

/** Instruments of the demo's strategies. They share their random numbers: another list is another market. */
const SYMBOLS = ["SPY", "IWM", "QQQ"];
/** Enough for one window of a walk-forward: a year to choose on and a quarter to judge on. */
const SESSIONS = 315;
const SEED = 42;
const MICROS_PER_MINUTE = 60_000_000;

/** What the sample market is, known before it is made. */
export interface SampleFacts {
  readonly symbols: readonly string[];
  /** First and last session. */
  readonly from: string;
  readonly to: string;
  readonly sessions: number;
  readonly bars: number;
  /** What its bars depend on. */
  readonly name: string;
}

/** Facts of the generated bars that a new user's first run is over. */
export function sampleFacts(): SampleFacts {
  const { days, opens, closes } = firstSessions(sessionTable(GENERATE_FROM, "2026-12-31"), SESSIONS);
  const minutes = closes.reduce((sum, close, i) => sum + (close - (opens[i] ?? close)) / MICROS_PER_MINUTE, 0);
  return {
    symbols: SYMBOLS,
    from: days[0] ?? "",
    to: days.at(-1) ?? "",
    sessions: days.length,
    bars: minutes * SYMBOLS.length,
    name: `generated, seed ${SEED}, ${SESSIONS} sessions from ${GENERATE_FROM}`,
  };
}

/** Folder of the sample market in a data directory. */
export function sampleFolder(dataDir: string): string {
  return join(dataDir, "sample", "market");
}

/** Makes the sample market where it is not there yet; takes seconds, so only workers call it. */
export function ensureSampleMarket(dataDir: string): string {
  const folder = sampleFolder(dataDir);
  if (existsSync(folder)) return folder;
  const aside = join(dirname(folder), `.market.writing-${process.pid}`);
  try {
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside, { recursive: true });
    generateData({ instruments: SYMBOLS, sessions: SESSIONS, seed: SEED, from: GENERATE_FROM, out: aside });
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw new Failure({
      code: "SAMPLE_NOT_WRITTEN",
      exitCode: EXIT.unavailable,
      message: `The sample bars could not be written to ${folder} (${systemCodeOf(error) || String(error)}).`,
      hint: "Make room on the disk, or choose another data directory.",
      cause: error,
    });
  }
  return folder;
}
