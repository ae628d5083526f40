/**
 * `agenttrader/strategy`: everything a strategy of your own is written against, and nothing else.
 * The one file of names that only passes names on (docs/adr/0016): it is what a package promises.
 */
import { FEATURES } from "../core/features/kernels.ts";
import type { FeatureSpec } from "../core/features/feature-spec.ts";
import { isWithin } from "../core/features/feature-spec.ts";
import type { BarContext, StrategyDefinition, StrategyMemory } from "../core/strategies/strategy.ts";
import { MICROS, MICROS_PER_DAY } from "../core/model/units.ts";
import type { CivilDate } from "../data/calendar/civil-date.ts";
import { civilOfDay } from "../data/calendar/civil-date.ts";

export type { BarClosed } from "../core/model/input.ts";
export type { Bracket, SignalDraft } from "../core/model/signal.ts";
export type { FeatureSpec } from "../core/features/feature-spec.ts";
export type {
  BarContext,
  ParameterSpec,
  StrategyDefinition,
  StrategyMemory,
  StrategyParameters,
} from "../core/strategies/strategy.ts";
export {
  ENTER_LONG,
  ENTER_SHORT,
  EXIT_LONG,
  EXIT_SHORT,
  marketDraft,
  NO_SIGNALS,
} from "../core/strategies/drafts.ts";
export type { WishMemory } from "../core/strategies/wish.ts";
export { wishFlat, wishLong } from "../core/strategies/wish.ts";
/** The same on every machine, unlike `Math.exp`, `Math.log` and `Math.pow`. */
export { exp, log, power } from "../core/math/elementary.ts";
/** One unit of a currency in micros. */
export { MICROS } from "../core/model/units.ts";

/** The definition itself; it is here so that an editor knows what belongs into it. */
export function defineStrategy<Memory extends StrategyMemory>(
  definition: StrategyDefinition<Memory>,
): StrategyDefinition<Memory> {
  return definition;
}

/** Asks for a feature; parameters that are left out have their defaults. Throws with what is allowed. */
export function feature(kind: string, parameters: Readonly<Record<string, number>> = {}): FeatureSpec {
  const known = FEATURES.find((one) => one.kind === kind);
  if (known === undefined)
    throw new Error(`there is no feature ${kind}; allowed are ${FEATURES.map((one) => one.kind).join(", ")}`);
  const stray = Object.keys(parameters).find((name) => !known.parameters.some((one) => one.name === name));
  if (stray !== undefined)
    throw new Error(`${kind} has no ${stray}; it has ${known.parameters.map((one) => one.name).join(", ")}`);
  const complete = known.parameters.map((parameter): readonly [string, number] => {
    const { name, minimum, maximum, defaultValue } = parameter;
    const value = parameters[name] ?? defaultValue;
    if (!isWithin(parameter, value))
      throw new Error(`${kind}.${name} was ${value}; allowed is ${minimum} to ${maximum}`);
    return [name, value];
  });
  return { kind, parameters: Object.fromEntries(complete) };
}

/** Value of the `nth` feature that the strategy asked for, from 0, after this bar; NaN while it is not defined. */
export function featureValue({ bank, slots }: BarContext, nth: number, output = 0): number {
  return bank.values[(slots[nth] ?? Number.NaN) + output] ?? Number.NaN;
}

/** The same after the bar before. */
export function featureBefore({ bank, slots }: BarContext, nth: number, output = 0): number {
  return bank.previous[(slots[nth] ?? Number.NaN) + output] ?? Number.NaN;
}

/** A price in units of the currency, for arithmetic with features. */
export function priceOf(micros: number): number {
  return micros / MICROS;
}

/** Calendar date of a time, in UTC: in New York's regular hours it is New York's too. */
export function dateOf(micros: number): CivilDate {
  return civilOfDay(Math.floor(micros / MICROS_PER_DAY));
}
