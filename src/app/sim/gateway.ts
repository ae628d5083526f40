import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import { createSimulatedVenue } from "../../core/simulation/venue-state.ts";
import type { WorldPlan } from "./world-plan.ts";

/** What truly filled at the venue, whoever was told of it. */
export interface TrueFill {
  readonly executionId: string;
  readonly lots: number;
  readonly ticks: number;
}

/** The venue's side of the wire: it knows client ids and numbers of its own, nothing of the core's. */
export interface Gateway {
  readonly venue: SimulatedVenue;
  /** Client id -> the venue's number, and back. */
  readonly numbers: Map<string, number>;
  readonly clients: string[];
  /** Only the holder of the newest fencing number may send. */
  fence: number;
  /** Until then every request is refused as too many. */
  throttledUntil: number;
  /** Orders with a replace under way: a cancel is refused. */
  readonly busy: Set<string>;
  /** Client id -> what filled, busts and corrections included. */
  readonly truth: Map<string, TrueFill[]>;
  /** Venue order id -> client id, for what the stream says without one. */
  readonly namedBy: Map<string, string>;
  /** Orders that somebody entered by hand and the core has not adopted yet, by the venue's id. */
  readonly notAdopted: Set<string>;
  /** Per instrument when it was split last; fills from before are never taken back. */
  readonly splitAt: number[];
  /** Amounts that the venue moved and the core was not told of yet. */
  untoldMicros: number;
}

/** A venue that nobody has called. */
export function createGateway(plan: WorldPlan): Gateway {
  return {
    venue: createSimulatedVenue({
      instruments: plan.instruments,
      costs: plan.config.costs,
      fillModel: plan.config.fillModel,
      cashMicros: (plan.config.accounts[0] as { openingCashMicros: number }).openingCashMicros,
      sessions: plan.table,
      participation: plan.participation,
      refusesUsedIds: plan.config.venue.refusesUsedIds,
    }),
    numbers: new Map(),
    clients: [],
    fence: 0,
    throttledUntil: 0,
    busy: new Set(),
    truth: new Map(),
    namedBy: new Map(),
    notAdopted: new Set(),
    splitAt: plan.instruments.map(() => 0),
    untoldMicros: 0,
  };
}

/** The venue's number of a client id, given when it first hears of it; -1 for no id. */
export function numberOf(gateway: Gateway, clientId: string): number {
  if (clientId === "") return -1;
  const known = gateway.numbers.get(clientId);
  if (known !== undefined) return known;
  const number = gateway.clients.length;
  gateway.clients.push(clientId);
  gateway.numbers.set(clientId, number);
  return number;
}
