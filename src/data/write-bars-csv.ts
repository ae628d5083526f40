import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { BarColumns } from "./bar-columns.ts";

/** Bars as CSV text: `ts_utc,open,high,low,close,volume`, opening times in UTC, prices exact decimals. */
export function barsCsv(columns: BarColumns): string {
  const isSessionBar = columns.timeframeSeconds >= 86_400;
  const lines = [isSessionBar ? "date,open,high,low,close,volume" : "ts_utc,open,high,low,close,volume"];
  for (let i = 0; i < columns.count; i += 1) {
    const open = timeText(columns.tsOpen[i] as number);
    // A bar of a day names its session; at the open of a US session UTC and New York share the date.
    const time = isSessionBar ? open.slice(0, 10) : open;
    const prices = [columns.openMicros, columns.highMicros, columns.lowMicros, columns.closeMicros];
    lines.push(`${time},${prices.map((column) => priceText(column[i] as number)).join(",")},${columns.volume[i]}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Writes bars to `path`, gzip-packed when it ends in `.gz`; throws what the file system throws. */
export function writeBarsCsv(path: string, columns: BarColumns): void {
  const text = barsCsv(columns);
  writeFileSync(path, path.endsWith(".gz") ? gzipSync(text) : text);
}

/** Exact decimal text of a price in micros, with at least two places: 499500000 is `499.50`. */
export function priceText(micros: number): string {
  const whole = Math.floor(micros / 1_000_000);
  const fraction = String(micros - whole * 1_000_000).padStart(6, "0");
  return `${whole}.${fraction.slice(0, 2)}${fraction.slice(2).replace(/0+$/, "")}`;
}

/** `YYYY-MM-DDTHH:MM:SSZ`, with a fraction only when there is one. */
export function timeText(micros: number): string {
  const text = new Date(Math.floor(micros / 1000)).toISOString();
  const fraction = micros % 1_000_000;
  return fraction === 0 ? `${text.slice(0, 19)}Z` : `${text.slice(0, 19)}.${String(fraction).padStart(6, "0")}Z`;
}
