/** The rule traded by a bare loop whose fill rules can be chosen: which of them makes a library's trades is its explanation. */
import type { Bar, ClosedTrade } from "./rule.ts";
import { createCross } from "./rule.ts";

/** What happens at the bars at whose open an order fills; every order fills at the open after its close. */
export interface FillRules {
  /** The close of the entry's own bar may already ask for the exit. */
  readonly seesEntryBar: boolean;
  /** The close of the exit's own bar may already ask for the next entry. */
  readonly seesExitBar: boolean;
}

/** Every close counts, as in our engine. */
export const EVERY_CLOSE: FillRules = { seesEntryBar: true, seesExitBar: true };

/** Closed trades of the rule under `rules`. */
export function tradesUnder(rules: FillRules, bars: readonly Bar[]): ClosedTrade[] {
  const cross = createCross();
  const trades: ClosedTrade[] = [];
  let entry: Bar | null = null;
  let pending: "entry" | "exit" | null = null;
  for (const bar of bars) {
    const filled: "entry" | "exit" | null = pending;
    if (pending === "entry") entry = bar;
    else if (pending === "exit" && entry !== null) {
      trades.push({
        entryMs: entry.time.getTime(),
        entryPrice: entry.open,
        exitMs: bar.time.getTime(),
        exitPrice: bar.open,
      });
      entry = null;
    }
    pending = null;
    const said = cross(bar.close);
    const isBlind = (filled === "entry" && !rules.seesEntryBar) || (filled === "exit" && !rules.seesExitBar);
    if (isBlind) continue;
    if (said === "up" && entry === null) pending = "entry";
    else if (said === "down" && entry !== null) pending = "exit";
  }
  return trades;
}

/** Fill rules by what they say; the first that makes exactly a contestant's trades explains them. */
const RULES: readonly (readonly [string, FillRules])[] = [
  ["next open, every close is asked (our rule)", EVERY_CLOSE],
  ["next open, the entry's own bar is not asked for an exit", { seesEntryBar: false, seesExitBar: true }],
  ["next open, the exit's own bar is not asked for an entry", { seesEntryBar: true, seesExitBar: false }],
  ["next open, neither bar at whose open an order fills is asked", { seesEntryBar: false, seesExitBar: false }],
];

/** The rule that makes exactly `trades`; null when none of the known does. */
export function explain(trades: readonly ClosedTrade[], bars: readonly Bar[]): string | null {
  const found = RULES.find(([, rules]) => firstDifference(trades, tradesUnder(rules, bars)) === null);
  return found?.[0] ?? null;
}

/** Place of the first trade in which two lists differ; null when they are the same. */
export function firstDifference(one: readonly ClosedTrade[], other: readonly ClosedTrade[]): number | null {
  const count = Math.max(one.length, other.length);
  for (let i = 0; i < count; i += 1) if (!isSame(one[i], other[i])) return i;
  return null;
}

/** Trades of `one` that `other` has too, whatever their places. */
export function countShared(one: readonly ClosedTrade[], other: readonly ClosedTrade[]): number {
  const byEntry = new Map(other.map((trade) => [trade.entryMs, trade]));
  return one.filter((trade) => isSame(trade, byEntry.get(trade.entryMs))).length;
}

function isSame(a: ClosedTrade | undefined, b: ClosedTrade | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.entryMs === b.entryMs &&
    a.exitMs === b.exitMs &&
    cents(a.entryPrice) === cents(b.entryPrice) &&
    cents(a.exitPrice) === cents(b.exitPrice)
  );
}

/** Prices are whole cents; as doubles they differ in the last bit. */
function cents(price: number): number {
  return Math.round(price * 100);
}
