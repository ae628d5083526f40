import { fillLinesOf } from "../../core/execution/orders-hash.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import type { OnceOptions } from "./run-once.ts";
import { runOnce } from "./run-once.ts";

/** One thing that was decided or done, as text that two runs can be compared by. */
export interface Decision {
  /** UnixMicros of the bar's close, of a fill the event's. */
  readonly ts: number;
  readonly what: "wish" | "order" | "fill";
  readonly instrument: string;
  readonly text: string;
}

/** Everything a run decided, and the bars it could decide on. */
export interface DecisionRecord {
  /** Closes of all bars a strategy saw, each time once, rising. */
  readonly slices: Float64Array;
  /** By kind, in the order they happened. */
  readonly wishes: readonly Decision[];
  readonly orders: readonly Decision[];
  readonly fills: readonly Decision[];
}

/**
 * Runs `resolved` and writes down every wish, order and fill with its price and quantity. Nothing is
 * closed at the end: where the bars end is no decision, and a cut moves it.
 */
export function recordDecisions(resolved: ResolvedRun, options: Omit<OnceOptions, "watch">): DecisionRecord {
  const slices: number[] = [];
  const wishes: Decision[] = [];
  const symbols = resolved.instruments.map((instrument) => instrument.symbol);
  const open = { ...resolved, strategy: { ...resolved.strategy, closeAtEnd: false } };
  const { run } = runOnce(open, {
    ...options,
    watch: (strategyRun, { bar }, drafts) => {
      const ts = bar.tsEvent;
      if (slices.at(-1) !== ts) slices.push(ts);
      if (drafts.length === 0) return;
      const instrument = symbols[bar.instrument] ?? "";
      wishes.push({ ts, what: "wish", instrument, text: JSON.stringify([strategyRun.strategy, drafts]) });
    },
  });
  const { orders, fillCount, fills } = run.orders;
  // One line per fill, grouped by order; a fill's own time is its first field.
  const fillLines = fillCount === 0 || fills.length === 0 ? [] : fillLinesOf(run.orders);
  return {
    slices: Float64Array.from(slices),
    wishes,
    orders: orders.map((order) => ({
      ts: order.tsCreated,
      what: "order",
      instrument: symbols[order.instrument] ?? "",
      text: [order.role, order.side, order.type, order.quantityLots, order.limitTicks, order.stopTicks].join(" "),
    })),
    fills: fillLines
      .flatMap((text, i) => {
        const order = orders[i];
        const lines = text.split("\n").filter((line) => line !== "");
        return lines.map((line): Decision => {
          const [ts = "", lots = "", ticks = ""] = line.split("|");
          const instrument = symbols[order?.instrument ?? -1] ?? "";
          return {
            ts: Number(ts),
            what: "fill",
            instrument,
            text: `${order?.side ?? ""} ${lots} lots at ${ticks} ticks`,
          };
        });
      })
      .sort((a, b) => a.ts - b.ts),
  };
}

/** Two runs at the place where they part. */
export interface Difference {
  readonly ts: number;
  readonly instrument: string;
  readonly what: Decision["what"];
  /** What the one and the other did there; null: nothing. */
  readonly one: string | null;
  readonly other: string | null;
}

/**
 * The first thing in which two records differ up to `until`; null when nothing does. A fill at that
 * very moment is the next bar's open, so only what was filled before counts.
 */
export function firstDifference(one: DecisionRecord, other: DecisionRecord, until: number): Difference | null {
  const found = [
    differenceOf(one.wishes, other.wishes, until),
    differenceOf(one.orders, other.orders, until),
    differenceOf(one.fills, other.fills, until - 1),
  ].filter((difference) => difference !== null);
  return found.reduce<Difference | null>((first, next) => (first === null || next.ts < first.ts ? next : first), null);
}

function differenceOf(one: readonly Decision[], other: readonly Decision[], until: number): Difference | null {
  for (let i = 0; ; i += 1) {
    const a = within(one[i], until);
    const b = within(other[i], until);
    if (a === null && b === null) return null;
    if (a !== null && b !== null && a.ts === b.ts && a.instrument === b.instrument && a.text === b.text) continue;
    const isOne = b === null || (a !== null && a.ts <= b.ts);
    const isOther = a === null || (b !== null && b.ts <= a.ts);
    const first = (isOne ? a : b) as Decision;
    return {
      ts: first.ts,
      instrument: first.instrument,
      what: first.what,
      one: isOne ? (a?.text ?? null) : null,
      other: isOther ? (b?.text ?? null) : null,
    };
  }
}

function within(decision: Decision | undefined, until: number): Decision | null {
  return decision !== undefined && decision.ts <= until ? decision : null;
}
