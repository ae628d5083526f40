import type { StrategyLookup } from "../../core/strategies/registry.ts";
import { findStrategy } from "../../core/strategies/registry.ts";
import type { StrategyDefinition } from "../../core/strategies/strategy.ts";
import type { StrategyCode } from "../../platform/strategy-sections.ts";

/** A user's own strategy: its definition and the file it was loaded from. */
export interface OwnStrategy extends StrategyDefinition {
  readonly code: StrategyCode;
}

/** Finds built-ins and these; a user's kind never has the name of a built-in. */
export function strategyLookup(own: readonly StrategyDefinition[]): StrategyLookup {
  if (own.length === 0) return findStrategy;
  return (kind) => findStrategy(kind) ?? own.find((one) => one.kind === kind) ?? null;
}
