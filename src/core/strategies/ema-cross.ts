/**
 * Follows the crossing of two exponential averages of closes. Long when the fast one comes to
 * stand above the slow one, flat when it comes to stand below; `allowShort` reverses instead of
 * going flat (one entry on the other side, which execution plans as exit and entry).
 * The crossing is told whatever the position is: what repeats a state ends DUPLICATE.
 */
import type { FeatureSpec } from "../features/feature-spec.ts";
import type { SignalDraft } from "../model/signal.ts";
import { ENTER_LONG, ENTER_SHORT, EXIT_LONG, NO_SIGNALS } from "./drafts.ts";
import type { BarContext, StrategyDefinition, StrategyMemory, StrategyParameters } from "./strategy.ts";

/** `ema-cross {fast, slow, allowShort}`. */
export const EMA_CROSS: StrategyDefinition = {
  kind: "ema-cross",
  summary: "Long while the fast exponential average of closes stands above the slow one",
  parameters: [
    {
      name: "fast",
      type: "integer",
      minimum: 1,
      maximum: 10_000,
      defaultValue: null,
      description: "Bars of the fast average",
    },
    {
      name: "slow",
      type: "integer",
      minimum: 2,
      maximum: 10_000,
      defaultValue: null,
      description: "Bars of the slow average, more than fast",
    },
    {
      name: "allowShort",
      type: "boolean",
      minimum: 0,
      maximum: 1,
      defaultValue: 0,
      description: "Reverse to short instead of going flat",
    },
  ],

  validate(parameters: StrategyParameters): string | null {
    const { fast = 0, slow = 0 } = parameters;
    return fast < slow ? null : `fast (${fast}) must be less than slow (${slow})`;
  },

  features(parameters: StrategyParameters): readonly FeatureSpec[] {
    const { fast = 0, slow = 0 } = parameters;
    return [
      { kind: "ema", parameters: { period: fast } },
      { kind: "ema", parameters: { period: slow } },
    ];
  },

  warmupBars: (parameters: StrategyParameters) => 7 * (parameters["slow"] ?? 0),

  createMemory: () => ({}),

  onBar(context: BarContext, parameters: StrategyParameters, _memory: StrategyMemory): readonly SignalDraft[] {
    const { values, previous } = context.bank;
    const fast = context.slots[0] as number;
    const slow = context.slots[1] as number;
    const fastNow = values[fast] as number;
    const slowNow = values[slow] as number;
    // Comparisons with NaN are false: before both averages stood at the former bar nothing crosses.
    if (fastNow > slowNow) {
      return (previous[fast] as number) <= (previous[slow] as number) ? ENTER_LONG : NO_SIGNALS;
    }
    if (fastNow < slowNow && (previous[fast] as number) >= (previous[slow] as number)) {
      return parameters["allowShort"] === 1 ? ENTER_SHORT : EXIT_LONG;
    }
    return NO_SIGNALS;
  },
};
