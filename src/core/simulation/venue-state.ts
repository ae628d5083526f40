import { assert } from "../assert.ts";
import type { CoreConfig, CostConfig } from "../model/config.ts";
import type { BarClosed } from "../model/input.ts";
import type { Instrument } from "../model/instrument.ts";
import type { SessionTable } from "../model/session-table.ts";
import type { InstrumentIndex, MoneyMicrosSafe, QuantityLots, UnixMicros } from "../model/units.ts";
import { PLAIN_VENUE, type VenueModel } from "../model/venue-model.ts";
import { type SlippageRatio, slippageRatioOf } from "./fill-price.ts";
import type { MatchRules } from "./match-order.ts";
import { type HalfSpread, halfSpreadOf } from "./taker-price.ts";
import type { VenueOrder } from "./venue-order.ts";

/** Stands for no expiry; a number that every encoding keeps, unlike Infinity. */
export const NEVER: UnixMicros = Number.MAX_SAFE_INTEGER;

/** Done orders that a venue can still tell about, unless its setup says otherwise. */
const DONE_KEPT = 1024;

/** A venue that fills against bars, as plain data: its own book, cash and positions, nothing of the core's. */
export interface SimulatedVenue {
  readonly instruments: readonly Instrument[];
  readonly sessions: SessionTable;
  /** Index of the session the latest day order belongs to. */
  sessionCursor: number;
  readonly fillModel: CoreConfig["fillModel"];
  /** What differs from the plain rules. */
  readonly model: VenueModel;
  /** Distance of bid and ask from the bar's price; null: one price for both sides. */
  readonly spread: HalfSpread | null;
  /** Share of a bar's volume that all orders together may fill; null: any quantity at once. */
  readonly participation: number | null;
  /** A number used before is rejected as DUPLICATE_ID; else it is answered by the order's state. */
  readonly refusesUsedIds: boolean;
  /** Done orders kept for questions, at least. */
  readonly doneKept: number;
  readonly costs: CostConfig;
  readonly slippage: SlippageRatio;
  /** By instrument. */
  readonly rules: readonly MatchRules[];
  cashMicros: MoneyMicrosSafe;
  /** Float64Array[instruments]: signed net position in lots. */
  readonly positionLots: Float64Array;
  /** Instruments with a negative position. */
  shortCount: number;
  /** Float64Array[instruments]: last close in micros, 0 before the first bar. */
  readonly lastCloseMicros: Float64Array;
  /** Float64Array[instruments]: lots that the last bar's volume still has for us; unused without participation. */
  readonly volumeLeftLots: Float64Array;
  /** Float64Array[instruments]: the last bar's whole volume in lots; unused without participation. */
  readonly volumeLots: Float64Array;
  /** Uint8Array[instruments]: 1 while trading is halted. */
  readonly halted: Uint8Array;
  /** Per instrument the last bar if it met an order: legs of an entry that it filled count it too. */
  readonly metBars: (BarClosed | null)[];
  /** Per instrument the open orders in order of arrival, those that are held or suspended too. */
  readonly resting: VenueOrder[][];
  /** Done orders, oldest first; those beyond the kept number are forgotten, see `forgotten*`. */
  done: VenueOrder[];
  /** Orders ever submitted, one bit each, 32 to a word: an order is accepted once. */
  readonly seen: number[];
  /** Orders named so far: ours and foreign ones. */
  ordersNamed: number;
  foreignNamed: number;
  /** Opening cash and everything that moved cash without a fill; the same for lots by instrument. */
  movedMicros: MoneyMicrosSafe;
  readonly movedLots: Float64Array;
  /** Sums over the fills of forgotten orders, and when the last of them became known. */
  forgottenMicros: MoneyMicrosSafe;
  readonly forgottenLots: Float64Array;
  tsForgotten: UnixMicros;
  /** Bars in which both the stop and the target of a bracket lay, so that nobody knows which came first. */
  ambiguousBars: number;
}

