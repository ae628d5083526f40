/**
 * Bars read the plainest way: unpack, split, look at a New York wall clock. Shares no code with
 * the product on purpose; only what the shared files need.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** One minute; prices in millionths, whole. */
export interface NaiveBar {
  /** Milliseconds UTC of the open. */
  readonly time: number;
  /** New York date and minute of the day of the open. */
  readonly day: string;
  readonly minute: number;
  readonly open: bigint;
  readonly high: bigint;
  readonly low: bigint;
  readonly close: bigint;
}

export const OPEN_MINUTE = 9 * 60 + 30;
export const CLOSE_MINUTE = 16 * 60;

const wallClock = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** Regular-session minutes of a gzipped file with zoned times; a last row without volume is left out. */
export function readNaiveBars(path: string): NaiveBar[] {
  const lines = gunzipSync(readFileSync(path)).toString("utf8").trim().split(/\r?\n/);
  const names = (lines.shift() ?? "").toLowerCase().split(",");
  const rows = lines.map((line) => line.split(","));
  const at = (row: string[] | undefined, name: string): string => row?.[names.indexOf(name)] ?? "";
  if (Number(at(rows.at(-1), "volume")) === 0) rows.pop();
  const bars: NaiveBar[] = [];
  for (const row of rows) {
    const time = Date.parse(at(row, "datetime").replace(" ", "T"));
    const parts = Object.fromEntries(wallClock.formatToParts(time).map((part) => [part.type, part.value]));
    const minute = Number(parts["hour"]) * 60 + Number(parts["minute"]);
    if (minute < OPEN_MINUTE || minute >= CLOSE_MINUTE) continue;
    const [open, high, low, close] = ["open", "high", "low", "close"].map((name) => millionths(at(row, name)));
    if (open === undefined || high === undefined || low === undefined || close === undefined)
      throw new Error(`no price in ${row.join(",")}`);
    const day = `${parts["year"]}-${parts["month"]}-${parts["day"]}`;
    bars.push({ time, day, minute, open, high, low, close });
  }
  return bars;
}

/** Exact decimal text to millionths, ties to even. */
function millionths(text: string): bigint {
  const [whole = "0", places = ""] = text.split(".");
  const padded = places.padEnd(7, "0");
  const kept = BigInt(whole) * 1_000_000n + BigInt(padded.slice(0, 6));
  const rest = padded.slice(6).replace(/0+$/, "");
  if (rest === "" || rest < "5") return kept;
  if (rest > "5") return kept + 1n;
  return kept % 2n === 0n ? kept : kept + 1n;
}
