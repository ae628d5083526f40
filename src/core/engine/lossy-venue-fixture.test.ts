/** What the tests of reconciliation share: a core, its venue, and a network between them that loses what a test says. */
import { findOrder } from "../execution/order-book.ts";
import type { AccountSnapshot } from "../model/account-snapshot.ts";
import type { VenueRules } from "../model/config.ts";
import type { BarClosed, ConfigChanged, Input } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import type { OutputRecord } from "../model/output-record.ts";
import type { ExternalOrder, VenueReport } from "../model/venue-report.ts";
import { HOUSE_VENUE } from "../model/venue-rules.ts";
import { foreignOrderAtVenue } from "../simulation/foreign-orders.ts";
import { isCommand, obeyCommand, type VenueCommand } from "../simulation/obey-command.ts";
import { venueReceivesBar } from "../simulation/simulated-venue.ts";
import { encodeOutput } from "./encode-output.ts";
import { createWorld, MINUTE, send, START, type World, type WorldOptions } from "./engine-fixture.test.ts";
import { step } from "./step.ts";
import { earliestTimer } from "./timers.ts";

export const SECOND = 1_000_000;

/** A world whose network a test can break. */
export interface LossyWorld {
  readonly world: World;
  /** Everything that came out, in order. */
  readonly records: OutputRecord[];
  /** True: this command never reaches the venue. */
  losesCommand: (command: Output) => boolean;
  /** True: this answer or report never reaches us. */
  losesAnswer: (answer: Input) => boolean;
  /** What the venue answers to RequestSnapshot, spoilt. */
  spoil: (snapshot: AccountSnapshot) => AccountSnapshot;
  /** Answers that were lost, to be delivered late. */
  readonly lost: Input[];
  /** Commands that were lost, to reach the venue late (F64). */
  readonly lostCommands: VenueCommand[];
}

/** A session of an hour, a venue that is compared every 30 s, and one connection that has just come up. */
export function lossyWorld(rules: Partial<VenueRules> = {}, options: WorldOptions = {}): LossyWorld {
  const world = createWorld({ minutes: 60, ...options });
  const lossy: LossyWorld = {
    world,
    records: [],
    losesCommand: () => false,
    losesAnswer: () => false,
    spoil: (snapshot) => snapshot,
    lost: [],
    lostCommands: [],
  };
  const first = world.inputs.find((input): input is ConfigChanged => input.kind === "ConfigChanged");
  if (first === undefined) throw new Error("a world starts with a configuration");
  const venue: VenueRules = { ...HOUSE_VENUE, reconcileSeconds: 30, ...rules };
  deliver(lossy, { ...first, config: { ...first.config, version: 2, venue } });
  connect(lossy, true);
  lossy.records.length = 0;
  return lossy;
}

/** One input into the core; its commands go to the venue, whose answers come back, both through the network. */
export function deliver(lossy: LossyWorld, input: Input): void {
  const { core } = lossy.world;
  const outputs: Output[] = [];
  input.seq = core.state.seq + 1;
  step(core, input, outputs);
  outputs.forEach((output, i) => lossy.records.push(structuredClone(encodeOutput(core.state, output, i))));
  const answers: Input[] = [];
  for (const output of outputs) if (isCommand(output)) leave(lossy, output, answers);
  for (const answer of answers) arrive(lossy, answer);
}

/** A command leaves for the venue, unless the network loses it. */
export function leave(lossy: LossyWorld, command: VenueCommand, answers: Input[]): void {
  const { core, venue } = lossy.world;
  if (lossy.losesCommand(command)) lossy.lostCommands.push(structuredClone(command));
  else obeyCommand(venue, command, core.state.now, answers);
}

/** An answer or report comes back, unless the network loses it. */
export function arrive(lossy: LossyWorld, answer: Input): void {
  const told = answer.kind === "AccountSnapshot" ? lossy.spoil(answer) : answer;
  if (lossy.losesAnswer(told)) lossy.lost.push(told);
  else deliver(lossy, told);
}

/** The connection goes up or down, now. */
export function connect(lossy: LossyWorld, isUp: boolean): void {
  const { now } = lossy.world.core.state;
  deliver(lossy, { kind: "ConnectionChanged", seq: 0, tsEvent: now, tsReceived: now, account: 0, isUp });
}

/** Time passes: every timer that is due fires at its time. */
export function pass(lossy: LossyWorld, seconds: number): void {
  const { core } = lossy.world;
  const until = core.state.now + seconds * SECOND;
  for (let timer = earliestTimer(core.state); timer !== null && timer.dueAt <= until; ) {
    const { dueAt, id } = timer;
    deliver(lossy, { kind: "TimerFired", seq: 0, tsEvent: dueAt, tsReceived: dueAt, timerId: id });
    timer = earliestTimer(core.state);
  }
  core.state.now = until;
}

