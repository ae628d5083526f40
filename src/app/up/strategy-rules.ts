import { limitsOf } from "../../core/risk/profiles.ts";
import { validateLimits } from "../../core/risk/limit-bounds.ts";
import { STRATEGIES } from "../../core/strategies/registry.ts";
import type { StrategyFileRules } from "../../platform/strategy-file.ts";

/** What the strategy reader must know of the core: the built-in kinds and the bounds of the limits. */
export const STRATEGY_RULES: StrategyFileRules = {
  kinds: [...STRATEGIES, { kind: "external", parameters: [] }],
  checkLimits: (profile, overrides) => validateLimits(limitsOf(profile, overrides)),
};
