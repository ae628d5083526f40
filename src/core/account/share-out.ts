import { assert } from "../assert.ts";

/** A quotient of exact integers to the nearest one, ties to the even one; denominator positive. */
export function halfEvenQuotient(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, "the denominator is positive");
  const floor = floorQuotient(numerator, denominator);
  const twice = 2n * (numerator - floor * denominator);
  if (twice < denominator) return floor;
  if (twice > denominator) return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}

/**
 * Whole parts of `total`, each the floor of its exact share `numerators[i] / denominator` or one
 * more: what flooring leaves goes to the largest cut-off fractions, the first of equal ones. The
 * total is the exact sum rounded either way, so the parts always add up to it.
 */
export function shareOut(total: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
  const parts = numerators.map((numerator) => floorQuotient(numerator, denominator));
  const cut = numerators.map((numerator, i) => numerator - (parts[i] as bigint) * denominator);
  let left = total;
  for (const part of parts) left -= part;
  assert(left >= 0n && left <= BigInt(parts.length), "a total is the sum of its shares, rounded");
  for (; left > 0n; left -= 1n) {
    let largest = 0;
    for (let i = 1; i < cut.length; i += 1) if ((cut[i] as bigint) > (cut[largest] as bigint)) largest = i;
    parts[largest] = (parts[largest] as bigint) + 1n;
    cut[largest] = -1n;
  }
  return parts;
}

function floorQuotient(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
