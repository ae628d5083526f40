/** A twin for strategies that tell a state: positions follow the last draft, wishes become words. */
import type { SignalDraft } from "../model/signal.ts";
import { FLAT, type Held } from "./strategy-fixture.test.ts";

/** Long from the bar after an entry on, flat from the bar after an exit on; `refuses` drops the entry of a bar. */
export function following(
  refuses: (k: number) => boolean,
): (k: number, drafts: readonly (readonly SignalDraft[])[]) => Held {
  let held = FLAT;
  return (k, drafts) => {
    const draft = drafts[k - 1]?.[0];
    if (draft === undefined) return held;
    if (draft.intent === "exit") held = FLAT;
    else if (!refuses(k - 1)) held = { lots: 5, entryMicros: 500_000_000 };
    return held;
  };
}

/**
 * Words of wishes that are states: each is said whenever the position differs from it or the wish
 * changed. The position is reckoned here, not read from the strategy.
 */
export function wordsOfWishes(
  wishes: readonly ("long" | "flat" | "")[],
  refuses: (k: number) => boolean,
  isEvent = false,
): string[] {
  let isLong = false;
  let last = "";
  return wishes.map((wish, k) => {
    const isSaid =
      wish === "long" ? isEvent || last !== "long" || !isLong : wish === "flat" && (last === "long" || isLong);
    if (!isSaid) return "";
    last = wish;
    if (wish === "flat") isLong = false;
    else if (!refuses(k)) isLong = true;
    return wish === "long" ? "entry buy" : "exit sell";
  });
}
