import type { Instrument } from "../../src/core/model/instrument.ts";
import type { BarClosed } from "../../src/core/model/input.ts";
import type { SessionTable } from "../../src/core/model/session-table.ts";
import type { CostConfig } from "../../src/core/model/config.ts";
import { venueFault } from "../../src/core/simulation/venue-check.ts";
import { leavesOf } from "../../src/core/simulation/venue-order.ts";
import type { SimulatedVenue } from "../../src/core/simulation/venue-state.ts";
import { createSimulatedVenue, venueOpenOrders } from "../../src/core/simulation/venue-state.ts";
import type { ContractBooks, ContractOrder } from "./contract-venue.ts";

/** One cent. */
export const TICK = 10_000;
export const OPENING_CASH = 1_000_000_000_000;
/** Two days of an hour each, from 2026-01-05T14:30Z. */
export const SESSIONS: SessionTable = (() => {
  const opens = [1_767_623_400_000_000, 1_767_709_800_000_000, 1_767_796_200_000_000];
  const closes = opens.map((open) => open + 3_600_000_000);
  return { calendar: "card", alwaysOpen: false, days: ["2026-01-05", "2026-01-06", "2026-01-07"], opens, closes };
})();
export const INSTRUMENT: Instrument = {
  index: 0,
  symbol: "AAA",
  kind: "equity",
  currency: "USD",
  tickMicros: TICK,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};
export const COSTS: CostConfig = {
  commissionPerOrderMicros: 1_000_000,
  commissionPerUnitMicros: 0,
  commissionBps: 0,
  commissionMinimumMicros: 0,
  slippageBps: 0,
  touch: true,
};

/** A simulated venue that fills exactly the lots that trade. */
export function cardVenue(refusesUsedIds: boolean): SimulatedVenue {
  return createSimulatedVenue({
    instruments: [INSTRUMENT],
    costs: COSTS,
    fillModel: "next-bar-open",
    cashMicros: OPENING_CASH,
    sessions: SESSIONS,
    participation: 1,
    refusesUsedIds,
  });
}

/** A bar of one price in which so many lots trade. */
export function tradeBar(from: number, to: number, priceTicks: number, volume: number): BarClosed {
  const price = priceTicks * TICK;
  return {
    kind: "BarClosed",
    seq: 0,
    tsEvent: to,
    tsReceived: to,
    instrument: 0,
    timeframeSeconds: 60,
    tsOpen: from,
    openMicros: price,
    highMicros: price,
    lowMicros: price,
    closeMicros: price,
    volume,
    endsSlice: true,
  };
}

/** The books of a simulated venue, whose orders of ours the caller names. */
export function booksOf(venue: SimulatedVenue, orders: readonly ContractOrder[]): ContractBooks {
  let buyLeaves = 0;
  let sellLeaves = 0;
  for (const order of venueOpenOrders(venue)) {
    if (order.isBuy) buyLeaves += leavesOf(order);
    else sellLeaves += leavesOf(order);
  }
  return {
    cashMicros: venue.cashMicros,
    positionLots: venue.positionLots[0] as number,
    orders,
    buyLeaves,
    sellLeaves,
    fault: venueFault(venue),
  };
}
