import { assert } from "../assert.ts";
import type { AccountConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import type { AccountIndex, OrderIndex, StrategyIndex, UnixMicros } from "../model/units.ts";
import { MICROS } from "../model/units.ts";
import type { FillHistory } from "./fill-history.ts";
import { lotTickValueMicros } from "./money.ts";

/**
 * The double-entry ledger. One book per strategy and one per account; every transaction posts
 * amounts that sum to zero to both, so the sub-ledgers add up to the account at any time.
 * Codes: CASH and POSITION (at cost) are what is owned, FEES is spent; REALISED_PNL, INCOME
 * (dividends, interest) and CAPITAL are negative when they are gains and paid-in money
 * (L1: every row sums to 0). CAPITAL belongs to the account alone: its cash less what was paid in
 * is the sum of its strategies' cash.
 */
export interface LedgerBook {
  /** Exact micros; one entry per book. */
  readonly cash: BigInt64Array;
  readonly position: BigInt64Array;
  readonly realised: BigInt64Array;
  readonly fees: BigInt64Array;
  readonly capital: BigInt64Array;
  readonly income: BigInt64Array;
}

/** An open lot of a strategy: one entry order's fills at one price, not yet matched by an exit. */
export interface OpenLot {
  /** -1: no order of ours, such as shares delivered by an option. */
  readonly order: OrderIndex;
  readonly tsOpen: UnixMicros;
  /** Price of the fills that made it; a split or an average leaves it behind, `lotTicks` is the cost. */
  readonly ticks: number;
  /** Remaining lots, positive; the side is the sign of the sub-position. */
  lots: number;
  /** Sum of lots x ticks of what remains. */
  lotTicks: number;
  feeMicros: number;
  slippageMicros: number;
}

/** All money and positions of the core. */
export interface Ledger {
  readonly instrumentCount: number;
  readonly strategyCount: number;
  readonly accountCount: number;
  /** Book per account, and per strategy (each strategy belongs to one account). */
  readonly accounts: LedgerBook;
  readonly strategies: LedgerBook;
  /** Net lots, signed: [account * instrumentCount + instrument] and [strategy * ... + instrument]. */
  readonly accountLots: Float64Array;
  readonly strategyLots: Float64Array;
  /** Signed sum of lots x ticks of the open lots of a sub-position. */
  readonly openLotTicks: Float64Array;
  /** Realised result of a sub-position, micros, net of fees. */
  readonly realisedByPosition: Float64Array;
  /** Queues of open lots in the order of their opening, same index as strategyLots. */
  readonly openLots: OpenLot[][];
  /** The latest trades of each sub-position, for undoing one of them; null before the first. */
  readonly histories: (FillHistory | null)[];
  /** Account of each strategy, known from its first booking on; -1 before. */
  readonly strategyAccount: Int32Array;
  /** Uint8Array[accounts]: 1 where exits close at average cost, 0 where first in, first out. */
  readonly isAverageCost: Uint8Array;
  /** Per instrument: micros per lot and tick, and per lot and 1e-6 of price. */
  readonly lotTickValue: Float64Array;
  readonly lotPriceFactor: Float64Array;
  /** Per instrument: size of a lot in 1e-6 units. */
  readonly lotMicros: Float64Array;
  /** Copies of the cash of accounts and strategies as doubles, refreshed by every posting. */
  readonly cashMicros: Float64Array;
  readonly strategyCashMicros: Float64Array;
}

function createBook(count: number): LedgerBook {
  return {
    cash: new BigInt64Array(count),
    position: new BigInt64Array(count),
    realised: new BigInt64Array(count),
    fees: new BigInt64Array(count),
    capital: new BigInt64Array(count),
    income: new BigInt64Array(count),
  };
}

/** Opens the books: every account starts with its opening cash against CAPITAL. */
export function createLedger(
  instruments: readonly Instrument[],
  accounts: readonly AccountConfig[],
  strategyCount: number,
): Ledger {
  const n = instruments.length;
  const ledger: Ledger = {
    instrumentCount: n,
    strategyCount,
    accountCount: accounts.length,
    accounts: createBook(accounts.length),
    strategies: createBook(strategyCount),
    accountLots: new Float64Array(accounts.length * n),
    strategyLots: new Float64Array(strategyCount * n),
    openLotTicks: new Float64Array(strategyCount * n),
    realisedByPosition: new Float64Array(strategyCount * n),
    openLots: Array.from({ length: strategyCount * n }, () => []),
    histories: Array.from({ length: strategyCount * n }, () => null),
    strategyAccount: new Int32Array(strategyCount).fill(-1),
    isAverageCost: new Uint8Array(accounts.length),
    lotTickValue: new Float64Array(n),
    lotPriceFactor: new Float64Array(n),
    lotMicros: new Float64Array(n),
    cashMicros: new Float64Array(accounts.length),
    strategyCashMicros: new Float64Array(strategyCount),
  };
  for (const instrument of instruments) {
    ledger.lotTickValue[instrument.index] = lotTickValueMicros(instrument);
    ledger.lotPriceFactor[instrument.index] = (instrument.multiplier * instrument.lotMicros) / MICROS;
    ledger.lotMicros[instrument.index] = instrument.lotMicros;
  }
  for (const account of accounts) {
    if (account.lotMethod === "average") ledger.isAverageCost[account.index] = 1;
    postCash(ledger, account.index, account.openingCashMicros);
  }
  return ledger;
}

/** Row of what belongs to no strategy of an account: the last rows, one per account. */
export function unassignedRow(ledger: Ledger, account: AccountIndex): StrategyIndex {
  assert(ledger.strategyCount >= ledger.accountCount, "every account has a row of what belongs to no strategy");
  return ledger.strategyCount - ledger.accountCount + account;
}

/** Books a deposit (positive) or withdrawal: CASH against CAPITAL. */
export function postCash(ledger: Ledger, account: number, amountMicros: number): void {
  assert(Number.isSafeInteger(amountMicros), "a cash movement is a whole number of micros");
  const amount = BigInt(amountMicros);
  const book = ledger.accounts;
  book.cash[account] = (book.cash[account] as bigint) + amount;
  book.capital[account] = (book.capital[account] as bigint) - amount;
  ledger.cashMicros[account] = Number(book.cash[account]);
}

/** The four amounts of a fill, micros; they sum to zero. */
export interface FillAmounts {
  cash: number;
  position: number;
  realised: number;
  fees: number;
}

/** Adds one balanced row to the strategy's book and the same to its account's. */
export function postFill(ledger: Ledger, account: number, strategy: number, amounts: FillAmounts): void {
  assert(amounts.cash + amounts.position + amounts.realised + amounts.fees === 0, "postings sum to zero (L1)");
  const { accounts, strategies } = ledger;
  ledger.strategyAccount[strategy] = account;
  add(strategies.cash, strategy, accounts.cash, account, BigInt(amounts.cash));
  add(strategies.position, strategy, accounts.position, account, BigInt(amounts.position));
  if (amounts.realised !== 0) add(strategies.realised, strategy, accounts.realised, account, BigInt(amounts.realised));
  if (amounts.fees !== 0) add(strategies.fees, strategy, accounts.fees, account, BigInt(amounts.fees));
  ledger.cashMicros[account] = Number(accounts.cash[account]);
  ledger.strategyCashMicros[strategy] = Number(strategies.cash[strategy]);
}

/** Books income of a strategy, or what it pays in its place (a short's dividend): CASH against INCOME. */
export function postIncome(ledger: Ledger, account: number, strategy: number, amountMicros: number): void {
  assert(Number.isSafeInteger(amountMicros), "income is a whole number of micros");
  const { accounts, strategies } = ledger;
  const amount = BigInt(amountMicros);
  ledger.strategyAccount[strategy] = account;
  add(strategies.cash, strategy, accounts.cash, account, amount);
  add(strategies.income, strategy, accounts.income, account, -amount);
  ledger.cashMicros[account] = Number(accounts.cash[account]);
  ledger.strategyCashMicros[strategy] = Number(strategies.cash[strategy]);
}

function add(own: BigInt64Array, strategy: number, all: BigInt64Array, account: number, amount: bigint): void {
  own[strategy] = (own[strategy] as bigint) + amount;
  all[account] = (all[account] as bigint) + amount;
}

/** Sum of all codes of one book: zero for every book at every time. */
export function bookSum(book: LedgerBook, i: number): bigint {
  return (
    (book.cash[i] as bigint) +
    (book.position[i] as bigint) +
    (book.realised[i] as bigint) +
    (book.fees[i] as bigint) +
    (book.capital[i] as bigint) +
    (book.income[i] as bigint)
  );
}
