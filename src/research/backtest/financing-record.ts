import { moneyText } from "../metrics/money-text.ts";
import type { Nights } from "./nights.ts";
import { FINANCING_YEAR_DAYS } from "./nights.ts";

/** `financing` of result.json: what holding overnight cost; money paid is positive. */
export interface FinancingRecord {
  readonly borrowFees: string;
  readonly interest: string;
  readonly total: string;
  /** Calendar nights over a year of so many days. */
  readonly dayCount: string;
}

/** What the nights of a run came to. */
export function financingRecord({ borrowFeeMicros, interestMicros }: Nights): FinancingRecord {
  return {
    borrowFees: moneyText(borrowFeeMicros),
    interest: moneyText(interestMicros),
    total: moneyText(borrowFeeMicros + interestMicros),
    dayCount: `actual/${FINANCING_YEAR_DAYS}`,
  };
}
