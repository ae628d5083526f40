/** What the tests of the strategies share: random sessions of bars and a run with given positions. */
import fc from "fast-check";
import { createFeatureBank, requestFeature, updateFeatures } from "../features/feature-bank.ts";
import type { BarClosed } from "../model/input.ts";
import type { SignalDraft } from "../model/signal.ts";
import type { BarContext, StrategyDefinition } from "./strategy.ts";

export const MINUTE = 60_000_000;

/** A minute bar of session `session`, which opens at minute 1,000 x session and lasts `length` minutes. */
export interface TestBar {
  readonly session: number;
  readonly length: number;
  readonly minute: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Random walks in cents over a few sessions with holes; coarse, so that equalities happen. */
export const sessionWalks: fc.Arbitrary<TestBar[]> = fc
  .array(
    fc.record({
      length: fc.integer({ min: 1, max: 40 }),
      moves: fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(2), fc.nat(2), fc.nat(9)), {
        minLength: 40,
        maxLength: 40,
        size: "max",
      }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((sessions) => {
    let close = 500_000_000;
    return sessions.flatMap(({ length, moves }, session) =>
      moves.slice(0, length).flatMap(([move, up, down, hole], minute): TestBar[] => {
        close += move * 10_000;
        const high = close + up * 10_000;
        return hole === 0 ? [] : [{ session, length, minute, high, low: close - down * 10_000, close }];
      }),
    );
  });

/** Position and fill price that a strategy is shown at a bar. */
export interface Held {
  readonly lots: number;
  readonly entryMicros: number;
}

/** Drafts of a strategy at every bar; `hold` says the position before the bar, from the drafts so far. */
export function runStrategy(
  strategy: StrategyDefinition,
  parameters: Readonly<Record<string, number>>,
  bars: readonly TestBar[],
  hold: (k: number, drafts: readonly (readonly SignalDraft[])[]) => Held,
): (readonly SignalDraft[])[] {
  const bank = createFeatureBank();
  const slots = strategy.features(parameters).map((spec) => requestFeature(bank, spec));
  const memory = strategy.createMemory();
  const drafts: (readonly SignalDraft[])[] = [];
  bars.forEach((bar, k) => {
    const sessionOpen = bar.session * 1000 * MINUTE;
    const closed: BarClosed = {
      kind: "BarClosed",
      seq: 0,
      tsEvent: sessionOpen + (bar.minute + 1) * MINUTE,
      tsReceived: sessionOpen + (bar.minute + 1) * MINUTE,
      instrument: 0,
      timeframeSeconds: 60,
      tsOpen: sessionOpen + bar.minute * MINUTE,
      openMicros: bar.close,
      highMicros: bar.high,
      lowMicros: bar.low,
      closeMicros: bar.close,
      volume: 1,
      endsSlice: true,
    };
    updateFeatures(bank, closed, sessionOpen, bar.session);
    const held = hold(k, drafts);
    const context: BarContext = {
      bar: closed,
      bank,
      slots,
      sessionOpen,
      sessionClose: sessionOpen + bar.length * MINUTE,
      sessionIndex: bar.session,
      positionLots: held.lots,
      entryMicros: held.entryMicros,
    };
    drafts.push(strategy.onBar(context, parameters, memory));
  });
  return drafts;
}

export const FLAT: Held = { lots: 0, entryMicros: Number.NaN };

/** `entry buy`, `exit sell` or an empty text, one per bar. */
export function wordsOf(drafts: readonly (readonly SignalDraft[])[]): string[] {
  return drafts.map((list) => list.map((draft) => `${draft.intent} ${draft.side}`).join(", "));
}
