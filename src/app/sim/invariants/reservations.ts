import type { CostConfig } from "../../../core/model/config.ts";
import type { Order } from "../../../core/model/order.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";
import type { Shadow, ShadowOrder } from "./shadow.ts";

/** Every instrument of the simulated world: a cent, whole shares, no multiplier. */
const TICK_MICROS = 10_000n;
const MILLION = 1_000_000n;

/** Micros per lot at which an order is expected to trade: its limit, else the worse of close and stop, slipped; NaN: unknown. */
export function expectedPrice(touched: Touched, order: Readonly<Order>): number {
  if (order.limitTicks !== null) return order.limitTicks * Number(TICK_MICROS);
  const { market, config } = touched.books;
  const close = market.closeMicros[order.instrument] as number;
  if (!((market.tsLastClose[order.instrument] as number) > 0) || Number.isNaN(close)) return Number.NaN;
  const isBuy = order.side === "buy";
  const stop = order.stopTicks === null ? close : order.stopTicks * Number(TICK_MICROS);
  const price = BigInt(isBuy ? Math.max(close, stop) : Math.min(close, stop));
  const slip = millionths(price, config.costs.slippageBps * 100);
  const ticks = isBuy ? (price + slip + TICK_MICROS - 1n) / TICK_MICROS : (price - slip) / TICK_MICROS;
  return Number(ticks * TICK_MICROS);
}

/** What an opening order may take from the buying power, reckoned anew in whole numbers without end. */
export function reservationOf(touched: Touched, order: Readonly<Order>): number {
  const price = expectedPrice(touched, order);
  if (order.effect !== "open" || Number.isNaN(price)) return 0;
  const notional = BigInt(price) * BigInt(order.quantityLots);
  const money = order.side === "buy" ? notional : (notional + 1n) / 2n;
  return Number(money + commission(touched.books.config.costs, order.quantityLots, notional));
}

function commission(costs: CostConfig, lots: number, notional: bigint): bigint {
  const perUnit = BigInt(lots) * BigInt(costs.commissionPerUnitMicros);
  const sum = BigInt(costs.commissionPerOrderMicros) + perUnit + millionths(notional, costs.commissionBps * 100);
  const least = BigInt(costs.commissionMinimumMicros);
  return sum > least ? sum : least;
}

function millionths(amount: bigint, parts: number): bigint {
  return (amount * BigInt(Math.round(parts)) + MILLION - 1n) / MILLION;
}

/** An order has ended: what it held comes free, once. */
export function release(shadow: Shadow, order: ShadowOrder): void {
  shadow.reservedMicros -= order.reservedMicros;
  order.reservedMicros = 0;
}

/** The core holds exactly the reservations of the orders that have not ended (L6). */
export function checkReserved(touched: Touched): void {
  let held = 0;
  for (const order of touched.books.orders.live) held += order.reservedMicros;
  const { reservedMicros } = touched.world.shadow;
  hold(held === reservedMicros, "L6", () => `the orders hold ${held}, those that have not ended ${reservedMicros}`);
}
