/**
 * The engine against the naive twin on real minutes: every trade and the final equity, exactly.
 * The twin shares no code with src; both are written from the semantics page.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { validateLimits } from "../../src/core/risk/limit-bounds.ts";
import { limitsOf } from "../../src/core/risk/profiles.ts";
import { STRATEGIES } from "../../src/core/strategies/registry.ts";
import { readStrategyFile } from "../../src/platform/strategy-file.ts";
import type { StrategyFile } from "../../src/platform/strategy-file.ts";
import type { BacktestResult } from "../../src/research/backtest/run-backtest.ts";
import { runBacktest } from "../../src/research/backtest/run-backtest.ts";
import { DATA_DEFAULTS, resolveRun } from "../../src/research/backtest/resolve-run.ts";
import type { NaiveBar } from "./naive-bars.ts";
import { readNaiveBars } from "./naive-bars.ts";
import type { NaiveResult, NaiveSizing } from "./naive-backtest.ts";
import { naiveBacktest } from "./naive-backtest.ts";
import type { Decide } from "./naive-strategies.ts";
import { emaCross, openingRange, rsiReversion } from "./naive-strategies.ts";

const BARS = join(import.meta.dirname, "../../../shared/data/bars/1m");
const FILES = [
  { symbol: "SPY", path: join(BARS, "SPY_1m_2024-02-20_2024-05-17_ext.csv.gz") },
  { symbol: "IWM", path: join(BARS, "IWM_1m_2026-03.csv.gz") },
];

interface Kind {
  readonly name: string;
  readonly yaml: string;
  decide(bars: readonly NaiveBar[], allowShort: boolean): Decide;
}
const KINDS: readonly Kind[] = [
  {
    name: "ema-cross",
    yaml: "fast: 12, slow: 26",
    decide: (bars, allowShort) => emaCross(bars, 12, 26, allowShort),
  },
  {
    name: "rsi-reversion",
    yaml: "period: 14, oversold: 30, overbought: 70",
    decide: (bars) => rsiReversion(bars, 14, 30, 70, false),
  },
  {
    name: "opening-range",
    yaml: "minutes: 30, stop: 1, target: 2",
    decide: (bars, allowShort) => openingRange(bars, { minutes: 30, stop: 1n, target: 2n, allowShort }),
  },
];
const SIZINGS: readonly { yaml: string; naive: NaiveSizing }[] = [
  { yaml: "{ kind: fixed-quantity, quantity: 100 }", naive: { shares: 100n } },
  { yaml: "{ kind: percent-equity, percent: 50 }", naive: { percentOfEquity: 50n } },
];

function strategyOf(symbol: string, kind: Kind, sizing: string, allowShort: boolean): StrategyFile {
  const text = [
    "id: twin",
    `kind: ${kind.name}`,
    `instruments: [${symbol}]`,
    "timeframe: 1m",
    `parameters: { ${kind.yaml}${allowShort ? ", allowShort: true" : ""} }`,
    `sizing: ${sizing}`,
    "costs: { commissionPerOrder: 1.00, slippageBps: 10 }",
    "risk: { profile: none }",
    "initialCapital: 100000",
  ].join("\n");
  const read = readStrategyFile(text, "twin.yaml", {
    kinds: STRATEGIES,
    checkLimits: (profile, overrides) => validateLimits(limitsOf(profile, overrides)),
  });
  assert.ok(read.ok, JSON.stringify(read));
  return read.strategy;
}

/** Millionths of a decimal text. */
function millionths(text: string): bigint {
  const [whole = "0", places = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + places.padEnd(6, "0"));
  return text.startsWith("-") ? -value : value;
}

function compare(result: BacktestResult, twin: NaiveResult): void {
  result.trades.forEach((trade, i) => {
    const naive = twin.trades[i];
    assert.deepEqual(
      {
        side: trade.side,
        quantity: BigInt(trade.quantity),
        entryTime: trade.entryTime,
        entryPrice: millionths(trade.entryPrice),
        exitTime: trade.exitTime,
        exitPrice: millionths(trade.exitPrice),
        gross: millionths(trade.grossPnl),
        costs: millionths(trade.costs),
        net: millionths(trade.netPnl),
      },
      naive === undefined
        ? undefined
        : {
            ...naive,
            entryTime: new Date(naive.entryTime).toISOString(),
            exitTime: new Date(naive.exitTime).toISOString(),
          },
      `trade ${i}`,
    );
  });
  assert.equal(result.trades.length, twin.trades.length);
  assert.equal(millionths(result.metrics.finalEquity), twin.finalEquity);
  assert.equal(result.openPositions.length, twin.isOpenAtEnd ? 1 : 0);
}

for (const { symbol, path } of FILES) {
  const isThere = existsSync(path);
  if (!isThere) console.error(`SKIPPED: the shared bars ${path} are absent, the twin of ${symbol} was not compared`);
  const naiveBars = isThere ? readNaiveBars(path) : [];
  for (const kind of KINDS) {
    for (const sizing of SIZINGS) {
      for (const allowShort of [false, true]) {
        if (allowShort && kind.name === "rsi-reversion") continue;
        const title = `${kind.name} on ${symbol}, ${sizing.yaml}${allowShort ? ", allowShort" : ""}`;
        test(title, { skip: isThere ? false : "shared data absent" }, () => {
          const strategy = strategyOf(symbol, kind, sizing.yaml, allowShort);
          const finished = runBacktest(resolveRun(strategy, { ...DATA_DEFAULTS, path }), { build: "twin" });
          assert.ok(finished !== null);
          const { result } = finished;
          assert.equal(result.data.bars, naiveBars.length);
          compare(result, naiveBacktest(naiveBars, kind.decide(naiveBars, allowShort), sizing.naive));
          assert.ok(result.trades.length >= 4, `${result.trades.length} trades compare something`);
        });
      }
    }
  }
}
