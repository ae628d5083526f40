/** Years of made-up daily bars: cheap runs for the passport, the same for the same seed. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { createRandom, nextNormal, nextUniform } from "../../src/core/math/random.ts";
import type { BarColumns } from "../../src/data/bar-columns.ts";
import { createColumns, setBar } from "../../src/data/bar-columns.ts";
import { nyseSessions } from "../../src/data/calendar/nyse-calendar.ts";
import { readStrategyFile } from "../../src/platform/strategy-file.ts";
import { BACKTEST_RULES } from "../../src/app/up/strategy-rules.ts";
import type { ResolvedRun } from "../../src/research/backtest/resolve-run.ts";
import { DATA_DEFAULTS, resolveRun } from "../../src/research/backtest/resolve-run.ts";

/** A little more than the three years that the passport asks for. */
export const DAYS = 800;
const DAYS_MAX = 1_600;

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-passport-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const FILE = join(FOLDER, "AAA_1d.csv");
const SESSIONS = nyseSessions("2017-01-03", "2023-12-29").slice(0, DAYS_MAX);
writeFileSync(
  FILE,
  [
    "date,open,high,low,close,volume",
    ...SESSIONS.map((session) => `${dayOf(session.openMicros)},100,101,99,100,1000`),
  ].join("\n"),
);

function dayOf(micros: number): string {
  return new Date(micros / 1000).toISOString().slice(0, 10);
}

/** A strategy over daily bars of these returns. */
export function runOf(
  kind: string,
  parameters: Readonly<Record<string, number | boolean>>,
  returns: readonly number[],
): ResolvedRun {
  const text = [
    `id: ${kind}`,
    `kind: ${kind}`,
    "instruments: [AAA]",
    "timeframe: 1d",
    `parameters: ${JSON.stringify(parameters)}`,
    "sizing: { kind: percent-equity, percent: 50 }",
    "costs: { commissionPerOrder: 1.00, slippageBps: 5 }",
    "initialCapital: 100000",
  ].join("\n");
  const read = readStrategyFile(text, "test.yaml", BACKTEST_RULES);
  assert.ok(read.ok, JSON.stringify(read));
  const resolved = resolveRun(read.strategy, { ...DATA_DEFAULTS, path: FILE });
  const bars = resolved.bars.map((columns) => walked(columns, returns));
  const sha256 = createHash("sha256").update(JSON.stringify(returns)).digest("hex");
  return { ...resolved, bars, data: { ...resolved.data, sha256 } };
}

/** Bars at the same times that open where the last one closed and move by `returns`. */
function walked(columns: BarColumns, returns: readonly number[]): BarColumns {
  const made = createColumns(columns.symbol, returns.length, columns.timeframeSeconds);
  let open = 100e6;
  for (let i = 0; i < returns.length; i += 1) {
    const close = Math.max(1e6, Math.round((open * (1 + (returns[i] ?? 0))) / 1e4) * 1e4);
    setBar(made, i, {
      tsOpen: columns.tsOpen[i] as number,
      tsClose: columns.tsClose[i] as number,
      openMicros: open,
      highMicros: Math.max(open, close) + 1e4,
      lowMicros: Math.min(open, close) - 1e4,
      closeMicros: close,
      volume: 1e6,
    });
    open = close;
  }
  return made;
}

/** Returns of pure chance: nothing is to be known about the next one. */
export function chance(seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: DAYS }, () => 0.01 * nextNormal(random));
}

/** Returns whose direction lasts about `lasts` days and shows in their mean: something is to be known. */
export function trending(seed: number, lasts: number, drift: number, days: number = DAYS): number[] {
  const random = createRandom(seed);
  let sign = 1;
  return Array.from({ length: days }, () => {
    if (nextUniform(random) < 1 / lasts) sign = -sign;
    return sign * drift + 0.01 * nextNormal(random);
  });
}
