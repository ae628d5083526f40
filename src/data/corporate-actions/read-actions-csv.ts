import { dayOfText } from "../calendar/civil-date.ts";
import type { CorporateEvent, ReadActionsResult } from "./corporate-actions.ts";
import { dividedBy, ratioOfDecimal } from "./ratio.ts";
import type { Ratio } from "./ratio.ts";

/** True when a text begins with the header `date,kind,value`. */
export function isActionsCsv(text: string): boolean {
  return /^\uFEFF?\s*"?date"?\s*,\s*"?kind"?\s*,\s*"?value"?\s*(\r|\n|$)/i.test(text);
}

/**
 * Reads splits and dividends: `date,kind,value` with the ex-date, `split` or `dividend`, and new
 * shares for old ones (`7:1`, `7`, `1:10`) or cash per share. Rows may stand in any order.
 */
export function readActionsCsv(text: string): ReadActionsResult {
  const events: CorporateEvent[] = [];
  const seen = new Set<string>();
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (i === 0 || line.trim() === "") continue;
    const [date = "", kind = "", value = "", ...more] = line
      .split(",")
      .map((field) => field.replaceAll('"', "").trim());
    const refuse = (detail: string): ReadActionsResult => ({ ok: false, line: i + 1, detail });
    if (more.length > 0) return refuse("expected three fields: date, kind, value");
    if (dayOfText(date) === null) return refuse(`"${date}" is no date YYYY-MM-DD`);
    const word = kind.toLowerCase();
    if (word !== "split" && word !== "dividend") return refuse(`kind is "${kind}", expected split or dividend`);
    if (word === "split" && splitRatio(value) === null) return refuse(`"${value}" is no split ratio like 7:1`);
    if (word === "dividend" && ratioOfDecimal(value) === null) return refuse(`"${value}" is no amount above 0`);
    if (seen.has(`${date} ${word}`)) return refuse(`a second ${word} on ${date}; add them up`);
    seen.add(`${date} ${word}`);
    events.push({ exDate: date, kind: word, value });
  }
  if (events.length === 0) return { ok: false, line: 0, detail: "a header and no rows" };
  events.sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
  return { ok: true, actions: { kind: "events", events } };
}

/** New shares per old one of `7:1`, `3:2`, `7` or `0.1`; null when the text is none. */
export function splitRatio(text: string): Ratio | null {
  const [fresh = "", old, ...more] = text.split(":");
  const numerator = ratioOfDecimal(fresh);
  const denominator = ratioOfDecimal(old ?? "1");
  return numerator === null || denominator === null || more.length > 0 ? null : dividedBy(numerator, denominator);
}
