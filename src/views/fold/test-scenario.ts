import type { CoreConfig } from "../../core/model/config.ts";
import type { BarClosed, Input } from "../../core/model/input.ts";
import type { Order } from "../../core/model/order.ts";
import type { OrderNames, OutputRecord } from "../../core/model/output-record.ts";
import { type Body, CASH, decision, fill, type InputBody, makeOrder, outside, report, state } from "./test-records.ts";

export interface ScenarioEntry {
  readonly input: Input;
  readonly outputs: readonly OutputRecord[];
}

const DAY = 86_400_000_000;
const START = Date.UTC(2026, 2, 2) * 1_000;
const OPEN_AFTER = 14.5 * 3_600_000_000;
const MINUTE = 60_000_000;
const NAMES = { strategyId: "ema", symbol: "SPY", accountId: "main" };

const config = {
  version: 1,
  environment: "paper",
  baseTimeframeSeconds: 60,
  accounts: [{ index: 0, id: "main", currency: "USD", openingCashMicros: CASH }],
  strategies: [
    { index: 0, id: "ema", name: "EMA cross", kind: "ema-cross", instruments: [0], account: 0, status: "ACTIVE" },
    { index: 1, id: "outside", name: "Outside", kind: "external", instruments: [0], account: 0, status: "ACTIVE" },
  ],
  limits: { profile: "balanced", isEnforced: true, marginMaxRatio: 0.4, drawdownHaltRatio: 0.1 },
  sizeWithoutAllocation: 0.05,
} as unknown as CoreConfig;

/**
 * A hand-made journal of `days` short sessions: every day one round trip of 10 shares, a signal
 * from outside that is denied, a delivery refused at the door; at the end an alert, STOP and an
 * open position. Figures are simple enough to check by hand: each trip wins 10 x 1.00 less 2 x 0.50.
 */
