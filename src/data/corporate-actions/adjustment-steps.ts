import { required } from "../../core/assert.ts";
import { halfEvenMultiplyDivide } from "../../core/math/round.ts";
import type { BarColumns } from "../bar-columns.ts";
import { dateText, dayOfText } from "../calendar/civil-date.ts";
import { decimalToMicros } from "../parse-decimal.ts";
import type { CorporateActions, CorporateEvent, FactorRow } from "./corporate-actions.ts";
import { dividedBy, ONE, ratioOfDecimal, simplestBetween, times } from "./ratio.ts";
import type { Ratio } from "./ratio.ts";
import { splitRatio } from "./read-actions-csv.ts";

/** Factors of the sessions before `beforeDay` and not before that of the step in front. */
export interface AdjustmentStep {
  /** `YYYY-MM-DD`: the first session the factors do not apply to. */
  readonly beforeDay: string;
  /** Today's price per price of then: for splits alone, and for dividends alone. */
  readonly split: Ratio;
  readonly dividend: Ratio;
}

/** A dividend larger than the price before it cannot be put back into shares. */
export type StepsResult =
  | { readonly ok: true; readonly steps: readonly AdjustmentStep[] }
  | { readonly ok: false; readonly detail: string };

/** Dividend factors multiply up over decades; beyond 18 places they are rounded, splits never. */
const DIVIDEND_SCALE = 1_000_000_000_000_000_000n;
/** Factor files carry seven places; a split is the simplest ratio they allow. */
const FACTOR_ERROR = 1e-7;
const SPLIT_DENOMINATOR_MAX = 1000;

/**
 * The steps of an instrument's actions in rising days; sessions after the last one are as traded.
 * `dayOfBar` names each bar's session. Dividends among events need the close before each of them.
 */
export function adjustmentSteps(
  columns: BarColumns,
  actions: CorporateActions,
  options: { readonly hasDividends: boolean; readonly dayOfBar: (i: number) => string },
): StepsResult {
  if (actions.kind === "factors") return { ok: true, steps: stepsOfFactors(actions.rows) };
  const events = actions.events.filter((event) => options.hasDividends || event.kind === "split");
  return stepsOfEvents(columns, events, options.dayOfBar);
}

function stepsOfFactors(rows: readonly FactorRow[]): readonly AdjustmentStep[] {
  const steps: AdjustmentStep[] = [];
  let split = ONE;
  let later: FactorRow | undefined;
  for (const row of rows.toReversed()) {
    const own = required(ratioOfDecimal(row.splitFactor), "a factor row was read");
    split = later === undefined ? own : times(split, splitBetween(row, later));
    const dividend = required(ratioOfDecimal(row.priceFactor), "a factor row was read");
    steps.push({ beforeDay: dayAfter(row.lastDay), split, dividend });
    later = row;
  }
  return steps.reverse();
}

/** What a split between two rows multiplied prices by: 0.0357143 before 0.25 is 1/7. */
function splitBetween(row: FactorRow, later: FactorRow): Ratio {
  const a = Number(row.splitFactor);
  const b = Number(later.splitFactor);
  if (a === b) return ONE;
  const low = Math.max(a - FACTOR_ERROR, a / 2) / (b + FACTOR_ERROR);
  const high = (a + FACTOR_ERROR) / Math.max(b - FACTOR_ERROR, b / 2);
  const simplest = simplestBetween(low, high, SPLIT_DENOMINATOR_MAX);
  if (simplest !== null) return simplest;
  const exact = required(ratioOfDecimal(row.splitFactor), "a factor row was read");
  return dividedBy(exact, required(ratioOfDecimal(later.splitFactor), "a factor row was read"));
}

/**
 * A dividend D before which the last close was P multiplies earlier prices by (P - D) / P: the cash
 * is put back into shares at the price the market opens at without it. A dividend on the day of a
 * split is per new share.
 */
function stepsOfEvents(
  columns: BarColumns,
  events: readonly CorporateEvent[],
  dayOfBar: (i: number) => string,
): StepsResult {
  const steps: AdjustmentStep[] = [];
  let split = ONE;
  let dividendScaled = DIVIDEND_SCALE;
  let i = columns.count - 1;
  const falling = [...events].sort((a, b) =>
    a.exDate > b.exDate ? -1 : a.exDate < b.exDate ? 1 : a.kind === "split" ? -1 : 1,
  );
  for (const [k, event] of falling.entries()) {
    const { exDate } = event;
    while (i >= 0 && dayOfBar(i) >= exDate) i -= 1;
    // Nothing before it: it changes no bar.
    if (i < 0) break;
    if (event.kind === "split") split = dividedBy(split, required(splitRatio(event.value), "a split was read"));
    else {
      const before = falling[k - 1];
      const own = before?.exDate === exDate && before.kind === "split" ? splitRatio(before.value) : null;
      const ratio = own ?? ONE;
      const price = halfEvenMultiplyDivide(columns.closeMicros[i] as number, ratio.denominator, ratio.numerator);
      const rest = BigInt(price - decimalToMicros(event.value));
      if (rest <= 0n)
        return { ok: false, detail: `the dividend of ${event.value} on ${exDate} is not below the close before it` };
      dividendScaled = (dividendScaled * rest) / BigInt(price);
    }
    steps.push({ beforeDay: exDate, split, dividend: { numerator: dividendScaled, denominator: DIVIDEND_SCALE } });
  }
  return { ok: true, steps: steps.reverse() };
}

function dayAfter(day: string): string {
  return dateText(required(dayOfText(day), "a factor row was read") + 1);
}
