/** What the engine's tests share: a core and a venue on short made-up sessions, every input and output kept. */
import type { CoreConfig, RiskLimits, StrategyConfig, VenueRules } from "../model/config.ts";
import type { BarClosed, Command, Input } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { Output } from "../model/output.ts";
import type { OutputRecord } from "../model/output-record.ts";
import type { SessionTable } from "../model/session-table.ts";
import type { Signal } from "../model/signal.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { limitsOf } from "../risk/profiles.ts";
import { isCommand, obeyCommand } from "../simulation/obey-command.ts";
import { venueReceivesBar } from "../simulation/simulated-venue.ts";
import type { SimulatedVenue } from "../simulation/venue-state.ts";
import { createSimulatedVenue } from "../simulation/venue-state.ts";
import type { StrategyLookup } from "../strategies/registry.ts";
import type { Core, OnStrategyFault } from "./core.ts";
import { createCore } from "./core.ts";
import { encodeOutput } from "./encode-output.ts";
import { step } from "./step.ts";
import { earliestTimer } from "./timers.ts";
import { HOUSE_VENUE } from "../model/venue-rules.ts";

export const MINUTE = 60_000_000;
/** 2024-01-02T14:30:00Z. */
export const START = 1_704_205_800_000_000;
const DAY = 1_440 * MINUTE;

/** Five sessions of `minutes` each, a day apart. */
export function shortSessions(minutes: number): SessionTable {
  const opens = [0, 1, 2, 3, 4].map((day) => START + day * DAY);
  return {
    calendar: "test",
    alwaysOpen: false,
    days: ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06"],
    opens,
    closes: opens.map((open) => open + minutes * MINUTE),
  };
}

export function strategyConfig(fields: Partial<StrategyConfig> = {}): StrategyConfig {
  return {
    index: 0,
    id: "outside",
    name: "outside",
    kind: "external",
    instruments: [0],
    timeframeSeconds: 60,
    parameters: {},
    sizing: { kind: "fixed-quantity", quantityLots: 10 },
    account: 0,
    status: "ACTIVE",
    isStopExempt: true,
    expectedAlpha: null,
    signalTtlSeconds: 86_400,
    maxPositionMicros: null,
    maxDailyLossMicros: null,
    limits: null,
    ...fields,
  };
}

export interface WorldOptions {
  /** Code of the strategies; the built-in ones by default. */
  readonly code?: StrategyLookup;
  readonly onStrategyFault?: OnStrategyFault;
  readonly strategies?: readonly StrategyConfig[];
  readonly limits?: Partial<RiskLimits>;
  readonly instruments?: number;
  /** Length of a session. */
  readonly minutes?: number;
  readonly cashMicros?: number;
  /** Share of a bar's volume the venue fills; null: all at once. */
  readonly participation?: number | null;
  /** Rules of a venue outside the house. */
  readonly venue?: Partial<VenueRules>;
}

/** A core with its venue under way. */
export interface World {
  core: Core;
  venue: SimulatedVenue;
  readonly table: SessionTable;
  /** Every input given, as the journal would hold it, and the outputs of each. */
  readonly inputs: Input[];
  readonly outputs: OutputRecord[][];
  /** True: the venue answers nothing more. */
  isSilent: boolean;
}

export function createWorld(options: WorldOptions = {}): World {
  const table = shortSessions(options.minutes ?? 10);
  const instruments: Instrument[] = ["AAA", "BBB", "CCC"].slice(0, options.instruments ?? 1).map((symbol, index) => ({
    index,
    symbol,
    kind: "equity",
    currency: "USD",
    tickMicros: 10_000,
    lotMicros: 1_000_000,
    multiplier: 1,
    isTradable: true,
  }));
  const config: CoreConfig = {
    version: 1,
    environment: "paper",
    baseTimeframeSeconds: 60,
    accounts: [
      {
        index: 0,
        id: "SIM",
        currency: "USD",
        openingCashMicros: options.cashMicros ?? 100_000_000_000,
        lotMethod: "fifo",
        limits: null,
      },
    ],
    strategies: options.strategies ?? [strategyConfig()],
    costs: {
      commissionPerOrderMicros: 1_000_000,
      commissionPerUnitMicros: 0,
      commissionBps: 0,
      commissionMinimumMicros: 0,
      slippageBps: 1,
      touch: false,
    },
    fillModel: "next-bar-open",
    venue: { ...HOUSE_VENUE, ...options.venue },
    limits: { ...limitsOf("none", {}), ...options.limits },
    sizeWithoutAllocation: 0.05,
  };
  const venue = createSimulatedVenue({
    instruments,
    costs: config.costs,
    fillModel: config.fillModel,
    cashMicros: config.accounts[0]?.openingCashMicros ?? 0,
    sessions: table,
    participation: options.participation ?? null,
  });
  const core = createCore(undefined, options.code, options.onStrategyFault);
  const world: World = { core, venue, table, inputs: [], outputs: [], isSilent: false };
  const ts = { seq: 0, tsEvent: START, tsReceived: START };
  give(world, { kind: "InstrumentsLoaded", ...ts, instruments });
  give(world, { kind: "SessionTableLoaded", ...ts, table });
  give(world, { kind: "ConfigChanged", ...ts, config, by: "test", reason: "" });
  return world;
}

