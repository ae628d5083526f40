/**
 * Long around the turn of the month, when the close stands above its average: an idea in forty
 * lines, no promise of profit. Source: Lakonishok and Smidt, Are Seasonal Anomalies Real? (1988).
 */
import type { BarContext, SignalDraft, StrategyParameters, WishMemory } from "agenttrader/strategy";
import {
  dateOf,
  defineStrategy,
  feature,
  featureValue,
  NO_SIGNALS,
  priceOf,
  wishFlat,
  wishLong,
} from "agenttrader/strategy";

export const strategy = defineStrategy<WishMemory>({
  kind: "turn-of-month",
  summary: "Long from a day late in the month to a day early in the next, above the average close",
  parameters: [
    {
      name: "fromDay",
      type: "integer",
      minimum: 15,
      maximum: 31,
      defaultValue: 26,
      description: "First day of the month on which it is long",
    },
    {
      name: "toDay",
      type: "integer",
      minimum: 1,
      maximum: 14,
      defaultValue: 4,
      description: "Last day of the next month on which it is long",
    },
    {
      name: "trend",
      type: "integer",
      minimum: 1,
      maximum: 1000,
      defaultValue: 20,
      description: "Bars of the average that the close must stand above",
    },
  ],

  validate: () => null,

  features: (parameters: StrategyParameters) => [feature("sma", { period: parameters["trend"] ?? 20 })],

  warmupBars: () => 0,

  createMemory: (): WishMemory => ({ last: "none" }),

  onBar(context: BarContext, parameters: StrategyParameters, memory: WishMemory): readonly SignalDraft[] {
    const { day } = dateOf(context.bar.tsOpen);
    const average = featureValue(context, 0);
    // Comparisons with NaN are false: no wish before the average is there.
    if (!(average > 0)) return NO_SIGNALS;
    const isTurn = day >= (parameters["fromDay"] ?? 31) || day <= (parameters["toDay"] ?? 0);
    const isAbove = priceOf(context.bar.closeMicros) > average;
    return isTurn && isAbove ? wishLong(context, memory) : wishFlat(context, memory);
  },
});
