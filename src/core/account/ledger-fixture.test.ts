/** What the ledger's tests share: an account with instruments, and what must hold after every booking. */
import assert from "node:assert/strict";
import type { AccountConfig } from "../model/config.ts";
import type { Instrument } from "../model/instrument.ts";
import type { LedgerCause, LedgerPosted, Output } from "../model/output.ts";
import type { FillToBook, TradeOwner } from "./book-fill.ts";
import { ledgerFault } from "./check-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { createLedger } from "./ledger.ts";

const SHARE: Omit<Instrument, "index" | "symbol"> = {
  kind: "equity",
  currency: "USD",
  tickMicros: 10_000,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};

/** A share, an option on it, and a share traded in thousandths. */
export const SPY = 0;
export const CALL = 1;
export const IWM = 2;
export const INSTRUMENTS: readonly Instrument[] = [
  { ...SHARE, index: SPY, symbol: "SPY" },
  { ...SHARE, index: CALL, symbol: "SPY   261218C00500000", multiplier: 100 },
  { ...SHARE, index: IWM, symbol: "IWM", lotMicros: 1_000 },
];
export const OPENING = 100_000_000_000;

/** One account with that many strategies and, in the last row, UNASSIGNED. */
export function openLedger(strategies: number, lotMethod: AccountConfig["lotMethod"] = "fifo"): Ledger {
  const account: AccountConfig = {
    index: 0,
    id: "SIM",
    currency: "USD",
    openingCashMicros: OPENING,
    lotMethod,
    limits: null,
  };
  return createLedger(INSTRUMENTS, [account], strategies + 1);
}

export function owner(index: number, side: "buy" | "sell", strategy = 0, instrument = SPY): TradeOwner {
  return { index, account: 0, strategy, instrument, side };
}

export function fillOf(lots: number, ticks: number, feeMicros = 0, tsEvent = 1): FillToBook {
  return { tsEvent, lots, ticks, feeMicros, slippageMicros: 0 };
}

/** Postings of the outputs, each of which sums to zero. */
export function postings(outputs: readonly Output[], cause?: LedgerCause): LedgerPosted[] {
  const posted = outputs.filter((one) => one.kind === "LedgerPosted");
  for (const one of posted) {
    assert.equal(one.codes.length, one.amountsMicros.length);
    assert.equal(
      one.amountsMicros.reduce((sum, amount) => sum + amount, 0),
      0,
      `L1: ${one.cause}`,
    );
  }
  return cause === undefined ? posted : posted.filter((one) => one.cause === cause);
}

/** Every identity of the books holds. */
export function assertSound(ledger: Ledger): void {
  assert.equal(ledgerFault(ledger, INSTRUMENTS), "");
}
