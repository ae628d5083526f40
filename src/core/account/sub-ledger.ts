import { assert } from "../assert.ts";
import type { AccountIndex, StrategyIndex } from "../model/units.ts";
import type { Ledger } from "./ledger.ts";
import { halfEvenQuotient } from "./share-out.ts";

/** What belongs to one sender in one account; codes as in the ledger, exact micros. */
export interface SenderRow {
  readonly account: AccountIndex;
  readonly sender: string;
  cash: bigint;
  position: bigint;
  realised: bigint;
  fees: bigint;
  income: bigint;
  /** Signed lots by instrument. */
  readonly lots: Float64Array;
}

/** Sender of strategies that no sender owns, UNASSIGNED among them. */
export const HOUSE = "";

/**
 * The account's books by sender, the owner of a strategy: in the order of their first strategy.
 * Every code of the rows adds up to the account's, cash to the account's less paid-in capital.
 */
export function rollUpSenders(
  ledger: Ledger,
  account: AccountIndex,
  senderOf: ReadonlyMap<StrategyIndex, string>,
): SenderRow[] {
  const rows = new Map<string, SenderRow>();
  const { strategies, instrumentCount: n } = ledger;
  for (let s = 0; s < ledger.strategyCount; s += 1) {
    if (ledger.strategyAccount[s] !== account) continue;
    const sender = senderOf.get(s) ?? HOUSE;
    let row = rows.get(sender);
    if (row === undefined) {
      const none = { cash: 0n, position: 0n, realised: 0n, fees: 0n, income: 0n };
      row = { account, sender, ...none, lots: new Float64Array(n) };
      rows.set(sender, row);
    }
    row.cash += strategies.cash[s] as bigint;
    row.position += strategies.position[s] as bigint;
    row.realised += strategies.realised[s] as bigint;
    row.fees += strategies.fees[s] as bigint;
    row.income += strategies.income[s] as bigint;
    for (let i = 0; i < n; i += 1) {
      row.lots[i] = (row.lots[i] as number) + (ledger.strategyLots[s * n + i] as number);
    }
  }
  return [...rows.values()];
}

/**
 * An amount of the account (its equity, a posting) split over its clients by their units, whole
 * numbers of 1e-6: each share rounded half-even to the micro, and what rounding leaves over goes
 * to the largest holder, the first of equal ones, so that the shares add up to the amount.
 */
export function splitOverUnits(amountMicros: bigint, units: readonly bigint[]): bigint[] {
  let all = 0n;
  let largest = 0;
  units.forEach((one, i) => {
    assert(one >= 0n, "a client holds no negative units");
    all += one;
    if (one > (units[largest] as bigint)) largest = i;
  });
  assert(all > 0n, "somebody holds units");
  const shares = units.map((one) => halfEvenQuotient(amountMicros * one, all));
  let left = amountMicros;
  for (const share of shares) left -= share;
  shares[largest] = (shares[largest] as bigint) + left;
  return shares;
}

/**
 * Units, whole numbers of 1e-6, that a deposit buys (a withdrawal gives back, negative) at the
 * account's equity before it; the first deposit buys one unit per unit of currency.
 */
export function unitsOfFlow(amountMicros: bigint, equityMicros: bigint, units: bigint): bigint {
  if (units === 0n) return amountMicros;
  assert(equityMicros > 0n, "units have a price while equity is positive");
  return halfEvenQuotient(amountMicros * units, equityMicros);
}
