/** Decimal text of an integer of 1e-6: the one place where numbers become text; `2500000` is `2.5`. */
export function decimalOf(micros: number): string {
  const digits = Math.abs(micros).toString().padStart(7, "0");
  const whole = digits.slice(0, -6);
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return `${micros < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** {@link decimalOf} with at least two decimals, for money: `2.50`. */
export function moneyOf(micros: number): string {
  const text = decimalOf(micros);
  const at = text.indexOf(".");
  if (at < 0) return `${text}.00`;
  return text.length - at === 2 ? `${text}0` : text;
}

/** Null stays null. */
export function decimalOrNull(micros: number | null): string | null {
  return micros === null ? null : decimalOf(micros);
}

/** Null stays null. */
export function moneyOrNull(micros: number | null): string | null {
  return micros === null ? null : moneyOf(micros);
}

/** Decimal text of a double, at most `decimals` places, never in exponent form; null when not finite. */
export function ratioOf(value: number, decimals = 8): string | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e20) return null;
  const text = value.toFixed(decimals);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return short === "-0" ? "0" : short;
}

/** Quotient of two amounts as {@link ratioOf}; null without a base. */
export function shareOf(part: number | null, base: number | null): string | null {
  return part === null || base === null || base === 0 ? null : ratioOf(part / base);
}

/** ISO time of micros, to the millisecond. */
export function isoOf(micros: number): string {
  return new Date(Math.floor(micros / 1_000)).toISOString();
}

/** Null stays null. */
export function isoOrNull(micros: number | null): string | null {
  return micros === null ? null : isoOf(micros);
}
