/** Parameters of a feature by name; a choice is the place of its word in `choices`. */
export type FeatureParameters = Readonly<Record<string, number>>;

/** A feature as a strategy asks for it: a kind and its parameters by name. */
export interface FeatureSpec {
  readonly kind: string;
  readonly parameters: FeatureParameters;
}

/** What a kind of feature is: how it is asked for and how much room its kernel needs. */
export interface FeatureDefinition {
  readonly kind: string;
  readonly summary: string;
  /** The first one gives the kernel its length unless it is a decimal; the others go into its cells. */
  readonly parameters: readonly FeatureParameter[];
  /** Names of its values; each takes one slot, in this order. */
  readonly outputs: readonly string[];
  /** Doubles of kernel state. */
  cells(parameters: FeatureParameters): number;
  /** Sets `arena[base, base + cells)`, which come zeroed, to the state before the first bar. */
  initialise(arena: Float64Array, base: number, parameters: FeatureParameters): void;
}

/** One parameter of a feature; its value lies from `minimum` to `maximum`, both included. */
export interface FeatureParameter {
  readonly name: string;
  /** `choice`: an integer that stands for a word. */
  readonly type: "integer" | "number" | "choice";
  readonly minimum: number;
  readonly maximum: number;
  /** Where a user may leave it out. */
  readonly defaultValue: number;
  /** Words of a choice by value; empty for numbers. */
  readonly choices: readonly string[];
}

const BARS_MAX = 100_000;

/** A number of bars, from `minimum` on. */
export function barsParameter(name: string, defaultValue: number, minimum = 1): FeatureParameter {
  return { name, type: "integer", minimum, maximum: BARS_MAX, defaultValue, choices: [] };
}

/** A decimal number. */
export function decimalParameter(name: string, defaultValue: number, maximum: number): FeatureParameter {
  return { name, type: "number", minimum: 0, maximum, defaultValue, choices: [] };
}

/** One of `choices`, the first by default. */
export function choiceParameter(name: string, choices: readonly string[]): FeatureParameter {
  return { name, type: "choice", minimum: 0, maximum: choices.length - 1, defaultValue: 0, choices };
}

/** True when a value of this parameter may be `value`. */
export function isWithin(parameter: FeatureParameter, value: number): boolean {
  const isFit = parameter.type === "number" ? Number.isFinite(value) : Number.isSafeInteger(value);
  return isFit && value >= parameter.minimum && value <= parameter.maximum;
}
