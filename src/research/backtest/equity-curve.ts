import type { Core } from "../../core/engine/core.ts";

/** The account after every slice, growing by doubling; only the first `count` entries are meant. */
export interface EquityCurve {
  count: number;
  /** tsClose of the slice, micros UTC; equity and cash in micros. */
  time: Float64Array;
  equity: Float64Array;
  cash: Float64Array;
  /** Session index of the slice, for the daily series. */
  session: Float64Array;
  /** Slices with a position at the close. */
  exposedCount: number;
}

/** An empty curve with room for `capacity` slices. */
export function createEquityCurve(capacity: number): EquityCurve {
  const size = Math.max(16, capacity);
  return {
    count: 0,
    time: new Float64Array(size),
    equity: new Float64Array(size),
    cash: new Float64Array(size),
    session: new Float64Array(size),
    exposedCount: 0,
  };
}

/** Appends the first account's figures as the core holds them after the slice at `t`. */
export function recordEquity(curve: EquityCurve, core: Core, t: number): void {
  const books = core.state.trading;
  if (books === null) return;
  if (curve.count === curve.time.length) grow(curve);
  const i = curve.count;
  curve.time[i] = t;
  curve.equity[i] = books.marks.equity[0] as number;
  curve.cash[i] = books.ledger.cashMicros[0] as number;
  curve.session[i] = books.marks.sessionIndex;
  if (isExposed(books.ledger.accountLots)) curve.exposedCount += 1;
  curve.count = i + 1;
}

function isExposed(lots: Float64Array): boolean {
  for (let i = 0; i < lots.length; i += 1) if (lots[i] !== 0) return true;
  return false;
}

function grow(curve: EquityCurve): void {
  curve.time = doubled(curve.time);
  curve.equity = doubled(curve.equity);
  curve.cash = doubled(curve.cash);
  curve.session = doubled(curve.session);
}

function doubled(from: Float64Array): Float64Array {
  const to = new Float64Array(from.length * 2);
  to.set(from);
  return to;
}
