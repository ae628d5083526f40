import assert from "node:assert/strict";
import type { CoreConfig, CostConfig } from "../model/config.ts";
import type { BarClosed } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { OrderRole, ShortfallRule } from "../model/order.ts";
import type { OrderType, Side, TimeInForce } from "../model/signal.ts";
import { PLAIN_VENUE, type VenueModel } from "../model/venue-model.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { bustAtVenue, correctAtVenue, overfillAtVenue } from "./bust-at-venue.ts";
import { foreignOrderAtVenue } from "./foreign-orders.ts";
import {
  busyAtVenue,
  cancelUnasked,
  doneForDayAtVenue,
  holdAtVenue,
  rejectLate,
  resumeAtVenue,
  suspendAtVenue,
} from "./hold-at-venue.ts";
import { probeAtVenue } from "./probe-at-venue.ts";
import type { SentOrder } from "./receive-order.ts";
import { replaceAtVenue } from "./replace-at-venue.ts";
import { cancelAtVenue, cancelForeignAtVenue, submitToVenue, venueReceivesBar } from "./simulated-venue.ts";
import { snapshotOfVenue } from "./snapshot-of-venue.ts";
import { splitAtVenue } from "./split-at-venue.ts";
import { venueFault } from "./venue-check.ts";
import { createSimulatedVenue, haltAtVenue, type SimulatedVenue } from "./venue-state.ts";

/** Scenarios of the venue as text: every step, what it answers, and the books checked after each. */

export const CENT = 10_000;
export const MINUTE = 60;
export const FREE: CostConfig = {
  commissionPerOrderMicros: 0,
  commissionPerUnitMicros: 0,
  commissionBps: 0,
  commissionMinimumMicros: 0,
  slippageBps: 0,
  touch: false,
};

export interface VenueOptions {
  readonly costs?: CostConfig;
  /** In cents. */
  readonly cash?: number;
  readonly fillModel?: CoreConfig["fillModel"];
  readonly participation?: number | null;
  readonly refusesUsedIds?: boolean;
  readonly doneKept?: number;
  readonly model?: Partial<VenueModel>;
}

/** Instruments 0 and 1, sessions [0, 600) and [1000, 1600), times in seconds. */
export function venueWith(options: VenueOptions = {}): SimulatedVenue {
  const instrument: Instrument = {
    index: 0,
    symbol: "SPY",
    kind: "equity",
    currency: "USD",
    tickMicros: CENT,
    lotMicros: 1_000_000,
    multiplier: 1,
    isTradable: true,
  };
  return createSimulatedVenue({
    instruments: [instrument, { ...instrument, index: 1, symbol: "QQQ" }],
    costs: options.costs ?? FREE,
    fillModel: options.fillModel ?? "next-bar-open",
    cashMicros: (options.cash ?? 1_000_000) * CENT,
    sessions: { calendar: "TEST", alwaysOpen: false, days: ["d1", "d2"], opens: [0, 1000], closes: [600, 1600] },
    participation: options.participation ?? null,
    refusesUsedIds: options.refusesUsedIds ?? false,
    doneKept: options.doneKept ?? 1000,
    model: { ...PLAIN_VENUE, ...options.model },
  });
}

/** A one-minute bar from `t`, prices in cents. */
export function barAt(t: number, ohlc: readonly number[], volume = 1_000, instrument = 0): BarClosed {
  const [open, high, low, close] = ohlc.map((price) => Math.round(price * CENT)) as [number, number, number, number];
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: t + MINUTE,
    tsReceived: t + MINUTE,
    instrument,
    timeframeSeconds: 60,
    tsOpen: t,
    openMicros: open,
    highMicros: high,
    lowMicros: low,
    closeMicros: close,
    volume,
    endsSlice: true,
  };
}

const BLANK: SentOrder = {
  index: 0,
  instrument: 0,
  side: "buy",
  type: "market",
  timeInForce: "gtc",
  quantityLots: 1,
  limitTicks: null,
  stopTicks: null,
  trailTicks: null,
  tsGoodTill: null,
  collarTicks: null,
  onShortfall: "reject",
  role: "entry",
  parent: -1,
  replaces: -1,
};

/** An order with the fields that matter. */
export function orderWith(fields: Partial<SentOrder>): SentOrder {
  return { ...BLANK, ...fields };
}

/**
 * `number side lots type tif [name=value ...]` with limit, stop, collar, trail (cents), till
 * (time), replaces, parent (numbers), role, rule (on a shortfall) and instrument.
 */
function parseOrder(words: readonly string[]): SentOrder {
  const named = new Map(words.slice(5).map((word) => word.split("=") as [string, string]));
  const number = (name: string): number | null => (named.has(name) ? Number(named.get(name)) : null);
  return orderWith({
    index: Number(words[0]),
    side: words[1] as Side,
    quantityLots: Number(words[2]),
    type: words[3] as OrderType,
    timeInForce: words[4] as TimeInForce,
    limitTicks: number("limit"),
    stopTicks: number("stop"),
    collarTicks: number("collar"),
    trailTicks: number("trail"),
    tsGoodTill: number("till"),
    replaces: number("replaces") ?? -1,
    parent: number("parent") ?? -1,
    role: (named.get("role") ?? "entry") as OrderRole,
    onShortfall: (named.get("rule") ?? "reject") as ShortfallRule,
    instrument: number("instrument") ?? 0,
  });
}

