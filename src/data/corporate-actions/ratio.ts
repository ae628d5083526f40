/** An exact positive fraction. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ONE: Ratio = { numerator: 1n, denominator: 1n };

/** A plain positive decimal as a fraction in lowest terms; null when the text is none. */
export function ratioOfDecimal(text: string): Ratio | null {
  const match = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (match === null) return null;
  const places = match[2] ?? "";
  const numerator = BigInt((match[1] ?? "") + places);
  return numerator === 0n ? null : reduced({ numerator, denominator: 10n ** BigInt(places.length) });
}

/** `a * b` in lowest terms. */
export function times(a: Ratio, b: Ratio): Ratio {
  return reduced({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator });
}

/** `a / b` in lowest terms. */
export function dividedBy(a: Ratio, b: Ratio): Ratio {
  return reduced({ numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator });
}

/** The fraction with the smallest denominator in [low, high], 0 < low <= high; null above `denominatorMax`. */
export function simplestBetween(low: number, high: number, denominatorMax: number): Ratio | null {
  for (let denominator = 1; denominator <= denominatorMax; denominator += 1) {
    const numerator = Math.ceil(low * denominator);
    if (numerator > 0 && numerator <= high * denominator)
      return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
  }
  return null;
}

function reduced({ numerator, denominator }: Ratio): Ratio {
  let a = numerator;
  let b = denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
