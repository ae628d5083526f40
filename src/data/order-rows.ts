import { addIssue } from "./data-fault.ts";
import { moveRow, reverseRows } from "./scanned-rows.ts";
import type { ScannedRows } from "./scanned-rows.ts";

export type OrderResult =
  | { readonly ok: true; readonly isReversed: boolean }
  | { readonly ok: false; readonly line: number; readonly detail: string };

/** Above this share of rows out of order a file has no direction, and no row alone is to blame. */
const MIXED_SHARE = 0.05;

/**
 * Puts the rows of one instrument into rising time. A file that falls throughout is reversed; in a
 * rising file a few backward or repeated times are issues of their rows; anything else has no order.
 */
export function orderRows(rows: ScannedRows): OrderResult {
  const { count, utc } = rows;
  let rises = 0;
  let falls = 0;
  let firstFall = -1;
  for (let i = 1; i < count; i += 1) {
    const step = (utc[i] as number) - (utc[i - 1] as number);
    if (step > 0) rises += 1;
    else if (step < 0) {
      falls += 1;
      if (firstFall < 0) firstFall = i;
    }
  }
  const isReversed = falls > 0 && rises === 0;
  if (isReversed) reverseRows(rows);
  else if (falls > 0 && lateRows(rows) > MIXED_SHARE * count) {
    return {
      ok: false,
      line: rows.line[firstFall] as number,
      detail: `times rise ${rises} times and fall ${falls} times, first here; expected one direction throughout`,
    };
  }
  if (rises + 1 < count) dropRepeats(rows);
  return { ok: true, isReversed };
}

/** Rows before a time that was already reached. */
function lateRows(rows: ScannedRows): number {
  let latest = Number.NEGATIVE_INFINITY;
  let late = 0;
  for (let i = 0; i < rows.count; i += 1) {
    const time = rows.utc[i] as number;
    if (time < latest) late += 1;
    else latest = time;
  }
  return late;
}

function dropRepeats(rows: ScannedRows): void {
  let latest = Number.NEGATIVE_INFINITY;
  let latestLine = 0;
  let count = 0;
  for (let i = 0; i < rows.count; i += 1) {
    const time = rows.utc[i] as number;
    const line = rows.line[i] as number;
    if (time === latest) {
      addIssue(rows.issues, { code: "DUPLICATE_TIME", line, detail: `the time of line ${latestLine} again` });
    } else if (time < latest) {
      addIssue(rows.issues, { code: "BAD_ROW", line, detail: `backward time: line ${latestLine} is later` });
    } else {
      latest = time;
      latestLine = line;
      moveRow(rows, i, count);
      count += 1;
    }
  }
  rows.count = count;
}
