/** Micros of a decimal string of at most six places; the inverse of `moneyText`. */
export function decimalMicros(decimal: string): bigint {
  const isNegative = decimal.startsWith("-");
  const [whole = "0", places = ""] = (isNegative ? decimal.slice(1) : decimal).split(".");
  const micros = BigInt(whole + places.padEnd(6, "0").slice(0, 6));
  return isNegative ? -micros : micros;
}
