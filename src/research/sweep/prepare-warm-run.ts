import type { StrategyConfig } from "../../core/model/config.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import type { BacktestRun } from "../backtest/backtest-loop.ts";
import { feed, runBacktestLoop } from "../backtest/backtest-loop.ts";
import { prepareRun } from "../backtest/prepare-run.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";

const NEVER = 1 << 30;
const BY = "warm-up";

/**
 * A run whose strategy has followed `warmBars` without being allowed to trade: it is INACTIVE
 * over them, so its features and memory are right and its wishes end at the brain's gate, and it
 * becomes ACTIVE before the first of the resolved bars. The account is untouched, the marks begin
 * with the resolved bars.
 */
export function prepareWarmRun(resolved: ResolvedRun, warmBars: readonly BarColumns[]): BacktestRun {
  const { config } = resolved;
  const asleep: readonly StrategyConfig[] = config.strategies.map((strategy) => ({ ...strategy, status: "INACTIVE" }));
  const run = prepareRun({ ...resolved, bars: warmBars, config: { ...config, strategies: asleep } });
  runBacktestLoop(run, () => true, NEVER);
  const { now } = run.core.state;
  for (const { id, status } of config.strategies) {
    const order = { command: "set-strategy-status", strategyId: id, status } as const;
    feed(run, [], [], { kind: "OperatorCommand", seq: 0, tsEvent: now, tsReceived: now, by: BY, reason: BY, order });
  }
  run.equity.count = 0;
  run.refusals.clear();
  return { ...run, bars: resolved.bars };
}
