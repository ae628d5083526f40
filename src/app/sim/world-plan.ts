import type { RandomState } from "../../core/math/random.ts";
import { nextIntegerBelow, nextUniform } from "../../core/math/random.ts";
import type { CoreConfig, StrategyConfig } from "../../core/model/config.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import { MICROS, MICROS_PER_DAY, MICROS_PER_MINUTE } from "../../core/model/units.ts";
import { limitsOf } from "../../core/risk/profiles.ts";

/** What stays the same for a whole run: instruments, calendar, configuration. */
export interface WorldPlan {
  readonly instruments: readonly Instrument[];
  readonly table: SessionTable;
  readonly config: CoreConfig;
  /** Share of a bar's volume that the venue fills; null: everything at once. */
  readonly participation: number | null;
}

export const INSTRUMENT_COUNT = 10;
export const ACCOUNT_ID = "SIM";
/** The built-in strategies come first; signals go to these two. */
export const EXTERNAL_STRATEGIES: readonly number[] = [3, 4];

/** 2024-01-01, a Monday, in micros. */
const MONDAY = 1_704_067_200 * MICROS;
const OPEN_MINUTE = 14 * 60 + 30;

/** Draws the plan of a run of `days` sessions; `isOddCalendar` mixes in half days, a holiday and another clock. */
export function drawPlan(
  random: RandomState,
  of: { days: number; isOddCalendar: boolean; isLateDelivery: boolean },
): WorldPlan {
  const instruments = Array.from({ length: INSTRUMENT_COUNT }, (_, index) => instrument(index));
  const table = drawTable(random, of.days, of.isOddCalendar);
  const profile = nextIntegerBelow(random, 3);
  const config: CoreConfig = {
    version: 1,
    environment: "paper",
    baseTimeframeSeconds: 60,
    accounts: [
      {
        index: 0,
        id: ACCOUNT_ID,
        currency: "USD",
        openingCashMicros: 1_000_000 * MICROS,
        lotMethod: nextUniform(random) < 0.5 ? "fifo" : "average",
        limits: null,
      },
    ],
    strategies: strategies(),
    costs: {
      commissionPerOrderMicros: MICROS,
      commissionPerUnitMicros: 0,
      commissionBps: nextUniform(random) < 0.5 ? 0 : 1,
      commissionMinimumMicros: 0,
      slippageBps: 2,
      touch: nextUniform(random) < 0.5,
    },
    fillModel: "next-bar-open",
    limits: limitsOf(profile === 0 ? "balanced" : "aggressive", { positionsMax: 15 }),
    venue: {
      reconcileSeconds: nextUniform(random) < 0.25 ? 60 : 300,
      answerSeconds: 5,
      unknownAlertSeconds: 30,
      notFoundTimes: 3,
      notFoundSeconds: 10,
      refusesUsedIds: !of.isLateDelivery && nextUniform(random) < 0.5,
      hasOco: nextUniform(random) < 0.7,
      hasReplace: nextUniform(random) < 0.8,
      hasTrailingStop: nextUniform(random) < 0.7,
    },
    sizeWithoutAllocation: 0.05,
  };
  const participation = nextUniform(random) < 0.2 ? null : 0.05 + 0.4 * nextUniform(random);
  // Drawn last, so that it moves no other draw: a budget that the day's messages do reach.
  const messagesPerMinuteMax = nextUniform(random) < 0.3 ? 12 : config.limits.messagesPerMinuteMax;
  const limits = { ...config.limits, messagesPerMinuteMax };
  return { instruments, table, config: { ...config, limits }, participation };
}

function instrument(index: number): Instrument {
  return {
    index,
    symbol: `S${index}`,
    kind: "equity",
    currency: "USD",
    tickMicros: 10_000,
    lotMicros: MICROS,
    multiplier: 1,
    isTradable: true,
  };
}

/** Sessions of 390 minutes on weekdays; an odd calendar has half days, a holiday and an hour's shift in the middle. */
function drawTable(random: RandomState, count: number, isOdd: boolean): SessionTable {
  const days: string[] = [];
  const opens: number[] = [];
  const closes: number[] = [];
  const half = nextIntegerBelow(random, count);
  const holiday = nextIntegerBelow(random, count) + 1;
  const shift = nextIntegerBelow(random, count);
  for (let day = 0, n = 0; n < count + 2; day += 1) {
    if (day % 7 > 4 || (isOdd && day === holiday)) continue;
    const hour = isOdd && n > shift ? -60 : 0;
    const open = MONDAY + day * MICROS_PER_DAY + (OPEN_MINUTE + hour) * MICROS_PER_MINUTE;
    days.push(new Date((MONDAY + day * MICROS_PER_DAY) / 1000).toISOString().slice(0, 10));
    opens.push(open);
    closes.push(open + (isOdd && n === half ? 210 : 390) * MICROS_PER_MINUTE);
    n += 1;
  }
  return { calendar: "SIM", alwaysOpen: false, days, opens, closes };
}

function strategies(): StrategyConfig[] {
  const all = Array.from({ length: INSTRUMENT_COUNT }, (_, index) => index);
  return [
    strategy(
      0,
      "ema-cross",
      [0, 1, 2, 3],
      { fast: 5, slow: 13, allowShort: 1 },
      { kind: "fixed-quantity", quantityLots: 40 },
    ),
    strategy(
      1,
      "rsi-reversion",
      [4, 5, 6],
      { period: 7, oversold: 35, overbought: 65 },
      { kind: "percent-equity", percent: 3 },
    ),
    strategy(2, "ema-cross", [5, 7, 8, 9], { fast: 8, slow: 21, allowShort: 0 }, { kind: "brain" }),
    strategy(3, "external", all, {}, { kind: "brain" }),
    strategy(4, "external", all, {}, { kind: "fixed-quantity", quantityLots: 50 }),
  ];
}

function strategy(
  index: number,
  kind: string,
  instruments: readonly number[],
  parameters: Readonly<Record<string, number>>,
  sizing: StrategyConfig["sizing"],
): StrategyConfig {
  return {
    index,
    id: `s${index}`,
    name: `s${index}`,
    kind,
    instruments,
    timeframeSeconds: 60,
    parameters,
    sizing,
    account: 0,
    status: "ACTIVE",
    isStopExempt: true,
    expectedAlpha: 0.01,
    signalTtlSeconds: 60,
    maxPositionMicros: index === 4 ? 200_000 * MICROS : null,
    maxDailyLossMicros: null,
    limits: null,
  };
}