/** One input, then whatever the venue answers to its commands. Returns all outputs of both. */
export function give(world: World, input: Input): OutputRecord[] {
  const { core, venue } = world;
  input.seq = core.state.seq + 1;
  world.inputs.push(structuredClone(input));
  const outputs: Output[] = [];
  step(core, input, outputs);
  const records = outputs.map((output, i) => structuredClone(encodeOutput(core.state, output, i)));
  world.outputs.push(records);
  const answers: Input[] = [];
  for (const output of outputs) {
    if (world.isSilent) break;
    if (isCommand(output)) obeyCommand(venue, output, core.state.now, answers);
  }
  return [...records, ...answers.flatMap((answer) => give(world, answer))];
}

/** Prices of one bar in whole cents. */
export interface Cents {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** All of one price. */
export function flat(cents: number): Cents {
  return { open: cents, high: cents, low: cents, close: cents };
}

/** The slice of minute `minute` (from 0) of session `day`: due timers, then reports and bar per instrument. */
export function slice(world: World, day: number, minute: number, bars: readonly Cents[]): OutputRecord[] {
  const tsOpen = (world.table.opens[day] as number) + minute * MINUTE;
  const tsClose = tsOpen + MINUTE;
  const records = fireTimers(world, tsClose);
  bars.forEach((cents, instrument) => {
    const bar: BarClosed = {
      kind: "BarClosed",
      seq: 0,
      tsEvent: tsClose,
      tsReceived: tsClose,
      instrument,
      timeframeSeconds: 60,
      tsOpen,
      openMicros: cents.open * 10_000,
      highMicros: cents.high * 10_000,
      lowMicros: cents.low * 10_000,
      closeMicros: cents.close * 10_000,
      volume: 1_000,
      endsSlice: instrument === bars.length - 1,
    };
    const reports: VenueReport[] = [];
    if (!world.isSilent) venueReceivesBar(world.venue, bar, reports);
    for (const report of reports) records.push(...give(world, report));
    records.push(...give(world, bar));
  });
  return records;
}

/** Timers due at or before `until`. */
export function fireTimers(world: World, until: number): OutputRecord[] {
  const records: OutputRecord[] = [];
  for (let timer = earliestTimer(world.core.state); timer !== null && timer.dueAt <= until; ) {
    const { dueAt, id } = timer;
    records.push(...give(world, { kind: "TimerFired", seq: 0, tsEvent: dueAt, tsReceived: dueAt, timerId: id }));
    timer = earliestTimer(world.core.state);
  }
  return records;
}

/** A signal from outside, now. */
export function send(world: World, id: string, fields: Partial<Signal> = {}): OutputRecord[] {
  const { now } = world.core.state;
  const signal = { ...signalNow(world), externalId: id, ...fields };
  const ts = { seq: 0, tsEvent: now, tsReceived: now };
  return give(world, { kind: "SignalReceived", ...ts, receiptId: id, sourceId: "t", profile: "t", raw: "", signal });
}

/** A market entry of strategy 0 in instrument 0, sent now. */
export function signalNow(world: World): Signal {
  const { now } = world.core.state;
  return {
    externalId: null,
    strategy: 0,
    instrument: 0,
    environment: "paper",
    intent: "entry",
    side: "buy",
    orderType: "market",
    limitMicros: null,
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
  };
}

/** A person's command, now. */
export function command(world: World, order: Command): OutputRecord[] {
  const { now } = world.core.state;
  return give(world, {
    kind: "OperatorCommand",
    seq: 0,
    tsEvent: now,
    tsReceived: now,
    by: "ann",
    reason: "test",
    order,
  });
}

/** The outputs of one kind. */
export function only<K extends OutputRecord["kind"]>(
  records: readonly OutputRecord[],
  kind: K,
): Extract<OutputRecord, { kind: K }>[] {
  return records.filter((record): record is Extract<OutputRecord, { kind: K }> => record.kind === kind);
}

/** `INTENT>APPROVED` ... of all orders in `records`, with reasons after a colon. */
export function moves(records: readonly OutputRecord[]): string[] {
  return only(records, "OrderStateChanged").map(
    (change) => `${change.order} ${change.from}>${change.to}${change.reason === "" ? "" : `:${change.reason}`}`,
  );
}
