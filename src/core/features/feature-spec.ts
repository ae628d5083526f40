/** A feature as a strategy asks for it: a kind and its parameters by name. */
export interface FeatureSpec {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, number>>;
}

/** What a kind of feature is: how it is asked for and how much room its kernel needs. */
export interface FeatureDefinition {
  readonly kind: string;
  readonly summary: string;
  readonly parameters: readonly FeatureParameter[];
  /** Names of its values; each takes one slot, in this order. */
  readonly outputs: readonly string[];
  /** Doubles of kernel state for `length`, the value of the first parameter. */
  cells(length: number): number;
  /** Sets `arena[base, base + cells)`, which come zeroed, to the state before the first bar. */
  initialise(arena: Float64Array, base: number, length: number): void;
}

/** A positive integer parameter of a feature; the first one gives the kernel its length. */
export interface FeatureParameter {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** The usual parameter: a number of bars. */
export const PERIOD: FeatureParameter = { name: "period", minimum: 1, maximum: 100_000 };
