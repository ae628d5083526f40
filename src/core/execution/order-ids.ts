import { assert } from "../assert.ts";
import { base32Of } from "../math/base32.ts";
import { sha256 } from "../math/sha256.ts";
import type { Order } from "../model/order.ts";
import type { UnixMicros } from "../model/units.ts";

/** The names behind an order's dense indices; only the edge has them. */
export interface OrderNames {
  readonly accountId: string;
  readonly strategyId: string;
  readonly symbol: string;
}

/** What names a signal. */
export interface SignalCause {
  /** The sender's id; null for a built-in's signal. */
  readonly externalId: string | null;
  readonly strategyId: string;
  readonly symbol: string;
  /** tsClose of the causing bar. */
  readonly tsBar: UnixMicros;
  readonly n: number;
}

/** Id of a signal: the sender's own, else `strategyId:symbol:tsClose:n`. */
export function signalIdOf(cause: SignalCause): string {
  return cause.externalId ?? `${cause.strategyId}:${cause.symbol}:${cause.tsBar}:${cause.n}`;
}

/**
 * The order's id at every venue: `at` and 26 characters of base32 of SHA-256 over its cause, 28 in
 * all, the shortest limit any venue has. A pure function of the intent, never of a clock or a
 * price, so the same intent sent twice is one order. Hashing costs microseconds: call it where an
 * order leaves the process, not per order in a backtest.
 */
export function clientOrderIdOf(order: Readonly<Order>, names: OrderNames): string {
  return `at${base32Of(sha256(causeOf(order, names))).slice(0, 26)}`;
}

/** Tries of one intent stay far below this; above it `Order.attempt` counts the replaces of its chain. */
const REPLACE_STRIDE = 1_000_000;

/** The attempt of an order that replaces one of `attempt`, as the `tried`-th replace of its chain: unique in both counts. */
export function attemptOfReplace(attempt: number, tried: number): number {
  assert(tried > 0 && attempt >= 0, "replaces are counted from 1, attempts from 0");
  return (attempt % REPLACE_STRIDE) + tried * REPLACE_STRIDE;
}

/** Only the signal id can contain a `|`, and it has fixed neighbours on both sides: no two causes read alike. */
function causeOf(order: Readonly<Order>, names: OrderNames): string {
  const signalId = signalIdOf({
    externalId: order.externalSignalId,
    strategyId: names.strategyId,
    symbol: names.symbol,
    tsBar: order.tsBar,
    n: order.n,
  });
  return [
    names.accountId,
    names.strategyId,
    signalId,
    names.symbol,
    order.intent,
    order.leg.toString(),
    order.attempt.toString(),
  ].join("|");
}
