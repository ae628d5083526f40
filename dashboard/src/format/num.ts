/** What a number is: decides decimals, grouping and the sign's default. */
export type NumKind =
  | "money"
  | "pnl"
  | "price"
  | "qty"
  | "pct"
  | "change"
  | "bps"
  | "ratio"
  | "count"
  | "compact"
  | "parameter";
/** Direction of a printed number, after rounding: `0.00` is flat. */
export type Direction = "up" | "down" | "flat";

const LOCALE = "en-US";
const MINUS = "\u2212";
const digits = (minimumFractionDigits: number, maximumFractionDigits: number): Intl.NumberFormatOptions => ({
  minimumFractionDigits,
  maximumFractionDigits,
});
const signed: Intl.NumberFormatOptions = { signDisplay: "exceptZero" };
const unsigned: Intl.NumberFormatOptions = { signDisplay: "negative" };
const OPTIONS: Readonly<Record<NumKind, Intl.NumberFormatOptions>> = {
  money: { ...digits(2, 2), ...unsigned },
  pnl: { ...digits(2, 2), ...signed },
  price: { ...digits(2, 6), ...unsigned },
  qty: { ...digits(0, 10), ...unsigned },
  pct: { ...digits(2, 2), ...unsigned, style: "percent" },
  change: { ...digits(2, 2), ...signed, style: "percent" },
  bps: { ...digits(1, 1), ...unsigned },
  ratio: { ...digits(2, 2), ...unsigned },
  count: { ...digits(0, 0), ...unsigned },
  // Of any size: 0.00125 as well as 10,000.
  parameter: { ...unsigned, maximumSignificantDigits: 6 },
  compact: { ...unsigned, notation: "compact", maximumFractionDigits: 3 },
};
const UNITS: Readonly<Partial<Record<NumKind, string>>> = { bps: "bps" };
const formats = new Map<NumKind, Intl.NumberFormat>();

function formatOf(kind: NumKind): Intl.NumberFormat {
  const known = formats.get(kind);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(LOCALE, OPTIONS[kind]);
  formats.set(kind, made);
  return made;
}

/** Prints decimal text (or a whole number) exactly: it never becomes a binary float on the way. */
export function formatNum(kind: NumKind, value: string | number): string {
  const text = formatOf(kind)
    .format(value as Intl.StringNumericLiteral)
    .replace("-", MINUS);
  const unit = UNITS[kind];
  return unit === undefined ? text : `${text} ${unit}`;
}

/** Direction of what {@link formatNum} printed. */
export function directionOf(printed: string): Direction {
  if (!/[1-9]/.test(printed)) return "flat";
  return printed.startsWith(MINUS) ? "down" : "up";
}
