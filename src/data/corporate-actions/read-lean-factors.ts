import { dayOfText } from "../calendar/civil-date.ts";
import type { FactorRow, ReadActionsResult } from "./corporate-actions.ts";
import { ratioOfDecimal } from "./ratio.ts";

/** True when a text begins like a LEAN factor file: a date and two factors. */
export function isLeanFactors(text: string): boolean {
  return /^\d{8},\d+(\.\d+)?,\d+(\.\d+)?(,|\r?\n|$)/.test(text);
}

/** Reads a LEAN factor file: `yyyymmdd,price_factor,split_factor,reference_price`, dates rising. */
export function readLeanFactors(text: string): ReadActionsResult {
  const rows: FactorRow[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [date = "", priceFactor = "", splitFactor = ""] = line.split(",");
    const lastDay = /^\d{8}$/.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : "";
    if (dayOfText(lastDay) === null) return { ok: false, line: i + 1, detail: `"${date}" is no date yyyymmdd` };
    if (lastDay <= (rows.at(-1)?.lastDay ?? "")) return { ok: false, line: i + 1, detail: "dates must rise" };
    if (ratioOfDecimal(priceFactor) === null || ratioOfDecimal(splitFactor) === null)
      return { ok: false, line: i + 1, detail: "expected two factors above 0 after the date" };
    rows.push({ lastDay, priceFactor, splitFactor });
  }
  if (rows.length === 0) return { ok: false, line: 0, detail: "the file has no rows" };
  return { ok: true, actions: { kind: "factors", rows } };
}
