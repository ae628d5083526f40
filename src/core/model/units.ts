/**
 * Units. The name of every number says its unit; these aliases say its range.
 * Market prices are safe integers of 1e-6, orders and fills are integers of the instrument's
 * own tick and lot, money in the ledger is a bigint of 1e-6 of its currency.
 */

/** Integer microseconds since 1970-01-01T00:00:00Z; safe until the year 2255. */
export type UnixMicros = number;
/** Safe integer of 1e-6 currency units per unit of the instrument. */
export type PriceMicros = number;
/** Safe integer of the instrument's tick. */
export type PriceTicks = number;
/** Safe integer of the instrument's lot; signed where a position is meant. */
export type QuantityLots = number;
/** Exact money: 1e-6 of the account's currency. */
export type MoneyMicros = bigint;
/**
 * Money inside an Input or Output, as a safe integer of 1e-6 (up to 9 billion per message), so
 * that messages are plain JSON. The ledger turns it into {@link MoneyMicros} before any sum.
 */
export type MoneyMicrosSafe = number;
/** Dense integers for arrays; the name is translated at the edge. */
export type InstrumentIndex = number;
export type AccountIndex = number;
export type StrategyIndex = number;
/** Number of an order in creation order, from 0, never used twice. */
export type OrderIndex = number;

export const MICROS = 1_000_000;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60_000_000;
export const MICROS_PER_DAY = 86_400_000_000;
