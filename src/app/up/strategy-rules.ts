import { limitsOf } from "../../core/risk/profiles.ts";
import { validateLimits } from "../../core/risk/limit-bounds.ts";
import { STRATEGIES } from "../../core/strategies/registry.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import type { StrategyFileRules } from "../../platform/strategy-file.ts";

/** What the strategy reader must know of the core: the built-in kinds and the bounds of the limits. */
export const BACKTEST_RULES: StrategyFileRules = {
  kinds: STRATEGIES,
  checkLimits: (profile, overrides) => validateLimits(limitsOf(profile, overrides)),
};

/** A running platform also takes `external` strategies, which only act on signals from outside. */
export const STRATEGY_RULES: StrategyFileRules = {
  ...BACKTEST_RULES,
  kinds: [...STRATEGIES, { kind: "external", parameters: [] }],
};

/** The same rules with users' own kinds behind the built-in ones. */
export function withOwnKinds(rules: StrategyFileRules, own: readonly OwnStrategy[]): StrategyFileRules {
  return own.length === 0 ? rules : { ...rules, kinds: [...rules.kinds, ...own] };
}
