import type { Order } from "../model/order.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import { expectedOrderPriceMicros, notionalMicros, openingCostMicros } from "../valuation/order-cost.ts";

/** Holds what an opening order may take from the buying power, until it is terminal (L6). */
export function reserve(order: Order, context: PortfolioContext): void {
  const price = expectedOrderPriceMicros(context, order.side, order.limitTicks, order.stopTicks);
  const notional = notionalMicros(context.instrument, order.quantityLots, price);
  const cost = openingCostMicros(context, order.side, order.quantityLots, notional);
  order.reservedMicros = Number.isFinite(cost) ? cost : 0;
}
