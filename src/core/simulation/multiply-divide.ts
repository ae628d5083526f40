import { ceilDiv, floorDiv, halfEvenDiv } from "../math/round.ts";

/**
 * `a x b / c` rounded once, exactly: in doubles while the product is a safe integer, in bigint
 * beyond. `a`, `b` are integers of any size, `c` is a positive safe integer.
 */
export type RoundingMode = "floor" | "ceil" | "half-even";

/** `a x b / c` rounded by `mode`; the result is exact when it is a safe integer itself. */
export function multiplyDivide(a: number, b: number, c: number, mode: RoundingMode): number {
  const product = a * b;
  if (!Number.isSafeInteger(product)) return Number(divideWide(BigInt(a) * BigInt(b), BigInt(c), mode));
  if (mode === "floor") return floorDiv(product, c);
  return mode === "ceil" ? ceilDiv(product, c) : halfEvenDiv(product, c);
}

/** A quotient of exact integers rounded by `mode`; the denominator is positive. */
export function divideWide(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  let floor = numerator / denominator;
  if (floor * denominator > numerator) floor -= 1n;
  const rest = numerator - floor * denominator;
  if (mode === "floor" || rest === 0n) return floor;
  if (mode === "ceil") return floor + 1n;
  const twice = 2n * rest;
  if (twice === denominator) return floor % 2n === 0n ? floor : floor + 1n;
  return twice > denominator ? floor + 1n : floor;
}
