/**
 * All features of one instrument at one timeframe. Moving averages run in columns of their own
 * (`ema.ts`); the state of all other kernels lies in one arena of doubles and is reached by integer
 * codes through one switch (`kernels.ts`): no call through a variable, no allocation per bar, and
 * the whole bank is plain data that a snapshot takes as it is.
 */
import { assert } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";
import { MICROS, type UnixMicros } from "../model/units.ts";
import { addEma, createEmaColumns, EMA, type EmaColumns, updateEmas } from "./ema.ts";
import { type FeatureSpec, isWithin } from "./feature-spec.ts";
import { FEATURES, updateKernels } from "./kernels.ts";

/** Features with their values after the last bar (NaN while undefined); plain data. */
export interface FeatureBank {
  /** Bars taken in. */
  bars: number;
  /** Float64Array[slots]: after the last bar. */
  values: Float64Array;
  /** Float64Array[slots]: before the last bar. */
  previous: Float64Array;
  /** What was asked for, in order, and the first slot of each. */
  readonly specs: FeatureSpec[];
  readonly specSlots: number[];
  readonly emas: EmaColumns;
  /** Int32Array[4 x kernels] without averages, see `KERNEL_STRIDE` in kernels.ts. */
  kernels: Int32Array;
  /** State of all kernels. */
  arena: Float64Array;
}

/** A bank without features. */
export function createFeatureBank(): FeatureBank {
  return {
    bars: 0,
    values: new Float64Array(0),
    previous: new Float64Array(0),
    specs: [],
    specSlots: [],
    emas: createEmaColumns(),
    kernels: new Int32Array(0),
    arena: new Float64Array(0),
  };
}

/** Takes in a bar of the session `sessionIndex` that opened at `sessionOpen`; -1 and NaN: of no session. */
export function updateFeatures(bank: FeatureBank, bar: BarClosed, sessionOpen: UnixMicros, sessionIndex: number): void {
  const bars = bank.bars + 1;
  bank.bars = bars;
  if (bank.kernels.length > 0) {
    // First, because the averages write their own place in `previous`.
    const { values, previous } = bank;
    for (let i = 0; i < values.length; i++) previous[i] = values[i] as number;
    updateKernels(bank.kernels, bank.arena, values, bars, bar, sessionOpen, sessionIndex);
  }
  updateEmas(bank.emas, bank.values, bank.previous, bars, bar.closeMicros / MICROS);
}

/**
 * First slot of the feature, which is added when it is new; the same spec always has the same
 * slots. New features come before the first bar: all warm up on the same bars. Parameters were
 * validated before.
 */
export function requestFeature(bank: FeatureBank, spec: FeatureSpec): number {
  for (let k = 0; k < bank.specs.length; k++) {
    if (isSameSpec(bank.specs[k] as FeatureSpec, spec)) return bank.specSlots[k] as number;
  }
  assert(bank.bars === 0, "features are requested before the first bar");
  const code = FEATURES.findIndex((feature) => feature.kind === spec.kind);
  const feature = FEATURES[code];
  assert(feature !== undefined, `a requested feature is a known one, not ${spec.kind}`);
  assert(Object.keys(spec.parameters).length === feature.parameters.length, "a spec gives every parameter");
  for (const parameter of feature.parameters) {
    const { name, type, minimum, maximum } = parameter;
    const value = spec.parameters[name];
    const kindOfNumber = type === "number" ? "a number" : "an integer";
    const isValid = value !== undefined && isWithin(parameter, value);
    assert(isValid, `${spec.kind}.${name} is ${kindOfNumber} from ${minimum} to ${maximum}`);
  }
  const length = spec.parameters[feature.parameters[0]?.name ?? ""] ?? 0;
  const slot = bank.values.length;
  const base = bank.arena.length;
  bank.values = grown(bank.values, feature.outputs.length, Number.NaN);
  bank.previous = grown(bank.previous, feature.outputs.length, Number.NaN);
  bank.arena = grown(bank.arena, feature.cells(spec.parameters), 0);
  feature.initialise(bank.arena, base, spec.parameters);
  if (feature === EMA) addEma(bank.emas, slot, length);
  else bank.kernels = Int32Array.of(...bank.kernels, code, slot, base, length);
  bank.specSlots.push(slot);
  bank.specs.push({ kind: spec.kind, parameters: { ...spec.parameters } });
  return slot;
}

function isSameSpec(a: FeatureSpec, b: FeatureSpec): boolean {
  const names = Object.keys(a.parameters);
  return (
    a.kind === b.kind &&
    names.length === Object.keys(b.parameters).length &&
    names.every((name) => a.parameters[name] === b.parameters[name])
  );
}

function grown(array: Float64Array, by: number, fill: number): Float64Array {
  const larger = new Float64Array(array.length + by).fill(fill);
  larger.set(array);
  return larger;
}
