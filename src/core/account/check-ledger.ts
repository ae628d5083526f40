import type { Instrument } from "../model/instrument.ts";
import type { AccountIndex, InstrumentIndex, StrategyIndex } from "../model/units.ts";
import type { Ledger, LedgerBook, OpenLot } from "./ledger.ts";
import { bookSum } from "./ledger.ts";

/**
 * The first identity of the books that does not hold, as a sentence; empty when all do: every row
 * sums to 0 (L1), accounts are the sums of their strategies in every code (L2), positions likewise
 * (L3), open lots make up the position and its cost, and the doubles beside the exact cash agree.
 */
export function ledgerFault(ledger: Ledger, instruments: readonly Instrument[]): string {
  for (let account = 0; account < ledger.accountCount; account += 1) {
    const fault = accountFault(ledger, account);
    if (fault !== "") return fault;
  }
  for (let strategy = 0; strategy < ledger.strategyCount; strategy += 1) {
    const fault = strategyFault(ledger, strategy);
    if (fault !== "") return fault;
  }
  for (let i = 0; i < instruments.length; i += 1) {
    for (let account = 0; account < ledger.accountCount; account += 1) {
      const fault = netFault(ledger, account, i);
      if (fault !== "") return fault;
    }
    for (let strategy = 0; strategy < ledger.strategyCount; strategy += 1) {
      const fault = lotsFault(ledger, strategy, i);
      if (fault !== "") return fault;
    }
  }
  return "";
}

/** The same for what one booking can have touched; strategy or instrument -1: none. */
export function ledgerFaultOf(
  ledger: Ledger,
  account: AccountIndex,
  strategy: StrategyIndex,
  instrument: InstrumentIndex,
): string {
  let fault = accountFault(ledger, account);
  if (fault === "" && strategy >= 0) fault = strategyFault(ledger, strategy);
  if (fault === "" && instrument >= 0) fault = netFault(ledger, account, instrument);
  if (fault === "" && strategy >= 0 && instrument >= 0) fault = lotsFault(ledger, strategy, instrument);
  return fault;
}

function accountFault(ledger: Ledger, account: number): string {
  const { accounts } = ledger;
  if (bookSum(accounts, account) !== 0n) return `account ${account}: its postings do not sum to 0`;
  if (ledger.cashMicros[account] !== Number(accounts.cash[account])) {
    return `account ${account}: the copy of its cash is not its cash`;
  }
  // Wrapped to 64 bits like the books themselves, which spares an object per sum.
  let cash = 0n;
  let position = 0n;
  let realised = 0n;
  let fees = 0n;
  let income = 0n;
  const { strategies } = ledger;
  for (let s = 0; s < ledger.strategyCount; s += 1) {
    if (ledger.strategyAccount[s] !== account) continue;
    cash = BigInt.asIntN(64, cash + (strategies.cash[s] as bigint));
    position = BigInt.asIntN(64, position + (strategies.position[s] as bigint));
    realised = BigInt.asIntN(64, realised + (strategies.realised[s] as bigint));
    fees = BigInt.asIntN(64, fees + (strategies.fees[s] as bigint));
    income = BigInt.asIntN(64, income + (strategies.income[s] as bigint));
  }
  const own = BigInt.asIntN(64, (accounts.cash[account] as bigint) + (accounts.capital[account] as bigint));
  if (own !== cash) return `account ${account}: cash less capital is not the sum of its strategies' cash`;
  if (accounts.position[account] !== position) return sumFault(account, "POSITION");
  if (accounts.realised[account] !== realised) return sumFault(account, "REALISED_PNL");
  if (accounts.fees[account] !== fees) return sumFault(account, "FEES");
  if (accounts.income[account] !== income) return sumFault(account, "INCOME");
  return "";
}

function sumFault(account: number, code: string): string {
  return `account ${account}: ${code} is not the sum of its strategies'`;
}

function strategyFault(ledger: Ledger, strategy: number): string {
  const { strategies } = ledger;
  if (bookSum(strategies, strategy) !== 0n) return `strategy ${strategy}: its postings do not sum to 0`;
  if (strategies.capital[strategy] !== 0n) return `strategy ${strategy}: capital belongs to accounts alone`;
  if (ledger.strategyCashMicros[strategy] !== Number(strategies.cash[strategy])) {
    return `strategy ${strategy}: the copy of its cash is not its cash`;
  }
  if (ledger.strategyAccount[strategy] === -1 && !isUntouched(strategies, strategy)) {
    return `strategy ${strategy}: booked without an account`;
  }
  let cost = 0;
  const n = ledger.instrumentCount;
  for (let i = 0; i < n; i += 1) {
    cost += (ledger.openLotTicks[strategy * n + i] as number) * (ledger.lotTickValue[i] as number);
  }
  // Beyond 2^53 the sum of doubles is no evidence; sub-positions are far below.
  if (Number.isSafeInteger(cost) && Number(strategies.position[strategy]) !== cost) {
    return `strategy ${strategy}: POSITION is not the cost of its open lots`;
  }
  return "";
}

function isUntouched(book: LedgerBook, i: number): boolean {
  return book.cash[i] === 0n && book.position[i] === 0n && book.realised[i] === 0n && book.fees[i] === 0n;
}

function netFault(ledger: Ledger, account: number, instrument: number): string {
  const n = ledger.instrumentCount;
  let lots = 0;
  for (let s = 0; s < ledger.strategyCount; s += 1) {
    if (ledger.strategyAccount[s] === account) lots += ledger.strategyLots[s * n + instrument] as number;
  }
  const net = ledger.accountLots[account * n + instrument];
  return net === lots ? "" : `account ${account}, instrument ${instrument}: ${net} lots, its strategies hold ${lots}`;
}

function lotsFault(ledger: Ledger, strategy: number, instrument: number): string {
  const at = strategy * ledger.instrumentCount + instrument;
  const held = ledger.strategyLots[at] as number;
  const queue = ledger.openLots[at] as OpenLot[];
  let lots = 0;
  let lotTicks = 0;
  for (let i = 0; i < queue.length; i += 1) {
    const lot = queue[i] as OpenLot;
    if (!(lot.lots > 0)) return `strategy ${strategy}, instrument ${instrument}: an open lot of ${lot.lots}`;
    lots += lot.lots;
    lotTicks += lot.lotTicks;
  }
  if (lots !== Math.abs(held)) {
    return `strategy ${strategy}, instrument ${instrument}: holds ${held}, its open lots are ${lots}`;
  }
  const cost = held < 0 ? -lotTicks : lotTicks;
  return (ledger.openLotTicks[at] as number) === cost
    ? ""
    : `strategy ${strategy}, instrument ${instrument}: its open lots cost ${cost}, the books say ${ledger.openLotTicks[at]}`;
}
