import type { LedgerCause, TradingState } from "../../../core/model/output.ts";
import type { OrderStatus } from "../../../core/model/order.ts";
import type { WorldPlan } from "../world-plan.ts";

/** One fill as the outputs told it. */
export interface ShadowFill {
  readonly lots: number;
  readonly ticks: number;
  readonly feeMicros: number;
  isReversed: boolean;
}

/** One order as the outputs told it. */
export interface ShadowOrder {
  readonly index: number;
  readonly clientId: string;
  /** The same for every order that acts for one intent: attempts and replacements. */
  readonly intent: string;
  readonly strategy: number;
  readonly instrument: number;
  readonly isBuy: boolean;
  readonly isOpening: boolean;
  readonly isExternal: boolean;
  readonly role: string;
  readonly parent: number;
  readonly replaces: number;
  /** The order that replaces it; -1: none. */
  next: number;
  quantityLots: number;
  limitTicks: number | null;
  stopTicks: number | null;
  /** Number of the input that planned it. */
  readonly seqPlanned: number;
  /** What it holds of the buying power until it ends, by the oracle's own reckoning. */
  reservedMicros: number;
  status: OrderStatus;
  cumLots: number;
  /** The part that replaced orders of the chain filled. */
  carriedLots: number;
  /** Version of the latest report that moved its status; 0: none said one. */
  statusVersion: number;
  isSent: boolean;
  isOverfilled: boolean;
  readonly fills: Map<string, ShadowFill>;
}

/** What one intent may fill, and what it filled. */
export interface ShadowIntent {
  quantityLots: number;
  filledLots: number;
  isAlerted: boolean;
}

/**
 * The oracle: what must be so, folded from the outputs alone by a second, naive hand. The core's
 * own state is compared with it after every event. Plain data, so that it is rolled back with a
 * snapshot of the core.
 */
export interface Shadow {
  seq: number;
  now: number;
  nextOrder: number;
  readonly orders: Map<number, ShadowOrder>;
  /** Those that have not ended, by number. */
  readonly open: Map<number, number>;
  /** Terminal orders, oldest first; those that the core has forgotten too are forgotten here. */
  readonly ended: number[];
  readonly clientIds: Map<string, number>;
  readonly intents: Map<string, ShadowIntent>;
  cashMicros: number;
  /** Sum of the reservations of the orders that have not ended. */
  reservedMicros: number;
  readonly accountLots: number[];
  readonly strategyLots: number[];
  /** Signal id -> outcome, null while it is under way. */
  readonly signals: Map<string, string | null>;
  tradingState: TradingState;
  /** When a loss latched the switch since its last release; 0: none did. */
  tsLossLatched: number;
  limitsVersion: number;
  /** Times of the messages of the last minute. */
  readonly messages: number[];
  /** Ids of splits that were booked, with their number. */
  readonly splits: Map<string, number>;
  /** Causes of postings, for the count. */
  readonly causes: Map<LedgerCause, number>;
  /** The account agrees with the venue since the connection last changed. */
  isCompared: boolean;
  /** When the line last changed or an answer was last compared. */
  tsCompared: number;
  /** Per instrument: the latest moment at which our position moved, by any clock. */
  readonly tsMoved: number[];
  /** Close of the newest slice, and per instrument of the newest bar that came in time; 0: none. */
  tsSlice: number;
  readonly tsLastBar: number[];
  /** FLATTEN has said its last word: flat by the venue's evidence. */
  isFlattened: boolean;
}

/** The oracle before the first input. */
export function createShadow(plan: WorldPlan): Shadow {
  const sources = plan.config.strategies.length + plan.config.accounts.length;
  return {
    seq: 0,
    now: 0,
    nextOrder: 0,
    orders: new Map(),
    open: new Map(),
    ended: [],
    clientIds: new Map(),
    intents: new Map(),
    cashMicros: plan.config.accounts.reduce((sum, account) => sum + account.openingCashMicros, 0),
    reservedMicros: 0,
    accountLots: plan.instruments.map(() => 0),
    strategyLots: Array.from({ length: sources * plan.instruments.length }, () => 0),
    signals: new Map(),
    tradingState: "ACTIVE",
    tsLossLatched: 0,
    limitsVersion: 0,
    messages: [],
    splits: new Map(),
    causes: new Map(),
    isCompared: false,
    tsCompared: 0,
    tsMoved: plan.instruments.map(() => 0),
    tsSlice: 0,
    tsLastBar: plan.instruments.map(() => 0),
    isFlattened: false,
  };
}
