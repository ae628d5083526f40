/** Decimal text of micros of a currency: at least two places, more only where they are not zero. */
export function moneyText(micros: number | bigint): string {
  const exact = BigInt(micros);
  const sign = exact < 0n ? "-" : "";
  const digits = String(exact < 0n ? -exact : exact).padStart(7, "0");
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6, -4)}${digits.slice(-4).replace(/0+$/, "")}`;
}

/** `numerator / denominator` to the nearest integer, ties to even; the denominator is positive. */
export function halfEvenQuotient(numerator: bigint, denominator: bigint): bigint {
  let floor = numerator / denominator;
  if (floor * denominator > numerator) floor -= 1n;
  const twice = 2n * (numerator - floor * denominator);
  if (twice < denominator) return floor;
  if (twice > denominator) return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}
