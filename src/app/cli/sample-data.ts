import { existsSync } from "node:fs";
import { join } from "node:path";
import { GENERATE_FROM, generateData } from "../../data/generate-data.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../../platform/failure.ts";
import type { CliIo } from "./io.ts";

/** A quarter of a year of generated minutes: enough for figures, short enough to wait for. */
const SESSIONS = 63;
const SEED = 42;

/** The shipped strategy and its bars, which are generated into the data directory on first use. */
export function prepareSample(root: string, dataDir: string, io: CliIo): { strategy: string; data: string } {
  const folder = join(dataDir, "sample");
  const data = join(folder, "SPY_1m.csv");
  const strategy = join(root, "examples", "strategies", "sample.yaml");
  if (existsSync(data)) return { strategy, data };
  io.err(`Generating ${SESSIONS} sessions of sample bars in ${folder} (seed ${SEED}) ...`);
  try {
    generateData({ instruments: ["SPY"], sessions: SESSIONS, seed: SEED, from: GENERATE_FROM, out: folder });
  } catch (error) {
    throw new Failure({
      code: "SAMPLE_NOT_WRITTEN",
      exitCode: EXIT.unavailable,
      message: `The sample bars could not be written to ${folder} (${systemCodeOf(error) || String(error)}).`,
      hint: "Choose a folder that may be written to with --data-dir.",
      cause: error,
    });
  }
  return { strategy, data };
}
