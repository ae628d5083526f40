import { ceilDiv, divideWide, floorDiv, halfEvenDiv, type RoundingMode } from "../math/round.ts";

/**
 * `a x b / c` rounded once, exactly: in doubles while the product is a safe integer, in bigint
 * beyond. `a`, `b` are integers of any size, `c` is a positive safe integer; the result is exact
 * when it is a safe integer itself.
 */
export function multiplyDivide(a: number, b: number, c: number, mode: RoundingMode): number {
  const product = a * b;
  if (!Number.isSafeInteger(product)) return Number(divideWide(BigInt(a) * BigInt(b), BigInt(c), mode));
  if (mode === "floor") return floorDiv(product, c);
  return mode === "ceil" ? ceilDiv(product, c) : halfEvenDiv(product, c);
}
