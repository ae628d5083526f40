import type { MoneyMicrosSafe, OrderIndex, PriceTicks, QuantityLots, UnixMicros } from "./units.ts";

/**
 * What a venue says about an order. One flat shape for all kinds keeps the journal readable and
 * the hot path monomorphic; fields that a kind does not use are 0 or null.
 */
export interface VenueReport {
  readonly kind: "VenueReport";
  seq: number;
  /** When it happened at the venue. */
  readonly tsEvent: UnixMicros;
  /** When we saw it. */
  readonly tsReceived: UnixMicros;
  readonly report: VenueReportKind;
  /** Ours by client order id, translated at the edge; -1: an order we do not know. */
  readonly order: OrderIndex;
  readonly venueOrderId: string;
  /** Identity of a fill within the order; empty for other reports. */
  readonly executionId: string;
  readonly quantityLots: QuantityLots;
  readonly priceTicks: PriceTicks;
  readonly feeMicros: MoneyMicrosSafe;
  /** Cost of slippage inside the fill price, for the reports only; never booked. */
  readonly slippageMicros: MoneyMicrosSafe;
  /** Code of a rejection, cancel or expiry; empty otherwise. */
  readonly reason: string;
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
  | "cancel-rejected"
  | "send-failed"
  | "not-found";
