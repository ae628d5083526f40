/**
 * Follows breakouts from a channel. Long when the close stands above the highest high of the
 * `entry` bars before, flat when it stands below the lowest low of the `exit` bars before.
 */
import type { FeatureSpec } from "../features/feature-spec.ts";
import type { SignalDraft } from "../model/signal.ts";
import { MICROS } from "../model/units.ts";
import { NO_SIGNALS } from "./drafts.ts";
import type { BarContext, StrategyDefinition, StrategyParameters } from "./strategy.ts";
import { type WishMemory, wishFlat, wishLong } from "./wish.ts";

/** Slot of the lower edge within the channel of `exit` bars. */
const LOWER = 2;

/** `donchian-breakout {entry, exit}`. */
export const DONCHIAN_BREAKOUT: StrategyDefinition<WishMemory> = {
  kind: "donchian-breakout",
  summary: "Long on a close above the highest high of the bars before, flat on one below their lowest low",
  parameters: [
    {
      name: "entry",
      type: "integer",
      minimum: 1,
      maximum: 10_000,
      defaultValue: 20,
      description: "Bars whose highest high must be passed to go long",
    },
    {
      name: "exit",
      type: "integer",
      minimum: 1,
      maximum: 10_000,
      defaultValue: 10,
      description: "Bars whose lowest low must be passed to go flat",
    },
  ],

  validate: (): null => null,

  features(parameters: StrategyParameters): readonly FeatureSpec[] {
    const { entry = 0, exit = 0 } = parameters;
    return [
      { kind: "donchian", parameters: { period: entry } },
      { kind: "donchian", parameters: { period: exit } },
    ];
  },

  warmupBars: () => 0,

  createMemory: (): WishMemory => ({ last: "none" }),

  onBar(context: BarContext, _parameters: StrategyParameters, memory: WishMemory): readonly SignalDraft[] {
    const { values } = context.bank;
    const close = context.bar.closeMicros / MICROS;
    // Comparisons with NaN are false: no wish before a channel is complete.
    if (close > (values[context.slots[0] as number] as number)) return wishLong(context, memory);
    if (close < (values[(context.slots[1] as number) + LOWER] as number)) return wishFlat(context, memory);
    return NO_SIGNALS;
  },
};
