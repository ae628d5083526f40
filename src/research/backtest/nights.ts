import { required } from "../../core/assert.ts";
import { halfEvenQuotient, shareOut } from "../../core/account/share-out.ts";
import { subPositions } from "../../core/account/sub-positions.ts";
import { equityOf } from "../../core/engine/account-marks.ts";
import { MICROS } from "../../core/model/units.ts";
import { moveVenueCash } from "../../core/simulation/venue-state.ts";
import { dayOfText } from "../../data/calendar/civil-date.ts";
import type { BacktestRun } from "./backtest-loop.ts";
import { feed } from "./backtest-loop.ts";
import type { ResolvedRun } from "./resolve-run.ts";

/** Days of a year by which annual rates are divided, as brokers do it. */
export const FINANCING_YEAR_DAYS = 360;
/** Rates are taken to 1e-9. */
const RATE_SCALE = 1_000_000_000n;

/** What holding over the nights of a run costs, and came to so far. */
export interface Nights {
  /** Annual rates in 1e-9 by instrument, and of cash below zero. */
  readonly borrowRates: readonly bigint[];
  readonly debitRate: bigint;
  /** Session dates `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** What was paid, micros, positive. */
  borrowFeeMicros: bigint;
  interestMicros: bigint;
}

/** The nights of a run that nothing was paid for yet. */
export function createNights({ strategy, instruments, table }: ResolvedRun): Nights {
  const { borrowRate, borrowRates, debitRate } = strategy.financing;
  return {
    borrowRates: instruments.map(({ symbol }) => rateOf(borrowRates[symbol] ?? borrowRate)),
    debitRate: rateOf(debitRate),
    days: table.days,
    borrowFeeMicros: 0n,
    interestMicros: 0n,
  };
}

/** Whether anything happens between sessions. */
export function hasNights({ borrowRates, debitRate }: Nights): boolean {
  return debitRate > 0n || borrowRates.some((rate) => rate > 0n);
}

/**
 * The account holds from session `session` to the next: every net short position pays its borrow
 * fee on its last close, cash below zero its interest, for each calendar night over 360. Charged
 * as account events after the session's last bar, to the core and the venue alike, half-even to a
 * micro; the last mark of the session is what is left. A position closed within the session pays nothing.
 */
export function holdOvernight(run: BacktestRun, nights: Nights, session: number): void {
  const day = required(nights.days[session], "a session has a date");
  const next = nights.days[session + 1];
  if (next === undefined) return;
  const count = BigInt((dayOfText(next) ?? 0) - (dayOfText(day) ?? 0));
  const books = required(run.core.state.trading, "a run that is driven has a configuration");
  const { ledger, market } = books;
  nights.borrowRates.forEach((rate, instrument) => {
    const lots = ledger.accountLots[instrument] as number;
    if (lots >= 0 || rate === 0n) return;
    const { lotMicros, multiplier, symbol } = required(run.core.state.instruments[instrument], "a loaded instrument");
    const close = BigInt(market.closeMicros[instrument] as number);
    const valueMicros = (BigInt(-lots) * BigInt(lotMicros) * BigInt(multiplier) * close) / BigInt(MICROS);
    const fee = accrued(valueMicros, rate, count);
    nights.borrowFeeMicros += fee;
    // Whoever is short borrows: the fee of the net position is shared by the lots of short sub-positions.
    const shorts = subPositions(ledger, 0, instrument).filter((one) => one.lots < 0);
    const all = shorts.reduce((sum, one) => sum - BigInt(one.lots), 0n);
    const parts = shareOut(
      fee,
      shorts.map((one) => fee * BigInt(-one.lots)),
      all,
    );
    shorts.forEach(({ strategy }, i) => {
      const amountMicros = 0 - Number(parts[i]);
      charge(run, `borrow:${day}:${symbol}:${strategy}`, { what: "borrow-fee", amountMicros, strategy });
    });
  });
  const cash = BigInt(ledger.cashMicros[0] as number);
  if (cash < 0n && nights.debitRate > 0n) {
    const interest = accrued(-cash, nights.debitRate, count);
    nights.interestMicros += interest;
    // One strategy alone owes its own debt; of several nobody can say whose it is.
    const strategy = books.config.strategies.length === 1 ? 0 : null;
    charge(run, `interest:${day}`, { what: "interest", amountMicros: 0 - Number(interest), strategy });
  }
  const { equity } = run;
  if (equity.count === 0) return;
  equity.equity[equity.count - 1] = equityOf(ledger, market, 0);
  equity.cash[equity.count - 1] = ledger.cashMicros[0] as number;
}

/** Money x annual rate x nights / 360, half-even to a micro. */
export function accrued(micros: bigint, rate: bigint, nights: bigint): bigint {
  return halfEvenQuotient(micros * rate * nights, RATE_SCALE * BigInt(FINANCING_YEAR_DAYS));
}

function charge(
  run: BacktestRun,
  eventId: string,
  event: { readonly what: "borrow-fee" | "interest"; readonly amountMicros: number; readonly strategy: number | null },
): void {
  if (event.amountMicros === 0) return;
  const { now } = run.core.state;
  const ts = { seq: 0, tsEvent: now, tsReceived: now };
  feed(run, [], [], { kind: "AccountEvent", ...ts, account: 0, eventId, refEventId: "", event });
  moveVenueCash(run.venue, event.amountMicros);
}

function rateOf(rate: number): bigint {
  return BigInt(Math.round(rate * Number(RATE_SCALE)));
}
