/** What the venue and the trader of the socket harness agree on. */
import type { CoreConfig } from "../../src/core/model/config.ts";
import type { Input } from "../../src/core/model/input.ts";
import type { Instrument } from "../../src/core/model/instrument.ts";
import type { SessionTable } from "../../src/core/model/session-table.ts";
import type { UnixMicros } from "../../src/core/model/units.ts";
import { MICROS_PER_DAY } from "../../src/core/model/units.ts";
import { HOUSE_VENUE } from "../../src/core/model/venue-rules.ts";
import { limitsOf } from "../../src/core/risk/profiles.ts";
import { equityInstruments } from "../../src/research/backtest/core-config.ts";

export const BUILD = "socket-test";
export const SYMBOLS: readonly string[] = ["SPY", "IWM", "QQQ", "AAPL"];
export const INSTRUMENTS: readonly Instrument[] = equityInstruments(SYMBOLS);
const OPENING_CASH_MICROS = 10_000_000 * 1_000_000;

/** A market that never closes around `start`; the days only separate the figures. */
export function tableAround(start: UnixMicros): SessionTable {
  const first = Math.floor(start / MICROS_PER_DAY) * MICROS_PER_DAY - MICROS_PER_DAY;
  const opens = [0, 1, 2, 3].map((day) => first + day * MICROS_PER_DAY);
  return {
    calendar: "always",
    alwaysOpen: true,
    days: opens.map((open) => new Date(open / 1_000).toISOString().slice(0, 10)),
    opens,
    closes: opens.map((open) => open + MICROS_PER_DAY),
  };
}

/** One strategy that takes signals; a venue that is asked again soon, so that a test need not wait long. */
export const CONFIG: CoreConfig = {
  version: 1,
  environment: "paper",
  baseTimeframeSeconds: 1,
  accounts: [
    {
      index: 0,
      id: "REMOTE",
      currency: "USD",
      openingCashMicros: OPENING_CASH_MICROS,
      lotMethod: "fifo",
      limits: null,
    },
  ],
  strategies: [
    {
      index: 0,
      id: "outside",
      name: "outside",
      kind: "external",
      instruments: [0, 1, 2, 3],
      timeframeSeconds: 1,
      parameters: {},
      sizing: { kind: "fixed-quantity", quantityLots: 10 },
      account: 0,
      status: "ACTIVE",
      isStopExempt: true,
      expectedAlpha: null,
      signalTtlSeconds: 60,
      maxPositionMicros: null,
      maxDailyLossMicros: null,
      limits: null,
    },
  ],
  costs: {
    commissionPerOrderMicros: 1_000_000,
    commissionPerUnitMicros: 0,
    commissionBps: 0,
    commissionMinimumMicros: 0,
    slippageBps: 1,
    touch: false,
  },
  fillModel: "next-bar-open",
  limits: limitsOf("none", {}),
  venue: {
    ...HOUSE_VENUE,
    reconcileSeconds: 3,
    answerSeconds: 1,
    unknownAlertSeconds: 5,
    notFoundTimes: 2,
    notFoundSeconds: 1,
  },
  sizeWithoutAllocation: 0.05,
};

/** The first inputs of the trader's journal. */
export function firstInputs(start: UnixMicros): Input[] {
  const at = { seq: 0, tsEvent: start, tsReceived: start };
  return [
    { kind: "InstrumentsLoaded", ...at, instruments: INSTRUMENTS },
    { kind: "SessionTableLoaded", ...at, table: tableAround(start) },
    { kind: "ConfigChanged", ...at, config: CONFIG, by: "start", reason: "first start" },
  ];
}

/** What the harness writes to the trader's standard input, one JSON object per line. */
export type TraderLine =
  | { readonly t: "bar"; readonly bar: Extract<Input, { readonly kind: "BarClosed" }> }
  | { readonly t: "signal"; readonly id: string; readonly instrument: number; readonly kind: SignalKind }
  /** Cancel what works, as a person would. */
  | { readonly t: "cancel-working" }
  | { readonly t: "state"; readonly n: number };

export type SignalKind = "enter" | "rest" | "leave";

/** What the trader writes to its standard output. */
export type TraderSaid =
  | { readonly t: "ready"; readonly seq: number; readonly replayed: number }
  | { readonly t: "ack"; readonly id: string; readonly seq: number }
  | { readonly t: "state"; readonly n: number; readonly state: TraderState };

/** The trader's own view, to be held against the venue's books. */
export interface TraderState {
  readonly block: string;
  readonly positionLots: readonly number[];
  readonly cashMicros: number;
  readonly orders: readonly {
    readonly clientOrderId: string;
    readonly status: string;
    readonly cumLots: number;
    readonly pending: string;
  }[];
}
