import { roundHalfEvenToInteger } from "../math/round.ts";
import type { FeatureSpec } from "../features/feature-spec.ts";
import type { Bracket, SignalDraft } from "../model/signal.ts";
import { MICROS, type PriceMicros } from "../model/units.ts";
import type { BarContext, StrategyDefinition, StrategyParameters } from "./strategy.ts";

/**
 * How a file wants the entries of any strategy placed, as numbers among the strategy's parameters,
 * so that configuration and journal stay what they are. `orders.entry` is there when there is a
 * wish at all: 0 market, 1 limit, 2 stop.
 */
export const ORDER_KEYS = {
  entry: "orders.entry",
  /** Basis points of the last close: a limit that far on the better side, a stop on the worse. */
  offsetBps: "orders.offsetBps",
  /** Index in `TIMES_IN_FORCE`. */
  tif: "orders.tif",
  /** Of the bracket: 0 none, 1 percent of the fill, 2 multiples of the strategy's own stop distance, 3 of the ATR. */
  unit: "orders.unit",
  stop: "orders.stop",
  target: "orders.target",
  /** 1: the stop trails. */
  trailing: "orders.trailing",
  atrPeriod: "orders.atrPeriod",
} as const;

/** Kinds of entry and times in force in the order of their numbers. */
export const ENTRY_TYPES = ["market", "limit", "stop"] as const;
export const TIMES_IN_FORCE: readonly ["day", "gtc", "ioc", "fok"] = ["day", "gtc", "ioc", "fok"];
export const BRACKET_UNITS = ["none", "percent", "r", "atr"] as const;

const ATR_UNIT = 3;
/** Bars after which a Wilder average of one period has forgotten its first, see semantics section 4. */
const WILDER_BARS = 14;
const BPS = 10_000;
const PERCENT = 10_000;

/** The same strategy with its market entries placed as the parameters say; without a wish it is the strategy itself. */
export function placeOrders(definition: StrategyDefinition): StrategyDefinition {
  return {
    ...definition,
    features: (parameters): readonly FeatureSpec[] => {
      const own = definition.features(parameters);
      return wantsAtr(parameters) ? [...own, { kind: "atr", parameters: { period: atrPeriodOf(parameters) } }] : own;
    },
    warmupBars: (parameters): number => {
      const own = definition.warmupBars(parameters);
      return wantsAtr(parameters) ? Math.max(own, WILDER_BARS * atrPeriodOf(parameters)) : own;
    },
    onBar: (context, parameters, memory): readonly SignalDraft[] => {
      const drafts = definition.onBar(context, parameters, memory);
      if (drafts.length === 0 || parameters[ORDER_KEYS.entry] === undefined) return drafts;
      return drafts.map((draft) => placeOne(draft, context, parameters)).filter((draft) => draft !== null);
    },
  };
}

/** One draft placed; null while what it needs is not known yet. */
function placeOne(draft: SignalDraft, context: BarContext, parameters: StrategyParameters): SignalDraft | null {
  if (draft.intent !== "entry" || draft.orderType !== "market") return draft;
  const close = context.bar.closeMicros;
  const orderType = ENTRY_TYPES[parameters[ORDER_KEYS.entry] ?? 0] ?? "market";
  const bracket = draft.bracket ?? bracketOf(draft, context, parameters);
  if (bracket === "unknown") return null;
  const offset = roundHalfEvenToInteger((close * (parameters[ORDER_KEYS.offsetBps] ?? 0)) / BPS);
  const isUp = (draft.side === "buy") === (orderType === "stop");
  const level = isUp ? close + offset : close - offset;
  return {
    ...draft,
    orderType,
    limitMicros: orderType === "limit" ? level : null,
    stopMicros: orderType === "stop" ? level : null,
    timeInForce: TIMES_IN_FORCE[parameters[ORDER_KEYS.tif] ?? 0] ?? "day",
    stopDistanceMicros: draft.stopDistanceMicros ?? distanceOf(bracket, close),
    bracket,
  };
}

function bracketOf(
  draft: SignalDraft,
  context: BarContext,
  parameters: StrategyParameters,
): Bracket | null | "unknown" {
  const unit = parameters[ORDER_KEYS.unit] ?? 0;
  const stop = parameters[ORDER_KEYS.stop] ?? 0;
  const target = parameters[ORDER_KEYS.target] ?? 0;
  if (unit === 0) return null;
  const isTrailing = parameters[ORDER_KEYS.trailing] === 1;
  if (unit === 1) {
    return { unit: "millionths", stop: levelOf(stop, PERCENT), isTrailing, target: levelOf(target, PERCENT) };
  }
  const base = unit === ATR_UNIT ? atrMicros(context) : draft.stopDistanceMicros;
  // A multiple of nothing is no stop: the entry waits until there is something to multiply.
  if (base === null || !(base > 0)) return "unknown";
  return { unit: "micros", stop: levelOf(stop, base), isTrailing, target: levelOf(target, base) };
}

/** Distance of a level, at least one; null for none. */
function levelOf(multiple: number, base: number): number | null {
  return multiple === 0 ? null : Math.max(1, roundHalfEvenToInteger(multiple * base));
}

/** Entry-to-stop distance by which risk is sized, in micros of the last close. */
function distanceOf(bracket: Bracket | null, close: PriceMicros): PriceMicros | null {
  if (bracket === null || bracket.stop === null) return null;
  return bracket.unit === "micros"
    ? bracket.stop
    : Math.max(1, roundHalfEvenToInteger((close * bracket.stop) / MICROS));
}

/** The ATR is the last feature that was asked for; null before its warm-up ends. */
function atrMicros({ bank, slots }: BarContext): PriceMicros | null {
  const value = bank.values[slots.at(-1) as number] as number;
  return Number.isNaN(value) ? null : roundHalfEvenToInteger(value * MICROS);
}

function wantsAtr(parameters: StrategyParameters): boolean {
  return parameters[ORDER_KEYS.unit] === ATR_UNIT;
}

function atrPeriodOf(parameters: StrategyParameters): number {
  return parameters[ORDER_KEYS.atrPeriod] ?? WILDER_BARS;
}
