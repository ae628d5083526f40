/** The port of strategies: pure functions from bars and features to wishes. */
import type { FeatureBank } from "../features/feature-bank.ts";
import type { FeatureSpec } from "../features/feature-spec.ts";
import type { BarClosed } from "../model/input.ts";
import type { SignalDraft } from "../model/signal.ts";
import type { PriceMicros, QuantityLots, UnixMicros } from "../model/units.ts";

/** What a strategy sees at the close of a bar. The engine reuses the object: keep nothing of it, change nothing. */
export interface BarContext {
  bar: BarClosed;
  bank: FeatureBank;
  /** First slot of each feature that the strategy declared, in that order. */
  slots: readonly number[];
  /** Session of this bar, of an always-open table the day; NaN, NaN, -1 outside all sessions. */
  sessionOpen: UnixMicros;
  sessionClose: UnixMicros;
  sessionIndex: number;
  /** The strategy's own sub-position, signed. */
  positionLots: QuantityLots;
  /** Average fill price of the open position, not necessarily whole; NaN when flat. */
  entryMicros: PriceMicros;
}

/** A strategy's own state between bars: plain data, one per instrument, snapshotted by the engine. */
export type StrategyMemory = object;

/** Parameters by name, complete and within their spec; booleans are 0 or 1. */
export type StrategyParameters = Readonly<Record<string, number>>;

/** One parameter as the strategy file may set it. */
export interface ParameterSpec {
  readonly name: string;
  readonly type: "integer" | "number" | "boolean";
  readonly minimum: number;
  readonly maximum: number;
  /** Null: the user must give it. */
  readonly defaultValue: number | null;
  readonly description: string;
}

/** One kind of strategy. Its code is found by `kind`; only memory is state. */
export interface StrategyDefinition<Memory extends StrategyMemory = StrategyMemory> {
  readonly kind: string;
  readonly summary: string;
  readonly parameters: readonly ParameterSpec[];
  /** What is wrong between parameters that are each within their spec, as a sentence; null when nothing. */
  validate(parameters: StrategyParameters): string | null;
  /** The features it reads, in the order of `BarContext.slots`. */
  features(parameters: StrategyParameters): readonly FeatureSpec[];
  /** Bars of history after which its recursive features have forgotten their first bar; fewer give a warning. */
  warmupBars(parameters: StrategyParameters): number;
  /** Memory before the first bar. */
  createMemory(): Memory;
  /** Its wishes at the close of a bar, in order; shared constants wherever possible, nothing is allocated per bar. */
  onBar(context: BarContext, parameters: StrategyParameters, memory: Memory): readonly SignalDraft[];
}
