import { MICROS, MICROS_PER_DAY, type MoneyMicrosSafe, type UnixMicros } from "../model/units.ts";
import { multiplyDivide } from "./multiply-divide.ts";

/**
 * Fees that US regulators take on sales of equities, as brokers pass them on: each rounded up to
 * the cent per order. Buys pay nothing.
 * Source: SEC fee rate advisories (Section 31 of the Exchange Act) and the FINRA notices that
 * repeat them; FINRA By-Laws Schedule A section 1 (trading activity fee).
 */

interface DatedRate {
  readonly from: UnixMicros;
  /** Dollars per million dollars of sales. */
  readonly perMillion: number;
}

/** Section 31 rates by the first day they hold; the earliest one also stands for the time before it. */
const SECTION_31: readonly DatedRate[] = [
  { from: dayMicros(2014, 3, 18), perMillion: 22.1 },
  { from: dayMicros(2015, 2, 14), perMillion: 18.4 },
  { from: dayMicros(2016, 2, 16), perMillion: 21.8 },
  { from: dayMicros(2017, 7, 4), perMillion: 23.1 },
  { from: dayMicros(2018, 5, 22), perMillion: 13 },
  { from: dayMicros(2019, 4, 16), perMillion: 20.7 },
  { from: dayMicros(2020, 2, 18), perMillion: 22.1 },
  { from: dayMicros(2021, 2, 25), perMillion: 5.1 },
  { from: dayMicros(2022, 5, 14), perMillion: 22.9 },
  { from: dayMicros(2023, 2, 27), perMillion: 8 },
  { from: dayMicros(2024, 5, 22), perMillion: 27.8 },
  { from: dayMicros(2025, 5, 14), perMillion: 0 },
];

interface ActivityFee {
  readonly from: UnixMicros;
  /** Dollars per million shares. */
  readonly perMillion: number;
  readonly capMicros: MoneyMicrosSafe;
}

/** Trading activity fee per share sold, with a cap per trade. */
const TRADING_ACTIVITY: readonly ActivityFee[] = [
  { from: dayMicros(2012, 7, 1), perMillion: 119, capMicros: 5_950_000 },
  { from: dayMicros(2022, 1, 1), perMillion: 130, capMicros: 6_490_000 },
  { from: dayMicros(2023, 1, 1), perMillion: 145, capMicros: 7_270_000 },
  { from: dayMicros(2024, 1, 1), perMillion: 166, capMicros: 8_300_000 },
];

/** The rates are those published for this span; outside it the nearest one stands in. */
export const RATES_FROM: UnixMicros = dayMicros(2014, 3, 18);
export const RATES_TO: UnixMicros = dayMicros(2026, 1, 1);

/** A cent, and tenths of a dollar per million: 22.1 is 221. */
const CENT = 10_000;
const RATE_SCALE = 10;

/** What regulators take on a sale of `units` (1e-6 of a share) worth `notional` at `ts`; whole cents. */
export function regulatoryFeeMicros(unitsMicros: number, notional: MoneyMicrosSafe, ts: UnixMicros): MoneyMicrosSafe {
  if (unitsMicros === 0) return 0;
  const section31 = rateAt(SECTION_31, ts);
  const sale = multiplyDivide(
    notional,
    Math.round(section31.perMillion * RATE_SCALE),
    RATE_SCALE * MICROS * CENT,
    "ceil",
  );
  const activity = rateAt(TRADING_ACTIVITY, ts);
  // Dollars per million shares are micro-dollars per share.
  const perShare = multiplyDivide(unitsMicros, activity.perMillion, MICROS * CENT, "ceil") * CENT;
  return sale * CENT + Math.min(perShare, activity.capMicros);
}

function rateAt<T extends { readonly from: UnixMicros }>(rates: readonly T[], ts: UnixMicros): T {
  let found = rates[0] as T;
  for (const rate of rates) if (rate.from <= ts) found = rate;
  return found;
}

/** Midnight UTC of a day, which lies between two US sessions. Source: Howard Hinnant, days_from_civil. */
function dayMicros(year: number, month: number, day: number): UnixMicros {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * MICROS_PER_DAY;
}
