/** Random bars for the tests of the labels: coarse prices, so that equalities happen. */
import fc from "fast-check";
import type { LabelPrices } from "./rise-label.ts";

export interface LabelBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Random walks around 100 in steps of 1, gaps included. */
export const labelBars: fc.Arbitrary<LabelBar[]> = fc
  .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.nat(4), fc.nat(4)), {
    maxLength: 60,
    size: "max",
  })
  .map((steps) => {
    let close = 100;
    return steps.map(([gap, move, up, down]) => {
      const open = Math.max(50, close + gap);
      close = Math.max(50, open + move);
      return { open, high: Math.max(open, close) + up, low: Math.min(open, close) - down, close };
    });
  });

/** Rows as columns. */
export function columnsOf(bars: readonly LabelBar[]): LabelPrices {
  const column = (name: keyof LabelBar): Float64Array => Float64Array.from(bars, (bar) => bar[name]);
  return { open: column("open"), high: column("high"), low: column("low"), close: column("close") };
}

/** One bar per word, `open/high/low/close`. */
export function barsOf(text: string): LabelBar[] {
  return text.split(" ").map((word) => {
    const [open = 0, high = 0, low = 0, close = 0] = word.split("/").map(Number);
    return { open, high, low, close };
  });
}
