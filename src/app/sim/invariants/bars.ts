import type { TradingBooks } from "../../../core/engine/core-state.ts";
import type { BarClosed } from "../../../core/model/input.ts";
import { hold } from "../violation.ts";
import type { Shadow } from "./shadow.ts";

/** A bar that comes late, or a second time, rewrites nothing that a decision rested on (T5). */
export function checkBar(shadow: Shadow, books: TradingBooks, bar: BarClosed): void {
  const i = bar.instrument;
  const isTimely = bar.tsEvent > shadow.tsSlice && bar.tsEvent > (shadow.tsLastBar[i] as number);
  if (isTimely) shadow.tsLastBar[i] = bar.tsEvent;
  const known = books.market.tsLastClose[i] as number;
  // Without a bar so far the core has no time.
  if (known !== known) return;
  hold(known === shadow.tsLastBar[i], "T5", () => {
    return `instrument ${i} stands at the bar of ${known}, the newest that came in time is ${shadow.tsLastBar[i]}`;
  });
}

/** Decisions are made once per slice, in its order. */
export function checkSlice(shadow: Shadow, tsMark: number): void {
  hold(tsMark > shadow.tsSlice, "T5", () => `the slice of ${tsMark} was decided on after that of ${shadow.tsSlice}`);
  shadow.tsSlice = tsMark;
}
