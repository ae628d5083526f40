import type { Order } from "../../../core/model/order.ts";

/** What became of the strategies' wishes. */
export interface DecisionFunnel {
  /** Signals that led to an order, were dropped or denied before one. */
  readonly signals: number;
  /** Signals that led to at least one order. */
  readonly decided: number;
  /** Orders planned, protective legs included. */
  readonly orders: number;
  /** Orders with at least one fill. */
  readonly filled: number;
  /** By outcome and reason, most frequent first. */
  readonly refusals: readonly Refusal[];
}

/** How often something ended short of its wish. */
export interface Refusal {
  /** `DROPPED` and `SIGNAL_DENIED` are signals; the rest are statuses of orders. */
  readonly outcome: string;
  readonly reason: string;
  readonly count: number;
}

/** First leg number of the protective exits, which no signal asked for. */
const FIRST_PROTECTIVE_LEG = 3;

/** Counts `orders` and the refusals a run noted under `OUTCOME:REASON`. */
export function decisionFunnel(orders: readonly Readonly<Order>[], noted: ReadonlyMap<string, number>): DecisionFunnel {
  const signals = new Set<string>();
  let filled = 0;
  for (const order of orders) {
    if (order.cumLots > 0) filled += 1;
    if (order.leg < FIRST_PROTECTIVE_LEG)
      signals.add(`${order.strategy}:${order.instrument}:${order.externalSignalId ?? `${order.tsBar}:${order.n}`}`);
  }
  const refusals: Refusal[] = [];
  let before = 0;
  for (const [key, times] of noted) {
    const at = key.indexOf(":");
    const outcome = key.slice(0, at);
    const reason = key.slice(at + 1);
    // A denied order ends its signal with the same reason; only what had no order counts as the signal's.
    const count = outcome === "SIGNAL_DENIED" ? times - (noted.get(`DENIED:${reason}`) ?? 0) : times;
    if (count <= 0) continue;
    if (outcome === "SIGNAL_DENIED" || outcome === "DROPPED") before += count;
    refusals.push({ outcome, reason, count });
  }
  refusals.sort((a, b) => b.count - a.count || (`${a.outcome}${a.reason}` < `${b.outcome}${b.reason}` ? -1 : 1));
  return { signals: signals.size + before, decided: signals.size, orders: orders.length, filled, refusals };
}
