import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { RunWarning } from "../backtest/run-warning.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";

/** Instruments that end this close to the end of the data were not delisted before it. */
const NEAR_MICROS = 7 * MICROS_PER_DAY;

/**
 * What the choice of instruments may have known: a list on which nothing ever ended was made at
 * the end (survivorship), and one that was whole from the first day was not made day by day.
 */
export function universeWarnings({ bars }: Pick<ResolvedRun, "bars">): RunWarning[] {
  const full = bars.filter((columns) => columns.count > 0);
  if (full.length < 2) return [];
  const firsts = full.map((columns) => columns.tsOpen[0] as number);
  const lasts = full.map((columns) => columns.tsClose[columns.count - 1] as number);
  const end = Math.max(...lasts);
  const begin = Math.min(...firsts);
  const warnings: RunWarning[] = [];
  if (lasts.every((last) => end - last <= NEAR_MICROS))
    warnings.push({
      code: "SURVIVORSHIP",
      text: `All ${full.length} instruments still trade at the end of the data; those that were delisted on the way are missing, and they are the ones that lost.`,
    });
  if (firsts.every((first) => first - begin <= NEAR_MICROS))
    warnings.push({
      code: "NOT_POINT_IN_TIME",
      text: `The same ${full.length} instruments are traded from the first day to the last; was that list known on the first day?`,
    });
  return warnings;
}
