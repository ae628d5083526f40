/** One backtest on made-up bars: node examples/research/01-first-backtest.ts */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backtest, generateData, loadStrategy, monteCarlo } from "agenttrader/research";

const folder = mkdtempSync(join(tmpdir(), "agenttrader-research-"));
generateData({ instruments: ["SPY"], sessions: 40, seed: 1, from: "2024-01-02", out: folder });

const strategies = join(import.meta.dirname, "../my-strategies");
const strategy = await loadStrategy(join(strategies, "turn-of-month.yaml"), { strategies });
const result = backtest(strategy, join(folder, "SPY_1m.csv"));
console.log(`${result.strategy.name}: ${result.trades.length} trades, final equity ${result.metrics.finalEquity}`);

const lives = monteCarlo(result, { paths: 200 });
if (typeof lives !== "string")
  console.log(`one life in twenty falls by ${(100 * lives.maxDrawdown.p95).toFixed(2)} % or more`);
