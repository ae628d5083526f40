import type { AccountMark } from "../../core/engine/account-marks.ts";
import type { Core } from "../../core/engine/core.ts";

/** The account after every slice, growing by doubling; only the first `count` entries are meant. */
export interface EquityCurve {
  count: number;
  /** tsClose of the slice, micros UTC; equity and cash in micros. */
  time: Float64Array;
  equity: Float64Array;
  cash: Float64Array;
}

/** An empty curve with room for `capacity` slices. */
export function createEquityCurve(capacity: number): EquityCurve {
  const size = Math.max(16, capacity);
  return {
    count: 0,
    time: new Float64Array(size),
    equity: new Float64Array(size),
    cash: new Float64Array(size),
  };
}

/** Appends the first account's figures as the core marked them after a slice. */
export function recordEquity(curve: EquityCurve, core: Core): void {
  const books = core.state.trading;
  if (books === null) return;
  const i = curve.count;
  if (i === curve.time.length) grow(curve);
  const mark = books.marks.accounts[0] as AccountMark;
  curve.time[i] = mark.tsMark;
  curve.equity[i] = mark.equityMicros;
  curve.cash[i] = mark.cashMicros;
  curve.count = i + 1;
}

/** Makes sure of room for the next slice and returns for how many there is, at most `most`. */
export function makeRoom(curve: EquityCurve, most: number): number {
  if (curve.count === curve.time.length) grow(curve);
  return Math.min(most, curve.time.length - curve.count);
}

function grow(curve: EquityCurve): void {
  curve.time = doubled(curve.time);
  curve.equity = doubled(curve.equity);
  curve.cash = doubled(curve.cash);
}

function doubled(from: Float64Array): Float64Array {
  const to = new Float64Array(from.length * 2);
  to.set(from);
  return to;
}
