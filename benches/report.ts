/**
 * The report of a long run: about 500,000 minute bars and 5,000 trades, from the finished run to
 * the page's text. `node benches/report.ts [sessions]`
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { BACKTEST_RULES } from "../src/app/up/strategy-rules.ts";
import { nyseSessions } from "../src/data/calendar/nyse-calendar.ts";
import { loadStrategyFile } from "../src/platform/strategy-file.ts";
import { DATA_DEFAULTS, resolveRun } from "../src/research/backtest/resolve-run.ts";
import { runBacktest } from "../src/research/backtest/run-backtest.ts";
import { renderReport } from "../src/research/report/report-html.ts";
import { reportInput } from "../src/research/report/report-input.ts";

const ROUNDS = 3;

const STRATEGY = `id: bench
kind: ema-cross
instruments: [AAA]
timeframe: 1m
parameters: { fast: 17, slow: 48 }
sizing: { kind: fixed-quantity, quantity: 10 }
costs: { commissionPerOrder: 0.10, slippageBps: 1 }
initialCapital: 100000
`;

/** A seeded walk in cents. */
function rowsOf(sessions: number): string[] {
  const rows = ["time,open,high,low,close,volume"];
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  let price = 40_000;
  for (const session of nyseSessions("2018-01-02", "2029-12-31").slice(0, sessions)) {
    for (let t = session.openMicros; t < session.closeMicros; t += 60_000_000) {
      const open = price;
      price = Math.max(1_000, price + Math.round((random() + random() - 1) * 20));
      const cents = [open, Math.max(open, price) + 3, Math.min(open, price) - 3, price];
      const prices = cents.map((value) => (value / 100).toFixed(2)).join(",");
      rows.push(`${new Date(t / 1000).toISOString()},${prices},100`);
    }
  }
  return rows;
}

const sessions = Number(process.argv[2] ?? 1_290);
const folder = mkdtempSync(join(tmpdir(), "agenttrader-bench-"));
try {
  writeFileSync(join(folder, "bench.yaml"), STRATEGY);
  writeFileSync(join(folder, "AAA_1m.csv"), `${rowsOf(sessions).join("\n")}\n`);
  const strategy = loadStrategyFile(join(folder, "bench.yaml"), BACKTEST_RULES);
  const path = join(folder, "AAA_1m.csv");
  const run = runBacktest(resolveRun(strategy, { ...DATA_DEFAULTS, path }), { build: "bench" });
  if (run === null) throw new Error("nobody stopped the run");
  let best = Number.POSITIVE_INFINITY;
  let cpu = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const cpuBefore = process.cpuUsage();
    const start = performance.now();
    bytes = Buffer.byteLength(renderReport(reportInput(run)));
    best = Math.min(best, performance.now() - start);
    const { user, system } = process.cpuUsage(cpuBefore);
    cpu = Math.min(cpu, (user + system) / 1000);
  }
  console.log(`${run.result.data.bars} bars, ${run.result.metrics.trades} trades, page of ${bytes} bytes`);
  console.log(`best of ${ROUNDS}: ${best.toFixed(0)} ms, processor ${cpu.toFixed(0)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
