/**
 * Buys recoveries: long when the relative strength index rises from `oversold` or below to above
 * it, flat when it falls from `overbought` or above to below it. Told whatever the position is:
 * what repeats a state ends DUPLICATE.
 */
import type { FeatureSpec } from "../features/feature-spec.ts";
import type { SignalDraft } from "../model/signal.ts";
import { ENTER_LONG, EXIT_LONG, NO_SIGNALS } from "./drafts.ts";
import type { BarContext, StrategyDefinition, StrategyMemory, StrategyParameters } from "./strategy.ts";

/** `rsi-reversion {period, oversold, overbought}`. */
export const RSI_REVERSION: StrategyDefinition = {
  kind: "rsi-reversion",
  summary: "Long when the relative strength index leaves the oversold zone, flat when it leaves the overbought one",
  parameters: [
    {
      name: "period",
      type: "integer",
      minimum: 1,
      maximum: 10_000,
      defaultValue: 14,
      description: "Bars of Wilder's smoothing",
    },
    {
      name: "oversold",
      type: "number",
      minimum: 0,
      maximum: 100,
      defaultValue: 30,
      description: "Level from which a rise means long",
    },
    {
      name: "overbought",
      type: "number",
      minimum: 0,
      maximum: 100,
      defaultValue: 70,
      description: "Level from which a fall means flat, above oversold",
    },
  ],

  validate(parameters: StrategyParameters): string | null {
    const { oversold = 0, overbought = 0 } = parameters;
    return oversold < overbought ? null : `oversold (${oversold}) must be less than overbought (${overbought})`;
  },

  features: (parameters: StrategyParameters): readonly FeatureSpec[] => [
    { kind: "rsi", parameters: { period: parameters["period"] ?? 0 } },
  ],

  warmupBars: (parameters: StrategyParameters) => 14 * (parameters["period"] ?? 0),

  createMemory: () => ({}),

  onBar(context: BarContext, parameters: StrategyParameters, _memory: StrategyMemory): readonly SignalDraft[] {
    const slot = context.slots[0] as number;
    const now = context.bank.values[slot] as number;
    const before = context.bank.previous[slot] as number;
    // Comparisons with NaN are false: no signal before the index stood at the former bar.
    const oversold = parameters["oversold"] ?? Number.NaN;
    if (before <= oversold && now > oversold) return ENTER_LONG;
    const overbought = parameters["overbought"] ?? Number.NaN;
    if (before >= overbought && now < overbought) return EXIT_LONG;
    return NO_SIGNALS;
  },
};
