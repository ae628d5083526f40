/** The day that is crashed: one session of a generated market with strategies and signals from outside. */
import { required } from "../../src/core/assert.ts";
import type { Core } from "../../src/core/engine/core.ts";
import type { Command, OperatorCommand, SignalReceived } from "../../src/core/model/input.ts";
import type { UnixMicros } from "../../src/core/model/units.ts";
import { sessionTable } from "../../src/data/calendar/nyse-calendar.ts";
import { createGeneratorFeed } from "../../src/app/feeds/generator-feed.ts";
import { STRATEGY_RULES } from "../../src/app/up/strategy-rules.ts";
import type { RunPlan } from "../../src/app/up/run-plan.ts";
import { readStrategyFile } from "../../src/platform/strategy-file.ts";
import { formatProblems } from "../../src/platform/yaml-section.ts";
import { equityInstruments, portfolioConfigOf } from "../../src/research/backtest/core-config.ts";
import type { SliceFeed } from "../../src/venues/simulated/slice.ts";

const COMMON = [
  "timeframe: 1m",
  "sizing: { kind: fixed-quantity, quantity: 20 }",
  "risk: { profile: none }",
  "costs: { commissionPerOrder: 1, slippageBps: 1 }",
  "initialCapital: 500000",
].join("\n");
const FILES: readonly string[] = [
  `id: cross\nkind: ema-cross\ninstruments: [SPY, IWM]\nparameters: { fast: 6, slow: 18, allowShort: true }\n${COMMON}`,
  `id: outside\nkind: external\ninstruments: [QQQ, AAPL]\nparameters: {}\n${COMMON}`,
];
const SYMBOLS: readonly string[] = ["SPY", "IWM", "QQQ", "AAPL"];
/** The strategy that takes signals from outside. */
const OUTSIDE = 1;
const SEED = 11;

/** The same plan on every call, with a feed of its own that ends with the first session. */
export function dayPlan(): RunPlan {
  const files = FILES.map((text) => {
    const read = readStrategyFile(text, "day", STRATEGY_RULES);
    if (!read.ok) throw new Error(formatProblems(read.problems));
    return read.strategy;
  });
  const instruments = equityInstruments(SYMBOLS);
  const config = portfolioConfigOf(required(files[0], "a first strategy"), files, instruments, {
    environment: "paper",
    baseTimeframeSeconds: 60,
    accountId: "SIM",
  });
  return {
    mode: "PAPER",
    instruments,
    table: TABLE,
    config,
    feed: untilClose(createGeneratorFeed(SYMBOLS, SEED, TABLE), required(TABLE.closes[0], "a first session")),
    start: required(TABLE.opens[0], "a first session") - 600_000_000,
    market: { kind: "generator", seed: SEED },
  };
}

const TABLE = sessionTable("2026-01-05", "2026-01-09");

function untilClose(feed: SliceFeed, close: UnixMicros): SliceFeed {
  const next: SliceFeed["next"] = () => {
    const slice = feed.next();
    return slice === null || slice.tsClose > close ? null : slice;
  };
  return { next, take: () => feed.take(), seek: (at) => feed.seek(at), endReason: "the day is over" };
}

/** Something that comes from outside once the journal has reached `dueSeq`; its sender repeats it until it is answered. */
export interface Delivery {
  readonly dueSeq: number;
  readonly id: string;
  readonly make: (now: UnixMicros) => SignalReceived | OperatorCommand;
  /** For a command, which has no identity: whether the one who gave it sees it done and does not repeat it. */
  readonly isDone: (core: Core) => boolean;
}

/** Entries and exits on two instruments, limit orders that nobody fills, and a halt that cancels them. */
export const DELIVERIES: readonly Delivery[] = [
  ...Array.from({ length: 44 }, (_, k) => signalDelivery(k)),
  commandDelivery(905, { command: "engage-kill-switch", level: "HALT" }, "HALT"),
  commandDelivery(1105, { command: "release-kill-switch" }, "ACTIVE"),
].sort((a, b) => a.dueSeq - b.dueSeq);

function signalDelivery(k: number): Delivery {
  const id = `sender:s-${k}`;
  const isLimit = k % 8 === 5;
  const isEntry = k % 4 < 2;
  return {
    // The first comes before the market opens and waits for it.
    dueSeq: 4 + 43 * k,
    id,
    isDone: () => false,
    make: (now) => ({
      kind: "SignalReceived",
      seq: 0,
      tsEvent: now,
      tsReceived: now,
      receiptId: `receipt-${k}`,
      sourceId: "sender",
      profile: "standard",
      raw: `{"signalId":"s-${k}"}`,
      signal: {
        externalId: id,
        strategy: OUTSIDE,
        instrument: 2 + (k % 2),
        environment: "paper",
        intent: isEntry ? "entry" : "exit",
        side: isEntry ? "buy" : "sell",
        orderType: isLimit ? "limit" : "market",
        limitMicros: isLimit ? 1_000_000 : null,
        stopMicros: null,
        timeInForce: "day",
        stopDistanceMicros: null,
        bracket: null,
        trailMicros: null,
        tsGoodTill: null,
        quantityLots: null,
        referenceMicros: null,
        expectedAlpha: null,
        tsSent: now,
        tsValidUntil: null,
        tsBar: now,
        n: 0,
      },
    }),
  };
}

function commandDelivery(dueSeq: number, order: Command, reached: string): Delivery {
  return {
    dueSeq,
    id: `operator:${dueSeq}`,
    isDone: (core) => core.state.trading?.risk.tradingState === reached,
    make: (now) => ({
      kind: "OperatorCommand",
      seq: 0,
      tsEvent: now,
      tsReceived: now,
      by: "operator",
      reason: "drill",
      order,
    }),
  };
}
