import { unreachable } from "../assert.ts";
import type { AccountHappening } from "../model/account-event.ts";
import type { LedgerCause, LedgerCode, Output } from "../model/output.ts";
import type { AccountIndex, InstrumentIndex, MoneyMicrosSafe, StrategyIndex, UnixMicros } from "../model/units.ts";
import { MICROS } from "../model/units.ts";
import { bookOptionEnd } from "./book-option-end.ts";
import { bookSplit } from "./book-split.ts";
import type { Ledger } from "./ledger.ts";
import { postCash, postFill, postIncome, unassignedRow } from "./ledger.ts";
import { halfEvenQuotient, shareOut } from "./share-out.ts";
import { subPositions } from "./sub-positions.ts";

type Dividend = Extract<AccountHappening, { what: "dividend" }>;

/**
 * Books what moved an account's money or positions and was no fill. Every row sums to zero and goes
 * to a strategy (UNASSIGNED where none is named) and its account alike, except paid-in cash, which
 * is the account's own. The event must have passed {@link accountEventFault}; `tsEvent` is its own
 * time, also when it comes late: the journal's input of the same seq links the posting to its day
 * and to the event that it corrects.
 */
export function bookAccountEvent(
  ledger: Ledger,
  account: AccountIndex,
  event: AccountHappening,
  tsEvent: UnixMicros,
  outputs: Output[],
): void {
  switch (event.what) {
    case "deposit":
    case "withdrawal":
      bookCash(ledger, account, event.amountMicros, outputs);
      return;
    case "fee":
    case "rebate":
    case "borrow-fee":
      bookFee(ledger, account, event.strategy ?? unassignedRow(ledger, account), event.amountMicros, outputs);
      return;
    case "interest": {
      const strategy = event.strategy ?? unassignedRow(ledger, account);
      bookIncome(ledger, { account, strategy, instrument: -1 }, event.amountMicros, "interest", outputs);
      return;
    }
    case "dividend":
      bookDividend(ledger, account, event, outputs);
      return;
    case "split":
      bookSplit(ledger, account, event, outputs);
      return;
    case "exercise":
    case "assignment":
    case "expiry":
      bookOptionEnd(ledger, account, event, tsEvent, outputs);
      return;
    default:
      unreachable(event);
  }
}

/** Cash paid in (positive) or out: capital, never profit or loss (F61). */
export function bookCash(
  ledger: Ledger,
  account: AccountIndex,
  amountMicros: MoneyMicrosSafe,
  outputs: Output[],
): void {
  postCash(ledger, account, amountMicros);
  outputs.push({
    kind: "LedgerPosted",
    account,
    strategy: -1,
    instrument: -1,
    cause: "cash",
    codes: ["CASH", "CAPITAL"],
    amountsMicros: [amountMicros, -amountMicros],
  });
}

/** A fee or rebate apart from a fill, such as one that comes a day later (F62). */
function bookFee(
  ledger: Ledger,
  account: AccountIndex,
  strategy: StrategyIndex,
  amountMicros: MoneyMicrosSafe,
  outputs: Output[],
): void {
  postFill(ledger, account, strategy, { cash: amountMicros, position: 0, realised: 0, fees: 0 - amountMicros });
  const codes: readonly LedgerCode[] = ["CASH", "FEES"];
  const amountsMicros = [amountMicros, 0 - amountMicros];
  outputs.push({ kind: "LedgerPosted", account, strategy, instrument: -1, cause: "fee", codes, amountsMicros });
}

interface IncomeOwner {
  readonly account: AccountIndex;
  readonly strategy: StrategyIndex;
  readonly instrument: InstrumentIndex;
}

function bookIncome(
  ledger: Ledger,
  owner: IncomeOwner,
  amountMicros: MoneyMicrosSafe,
  cause: LedgerCause,
  outputs: Output[],
): void {
  const { account, strategy, instrument } = owner;
  postIncome(ledger, account, strategy, amountMicros);
  const codes: readonly LedgerCode[] = ["CASH", "INCOME"];
  outputs.push({
    kind: "LedgerPosted",
    account,
    strategy,
    instrument,
    cause,
    codes,
    amountsMicros: [amountMicros, 0 - amountMicros],
  });
}

/**
 * The account gets the dividend on its net position, rounded half-even to the micro; every
 * sub-position gets its own, shorts pay theirs, and the parts add up to the account's.
 */
function bookDividend(ledger: Ledger, account: AccountIndex, event: Dividend, outputs: Output[]): void {
  const { instrument } = event;
  const held = subPositions(ledger, account, instrument);
  const perLot = BigInt(event.perUnitMicros) * BigInt(ledger.lotMicros[instrument] as number);
  const exact = held.map((one) => BigInt(one.lots) * perLot);
  const total = halfEvenQuotient(
    exact.reduce((sum, one) => sum + one, 0n),
    BigInt(MICROS),
  );
  const parts = shareOut(total, exact, BigInt(MICROS));
  held.forEach(({ strategy }, i) => {
    bookIncome(ledger, { account, strategy, instrument }, Number(parts[i]), "dividend", outputs);
  });
  if (event.paidMicros === null) return;
  const rest = event.paidMicros - Number(total);
  const strategy = unassignedRow(ledger, account);
  if (rest !== 0) bookIncome(ledger, { account, strategy, instrument }, rest, "dividend", outputs);
}
