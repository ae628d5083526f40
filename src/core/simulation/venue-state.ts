import { assert } from "../assert.ts";
import type { CoreConfig, CostConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import type { ShortfallRule } from "../model/order.ts";
import type { SessionTable } from "../model/session-table.ts";
import type { OrderType, TimeInForce } from "../model/signal.ts";
import type {
  InstrumentIndex,
  MoneyMicrosSafe,
  OrderIndex,
  PriceTicks,
  QuantityLots,
  UnixMicros,
} from "../model/units.ts";
import { type SlippageRatio, slippageRatioOf } from "./fill-price.ts";

/** Stands for no expiry; a number that every encoding keeps, unlike Infinity. */
export const NEVER: UnixMicros = Number.MAX_SAFE_INTEGER;

/** The venue's own copy of an order that rests in its book. */
export interface VenueOrder {
  readonly order: OrderIndex;
  readonly instrument: InstrumentIndex;
  readonly isBuy: boolean;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly quantityLots: QuantityLots;
  readonly limitTicks: PriceTicks | null;
  readonly stopTicks: PriceTicks | null;
  readonly collarTicks: PriceTicks | null;
  readonly onShortfall: ShortfallRule;
  /** Close of the order's session for day orders; NEVER for the others. */
  readonly tsExpire: UnixMicros;
  /** A stop-limit whose stop was reached: the limit rule applies from now on. */
  isTriggered: boolean;
}

/** A venue that fills against bars, as plain data: its own book, cash and positions, nothing of the core's. */
export interface SimulatedVenue {
  readonly instruments: readonly Instrument[];
  readonly sessions: SessionTable;
  /** Index of the session the latest day order belongs to. */
  sessionCursor: number;
  readonly fillModel: CoreConfig["fillModel"];
  costs: CostConfig;
  slippage: SlippageRatio;
  cashMicros: MoneyMicrosSafe;
  /** Float64Array[instruments]: signed net position in lots. */
  readonly positionLots: Float64Array;
  /** Instruments with a negative position. */
  shortCount: number;
  /** Float64Array[instruments]: last close in micros, 0 before the first bar. */
  readonly lastCloseMicros: Float64Array;
  /** Per instrument the resting orders in order of arrival. */
  readonly resting: VenueOrder[][];
  /** Orders ever submitted, one bit each, 32 to a word: an order is accepted once. */
  readonly seen: number[];
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
}

/** A venue without orders or positions. */
export function createSimulatedVenue(setup: SimulatedVenueSetup): SimulatedVenue {
  const { instruments, costs, cashMicros } = setup;
  for (let i = 0; i < instruments.length; i++) {
    assert((instruments[i] as Instrument).index === i, "instruments come in index order");
  }
  assert(Number.isSafeInteger(cashMicros), "opening cash is exact");
  return {
    instruments,
    sessions: setup.sessions,
    sessionCursor: 0,
    fillModel: setup.fillModel,
    costs,
    slippage: slippageRatioOf(costs.slippageBps),
    cashMicros,
    positionLots: new Float64Array(instruments.length),
    shortCount: 0,
    lastCloseMicros: new Float64Array(instruments.length),
    resting: instruments.map(() => []),
    seen: [],
  };
}

/** Costs of all fills from now on. */
export function changeVenueCosts(venue: SimulatedVenue, costs: CostConfig): void {
  venue.costs = costs;
  venue.slippage = slippageRatioOf(costs.slippageBps);
}

/** A deposit (positive) or withdrawal at the venue. */
export function moveVenueCash(venue: SimulatedVenue, amountMicros: MoneyMicrosSafe): void {
  venue.cashMicros += amountMicros;
  assert(Number.isSafeInteger(venue.cashMicros), "the venue's cash stays exact");
}

/** All resting orders, by instrument, then in order of arrival. */
export function venueOpenOrders(venue: SimulatedVenue): Readonly<VenueOrder>[] {
  return venue.resting.flat();
}
