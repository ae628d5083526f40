import assert from "node:assert/strict";
import { test } from "node:test";
import { createFeatureBank, requestFeature } from "../features/feature-bank.ts";
import { emptyBar } from "../model/empty-bar.ts";
import type { SignalDraft } from "../model/signal.ts";
import { ENTER_LONG, ENTER_SHORT, EXIT_LONG, EXIT_SHORT, marketDraft, NO_SIGNALS } from "./drafts.ts";
import { EMA_CROSS } from "./ema-cross.ts";
import { BRACKET_UNITS, ENTRY_TYPES, ORDER_KEYS, placeOrders, TIMES_IN_FORCE } from "./place-orders.ts";
import type { BarContext } from "./strategy.ts";

const CLOSE = 100_000_000;

function keys(wish: Partial<Record<keyof typeof ORDER_KEYS, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(wish).map(([key, value]) => [ORDER_KEYS[key as keyof typeof ORDER_KEYS], value]),
  );
}

/** What a strategy that answers `drafts` at a close of 100.00 gets placed. */
function place(
  drafts: readonly SignalDraft[],
  wish: Partial<Record<keyof typeof ORDER_KEYS, number>>,
  atr = Number.NaN,
): readonly SignalDraft[] {
  const definition = placeOrders({ ...EMA_CROSS, features: () => [], onBar: () => drafts });
  const parameters = keys(wish);
  const bank = createFeatureBank();
  const slots = definition.features(parameters).map((spec) => requestFeature(bank, spec));
  if (slots.length > 0) bank.values[slots[0] as number] = atr;
  const bar = { ...emptyBar(0, 60), closeMicros: CLOSE };
  const context: BarContext = {
    bar,
    bank,
    slots,
    sessionOpen: 0,
    sessionClose: 1,
    sessionIndex: 0,
    positionLots: 0,
    entryMicros: Number.NaN,
  };
  return definition.onBar(context, parameters, {});
}

test("without a wish the drafts are the strategy's own, the very objects", () => {
  assert.equal(place(ENTER_LONG, {}), ENTER_LONG);
  assert.equal(place(NO_SIGNALS, { entry: 1 }), NO_SIGNALS);
  assert.equal(place(EXIT_LONG, { entry: 1, offsetBps: 5 })[0], EXIT_LONG[0]);
});

test("limits wait on the better side, stops on the worse", () => {
  const levels = (drafts: readonly SignalDraft[], entry: number): (string | number | null)[] => {
    const [draft] = place(drafts, { entry, offsetBps: 25, tif: 1 });
    assert.ok(draft !== undefined);
    return [draft.orderType, draft.limitMicros, draft.stopMicros, draft.timeInForce];
  };
  assert.deepEqual(levels(ENTER_LONG, 0), ["market", null, null, "gtc"]);
  assert.deepEqual(levels(ENTER_LONG, 1), ["limit", 99_750_000, null, "gtc"]);
  assert.deepEqual(levels(ENTER_SHORT, 1), ["limit", 100_250_000, null, "gtc"]);
  assert.deepEqual(levels(ENTER_LONG, 2), ["stop", null, 100_250_000, "gtc"]);
  assert.deepEqual(levels(ENTER_SHORT, 2), ["stop", null, 99_750_000, "gtc"]);
});

test("brackets in percent, in the strategy's own stop distance and in the ATR", () => {
  const percent = place(ENTER_LONG, { entry: 0, unit: 1, stop: 1.5, target: 3 })[0];
  assert.deepEqual(percent?.bracket, { unit: "millionths", stop: 15_000, isTrailing: false, target: 30_000 });
  assert.equal(percent.stopDistanceMicros, 1_500_000, "what risk is sized by");
  const own = marketDraft("entry", "buy", 2_000_000);
  const r = place(own, { entry: 0, unit: 2, stop: 1, target: 2.5 })[0];
  assert.deepEqual(r?.bracket, { unit: "micros", stop: 2_000_000, isTrailing: false, target: 5_000_000 });
  assert.equal(r.stopDistanceMicros, 2_000_000);
  const atr = place(ENTER_SHORT, { entry: 0, unit: 3, stop: 2, trailing: 1, atrPeriod: 5 }, 0.75)[0];
  assert.deepEqual(atr?.bracket, { unit: "micros", stop: 1_500_000, isTrailing: true, target: null });
  // Nothing to multiply: no entry, never one without its stop.
  assert.deepEqual(place(ENTER_LONG, { entry: 0, unit: 3, stop: 2, atrPeriod: 5 }), []);
  assert.deepEqual(place(ENTER_LONG, { entry: 0, unit: 2, stop: 1 }), []);
  // The entry alone: an exit of the same bar is never dropped with it.
  assert.deepEqual(place([...EXIT_SHORT, ...ENTER_LONG], { entry: 0, unit: 2, stop: 1 }), EXIT_SHORT);
});

test("a bracket of the strategy's own stays, and risk is sized by its stop", () => {
  const own = { unit: "millionths", stop: 50_000, isTrailing: false, target: null } as const;
  const drafts = ENTER_LONG.map((draft) => ({ ...draft, bracket: own }));
  for (const wish of [
    { entry: 0, unit: 1, stop: 1 },
    { entry: 0, unit: 2, stop: 1 },
  ]) {
    const [draft] = place(drafts, wish);
    assert.deepEqual([draft?.bracket, draft?.stopDistanceMicros], [own, 5_000_000]);
  }
});

test("the ATR comes last among the features and asks for its own history", () => {
  const definition = placeOrders(EMA_CROSS);
  const plain = { fast: 3, slow: 8 };
  assert.deepEqual(definition.features(plain), EMA_CROSS.features(plain));
  const wish = { ...plain, ...keys({ entry: 0, unit: 3, stop: 2, atrPeriod: 20 }) };
  assert.deepEqual(definition.features(wish).at(-1), { kind: "atr", parameters: { period: 20 } });
  assert.deepEqual([definition.warmupBars(plain), definition.warmupBars(wish)], [56, 280]);
});

test("the words stand at their numbers", () => {
  assert.deepEqual([...ENTRY_TYPES], ["market", "limit", "stop"]);
  assert.deepEqual([...TIMES_IN_FORCE], ["day", "gtc", "ioc", "fok"]);
  assert.deepEqual([...BRACKET_UNITS], ["none", "percent", "r", "atr"]);
});
