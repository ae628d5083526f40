import { decodePlainData, encodePlainData } from "../../core/engine/encode-state.ts";
import { createFeatureBank, requestFeature, updateFeatures } from "../../core/features/feature-bank.ts";
import { createRandom, nextNormal, nextUniform } from "../../core/math/random.ts";
import { emptyBar } from "../../core/model/empty-bar.ts";
import type { BarClosed } from "../../core/model/input.ts";
import { MICROS, MICROS_PER_DAY } from "../../core/model/units.ts";
import type {
  BarContext,
  StrategyDefinition,
  StrategyMemory,
  StrategyParameters,
} from "../../core/strategies/strategy.ts";
import { Failure, messageOf } from "../../platform/failure.ts";

const DAYS = 120;
const BARS_PER_DAY = 10;
const BAR_MICROS = 1_800 * MICROS;
/** 2024-01-02 14:30 UTC. */
const FIRST_OPEN = 1_704_205_800 * MICROS;
const LOTS = 100;

/**
 * Runs a strategy over a small made-up market and says what is wrong with it, a sentence, or null:
 * twice with the same bars, the second time beside another instrument, and once more with a memory
 * that went through a snapshot in the middle. The wishes must be the same, the memory plain data,
 * and parameters, bars and features must be left as they are.
 */
export function checkPurity(definition: StrategyDefinition): string | null {
  try {
    const parameters = parametersOf(definition);
    const wrong = definition.validate(parameters);
    if (wrong !== null)
      return `its default parameters (its smallest where a file must say one) are refused by itself: ${wrong}`;
    const warmup = definition.warmupBars(parameters);
    if (!Number.isSafeInteger(warmup) || warmup < 0) return `warmupBars answered ${warmup}; expected a whole number`;
    const bars = madeUpBars(1);
    const first = wishesOf(definition, parameters, bars, null, false);
    const again = wishesOf(definition, parameters, bars, madeUpBars(2), false);
    const parted = first.findIndex((wish, i) => wish !== again[i]);
    if (parted >= 0)
      return `it decides differently over the same bars the second time (bar ${parted + 1} of ${bars.length}: ${first[parted]}, then ${again[parted]}): it keeps something outside its memory`;
    const restored = wishesOf(definition, parameters, bars, null, true);
    const lost = first.findIndex((wish, i) => wish !== restored[i]);
    return lost < 0
      ? null
      : `it decides differently after a restart (bar ${lost + 1} of ${bars.length}): its memory does not hold all it remembers`;
  } catch (error) {
    // A guarded strategy says itself what it threw, and where.
    if (error instanceof Failure) throw error;
    return messageOf(error);
  }
}

/** Frozen, as the strategy gets them everywhere. */
function parametersOf({ parameters }: StrategyDefinition): StrategyParameters {
  return Object.freeze(Object.fromEntries(parameters.map((one) => [one.name, one.defaultValue ?? one.minimum])));
}

interface Follower {
  readonly bank: ReturnType<typeof createFeatureBank>;
  readonly slots: readonly number[];
  memory: StrategyMemory;
  lots: number;
  entryMicros: number;
  wanted: number;
}

/** The wishes at every bar as text; `beside` is followed in turn by a memory of its own. */
function wishesOf(
  definition: StrategyDefinition,
  parameters: StrategyParameters,
  bars: readonly BarClosed[],
  beside: readonly BarClosed[] | null,
  isRestarted: boolean,
): readonly string[] {
  const one = followerOf(definition, parameters);
  const other = beside === null ? null : followerOf(definition, parameters);
  return bars.map((bar, i) => {
    if (isRestarted && i === bars.length >>> 1) one.memory = decodePlainData(encodePlainData(one.memory)) as object;
    if (other !== null) follow(definition, parameters, other, beside?.[i] ?? bar, i);
    return follow(definition, parameters, one, bar, i);
  });
}

function followerOf(definition: StrategyDefinition, parameters: StrategyParameters): Follower {
  const bank = createFeatureBank();
  const slots = Object.freeze(definition.features(parameters).map((spec) => requestFeature(bank, spec)));
  const memory: unknown = definition.createMemory();
  if (typeof memory !== "object" || memory === null)
    throw new Error(`createMemory answered ${String(memory)}; expected an object, {} when there is nothing to keep`);
  return { bank, slots, memory, lots: 0, entryMicros: Number.NaN, wanted: 0 };
}

function follow(
  definition: StrategyDefinition,
  parameters: StrategyParameters,
  one: Follower,
  bar: BarClosed,
  i: number,
): string {
  if (one.lots !== one.wanted) {
    one.lots = one.wanted;
    one.entryMicros = one.lots === 0 ? Number.NaN : bar.openMicros;
  }
  const session = Math.floor(i / BARS_PER_DAY);
  const opened = FIRST_OPEN + session * MICROS_PER_DAY;
  updateFeatures(one.bank, bar, opened, session);
  const values = one.bank.values.slice();
  const context: BarContext = Object.freeze({
    bar,
    bank: one.bank,
    slots: one.slots,
    sessionOpen: opened,
    sessionClose: opened + BARS_PER_DAY * BAR_MICROS,
    sessionIndex: session,
    positionLots: one.lots,
    entryMicros: one.entryMicros,
  });
  const drafts = definition.onBar(context, parameters, one.memory);
  if (values.some((value, slot) => !Object.is(value, one.bank.values[slot])))
    throw new Error("it changes the features");
  demandPlain(one.memory);
  for (const { intent, side } of drafts) one.wanted = intent === "exit" ? 0 : side === "buy" ? LOTS : -LOTS;
  return drafts.length === 0 ? "nothing" : JSON.stringify(drafts);
}

/** A memory is part of the snapshot: it must be there again after it was written and read. */
function demandPlain(memory: StrategyMemory): void {
  for (const [name, value] of Object.entries(memory)) {
    try {
      encodePlainData(value);
    } catch {
      throw new Error(
        `its memory is not plain data: ${name} cannot be written into a snapshot; allowed are numbers, texts, true and false, null, bigints, lists, plain objects, Map, Float64Array, Int32Array`,
      );
    }
  }
  encodePlainData(memory);
}

/** A walk whose trend turns now and then; the same for the same seed. */
function madeUpBars(seed: number): readonly BarClosed[] {
  const random = createRandom(seed);
  let price = 100;
  let drift = 0;
  return Array.from({ length: DAYS * BARS_PER_DAY }, (_, i) => {
    if (i % 40 === 0) drift = (nextUniform(random) - 0.5) * 0.01;
    const open = price;
    price = Math.max(1, price * (1 + drift + 0.004 * nextNormal(random)));
    const [high, low] = [Math.max(open, price) * 1.001, Math.min(open, price) * 0.999];
    const [openMicros, highMicros, lowMicros, closeMicros] = [open, high, low, price].map(
      (value) => Math.round(value * 100) * (MICROS / 100),
    ) as [number, number, number, number];
    const tsOpen = FIRST_OPEN + Math.floor(i / BARS_PER_DAY) * MICROS_PER_DAY + (i % BARS_PER_DAY) * BAR_MICROS;
    const tsEvent = tsOpen + BAR_MICROS;
    return Object.freeze({
      ...emptyBar(0, 1_800),
      ...{ seq: i + 1, tsEvent, tsReceived: tsEvent, tsOpen, openMicros, highMicros, lowMicros, closeMicros },
      volume: 1_000 + Math.floor(nextUniform(random) * 9_000),
      endsSlice: true,
    });
  });
}
