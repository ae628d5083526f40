import { addIssue } from "./data-fault.ts";
import type { RowIssues } from "./data-fault.ts";
import type { ScannedRows } from "./scan-rows.ts";

/** Rows of one instrument in rising time, as indices into the scanned rows. */
export type OrderResult =
  | { readonly ok: true; readonly keep: Int32Array; readonly isReversed: boolean }
  | { readonly ok: false; readonly line: number; readonly detail: string };

/** Above this share of rows out of order a file has no direction, and no row alone is to blame. */
const MIXED_SHARE = 0.05;

/**
 * Puts the rows of `symbol` into rising time. A file that falls throughout is reversed; in a rising
 * file a few backward or repeated times are issues of their rows; anything else has no order.
 */
export function orderRows(rows: ScannedRows, symbol: number, issues: RowIssues): OrderResult {
  const keep = new Int32Array(rows.count);
  let count = 0;
  for (let i = 0; i < rows.count; i += 1) {
    if (rows.symbol[i] === symbol) {
      keep[count] = i;
      count += 1;
    }
  }
  const picked = keep.subarray(0, count);
  let rises = 0;
  let falls = 0;
  let firstFall = -1;
  for (let k = 1; k < count; k += 1) {
    const step = timeOf(rows, picked, k) - timeOf(rows, picked, k - 1);
    if (step > 0) rises += 1;
    else if (step < 0) {
      falls += 1;
      if (firstFall < 0) firstFall = k;
    }
  }
  const isReversed = falls > 0 && rises === 0;
  if (isReversed) picked.reverse();
  else if (falls > 0) {
    const late = lateRows(rows, picked);
    if (late > MIXED_SHARE * count) {
      const line = rows.line[picked[firstFall] as number] as number;
      return {
        ok: false,
        line,
        detail: `times rise ${rises} times and fall ${falls} times, first here; expected one direction throughout`,
      };
    }
  }
  return { ok: true, keep: dropRepeats(rows, picked, issues), isReversed };
}

function timeOf(rows: ScannedRows, keep: Int32Array, k: number): number {
  return rows.utc[keep[k] as number] as number;
}

/** Rows before a time that was already reached. */
function lateRows(rows: ScannedRows, keep: Int32Array): number {
  let latest = Number.NEGATIVE_INFINITY;
  let late = 0;
  for (let k = 0; k < keep.length; k += 1) {
    const time = timeOf(rows, keep, k);
    if (time < latest) late += 1;
    else latest = time;
  }
  return late;
}

function dropRepeats(rows: ScannedRows, keep: Int32Array, issues: RowIssues): Int32Array {
  let latest = Number.NEGATIVE_INFINITY;
  let latestLine = 0;
  let count = 0;
  for (let k = 0; k < keep.length; k += 1) {
    const i = keep[k] as number;
    const time = rows.utc[i] as number;
    const line = rows.line[i] as number;
    if (time === latest) {
      addIssue(issues, { code: "DUPLICATE_TIME", line, detail: `the time of line ${latestLine} again` });
    } else if (time < latest) {
      addIssue(issues, { code: "BAD_ROW", line, detail: `backward time: line ${latestLine} is later` });
    } else {
      latest = time;
      latestLine = line;
      keep[count] = i;
      count += 1;
    }
  }
  return keep.subarray(0, count);
}
