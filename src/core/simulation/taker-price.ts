import { assert, unreachable } from "../assert.ts";
import { ceilDiv, divideWide, floorDiv } from "../math/round.ts";
import type { PriceMicros, PriceTicks } from "../model/units.ts";
import type { PriceModel } from "../model/venue-model.ts";
import { type SlippageRatio, slippageRatioOf, slippedTicks } from "./fill-price.ts";
import { multiplyDivide } from "./multiply-divide.ts";

/** Distance of bid and ask from the bar's price, as it was assumed: the feed has bars, not quotes. */
export type HalfSpread =
  | { readonly kind: "ratio"; readonly ratio: SlippageRatio }
  | { readonly kind: "ticks"; readonly ticks: number };

/** Impact and shares of volume are taken to a millionth. */
const MILLION = 1_000_000;
/** Impact x share x share, each in millionths. */
const CUBE = 1_000_000_000_000_000_000n;

/** The spread of a price model; null for the models without one. */
export function halfSpreadOf(price: PriceModel): HalfSpread | null {
  switch (price.kind) {
    case "half-spread-bps":
      return { kind: "ratio", ratio: slippageRatioOf(price.bps) };
    case "half-spread-ticks":
      return { kind: "ticks", ticks: price.ticks };
    case "bps":
    case "fixed-ticks":
    case "volume-share":
      return null;
    default:
      return unreachable(price);
  }
}

/** The ask (`isBuy`) or bid around a price of a bar, rounded against the trader to 1e-6; the price itself without a spread. */
export function quoteMicros(
  spread: HalfSpread | null,
  isBuy: boolean,
  priceMicros: PriceMicros,
  tickMicros: number,
): PriceMicros {
  assert(priceMicros > 0, "a quote stands around a price");
  if (spread === null) return priceMicros;
  if (spread.kind === "ticks") {
    const distance = spread.ticks * tickMicros;
    return isBuy ? priceMicros + distance : Math.max(1, priceMicros - distance);
  }
  return slippedTicks(spread.ratio, isBuy, priceMicros, 1);
}

/** What a taker's price depends on besides the price itself. */
export interface TakerTerms {
  readonly price: PriceModel;
  readonly spread: HalfSpread | null;
  /** Basis points of the costs. */
  readonly slippage: SlippageRatio;
  /** Millionths of the bar's volume that we will have taken with this fill; `volume-share` alone reads it. */
  readonly shareMillionths: number;
}

/** Fill price of an order that takes liquidity at `baseMicros`, rounded against the trader; at least one tick, but for `bps`, which may sell at 0. */
export function takerTicks(terms: TakerTerms, isBuy: boolean, baseMicros: PriceMicros, tickMicros: number): PriceTicks {
  assert(baseMicros > 0 && tickMicros > 0, "what is taken has a price and a tick");
  const { price } = terms;
  switch (price.kind) {
    case "bps":
      return slippedTicks(terms.slippage, isBuy, baseMicros, tickMicros);
    case "fixed-ticks": {
      const distance = price.ticks * tickMicros;
      return isBuy
        ? ceilDiv(baseMicros + distance, tickMicros)
        : Math.max(1, floorDiv(baseMicros - distance, tickMicros));
    }
    case "half-spread-bps":
    case "half-spread-ticks": {
      const quote = quoteMicros(terms.spread, isBuy, baseMicros, tickMicros);
      return isBuy ? ceilDiv(quote, tickMicros) : Math.max(1, floorDiv(quote, tickMicros));
    }
    case "volume-share":
      return impactedTicks(price.impact, terms.shareMillionths, isBuy, baseMicros, tickMicros);
    default:
      return unreachable(price);
  }
}

/** Millionths of `volume` lots that `taken` lots are, rounded up, at most one whole. */
export function shareOfVolume(taken: number, volume: number): number {
  return volume <= 0 ? MILLION : Math.min(MILLION, multiplyDivide(taken, MILLION, volume, "ceil"));
}

function impactedTicks(
  impact: number,
  shareMillionths: number,
  isBuy: boolean,
  baseMicros: PriceMicros,
  tickMicros: number,
): PriceTicks {
  const share = BigInt(shareMillionths);
  const moved = BigInt(Math.round(impact * MILLION)) * share * share;
  const factor = isBuy ? CUBE + moved : CUBE - moved;
  const ticks = divideWide(BigInt(baseMicros) * factor, CUBE * BigInt(tickMicros), isBuy ? "ceil" : "floor");
  return Math.max(1, Number(ticks));
}
