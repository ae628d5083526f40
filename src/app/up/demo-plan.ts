import { required } from "../../core/assert.ts";
import { sessionTable } from "../../data/calendar/nyse-calendar.ts";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { formatProblems } from "../../platform/yaml-section.ts";
import { equityInstruments, portfolioConfigOf } from "../../research/backtest/core-config.ts";
import { createGeneratorFeed } from "../feeds/generator-feed.ts";
import { STRATEGY_RULES } from "./strategy-rules.ts";
import type { RunPlan } from "./run-plan.ts";

/** Fixed first session of the sample market, and the end of the calendar we know. */
const DEMO_FROM = "2026-01-05";
const DEMO_TO = "2030-12-31";
const LEAD_MICROS = 10 * 60_000_000;
export const DEMO_SEED = 42;

/** Costs low enough for days of demo: half a basis point of slippage, no commission. */
const COSTS = "costs: { commissionPerOrder: 0, slippageBps: 0.5 }";
const COMMON = `timeframe: 1m\nsizing: { kind: brain }\nrisk: { profile: balanced, stopExempt: true }\n${COSTS}\ninitialCapital: 100000\n`;

/** The sample strategies as files, read by the same reader as a user's own. */
export const DEMO_FILES: readonly string[] = [
  `id: spy-ema\nname: SPY EMA cross 12/26\nkind: ema-cross\ninstruments: [SPY]\nparameters: { fast: 12, slow: 26 }\n${COMMON}`,
  `id: iwm-rsi\nname: IWM RSI reversion 14\nkind: rsi-reversion\ninstruments: [IWM]\nparameters: { period: 14, oversold: 30, overbought: 70 }\n${COMMON}`,
  `id: qqq-range\nname: QQQ opening range 15 min\nkind: opening-range\ninstruments: [QQQ]\nparameters: { minutes: 15, stop: 1, target: 2 }\n${COMMON}`,
  `id: signals\nname: Signals from outside\nkind: external\ninstruments: [SPY, IWM, QQQ, AAPL]\nparameters: {}\n${COMMON}`,
];

/** The demo: three built-in strategies and one for outside signals on a seeded market. */
export function demoPlan(seed: number): RunPlan {
  const files = DEMO_FILES.map(readDemoFile);
  const table = sessionTable(DEMO_FROM, DEMO_TO);
  const symbols = [...new Set(files.flatMap((file) => file.instruments))];
  const instruments = equityInstruments(symbols);
  const first = required(files[0], "the demo has strategies");
  const config = portfolioConfigOf(first, files, instruments, {
    environment: "paper",
    baseTimeframeSeconds: 60,
    accountId: "SIM",
  });
  return {
    mode: "DEMO",
    instruments,
    table,
    config,
    feed: createGeneratorFeed(symbols, seed, table),
    start: required(table.opens[0], "the sample calendar has a first session") - LEAD_MICROS,
    market: { kind: "generator", seed },
  };
}

function readDemoFile(text: string): StrategyFile {
  const read = readStrategyFile(text, "demo strategy", STRATEGY_RULES);
  if (!read.ok) throw new Error(formatProblems(read.problems));
  return read.strategy;
}
