/** A search, and why its best is no promise: node examples/research/02-sweep-and-doubt.ts */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateData, loadStrategy, sweep, walkForward, withParameters, backtest } from "agenttrader/research";

const folder = mkdtempSync(join(tmpdir(), "agenttrader-research-"));
generateData({ instruments: ["SPY"], sessions: 30, seed: 2, from: "2024-01-02", out: folder });
const bars = join(folder, "SPY_1m.csv");
const strategy = await loadStrategy(join(import.meta.dirname, "../strategies/spy-ema.yaml"));

const grid = ["fast=5,15", "slow=30,60"];
const search = await sweep(strategy, bars, { grid, workers: 1 });
const best = search.best;
console.log(`${search.combinations.length} combinations, the best is ${JSON.stringify(best?.parameters)}`);
if (best !== null) {
  const again = backtest(withParameters(strategy, best.parameters), bars);
  console.log(
    `its backtest returns ${(100 * (again.metrics.totalReturn ?? 0)).toFixed(2)} % on the bars it was chosen on`,
  );
}

const walked = await walkForward(strategy, bars, { grid, inSample: 10, outOfSample: 5, minTrades: 1, workers: 1 });
console.log(`chosen on the past and judged on what came after: ${walked.windows.length} windows`);
