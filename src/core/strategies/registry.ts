import { BOLLINGER_REVERSION } from "./bollinger-reversion.ts";
import { DONCHIAN_BREAKOUT } from "./donchian-breakout.ts";
import { EMA_CROSS } from "./ema-cross.ts";
import { MOMENTUM_STRATEGY } from "./momentum.ts";
import { OPENING_RANGE_BREAKOUT } from "./opening-range.ts";
import { RSI_REVERSION } from "./rsi-reversion.ts";
import { placeOrders } from "./place-orders.ts";
import type { StrategyDefinition } from "./strategy.ts";

/** The code of a kind of strategy; null when there is none (`external`, a mistyped one). */
export type StrategyLookup = (kind: string) => StrategyDefinition | null;

/** Every built-in kind of strategy, its entries placed as the file wants it, in the order in which lists show them. */
export const STRATEGIES: readonly StrategyDefinition[] = [
  EMA_CROSS,
  RSI_REVERSION,
  OPENING_RANGE_BREAKOUT,
  DONCHIAN_BREAKOUT,
  MOMENTUM_STRATEGY,
  BOLLINGER_REVERSION,
].map(placeOrders);

/** The built-in of this kind; null when there is none (`external`, a user's own, a mistyped one). */
export function findStrategy(kind: string): StrategyDefinition | null {
  for (let i = 0; i < STRATEGIES.length; i++) {
    const strategy = STRATEGIES[i] as StrategyDefinition;
    if (strategy.kind === kind) return strategy;
  }
  return null;
}
