/**
 * Our engine beside two backtesting libraries of npm, over the same bars with the same rule:
 *   cd benches/libraries && npm ci --ignore-scripts && cd ../..
 *   node benches/libraries/compare.ts [bars] [rounds]
 * 100,000 generated minute bars, ema-cross 12/26, orders at the next open, one unit, no costs. Rounds
 * are interleaved; times are processor time of the thread, the best of the rounds counts; who needs
 * more than ten seconds for a round has one. Each starts from bars in memory in the form it likes;
 * indicators are part of the time.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuMs } from "../engine-run.ts";
import { countShared, explain, firstDifference } from "./fill-rules.ts";
import type { Bar, ClosedTrade } from "./rule.ts";
import { grademarkRun } from "./with-grademark.ts";
import { barsOf, oursRun, resolveOurs } from "./with-ours.ts";
import { tradeRun } from "./with-trade.ts";

const BARS = Number(process.argv[2] ?? 100_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const SEED = 1;
const SLOW_MS = 10_000;

interface Contestant {
  readonly name: string;
  readonly run: () => ClosedTrade[] | Promise<ClosedTrade[]>;
  trades: ClosedTrade[];
  bestMs: number;
  rounds: number;
}

function contestantsOf(folder: string): { bars: Bar[]; ours: Contestant; libraries: Contestant[] } {
  const resolved = resolveOurs(folder, BARS, SEED);
  const bars = barsOf(resolved);
  const contestant = (name: string, run: Contestant["run"]): Contestant => ({
    name,
    run,
    trades: [],
    bestMs: Number.POSITIVE_INFINITY,
    rounds: 0,
  });
  return {
    bars,
    ours: contestant("AgentTrader", oursRun(resolved)),
    libraries: [contestant("grademark 0.3.0", grademarkRun(bars)), contestant("trade 1.0.3", tradeRun(bars))],
  };
}

async function measure(contestants: readonly Contestant[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contestant of contestants) {
      if (round > 0 && contestant.bestMs > SLOW_MS) continue;
      const from = cpuMs();
      contestant.trades = await contestant.run();
      contestant.bestMs = Math.min(contestant.bestMs, cpuMs() - from);
      contestant.rounds += 1;
    }
  }
}

function tradeText(trade: ClosedTrade | undefined): string {
  if (trade === undefined) return "none";
  const at = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
  return `${at(trade.entryMs)} at ${trade.entryPrice.toFixed(2)} to ${at(trade.exitMs)} at ${trade.exitPrice.toFixed(2)}`;
}

function report({ bars, ours, libraries }: ReturnType<typeof contestantsOf>): void {
  for (const { name, bestMs, rounds, trades } of [ours, ...libraries]) {
    const rate = Math.round(bars.length / (bestMs / 1000));
    const ratio = bestMs / ours.bestMs;
    console.log(
      `${name.padEnd(16)} ${String(rate).padStart(10)} bars/s  ours ${ratio.toFixed(1)} x  ${trades.length} closed trades  best of ${rounds}`,
    );
  }
  for (const { name, trades } of [ours, ...libraries])
    console.log(`\n${name}: ${explain(trades, bars) ?? "UNEXPLAINED: no known fill rule makes these trades"}`);
  for (const { name, trades } of libraries) {
    const at = firstDifference(ours.trades, trades);
    console.log(`\n${name} against ours: ${countShared(trades, ours.trades)} trades are the same`);
    if (at !== null)
      console.log(
        `first that differs, no. ${at + 1}: ours ${tradeText(ours.trades[at])}; theirs ${tradeText(trades[at])}`,
      );
  }
}

const folder = mkdtempSync(join(tmpdir(), "agenttrader-libraries-"));
try {
  const all = contestantsOf(folder);
  await measure([all.ours, ...all.libraries]);
  report(all);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
