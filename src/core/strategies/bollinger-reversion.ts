/**
 * Buys a fall out of the Bollinger bands: long in the bar whose close comes to stand below the
 * lower band while the close before was not below its own, flat when the close is at or above the
 * middle.
 */
import type { FeatureSpec } from "../features/feature-spec.ts";
import type { SignalDraft } from "../model/signal.ts";
import { MICROS } from "../model/units.ts";
import { ENTER_LONG, NO_SIGNALS } from "./drafts.ts";
import type { BarContext, StrategyDefinition, StrategyParameters } from "./strategy.ts";
import { type WishMemory, wishFlat } from "./wish.ts";

/** What it remembers between bars. */
export interface BollingerMemory extends WishMemory {
  /** Close of the bar before, NaN before the first. */
  closeBefore: number;
}

/** Slot of the middle within the bands; the lower one is the first. */
const MIDDLE = 1;

/** `bollinger-reversion {period, width}`. */
export const BOLLINGER_REVERSION: StrategyDefinition<BollingerMemory> = {
  kind: "bollinger-reversion",
  summary: "Long when the close falls below the lower Bollinger band, flat at the middle",
  parameters: [
    {
      name: "period",
      type: "integer",
      minimum: 2,
      maximum: 10_000,
      defaultValue: 20,
      description: "Bars of the bands' mean and deviation",
    },
    {
      name: "width",
      type: "number",
      minimum: 0,
      maximum: 100,
      defaultValue: 2,
      description: "Distance of the bands from the mean in population deviations",
    },
  ],

  validate: (): null => null,

  features(parameters: StrategyParameters): readonly FeatureSpec[] {
    const { period = 0, width = 0 } = parameters;
    return [{ kind: "bollinger", parameters: { period, width } }];
  },

  warmupBars: () => 0,

  createMemory: (): BollingerMemory => ({ last: "none", closeBefore: Number.NaN }),

  onBar(context: BarContext, _parameters: StrategyParameters, memory: BollingerMemory): readonly SignalDraft[] {
    const { values, previous } = context.bank;
    const slot = context.slots[0] as number;
    const close = context.bar.closeMicros / MICROS;
    const before = memory.closeBefore;
    memory.closeBefore = close;
    // Comparisons with NaN are false: no wish before the bands stood at the former bar.
    if (before >= (previous[slot] as number) && close < (values[slot] as number)) {
      memory.last = "long";
      return ENTER_LONG;
    }
    return close >= (values[slot + MIDDLE] as number) ? wishFlat(context, memory) : NO_SIGNALS;
  },
};
