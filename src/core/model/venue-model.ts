/**
 * How a simulated venue differs from the plain rules of semantics section 3; a configuration
 * without one means those rules. Nothing the core decides rests on it.
 */
export interface VenueModel {
  /** Name of the fill model in the strategy file. */
  readonly name: FillModelName;
  readonly price: PriceModel;
  /** Share of a bar's volume that all orders together may fill, above 0, at most 1; null: every fill is whole. */
  readonly participation: number | null;
  /** From the order to its arrival; it acts first at the open of a bar that opens then or later. */
  readonly latencyMicros: number;
  /** Bars of its instrument that an order lets pass before the one it acts on. */
  readonly delayBars: number;
  readonly fees: FeeModel;
}

/** Every fill model that a strategy file can name. */
export const FILL_MODEL_NAMES = [
  "next-bar-open",
  "same-bar-close",
  "quotes",
  "fixed-ticks",
  "participation",
  "volume-share",
] as const;
export type FillModelName = (typeof FILL_MODEL_NAMES)[number];

/** What an order that takes liquidity pays beyond the bar's price. */
export type PriceModel =
  /** `slippageBps` of the costs. */
  | { readonly kind: "bps" }
  | { readonly kind: "fixed-ticks"; readonly ticks: number }
  /** A spread of an assumed width around the bar's price: buys pay the ask, sells get the bid, limits wait for them. */
  | { readonly kind: "half-spread-bps"; readonly bps: number }
  | { readonly kind: "half-spread-ticks"; readonly ticks: number }
  /** Price x impact x share squared, where share is what we took of the bar's volume so far. */
  | { readonly kind: "volume-share"; readonly impact: number };

/** Fees of regulators on top of the commission. */
export type FeeModel = "none" | "us-equity-regulatory";

/** The rules of semantics section 3 without any choice. */
export const PLAIN_VENUE: VenueModel = {
  name: "next-bar-open",
  price: { kind: "bps" },
  participation: null,
  latencyMicros: 0,
  delayBars: 0,
  fees: "none",
};