/** The lines of a scenario. */
export function linesOf(steps: string): string[] {
  return steps
    .trim()
    .split("\n")
    .map((line) => line.trim());
}

/** Plays steps and returns them with their answers, the books checked after each; `bar t o h l c [volume]` moves the time. */
export function playSteps(venue: SimulatedVenue, steps: string): string[] {
  let now = 0;
  return linesOf(steps).map((line) => {
    const step = (line.split("->")[0] as string).trim();
    const [verb, ...words] = step.split(" ") as [string, ...string[]];
    if (verb === "bar") now = Number(words[0]) + MINUTE;
    const reports: VenueReport[] = [];
    const said = playStep(venue, verb, words, now, reports);
    assert.equal(venueFault(venue), "", step);
    return `${step} -> ${[...said, ...reports.map(printReport)].join(", ")}`.trim();
  });
}

function playStep(
  venue: SimulatedVenue,
  verb: string,
  words: readonly string[],
  now: number,
  reports: VenueReport[],
): string[] {
  const id = words[0] as string;
  const done = (isDone: boolean): string[] => (isDone ? [] : ["nothing"]);
  switch (verb) {
    case "bar": {
      const [t, open, high, low, close, volume] = words.map(Number) as [number, number, number, number, number, number];
      venueReceivesBar(venue, barAt(t, [open, high, low, close], volume), reports);
      return [];
    }
    case "order":
      submitToVenue(venue, parseOrder(words), now, reports);
      return [];
    case "replace":
      replaceAtVenue(venue, parseOrder(words), now, reports);
      return [];
    case "cancel":
      if (Number.isNaN(Number(id))) cancelForeignAtVenue(venue, id, now, reports);
      else cancelAtVenue(venue, Number(id), now, reports);
      return [];
    case "probe":
      probeAtVenue(venue, Number(id), now, reports);
      return [];
    case "foreign": {
      const [side, lots, type, limit] = words as [Side, string, OrderType, string | undefined];
      const limitTicks = limit === undefined ? null : Number(limit);
      const terms = { instrument: 0, side, type, quantityLots: Number(lots), limitTicks, stopTicks: null };
      return [foreignOrderAtVenue(venue, terms, now, reports)];
    }
    case "hold":
      return done(holdAtVenue(venue, id, now, reports));
    case "suspend":
      return done(suspendAtVenue(venue, id, now, reports));
    case "resume":
      return done(resumeAtVenue(venue, id, now, reports));
    case "done-for-day":
      return done(doneForDayAtVenue(venue, id, now, reports));
    case "cancel-unasked":
      return done(cancelUnasked(venue, id, now, reports));
    case "reject-late":
      return done(rejectLate(venue, id, now, reports));
    case "busy":
      return done(busyAtVenue(venue, id, words[1] === "on"));
    case "bust":
      return done(bustAtVenue(venue, id, words[1] as string, now, reports));
    case "correct":
      return done(correctAtVenue(venue, id, words[1] as string, Number(words[2]), now, reports));
    case "overfill":
      return done(overfillAtVenue(venue, id, Number(words[1]), now, reports));
    case "halt":
      haltAtVenue(venue, 0, words[0] === "on");
      return [];
    case "split":
      splitAtVenue(venue, 0, Number(words[0]), Number(words[1]), now, reports);
      return [];
    case "account": {
      const snapshot = snapshotOfVenue(venue, { account: 0, requestId: 1, tsFillsFrom: Number(id), now });
      reports.push(...snapshot.fills);
      const orders = snapshot.orders.map((one) => `${one.venueOrderId} ${one.status} ${one.cumLots}/${one.leavesLots}`);
      const held = snapshot.positions.map((one) => `holds ${one.quantityLots}`);
      return [...orders, ...held, `cash ${snapshot.cashMicros / CENT}`];
    }
    default:
      throw new Error(`no step is called ${verb}`);
  }
}

/** `kind order [lots@price #execution[<-ref]] cum/leaves version [reason] time`, `?` for answers. */
export function printReport(report: VenueReport): string {
  const ref = report.refExecutionId === "" ? "" : `<-${report.refExecutionId}`;
  const execution =
    report.executionId === "" ? "" : ` ${report.quantityLots}@${report.priceTicks} #${report.executionId}${ref}`;
  const who = report.order < 0 ? report.venueOrderId : String(report.order);
  const reason = report.reason === "" ? "" : ` ${report.reason}`;
  const figures = report.cumLots < 0 ? "" : ` ${report.cumLots}/${report.leavesLots} v${report.venueVersion}`;
  return `${report.isAnswer ? "?" : ""}${report.report} ${who}${execution}${figures}${reason} ${report.tsEvent}`;
}
