import { unreachable } from "../assert.ts";
import type { AccountHappening } from "../model/account-event.ts";
import type { AccountIndex } from "../model/units.ts";
import { MICROS } from "../model/units.ts";
import type { Ledger } from "./ledger.ts";
import { subPositions } from "./sub-positions.ts";

/** Largest amount of one posting: what one message can say exactly, less room for a sum of two. */
const AMOUNT_MAX = 4_000_000_000_000_000n;
/** Largest side of a split's ratio: prices times it stay exact. */
const RATIO_MAX = 1_000_000;

/** Why an event of the venue cannot be booked; empty when it can. It is the venue's word, so nothing is asserted. */
export function accountEventFault(ledger: Ledger, account: AccountIndex, event: AccountHappening): string {
  if (!isIndex(account, ledger.accountCount)) return "unknown account";
  switch (event.what) {
    case "deposit":
      return event.amountMicros > 0 ? amountFault(event.amountMicros) : "a deposit comes in";
    case "withdrawal":
      return event.amountMicros < 0 ? amountFault(event.amountMicros) : "a withdrawal goes out";
    case "fee":
    case "rebate":
    case "interest":
    case "borrow-fee":
      return ownerFault(ledger, account, event.strategy) || amountFault(event.amountMicros);
    case "dividend":
      if (!isIndex(event.instrument, ledger.instrumentCount)) return "unknown instrument";
      return (
        amountFault(event.perUnitMicros) ||
        amountFault(event.paidMicros ?? 0) ||
        holdingFault(ledger, account, event.instrument, event.perUnitMicros, 1)
      );
    case "split":
      if (!isIndex(event.instrument, ledger.instrumentCount)) return "unknown instrument";
      if (!isCount(event.to) || !isCount(event.from)) return "a split is a ratio of whole numbers from 1 to a million";
      return (
        amountFault(event.cashInLieuMicros) ||
        holdingFault(ledger, account, event.instrument, Math.max(1, Math.abs(event.cashInLieuMicros)), event.to)
      );
    case "exercise":
    case "assignment":
    case "expiry":
      return optionFault(ledger, event);
    default:
      return unreachable(event);
  }
}

type OptionEnd = Extract<AccountHappening, { what: "exercise" | "assignment" | "expiry" }>;

function optionFault(ledger: Ledger, event: OptionEnd): string {
  if (!isIndex(event.instrument, ledger.instrumentCount)) return "unknown instrument";
  if (!Number.isSafeInteger(event.lots) || event.lots === 0) return "an option's end names its lots";
  if (!Number.isSafeInteger(event.deliveredLots)) return "delivered lots are whole";
  if (event.deliveredLots === 0) return "";
  if (event.what === "expiry") return "an expiry delivers nothing";
  if (!isIndex(event.delivered, ledger.instrumentCount)) return "unknown delivered instrument";
  if (event.delivered === event.instrument) return "an option does not deliver itself";
  if (!Number.isSafeInteger(event.strikeMicros) || event.strikeMicros < 0) return "a strike is a price";
  // Lots x ticks too, which a high lot value does not bound.
  const value = BigInt(Math.max(1, ledger.lotTickValue[event.delivered] as number));
  const product = BigInt(Math.abs(event.deliveredLots)) * BigInt(event.strikeMicros) * value;
  return product > AMOUNT_MAX ? "the amount does not fit a message" : "";
}

function ownerFault(ledger: Ledger, account: AccountIndex, strategy: number | null): string {
  if (strategy === null) return "";
  if (!isIndex(strategy, ledger.strategyCount)) return "unknown strategy";
  const owner = ledger.strategyAccount[strategy];
  return owner === -1 || owner === account ? "" : "a strategy of another account";
}

/** Lots of every sub-position x micros per unit x ratio stay within one message. */
function holdingFault(
  ledger: Ledger,
  account: AccountIndex,
  instrument: number,
  perUnitMicros: number,
  ratio: number,
): string {
  const perLot = BigInt(Math.abs(perUnitMicros)) * BigInt(ledger.lotMicros[instrument] as number) * BigInt(ratio);
  let lots = 0n;
  for (const held of subPositions(ledger, account, instrument)) lots += BigInt(Math.abs(held.lots));
  if (lots * BigInt(ratio) > AMOUNT_MAX) return "the lots do not fit a message";
  return (lots * perLot) / BigInt(MICROS) > AMOUNT_MAX ? "the amount does not fit a message" : "";
}

function amountFault(amountMicros: number): string {
  if (!Number.isSafeInteger(amountMicros)) return "an amount is a whole number of micros";
  return BigInt(Math.abs(amountMicros)) > AMOUNT_MAX ? "the amount does not fit a message" : "";
}

function isIndex(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= RATIO_MAX;
}
