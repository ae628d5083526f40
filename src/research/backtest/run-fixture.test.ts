/** A folder with made-up minutes of regular sessions, and strategy files for them. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { validateLimits } from "../../core/risk/limit-bounds.ts";
import { limitsOf } from "../../core/risk/profiles.ts";
import { STRATEGIES } from "../../core/strategies/registry.ts";
import { nyseSessions } from "../../data/calendar/nyse-calendar.ts";
import { Failure } from "../../platform/failure.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import type { DataOptions, ResolvedRun } from "./resolve-run.ts";
import { DATA_DEFAULTS, resolveRun } from "./resolve-run.ts";
import type { FinishedBacktest } from "./run-backtest.ts";
import { runBacktest } from "./run-backtest.ts";

/** Emptied when the test file is done. */
export const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-research-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const BASE: Readonly<Record<string, string>> = {
  id: "test",
  kind: "ema-cross",
  instruments: "[AAA]",
  timeframe: "1m",
  parameters: "{ fast: 3, slow: 8 }",
  sizing: "{ kind: fixed-quantity, quantity: 10 }",
  costs: "{ commissionPerOrder: 1.00, slippageBps: 10 }",
  initialCapital: "100000",
};

/** The base strategy with some keys replaced. */
export function strategyOf(keys: Readonly<Record<string, string>> = {}): StrategyFile {
  const text = Object.entries({ ...BASE, ...keys }).map(([key, value]) => `${key}: ${value}`);
  const read = readStrategyFile(text.join("\n"), "test.yaml", {
    kinds: STRATEGIES,
    checkLimits: (profile, overrides) => validateLimits(limitsOf(profile, overrides)),
  });
  assert.ok(read.ok, JSON.stringify(read));
  return read.strategy;
}

/** Rows of whole sessions from 2024-03-04 on: a seeded walk in cents. */
export function walkRows(seed: number, sessions: number, start = 10_000): string[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  const rows: string[] = [];
  let price = start;
  for (const session of nyseSessions("2024-03-04", "2024-12-31").slice(0, sessions)) {
    for (let t = session.openMicros; t < session.closeMicros; t += 60_000_000) {
      const open = price;
      price = Math.max(100, price + Math.round((random() + random() - 1) * 30));
      const [high, low] = [Math.max(open, price) + 3, Math.min(open, price) - 3];
      const cents = [open, high, low, price].map((value) => (value / 100).toFixed(2));
      rows.push([new Date(t / 1000).toISOString(), ...cents, "100"].join(","));
    }
  }
  return rows;
}

/** Writes a bars file and answers with its path. */
export function barsFile(name: string, rows: readonly string[], header = "time,open,high,low,close,volume"): string {
  const path = join(FOLDER, name);
  writeFileSync(path, `${[header, ...rows].join("\n")}\n`);
  return path;
}

/** Resolves a strategy over a path with default reading. */
export function resolveOver(path: string, strategy: StrategyFile, options: Partial<DataOptions> = {}): ResolvedRun {
  return resolveRun(strategy, { ...DATA_DEFAULTS, path, ...options });
}

/** Runs a strategy over a path. */
export function runOver(path: string, keys: Readonly<Record<string, string>> = {}): FinishedBacktest {
  const finished = runBacktest(resolveOver(path, strategyOf(keys)), { build: "test" });
  assert.ok(finished !== null);
  return finished;
}

/** The failure that `act` throws. */
export function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    return error;
  }
  return assert.fail("a failure was expected");
}
