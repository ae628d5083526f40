/** How figures are written for people (report and terminal); null is a dash, never 0. */

/** Stands for a figure that is null. */
export const NONE = "–";
const MINUS = "−";

/** `12.41%`, with a sign when it is a change. */
export function percentText(ratio: number | null, options: { signed: boolean; decimals: number }): string {
  if (ratio === null) return NONE;
  return `${withSign(ratio * 100, options)}%`;
}

/** `1.84`: two decimals. */
export function ratioText(value: number | null): string {
  return value === null ? NONE : withSign(value, { signed: false, decimals: 2 });
}

/** `41×`: whole from 10 on, one decimal below. */
export function timesText(value: number | null): string {
  return value === null ? NONE : `${withSign(value, { signed: false, decimals: value < 10 ? 1 : 0 })}×`;
}

/** `1,024,310.55` of a decimal string: grouped, two decimals, half-even on the digits given. */
export function amountText(decimal: string | null, options: { signed: boolean }): string {
  if (decimal === null) return NONE;
  const [whole = "0", places = ""] = decimal.replace("-", "").split(".");
  const micros = BigInt(whole + places.padEnd(6, "0").slice(0, 6));
  const half = micros % 10_000n;
  let cents = micros / 10_000n;
  if (half > 5_000n || (half === 5_000n && cents % 2n === 1n)) cents += 1n;
  const digits = String(cents).padStart(3, "0");
  const text = `${groupText(digits.slice(0, -2))}.${digits.slice(-2)}`;
  if (cents === 0n) return text;
  if (decimal.startsWith("-")) return MINUS + text;
  return options.signed ? `+${text}` : text;
}

/** `98,280` of a whole number or its digits. */
export function groupText(whole: number | string): string {
  return String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

function withSign(value: number, { signed, decimals }: { signed: boolean; decimals: number }): string {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  if (value < 0) return MINUS + text;
  return signed ? `+${text}` : text;
}

/** `2024-03-11` of UnixMicros, UTC. */
export function isoDay(micros: number): string {
  return new Date(micros / 1000).toISOString().slice(0, 10);
}

/** `2024-03-11 14:31` of an ISO time, unbroken; seconds only where they are not zero. */
export function timeText(iso: string): string {
  const text = iso.slice(0, 19).replace("T", "\u00a0");
  return text.endsWith(":00") ? text.slice(0, -3) : text;
}

/** `1 h 27 m`, `3 d 4 h`, `12 m`, of seconds. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} m`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