/** One bar of `cents`, all of one price; fills and expiries of the venue come through the network. */
export function bar(lossy: LossyWorld, cents: number, instrument = 0): void {
  const { core, venue } = lossy.world;
  const minute = Math.floor((core.state.now - START) / MINUTE) + 1;
  const tsClose = START + minute * MINUTE;
  pass(lossy, (tsClose - core.state.now) / SECOND);
  const price = cents * 10_000;
  const closed: BarClosed = {
    kind: "BarClosed",
    seq: 0,
    tsEvent: tsClose,
    tsReceived: tsClose,
    instrument,
    timeframeSeconds: 60,
    tsOpen: tsClose - MINUTE,
    openMicros: price,
    highMicros: price,
    lowMicros: price,
    closeMicros: price,
    volume: 1_000,
    endsSlice: true,
  };
  const reports: VenueReport[] = [];
  venueReceivesBar(venue, closed, reports);
  for (const report of reports) arrive(lossy, report);
  deliver(lossy, closed);
}

/** A limit entry of 10 lots that rests far below the market. */
export function rest(lossy: LossyWorld, id: string, cents = 9_000): number {
  order(lossy, id, cents);
  return lossy.world.core.state.trading === null ? -1 : lossy.world.core.state.trading.orders.next - 1;
}

/** A limit entry of 10 lots; the outside world's answers pass the network. */
export function order(lossy: LossyWorld, id: string, cents: number): void {
  const { world } = lossy;
  const muted = world.isSilent;
  world.isSilent = true;
  const before = world.outputs.length;
  send(world, id, { orderType: "limit", limitMicros: cents * 10_000, timeInForce: "gtc" });
  world.isSilent = muted;
  const records = world.outputs.slice(before).flat();
  lossy.records.push(...records);
  const answers: Input[] = [];
  for (const record of records) {
    if (record.kind === "SubmitOrder") leave(lossy, { kind: "SubmitOrder", order: record.order }, answers);
  }
  for (const answer of answers) arrive(lossy, answer);
}

/** Somebody else enters an order at the venue; what the stream says of it passes the network. */
export function foreign(lossy: LossyWorld, terms: Partial<ExternalOrder>): string {
  const reports: VenueReport[] = [];
  const whole: ExternalOrder = {
    instrument: 0,
    side: "buy",
    type: "limit",
    quantityLots: 7,
    limitTicks: 9_000,
    stopTicks: null,
    ...terms,
  };
  const id = foreignOrderAtVenue(lossy.world.venue, whole, lossy.world.core.state.now, reports);
  for (const report of reports) arrive(lossy, report);
  return id;
}

/** `WORKING 0/10` of an order, with ` pending cancel` where something is under way. */
export function stateOf(lossy: LossyWorld, index: number): string {
  const { trading } = lossy.world.core.state;
  const found = trading === null ? null : findOrder(trading.orders, index);
  if (found === null) return "none";
  const pending = found.pending === "none" ? "" : ` pending ${found.pending}`;
  return `${found.status} ${found.cumLots}/${found.quantityLots}${pending}`;
}

/** Net lots of the account here. */
export function held(lossy: LossyWorld, instrument = 0): number {
  return lossy.world.core.state.trading?.ledger.accountLots[instrument] ?? 0;
}

/** Why nothing new may be opened; empty: it may. */
export function block(lossy: LossyWorld): string {
  return lossy.world.core.state.trading?.links[0]?.block ?? "none";
}

/** Verdicts and differences of all comparisons since the last call, one line each; clean ones without differences too. */
export function verdicts(lossy: LossyWorld): string[] {
  const lines = lossy.records
    .filter((record) => record.kind === "Reconciled")
    .map((record) => {
      const diffs = record.diffs.map((diff) => ` ${diff.what}#${diff.order} ${diff.ours}/${diff.theirs}`);
      return `${record.verdict}${diffs.join("")}`;
    });
  return lines;
}

/** Codes of the alerts so far. */
export function alerts(lossy: LossyWorld): string[] {
  return lossy.records.filter((record) => record.kind === "RaiseAlert").map((record) => record.code);
}

/** How many outputs of that kind came so far. */
export function count(lossy: LossyWorld, kind: OutputRecord["kind"]): number {
  return lossy.records.filter((record) => record.kind === kind).length;
}
