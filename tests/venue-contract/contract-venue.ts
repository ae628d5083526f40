import type { QuantityLots, PriceTicks, UnixMicros } from "../../src/core/model/units.ts";
import type { VenueOrderStatus } from "../../src/core/simulation/venue-order.ts";
import type { VenueCommandRecord, VenueInput } from "../../src/venues/venue-port.ts";

/**
 * What a venue may be made to do beyond taking, filling and cancelling orders, and how a card names
 * it. A card that needs one which a venue does not have, or which nobody can provoke there, is not
 * played on it and is listed with the reason.
 */
export const BEHAVIOURS = {
  replace: "puts one order in the place of another, in one move",
  stops: "has stop orders",
  "good-till-date": "has orders that end at a time, and refuses one whose time is over",
  oco: "legs of one entry exclude each other there",
  busy: "refuses to cancel or replace an order while a request for it is pending",
  park: "keeps an order back, or suspends it, and lets it work again",
  "done-for-day": "ends an order's day; it works again in the next session",
  "late-reject": "rejects an order that it had accepted",
  "unasked-cancel": "cancels an order that nobody here asked to cancel",
  bust: "takes a fill back",
  correction: "puts the price of a fill right",
  overfill: "fills more than was ordered, or after the end",
  split: "restates resting orders after a split",
  halt: "halts an instrument and says so",
  foreign: "lets somebody else enter orders in the same account",
  "used-ids-refused": "refuses a client order id that was used before, and says so",
  "used-ids-answered": "answers a client order id that was used before with what became of the order",
} as const;
export type Behaviour = keyof typeof BEHAVIOURS;

/** Something that happens at the venue without a command of ours. Orders are named by client order id. */
export type VenueAction =
  /** The market trades so many lots at that price; what rests there is filled with them, in order of arrival. */
  | { readonly act: "trade"; readonly lots: QuantityLots; readonly priceTicks: PriceTicks }
  | { readonly act: OrderAct; readonly clientOrderId: string }
  | { readonly act: "bust"; readonly clientOrderId: string; readonly executionId: string }
  | {
      readonly act: "correct";
      readonly clientOrderId: string;
      readonly executionId: string;
      readonly priceTicks: PriceTicks;
    }
  | { readonly act: "overfill"; readonly clientOrderId: string; readonly lots: QuantityLots }
  | { readonly act: "halt" | "unhalt" }
  | { readonly act: "split"; readonly to: number; readonly from: number }
  | {
      readonly act: "foreign";
      readonly side: "buy" | "sell";
      readonly lots: QuantityLots;
      readonly limitTicks: PriceTicks;
    };
/** What a venue does to one order on its own. */
export type OrderAct = "hold" | "suspend" | "resume" | "done-for-day" | "cancel" | "reject" | "busy" | "idle";

/** The venue's own books, read beside the wire: what it says there is under test. */
export interface ContractBooks {
  readonly cashMicros: number;
  readonly positionLots: QuantityLots;
  /** Every order of ours that ever came. */
  readonly orders: readonly ContractOrder[];
  /** Unfilled lots of all open orders, foreign ones too. */
  readonly buyLeaves: QuantityLots;
  readonly sellLeaves: QuantityLots;
  /** The first thing in its books that does not add up; empty: they do. */
  readonly fault: string;
}

/** One order of ours at the venue. */
export interface ContractOrder {
  readonly clientOrderId: string;
  readonly status: VenueOrderStatus | "FORGOTTEN";
  readonly cumLots: QuantityLots;
  /** How often it was sent there. */
  readonly times: number;
}

/** The time of a card; venue and core read the same clock. */
export interface CardClock {
  now: UnixMicros;
}

/**
 * A venue as the cards play it: an adapter with its venue (or a served copy of it) behind. Each
 * method resolves when everything that it led to has been told to the listener, in the order in
 * which the venue said it.
 */
export interface ContractVenue {
  readonly name: string;
  readonly behaviours: readonly Behaviour[];
  onInput(listener: (input: VenueInput) => void): void;
  /** Connects; a connection that is up is told as an input. */
  open(): Promise<void>;
  send(command: VenueCommandRecord): Promise<void>;
  act(action: VenueAction): Promise<void>;
  /** The session has closed at the clock's time: what lasts for the day expires. */
  closeSession(): Promise<void>;
  /** Ends the connection and has it come back: told as down and up. */
  cut(): Promise<void>;
  books(): ContractBooks;
  /** Ends everything; nothing is said afterwards. */
  close(): Promise<void>;
}

/** What a contract venue is set up with. */
export interface VenueSetup {
  readonly clock: CardClock;
  readonly refusesUsedIds: boolean;
  /** Names of orders, both ways; -1 and "" for what nobody here knows. */
  readonly indexOf: (clientOrderId: string) => number;
  readonly idOf: (order: number) => string;
}
