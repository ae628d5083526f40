import type { RiskLimits } from "../../../core/model/config.ts";
import type { Order } from "../../../core/model/order.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";
import { hasEnded } from "./orders.ts";
import { expectedPrice } from "./reservations.ts";
import type { ShadowOrder } from "./shadow.ts";

/** Doubles of a sum may differ in their last digits. */
const ROUNDING = 1 + 1e-9;
const TICK_MICROS = 10_000;

/** What may still fill of one order. */
interface Pending {
  readonly instrument: number;
  readonly strategy: number;
  readonly isBuy: boolean;
  readonly isOpening: boolean;
  readonly lots: number;
  /** Micros per lot at the worst of the last close and its own prices. */
  readonly worstMicros: number;
}

/** What an account may come to in the worst case, micros. */
interface WorstCase {
  readonly symbol: number;
  readonly deployed: number;
  readonly margin: number;
}

/**
 * An opening order was approved: with it the worst case is within every limit in force (R2).
 * Positions and orders are the oracle's, summed up anew. `isReversal`: the entry of a reversal
 * finds the strategy's own position closed, as its exit leaves first.
 */
export function checkWorstCase(touched: Touched, order: Readonly<Order>, isReversal: boolean): void {
  const worst = worstCase(touched, order, isReversal);
  const equity = touched.books.marks.accounts[order.account]?.equityMicros ?? Number.NaN;
  const within = (field: keyof RiskLimits, value: number, what: string): void => {
    const limit = tightest(touched, order.strategy, field);
    if (limit === null) return;
    hold(value <= limit * equity * ROUNDING, "R2", () => {
      return `order ${order.index} brings ${what} to ${value} of ${equity} in the worst case, ${limit} of it may be`;
    });
  };
  within("symbolMaxRatio", worst.symbol, `instrument ${order.instrument}`);
  within("deployedMaxRatio", worst.deployed, "the capital deployed");
  within("marginMaxRatio", worst.margin, "the margin");
}

/** The smallest of the figures of all scopes that are enforced; null: none is set. */
function tightest(touched: Touched, strategy: number, field: keyof RiskLimits): number | null {
  const { config } = touched.books;
  const figures: number[] = [];
  for (const limits of [config.limits, config.accounts[0]?.limits, config.strategies[strategy]?.limits]) {
    const figure = limits?.isEnforced === true ? limits[field] : null;
    if (typeof figure === "number") figures.push(figure);
  }
  return figures.length === 0 ? null : Math.min(...figures);
}

function worstCase(touched: Touched, own: Readonly<Order>, isReversal: boolean): WorstCase {
  const { shadow } = touched.world;
  const pending = pendingOrders(touched, own.index);
  const ownValue = (own.quantityLots - own.cumLots) * expectedPrice(touched, own);
  let symbol = 0;
  let deployed = 0;
  let margin = own.side === "sell" ? ownValue / 2 : 0;
  shadow.accountLots.forEach((lots, i) => {
    const isHere = i === own.instrument;
    const isClosed = isReversal && isHere;
    let value = isHere ? ownValue : 0;
    let buys = 0;
    let sells = 0;
    for (const one of pending) {
      if (one.instrument !== i) continue;
      if (one.isOpening) {
        value += one.lots * one.worstMicros;
        if (!one.isBuy) margin += (one.lots * one.worstMicros) / 2;
      } else if (isClosed && one.strategy === own.strategy) continue;
      else if (one.isBuy) buys += one.lots;
      else sells += one.lots;
    }
    const held = shadow.strategyLots[own.strategy * shadow.accountLots.length + i] as number;
    const net = isClosed ? lots - held : lots;
    const worst = Math.max(net + buys, sells - net);
    const close = touched.books.market.closeMicros[i] as number;
    if (worst !== 0) value += worst * close;
    if (sells > net) margin += ((sells - net) * close) / 2;
    deployed += value;
    if (isHere) symbol = value;
  });
  return { symbol, deployed, margin };
}

/** Everything that may still fill, but protective legs: opening orders at both ends of a replace, exits at the larger. */
function pendingOrders(touched: Touched, except: number): Pending[] {
  const { shadow } = touched.world;
  const list: Pending[] = [];
  const worstOf = (instrument: number, limitTicks: number | null, stopTicks: number | null): number => {
    const close = touched.books.market.closeMicros[instrument] as number;
    return Math.max(close, (limitTicks ?? 0) * TICK_MICROS, (stopTicks ?? 0) * TICK_MICROS);
  };
  for (const index of shadow.open.values()) {
    const order = shadow.orders.get(index) as ShadowOrder;
    if (order.index === except || hasEnded(order) || order.role === "stop" || order.role === "target") continue;
    let lots = Math.max(0, order.quantityLots - order.cumLots);
    const old = order.isOpening ? undefined : shadow.orders.get(order.replaces);
    if (old !== undefined && !hasEnded(old)) {
      lots = Math.max(0, lots - Math.max(0, old.quantityLots - old.cumLots));
    }
    const worstMicros = worstOf(order.instrument, order.limitTicks, order.stopTicks);
    const { instrument, strategy, isBuy, isOpening } = order;
    list.push({ instrument, strategy, isBuy, isOpening, lots, worstMicros });
  }
  for (const order of touched.books.orders.resurrected) {
    if (order.role === "stop" || order.role === "target") continue;
    list.push({
      instrument: order.instrument,
      strategy: order.strategy,
      isBuy: order.side === "buy",
      isOpening: order.effect === "open",
      lots: Math.max(0, order.quantityLots - order.cumLots),
      worstMicros: worstOf(order.instrument, order.limitTicks, order.stopTicks),
    });
  }
  return list;
}
