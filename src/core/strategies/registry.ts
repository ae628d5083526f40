import { EMA_CROSS } from "./ema-cross.ts";
import { OPENING_RANGE_BREAKOUT } from "./opening-range.ts";
import { RSI_REVERSION } from "./rsi-reversion.ts";
import type { StrategyDefinition } from "./strategy.ts";

/** Every built-in kind of strategy, in the order in which lists show them. */
export const STRATEGIES: readonly StrategyDefinition[] = [EMA_CROSS, RSI_REVERSION, OPENING_RANGE_BREAKOUT];

/** The built-in of this kind; null when there is none (`external`, a user's own, a mistyped one). */
export function findStrategy(kind: string): StrategyDefinition | null {
  for (let i = 0; i < STRATEGIES.length; i++) {
    const strategy = STRATEGIES[i] as StrategyDefinition;
    if (strategy.kind === kind) return strategy;
  }
  return null;
}