/** What a simulated venue is set up with. */
export interface SimulatedVenueSetup {
  /** In index order. */
  readonly instruments: readonly Instrument[];
  readonly costs: CostConfig;
  readonly fillModel: CoreConfig["fillModel"];
  /** Opening cash of the one account it keeps. */
  readonly cashMicros: MoneyMicrosSafe;
  readonly sessions: SessionTable;
  /** Share of a bar's volume, above 0 and at most 1; null, the default: every fill is whole. */
  readonly participation?: number | null;
  /** What differs from the plain rules; its participation is taken when the setup names none. */
  readonly model?: VenueModel | undefined;
  readonly refusesUsedIds?: boolean;
  readonly doneKept?: number;
}

/** A venue without orders or positions. */
export function createSimulatedVenue(setup: SimulatedVenueSetup): SimulatedVenue {
  const { instruments, costs, cashMicros } = setup;
  const model = setup.model ?? PLAIN_VENUE;
  const participation = setup.participation ?? model.participation;
  const spread = halfSpreadOf(model.price);
  for (let i = 0; i < instruments.length; i++) {
    assert((instruments[i] as Instrument).index === i, "instruments come in index order");
  }
  assert(Number.isSafeInteger(cashMicros), "opening cash is exact");
  assert(participation === null || (participation > 0 && participation <= 1), "participation is a share of volume");
  return {
    instruments,
    sessions: setup.sessions,
    sessionCursor: 0,
    fillModel: setup.fillModel,
    model,
    spread,
    participation,
    refusesUsedIds: setup.refusesUsedIds ?? false,
    doneKept: setup.doneKept ?? DONE_KEPT,
    costs,
    slippage: slippageRatioOf(costs.slippageBps),
    rules: instruments.map(({ tickMicros }) => ({ tickMicros, touch: costs.touch, spread })),
    cashMicros,
    positionLots: new Float64Array(instruments.length),
    shortCount: 0,
    lastCloseMicros: new Float64Array(instruments.length),
    volumeLeftLots: new Float64Array(instruments.length),
    volumeLots: new Float64Array(instruments.length),
    halted: new Uint8Array(instruments.length),
    metBars: instruments.map(() => null),
    resting: instruments.map(() => []),
    done: [],
    seen: [],
    ordersNamed: 0,
    foreignNamed: 0,
    movedMicros: cashMicros,
    movedLots: new Float64Array(instruments.length),
    forgottenMicros: 0,
    forgottenLots: new Float64Array(instruments.length),
    tsForgotten: -1,
    ambiguousBars: 0,
  };
}

/** Money that moves at the venue without a fill: deposit (positive), withdrawal, dividend, fee. */
export function moveVenueCash(venue: SimulatedVenue, amountMicros: MoneyMicrosSafe): void {
  venue.cashMicros += amountMicros;
  venue.movedMicros += amountMicros;
  assert(Number.isSafeInteger(venue.cashMicros), "the venue's cash stays exact");
}

/** Lots that move at the venue without a fill: exercise, assignment, a transfer. */
export function moveVenuePosition(venue: SimulatedVenue, instrument: InstrumentIndex, lots: QuantityLots): void {
  (venue.movedLots[instrument] as number) += lots;
  changePosition(venue, instrument, lots);
}

/** The one place where a position changes. */
export function changePosition(venue: SimulatedVenue, instrument: InstrumentIndex, lots: QuantityLots): void {
  const before = venue.positionLots[instrument] as number;
  // + 0: a position of none is 0, never -0, which an encoding would tell apart.
  const after = before + lots + 0;
  venue.positionLots[instrument] = after;
  venue.shortCount += (after < 0 ? 1 : 0) - (before < 0 ? 1 : 0);
  assert(Number.isSafeInteger(after), "the venue's positions stay whole lots");
  assert(venue.shortCount >= 0, "short positions are counted up and down");
}

/** Stops or resumes trading in an instrument: while halted nothing is matched, orders only rest or expire. */
export function haltAtVenue(venue: SimulatedVenue, instrument: InstrumentIndex, isHalted: boolean): void {
  assert(instrument < venue.halted.length, "a halt names an instrument of the venue");
  venue.halted[instrument] = isHalted ? 1 : 0;
}

/** All open orders, by instrument, then in order of arrival. */
export function venueOpenOrders(venue: SimulatedVenue): Readonly<VenueOrder>[] {
  return venue.resting.flat();
}
