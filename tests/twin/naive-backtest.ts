/**
 * A backtest written down from the semantics page alone: what is wished at a close fills at the
 * next open, slipped and rounded against the trader; exact money in millionths (BigInt).
 */
import type { NaiveBar } from "./naive-bars.ts";
import type { Decide, Held } from "./naive-strategies.ts";

/** How much an entry buys or sells short. */
export type NaiveSizing = { readonly shares: bigint } | { readonly percentOfEquity: bigint };

/** One round trip; times in milliseconds UTC, money in millionths. */
export interface NaiveTrade {
  readonly side: "long" | "short";
  readonly quantity: bigint;
  readonly entryTime: number;
  readonly entryPrice: bigint;
  readonly exitTime: number;
  readonly exitPrice: bigint;
  readonly gross: bigint;
  readonly costs: bigint;
  readonly net: bigint;
}

export interface NaiveResult {
  readonly trades: readonly NaiveTrade[];
  readonly finalEquity: bigint;
  readonly isOpenAtEnd: boolean;
}

const CENT = 10_000n;
const COMMISSION = 1_000_000n;
const CAPITAL = 100_000_000_000n;
/** 10 basis points. */
const SLIP = 10n;

/** Price of a market order at `base`: 10 bps worse, then to the cent against the trader. */
function fillPrice(base: bigint, isBuy: boolean): bigint {
  const slipped = base * (isBuy ? 10_000n + SLIP : 10_000n - SLIP);
  const unit = 10_000n * CENT;
  const cents = isBuy ? (slipped + unit - 1n) / unit : slipped / unit;
  return cents * CENT;
}

/** A buyer's cash stays at 0 or above; a short seller keeps the proceeds and half as much again. */
function isPaid(cash: bigint, side: 1n | -1n, quantity: bigint, price: bigint): boolean {
  const after = cash - side * quantity * price - COMMISSION;
  return side === 1n ? after >= 0n : 2n * after >= 3n * quantity * price;
}

/** Runs `decide` over the bars: capital 100,000, 1.00 per order, 10 bps. */
export function naiveBacktest(bars: readonly NaiveBar[], decide: Decide, sizing: NaiveSizing): NaiveResult {
  let cash = CAPITAL;
  let position: (Held & { quantity: bigint; time: number }) | null = null;
  let wanted: { exit: boolean; side: 1n | -1n | null; quantity: bigint } | null = null;
  const trades: NaiveTrade[] = [];
  let equity = CAPITAL;
  bars.forEach((bar, k) => {
    if (wanted?.exit === true && position !== null) {
      const { side, quantity, price, time } = position;
      const exitPrice = fillPrice(bar.open, side === -1n);
      cash += side * quantity * exitPrice - COMMISSION;
      const gross = (exitPrice - price) * quantity * side;
      const costs = 2n * COMMISSION;
      const prices = { entryTime: time, entryPrice: price, exitTime: bar.time, exitPrice };
      const label = side === 1n ? "long" : "short";
      trades.push({ side: label, quantity, ...prices, gross, costs, net: gross - costs });
      position = null;
    }
    if (wanted !== null && wanted.side !== null && position === null && wanted.quantity > 0n) {
      const { side, quantity } = wanted;
      const price = fillPrice(bar.open, side === 1n);
      if (isPaid(cash, side, quantity, price)) {
        cash -= side * quantity * price + COMMISSION;
        position = { side, quantity, price, time: bar.time };
      } else if ("percentOfEquity" in sizing) throw new Error("the twin does not cut quantities");
    }
    wanted = null;
    equity = cash + (position === null ? 0n : position.side * position.quantity * bar.close);
    const wish = decide(k, position);
    if (wish === "flat") wanted = position === null ? null : { exit: true, side: null, quantity: 0n };
    if (wish !== "long" && wish !== "short") return;
    const side = wish === "long" ? 1n : -1n;
    if (position?.side === side) return;
    const price = fillPrice(bar.close, side === 1n);
    const quantity =
      "shares" in sizing ? sizing.shares : ((equity * sizing.percentOfEquity) / 100n - COMMISSION) / price;
    // Checked as if all of it happened at this close; an entry that cannot be paid leaves the exit alone.
    let cashThen = cash;
    if (position !== null) {
      cashThen += position.side * position.quantity * fillPrice(bar.close, position.side === -1n) - COMMISSION;
    }
    const isAffordable = isPaid(cashThen, side, quantity, price);
    wanted = { exit: position !== null, side: isAffordable ? side : null, quantity };
  });
  return { trades, finalEquity: equity, isOpenAtEnd: position !== null };
}
