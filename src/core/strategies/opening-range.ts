/**
 * Trades the breakout from the session's opening range. The first close above the range's high
 * after its minutes means long, with `allowShort` the first close below its low means short; at
 * most one entry signal per session, whatever became of it. Out at the close that lies
 * `stop` ranges against or `target` ranges for the fill price, and at the latest by a signal that
 * fills at the open of the session's last bar. A position left over from an earlier session (its
 * exit could not fill) is closed at once. Prices are compared in micros, equality is a breach.
 */
import type { FeatureSpec } from "../features/feature-spec.ts";
import { roundHalfEvenToInteger } from "../math/round.ts";
import type { SignalDraft } from "../model/signal.ts";
import { MICROS, MICROS_PER_SECOND, type PriceMicros } from "../model/units.ts";
import { ENTER_LONG, ENTER_SHORT, EXIT_LONG, EXIT_SHORT, marketDraft, NO_SIGNALS } from "./drafts.ts";
import type { BarContext, StrategyDefinition, StrategyParameters } from "./strategy.ts";

/** What it remembers between bars. */
export interface OpeningRangeMemory {
  /** Session of the last entry signal; -1 before the first. */
  entrySession: number;
}

/** `opening-range {minutes, stop, target, allowShort}`. */
export const OPENING_RANGE_BREAKOUT: StrategyDefinition<OpeningRangeMemory> = {
  kind: "opening-range",
  summary: "Breakout from the range of the session's first minutes, flat before the session ends",
  parameters: [
    {
      name: "minutes",
      type: "integer",
      minimum: 1,
      maximum: 1_440,
      defaultValue: 30,
      description: "Length of the opening range",
    },
    {
      name: "stop",
      type: "number",
      minimum: 0,
      maximum: 100,
      defaultValue: 1,
      description: "Loss at which to leave, in multiples of the range from the fill price; 0: off",
    },
    {
      name: "target",
      type: "number",
      minimum: 0,
      maximum: 100,
      defaultValue: 2,
      description: "Gain at which to leave, in multiples of the range from the fill price; 0: off",
    },
    {
      name: "allowShort",
      type: "boolean",
      minimum: 0,
      maximum: 1,
      defaultValue: 0,
      description: "Also trade breakouts to below",
    },
  ],

  validate: (): null => null,

  features: (parameters: StrategyParameters): readonly FeatureSpec[] => [
    { kind: "opening-range", parameters: { minutes: parameters["minutes"] ?? 0 } },
  ],

  warmupBars: () => 0,

  createMemory: (): OpeningRangeMemory => ({ entrySession: -1 }),

  onBar(context: BarContext, parameters: StrategyParameters, memory: OpeningRangeMemory): readonly SignalDraft[] {
    const { bar, sessionIndex } = context;
    const isEnding = bar.tsEvent >= context.sessionClose - bar.timeframeSeconds * MICROS_PER_SECOND;
    if (context.positionLots !== 0) {
      if (!isEnding && memory.entrySession === sessionIndex && !isBeyondLevel(context, parameters)) return NO_SIGNALS;
      return context.positionLots > 0 ? EXIT_LONG : EXIT_SHORT;
    }
    if (isEnding || sessionIndex < 0 || memory.entrySession === sessionIndex) return NO_SIGNALS;
    const slot = context.slots[0] as number;
    const close = bar.closeMicros / MICROS;
    const isLong = close > (context.bank.values[slot] as number);
    const isShort = parameters["allowShort"] === 1 && close < (context.bank.values[slot + 1] as number);
    if (!isLong && !isShort) return NO_SIGNALS;
    memory.entrySession = sessionIndex;
    // A range without height has no stop distance to size by.
    const distance = multipleOfRange(context, parameters["stop"] ?? 0);
    if (distance === 0) return isLong ? ENTER_LONG : ENTER_SHORT;
    return marketDraft("entry", isLong ? "buy" : "sell", distance);
  },
};

/** True when this close reached the stop or the target of the open position. */
function isBeyondLevel(context: BarContext, parameters: StrategyParameters): boolean {
  const { stop = 0, target = 0 } = parameters;
  const move = context.bar.closeMicros - context.entryMicros;
  const gain = context.positionLots > 0 ? move : -move;
  if (stop > 0 && gain <= -multipleOfRange(context, stop)) return true;
  return target > 0 && gain >= multipleOfRange(context, target);
}

/** `multiple` of the session's range, half-even to micros; NaN while there is no range. */
function multipleOfRange(context: BarContext, multiple: number): PriceMicros {
  const slot = context.slots[0] as number;
  const { values } = context.bank;
  // The feature is micros / 1e6; rounding brings the exact micros back.
  const high = roundHalfEvenToInteger((values[slot] as number) * MICROS);
  const low = roundHalfEvenToInteger((values[slot + 1] as number) * MICROS);
  return roundHalfEvenToInteger(multiple * (high - low));
}
