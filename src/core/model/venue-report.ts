import type { OrderType, Side } from "./signal.ts";
import type { InstrumentIndex, MoneyMicrosSafe, OrderIndex, PriceTicks, QuantityLots, UnixMicros } from "./units.ts";

/**
 * What a venue says about an order. One flat shape for all kinds keeps the journal readable and
 * the hot path monomorphic; fields that a kind does not use are 0 or null.
 *
 * Repeated, reordered and late reports are normal: a fill is identified by its execution id within
 * the order and by `cumLots`, a status by `venueVersion`.
 */
export interface VenueReport {
  readonly kind: "VenueReport";
  seq: number;
  /** When it happened at the venue. */
  readonly tsEvent: UnixMicros;
  /** When we saw it. */
  readonly tsReceived: UnixMicros;
  readonly report: VenueReportKind;
  /** Ours by client order id, translated at the edge; -1: an order that no client order id of ours names. */
  readonly order: OrderIndex;
  readonly venueOrderId: string;
  /** The venue's own count of changes of this order, from 1; 0: it gives none. */
  readonly venueVersion: number;
  /** Filled lots of the order after this report, those of orders it replaced included; -1: not said. */
  readonly cumLots: QuantityLots;
  /** Lots still working after this report; -1: not said. */
  readonly leavesLots: QuantityLots;
  /** The answer to a question of ours, not an event of the stream. */
  readonly isAnswer: boolean;
  /** Identity of a fill within the order; empty for other reports. */
  readonly executionId: string;
  /** The fill that a bust or correction speaks of; empty otherwise. */
  readonly refExecutionId: string;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
  /** Cost of slippage inside the fill price, for the reports only; never booked. */
  readonly slippageMicros: MoneyMicrosSafe;
  /** Code of a rejection, cancel or expiry; the raw message of an `unreadable` report; empty otherwise. */
  readonly reason: string;
  /** What an order of nobody here looks like; null for orders of ours. */
  readonly external: ExternalOrder | null;
}

/** An order that somebody else entered at the venue: by hand, by another program, by the broker. */
export interface ExternalOrder {
  readonly instrument: InstrumentIndex;
  readonly side: Side;
  readonly type: OrderType;
  readonly quantityLots: QuantityLots;
  readonly limitTicks: PriceTicks | null;
  readonly stopTicks: PriceTicks | null;
}

export type VenueReportKind =
  | "accepted"
  | "live"
  | "fill"
  | "rejected"
  | "canceled"
  | "expired"
  | "held"
  | "suspended"
  | "done-for-day"
  | "replaced"
  | "cancel-rejected"
  | "replace-rejected"
  /** A fill is undone, or its price or quantity is put right (then the report carries the right ones). */
  | "bust"
  | "correction"
  /** Our side could not hand the command over, or got no answer that says anything: outcome unknown. */
  | "send-failed"
  /** Our own last gate before the wire kept the command back: the bytes never left. */
  | "withheld"
  /** The venue says definitively that it does not know the order. */
  | "not-found"
  /** A message that the adapter could not read. */
  | "unreadable";
