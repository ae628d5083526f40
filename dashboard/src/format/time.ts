/** How a moment is printed: `14:32`, `14:32:07`, `14:32:07.412`, `Mar 4, 14:32`, `Mar 4, 14:32:07`, `Mar 4, 2025`, `Mar 4, 2025, 14:32`. */
export type TimeKind = "clock" | "time" | "ms" | "minute" | "moment" | "day" | "dated";

const EXCHANGE_ZONE = "America/New_York";
const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
const minutes: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const day: Intl.DateTimeFormatOptions = { month: "short", day: "numeric" };
const OPTIONS: Readonly<Record<TimeKind, Intl.DateTimeFormatOptions>> = {
  clock: minutes,
  time: clock,
  ms: { ...clock, fractionalSecondDigits: 3 },
  minute: { ...day, ...minutes },
  moment: { ...day, ...clock },
  day: { ...day, year: "numeric" },
  dated: { ...day, year: "numeric", ...minutes },
};
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(kind: TimeKind, zone: string): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", { ...OPTIONS[kind], timeZone: zone });
  formats.set(key, made);
  return made;
}

/** The viewer's time zone, as the browser knows it. */
export function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** City of a zone: `New York`. */
export function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** Short name of a zone at a moment: `EST`, `GMT+5:30`. */
export function zoneName(zone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" }).formatToParts(atMs);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** Prints a moment in a zone. */
export function formatTime(kind: TimeKind, atMs: number, zone: string): string {
  return formatOf(kind, zone).format(atMs);
}

/** The same moment in UTC and at the exchange, for the hover text. */
export function exactTime(atMs: number): string {
  const exchange = `${formatTime("moment", atMs, EXCHANGE_ZONE)} ${zoneName(EXCHANGE_ZONE, atMs)}`;
  return `${new Date(atMs).toISOString()} · ${exchange}`;
}

/** A session, given by its date at the exchange (midnight UTC of it), wherever the viewer is: `Mar 4, 2025`. */
export function sessionDay(atMs: number): string {
  return formatTime("day", atMs, "UTC");
}

/** Prints a span: `412 ms`, `0.4 s` (ages), `42 s`, `3 min 5 s`, `1 h 27 m`. */
export function formatSpan(spanMs: number): string {
  const ms = Math.max(0, Math.round(spanMs));
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} m` : `${Math.floor(hours / 24)} days`;
}
