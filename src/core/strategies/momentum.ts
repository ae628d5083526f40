/**
 * Follows the direction of the last `lookback` bars, r = close / close `lookback` bars before - 1:
 * long when r is above `threshold`, flat when it is below -`threshold`.
 */
import type { FeatureSpec } from "../features/feature-spec.ts";
import type { SignalDraft } from "../model/signal.ts";
import { NO_SIGNALS } from "./drafts.ts";
import type { BarContext, StrategyDefinition, StrategyParameters } from "./strategy.ts";
import { type WishMemory, wishFlat, wishLong } from "./wish.ts";

/** Slot of the ratio within the feature. */
const RATE = 1;

/** `momentum {lookback, threshold}`. */
export const MOMENTUM_STRATEGY: StrategyDefinition<WishMemory> = {
  kind: "momentum",
  summary: "Long after a rise of more than a threshold over the lookback, flat after such a fall",
  parameters: [
    {
      name: "lookback",
      type: "integer",
      minimum: 1,
      maximum: 10_000,
      defaultValue: 20,
      description: "Bars over which the change is measured",
    },
    {
      name: "threshold",
      type: "number",
      minimum: 0,
      maximum: 10,
      defaultValue: 0,
      description: "Change that must be passed, as a ratio: 0.01 is 1 %",
    },
  ],

  validate: (): null => null,

  features: (parameters: StrategyParameters): readonly FeatureSpec[] => [
    { kind: "momentum", parameters: { period: parameters["lookback"] ?? 0 } },
  ],

  warmupBars: () => 0,

  createMemory: (): WishMemory => ({ last: "none" }),

  onBar(context: BarContext, parameters: StrategyParameters, memory: WishMemory): readonly SignalDraft[] {
    const rate = context.bank.values[(context.slots[0] as number) + RATE] as number;
    const threshold = parameters["threshold"] ?? Number.NaN;
    // Comparisons with NaN are false: no wish before the first close is `lookback` bars old.
    if (rate > threshold) return wishLong(context, memory);
    if (rate < -threshold) return wishFlat(context, memory);
    return NO_SIGNALS;
  },
};