export function viewScenario(days: number): ScenarioEntry[] {
  const entries: ScenarioEntry[] = [];
  let seq = 0;
  let orderCount = 0;
  let equity = CASH;
  let realised = 0;
  const add = (body: InputBody, outputs: Body<OutputRecord>[] = []): void => {
    seq += 1;
    const input = { ...body, seq, tsReceived: body.tsEvent + 1_000 } as Input;
    entries.push({ input, outputs: outputs.map((output, index) => ({ ...output, seq, index })) });
  };
  const bar = (tsEvent: number, closeMicros: number, outputs: Body<OutputRecord>[] = []): void => {
    const prices = { openMicros: closeMicros, highMicros: closeMicros, lowMicros: closeMicros, closeMicros };
    const body = {
      kind: "BarClosed",
      tsEvent,
      instrument: 0,
      timeframeSeconds: 60,
      tsOpen: tsEvent - MINUTE,
      ...prices,
      volume: 1,
      endsSlice: true,
    };
    add(body as Omit<BarClosed, "seq" | "tsReceived">, outputs);
  };
  const mark = (tsMark: number, dayStart: number): Body<OutputRecord> => ({
    kind: "SliceMarked",
    account: 0,
    tsMark,
    equityMicros: equity,
    cashMicros: equity - 1_000_000,
    peakEquityMicros: Math.max(equity, CASH),
    dayStartEquityMicros: dayStart,
  });
  const instrument = {
    index: 0,
    symbol: "SPY",
    kind: "equity",
    currency: "USD",
    tickMicros: 10_000,
    lotMicros: 1_000_000,
    multiplier: 1,
    isTradable: true,
  } as const;
  add({ kind: "InstrumentsLoaded", tsEvent: START, instruments: [instrument] });
  const list = Array.from({ length: days }, (_, i) => START + i * DAY);
  add({
    kind: "SessionTableLoaded",
    tsEvent: START,
    table: {
      calendar: "TEST",
      alwaysOpen: false,
      days: list.map((day) => new Date(day / 1_000).toISOString().slice(0, 10)),
      opens: list.map((day) => day + OPEN_AFTER),
      closes: list.map((day) => day + OPEN_AFTER + 8 * MINUTE),
    },
  });
  add({ kind: "ConfigChanged", tsEvent: START, config, by: "test", reason: "start" });

  for (const [d, day] of list.entries()) {
    const open = day + OPEN_AFTER;
    const at = (minute: number): number => open + minute * MINUTE;
    const dayStart = equity;
    const entrySignal = `ema:SPY:${at(1)}:0`;
    const entry = makeOrder(orderCount, { side: "buy", effect: "open", tsBar: at(1) });
    const exit = makeOrder(orderCount + 1, { side: "sell", effect: "close", tsBar: at(4) });
    const names = (order: Order, signalId: string): OrderNames => ({
      ...NAMES,
      clientOrderId: `at${order.index}`,
      signalId,
    });
    orderCount += 2;
    bar(at(1), 400_000_000, [
      mark(at(1), dayStart),
      { kind: "OrderPlanned", ...names(entry, entrySignal), order: entry },
      state(entry, "INTENT", "APPROVED", at(1)),
      { kind: "SubmitOrder", ...names(entry, entrySignal), order: { ...entry, status: "SENDING" } },
      decision(entrySignal, entry.index, 10),
    ]);
    add(report("accepted", entry.index, at(1) + 1), [state(entry, "SENDING", "ACCEPTED", at(1) + 1)]);
    add(report("fill", entry.index, at(2)), [
      fill(entry.index, 10, 40_000, at(2)),
      state(entry, "ACCEPTED", "FILLED", at(2)),
      {
        kind: "LedgerPosted",
        account: 0,
        strategy: 0,
        instrument: 0,
        cause: "fill",
        codes: ["CASH", "POSITION", "FEES"],
        amountsMicros: [-4_000_500_000, 4_000_000_000, 500_000],
      },
      {
        kind: "PositionChanged",
        account: 0,
        strategy: 0,
        instrument: 0,
        quantityLots: 10,
        openLotTicks: 400_000,
        realisedMicros: realised,
      },
      {
        kind: "SignalEnded",
        externalId: null,
        strategy: 0,
        instrument: 0,
        tsBar: at(1),
        n: 0,
        outcome: "FILLED",
        reason: "",
      },
    ]);
    equity += -500_000 + 5_000_000;
    bar(at(3), 400_500_000, [mark(at(3), dayStart)]);
    add({
      kind: "SignalRefusedAtDoor",
      tsEvent: at(3) + 5,
      receiptId: `r-bad-${d}`,
      sourceId: "key-1",
      raw: "not \u0000 json \ud800",
      code: "BAD_JSON",
      detail: "",
    });
    add(
      {
        kind: "SignalReceived",
        tsEvent: at(3) + 9,
        receiptId: `r-${d}`,
        sourceId: "key-1",
        profile: "standard@1",
        raw: "{}",
        signal: outside(`key-1:s${d}`, at(3)),
      },
      [
        { kind: "SignalAccepted", signalId: `key-1:s${d}`, strategy: 1 },
        {
          kind: "SignalEnded",
          externalId: `key-1:s${d}`,
          strategy: 1,
          instrument: 0,
          tsBar: at(3),
          n: 0,
          outcome: "DENIED",
          reason: "NO_POSITION",
        },
        { ...decision(`key-1:s${d}`, -1, 0), strategyId: "outside", outcome: "DENIED", reason: "NO_POSITION" },
      ],
    );
    if (d === days - 1) break;
    const exitSignal = `ema:SPY:${at(4)}:0`;
    bar(at(4), 401_000_000, [
      mark(at(4), dayStart),
      { kind: "OrderPlanned", ...names(exit, exitSignal), order: exit },
      state(exit, "INTENT", "APPROVED", at(4)),
      { kind: "SubmitOrder", ...names(exit, exitSignal), order: exit },
      decision(exitSignal, exit.index, 10),
    ]);
    realised += 9_000_000;
    add(report("fill", exit.index, at(5)), [
      fill(exit.index, 10, 40_100, at(5)),
      state(exit, "ACCEPTED", "FILLED", at(5)),
      {
        kind: "PositionChanged",
        account: 0,
        strategy: 0,
        instrument: 0,
        quantityLots: 0,
        openLotTicks: 0,
        realisedMicros: realised,
      },
      {
        kind: "RoundTripClosed",
        strategy: 0,
        instrument: 0,
        side: "long",
        quantityLots: 10,
        entryOrder: entry.index,
        exitOrder: exit.index,
        tsEntry: at(2),
        tsExit: at(5),
        entryLotTicks: 400_000,
        exitLotTicks: 401_000,
        grossMicros: 10_000_000,
        costsMicros: 1_000_000,
        slippageMicros: 0,
        netMicros: 9_000_000,
      },
      {
        kind: "SignalEnded",
        externalId: null,
        strategy: 0,
        instrument: 0,
        tsBar: at(4),
        n: 0,
        outcome: "FILLED",
        reason: "",
      },
    ]);
    equity = dayStart + 9_000_000;
    bar(at(6), 401_000_000, [mark(at(6), dayStart)]);
  }
  const end = (list.at(-1) ?? START) + OPEN_AFTER + 7 * MINUTE;
  add(
    {
      kind: "OperatorCommand",
      tsEvent: end,
      by: "ann",
      reason: "lunch",
      order: { command: "engage-kill-switch", level: "HALT" },
    },
    [
      { kind: "TradingStateChanged", from: "ACTIVE", to: "HALT", by: "ann", reason: "lunch" },
      { kind: "RaiseAlert", severity: "critical", code: "STOPPED", text: "Trading is stopped", order: -1 },
    ],
  );
  return entries;
}
