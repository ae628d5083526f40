import type { RandomState } from "../../core/math/random.ts";
import { nextIntegerBelow, nextUniform } from "../../core/math/random.ts";

/**
 * Fills `into` with returns drawn from `returns` in runs of random length, `block` on average,
 * each beginning anywhere and going round at the end: what hangs together from day to day stays
 * together. `block` 1 draws every day alone.
 * Source: Politis and Romano, "The Stationary Bootstrap" (1994).
 */
export function drawBlocks(returns: Float64Array, block: number, random: RandomState, into: Float64Array): void {
  const n = returns.length;
  const isNew = 1 / block;
  let at = 0;
  for (let i = 0; i < into.length; i += 1) {
    at += 1;
    if (i === 0 || nextUniform(random) < isNew) at = nextIntegerBelow(random, n);
    else if (at === n) at = 0;
    into[i] = returns[at] as number;
  }
}

/** Fills `into` with all of `values` in a random order. Source: Fisher and Yates. */
export function shuffle(values: Float64Array, random: RandomState, into: Float64Array): void {
  into.set(values);
  for (let i = into.length - 1; i > 0; i -= 1) {
    const j = nextIntegerBelow(random, i + 1);
    const kept = into[i] as number;
    into[i] = into[j] as number;
    into[j] = kept;
  }
}

/** Mean length of the blocks for `count` days: its cube root, at least 5. */
export function defaultBlock(count: number): number {
  return Math.min(Math.max(5, Math.round(Math.cbrt(count))), Math.max(1, count));
}
