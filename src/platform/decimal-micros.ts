/** Why a text is no amount. */
export type DecimalFault = "not-a-decimal" | "too-many-digits" | "too-large";

/**
 * Exact micros (1e-6) of a plain decimal text such as `1.00` or `-0.005`: at most six places, no
 * exponent, within the safe integers (about 9 billion).
 */
export function decimalToMicros(text: string): { ok: true; micros: number } | { ok: false; reason: DecimalFault } {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (match === null) return { ok: false, reason: "not-a-decimal" };
  const places = (match[3] ?? "").replace(/0+$/, "");
  if (places.length > 6) return { ok: false, reason: "too-many-digits" };
  const micros = Number(BigInt(match[2] ?? "0") * 1_000_000n + BigInt(places.padEnd(6, "0")));
  if (!Number.isSafeInteger(micros)) return { ok: false, reason: "too-large" };
  return { ok: true, micros: match[1] === "-" && micros !== 0 ? -micros : micros };
}

/** Shortest decimal text of micros: 1_500_000 is `1.5`. */
export function microsToDecimal(micros: number): string {
  const sign = micros < 0 ? "-" : "";
  const digits = String(Math.abs(micros)).padStart(7, "0");
  const places = digits.slice(-6).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -6)}${places === "" ? "" : `.${places}`}`;
}
