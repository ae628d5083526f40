import { MICROS_PER_DAY, MICROS_PER_SECOND } from "../../core/model/units.ts";
import { addIssue } from "../data-fault.ts";
import type { RowIssues } from "../data-fault.ts";
import { parseDouble } from "../parse-decimal.ts";
import { leanPrice, lineCount, lineEnd, splitLine } from "./lean-rows.ts";
import type { LeanRows } from "./lean-rows.ts";

/** `ms,price,size,exchange,sale condition,suspicious flag`. */
const FIELDS = 6;
const CR = 13;
const LF = 10;
const ONE = 49;

/** One-second bars made of ticks, and how many ticks were left out as suspicious. */
export interface TickBars {
  readonly rows: LeanRows;
  readonly suspiciousCount: number;
}

/**
 * Makes one-second bars of trade ticks. Ticks that carry the suspicious flag are left out; odd sale
 * conditions are not, so a bar can differ from the venue's own second bar.
 */
export function parseLeanTicks(
  bytes: Uint8Array,
  layout: { readonly day: number; readonly isScaled: boolean },
  issues: RowIssues,
): TickBars {
  const capacity = Math.min(lineCount(bytes), 86_400);
  const columns = Array.from({ length: 5 }, () => new Float64Array(capacity));
  const [open, high, low, close, volume] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const rows: LeanRows = {
    count: 0,
    wall: new Float64Array(capacity),
    values: columns,
    line: new Int32Array(capacity),
    rowCount: 0,
  };
  const starts = new Int32Array(FIELDS + 1);
  let suspiciousCount = 0;
  let second = Number.NEGATIVE_INFINITY;
  let line = 0;
  for (let at = 0; at < bytes.length; ) {
    line += 1;
    const end = lineEnd(bytes, at);
    const fields = splitLine(bytes, at, end, starts);
    at = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
    if (fields === 0) continue;
    rows.rowCount += 1;
    const micros = parseDouble(bytes, starts[0] as number, (starts[1] as number) - 1) * 1000;
    const price =
      fields === FIELDS ? leanPrice(bytes, starts[1] as number, (starts[2] as number) - 1, layout.isScaled) : 0;
    const size = fields === FIELDS ? parseDouble(bytes, starts[2] as number, (starts[3] as number) - 1) : 0;
    const own = Math.floor(micros / MICROS_PER_SECOND);
    const isSound =
      fields === FIELDS && price > 0 && size >= 0 && micros >= 0 && micros < MICROS_PER_DAY && own >= second;
    if (!isSound) {
      addIssue(issues, {
        code: "BAD_ROW",
        line,
        detail: "no tick: expected a time that does not fall, a price and a size",
      });
      continue;
    }
    if (bytes[starts[5] as number] === ONE) {
      suspiciousCount += 1;
      continue;
    }
    if (own > second) {
      second = own;
      rows.wall[rows.count] = layout.day * MICROS_PER_DAY + own * MICROS_PER_SECOND;
      rows.line[rows.count] = line;
      open[rows.count] = price;
      high[rows.count] = price;
      low[rows.count] = price;
      rows.count += 1;
    }
    const i = rows.count - 1;
    if (price > (high[i] as number)) high[i] = price;
    if (price < (low[i] as number)) low[i] = price;
    close[i] = price;
    volume[i] = (volume[i] as number) + size;
  }
  return { rows, suspiciousCount };
}
