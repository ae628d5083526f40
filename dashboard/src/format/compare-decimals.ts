interface Parts {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function partsOf(text: string): Parts {
  const isNegative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (isNegative ? text.slice(1) : text).split(".");
  return { isNegative, whole: whole.replace(/^0+(?=\d)/, ""), fraction: fraction.replace(/0+$/, "") };
}

function compareMagnitudes(a: Parts, b: Parts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length < b.whole.length ? -1 : 1;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}

/** Orders two decimal texts for sorting, digit by digit: negative, 0 or positive. */
export function compareDecimals(left: string, right: string): number {
  const a = partsOf(left);
  const b = partsOf(right);
  const isZero = (parts: Parts): boolean => parts.whole === "0" && parts.fraction === "";
  if (isZero(a) && isZero(b)) return 0;
  const aIsNegative = a.isNegative && !isZero(a);
  const bIsNegative = b.isNegative && !isZero(b);
  if (aIsNegative !== bIsNegative) return aIsNegative ? -1 : 1;
  return aIsNegative ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}
