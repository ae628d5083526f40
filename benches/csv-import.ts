/**
 * CSV import: our byte parser against a naive split-and-parse reader on the same generated file,
 * in the same run. `node benches/csv-import.ts [rows]`
 */
import { nyseSessions } from "../src/data/calendar/nyse-calendar.ts";
import { createHash } from "node:crypto";
import { parseBars, READ_BARS_DEFAULTS } from "../src/data/read-bars-csv.ts";

const ROUNDS = 5;

function generate(rowCount: number): Uint8Array {
  const parts = ["datetime,open,high,low,close,volume\n"];
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  let price = 500;
  for (const session of nyseSessions("2010-01-01", "2030-12-31")) {
    for (let at = session.openMicros; at < session.closeMicros; at += 60e6) {
      if (parts.length > rowCount) return Buffer.from(parts.join(""));
      const open = price;
      price = Math.max(10, price + random() - 0.5);
      const high = Math.max(open, price) + 0.01 + random() * 0.1;
      const low = Math.min(open, price) - 0.01 - random() * 0.1;
      const time = new Date(at / 1000).toISOString().slice(0, 19);
      const prices = `${open.toFixed(2)},${high.toFixed(2)},${low.toFixed(2)},${price.toFixed(2)}`;
      parts.push(`${time}Z,${prices},${Math.floor(random() * 1e6)}\n`);
    }
  }
  return Buffer.from(parts.join(""));
}

/** What one would write first: split, Date.parse, Number; it checks nothing and rounds through a double. */
function readNaively(bytes: Uint8Array): number {
  const bars: { time: number; open: number; high: number; low: number; close: number; volume: number }[] = [];
  for (const line of Buffer.from(bytes).toString("utf8").split("\n").slice(1)) {
    if (line === "") continue;
    const [time = "", open, high, low, close, volume] = line.split(",");
    bars.push({
      time: Date.parse(time) * 1000,
      open: Math.round(Number(open) * 1e6),
      high: Math.round(Number(high) * 1e6),
      low: Math.round(Number(low) * 1e6),
      close: Math.round(Number(close) * 1e6),
      volume: Number(volume),
    });
  }
  return bars.length;
}

function readOurs(bytes: Uint8Array): number {
  const result = parseBars(bytes, "BENCH.csv", READ_BARS_DEFAULTS);
  return result.ok ? result.rows : 0;
}

function hashOnly(bytes: Uint8Array): number {
  return createHash("sha256").update(bytes).digest().length === 32 ? rowCount : 0;
}

function bestSeconds(read: (bytes: Uint8Array) => number, bytes: Uint8Array, rowCount: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const rows = read(bytes);
    best = Math.min(best, (performance.now() - start) / 1000);
    if (rows !== rowCount) throw new Error(`the reader saw ${rows} of ${rowCount} rows`);
  }
  return best;
}

const rowCount = Number(process.argv[2] ?? 1_000_000);
const bytes = generate(rowCount);
const ours = bestSeconds(readOurs, bytes, rowCount);
const hash = bestSeconds(hashOnly, bytes, rowCount);
const naive = bestSeconds(readNaively, bytes, rowCount);
const line = (name: string, seconds: number): string =>
  `${name.padEnd(28)} ${(seconds * 1000).toFixed(0).padStart(6)} ms  ${Math.round(rowCount / seconds).toLocaleString("en")} rows/s`;
console.log(`${rowCount} rows, ${bytes.length} bytes, best of ${ROUNDS}`);
console.log(line("byte parser with all checks", ours));
console.log(line("SHA-256 of the same bytes", hash));
console.log(line("naive split and parse", naive));
console.log(`ratio naive / ours ${(naive / ours).toFixed(2)}, hash included ${(naive / (ours + hash)).toFixed(2)}`);
