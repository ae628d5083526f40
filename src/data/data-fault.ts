/** Why a file or folder of bars is refused; closed, one word per cause. */
export const DATA_FAULT_CODES = [
  "FILE_MISSING",
  "FILE_UNREADABLE",
  "FILE_EMPTY",
  "NOT_GZIP",
  "HEADER_UNKNOWN",
  "BAD_ROW",
  "DUPLICATE_TIME",
  "MIXED_ORDER",
  "WRONG_ZONE",
  "MIXED_ZONES",
  "ZONE_UNKNOWN",
  "SYMBOL_UNKNOWN",
  "TIMEFRAME_UNKNOWN",
  "TIMEFRAME_MIXED",
  "OVERLAP",
  "NO_ROWS_LEFT",
] as const;
export type DataFaultCode = (typeof DATA_FAULT_CODES)[number];

/** One refusal: where it is, what was found and what is allowed. */
export interface DataFault {
  readonly code: DataFaultCode;
  readonly file: string;
  /** Line of the file from 1; 0 when the fault is of the file as a whole. */
  readonly line: number;
  readonly detail: string;
}

/** A fault of one row, before it is known whether bad rows are skipped. */
export interface RowIssue {
  readonly code: "BAD_ROW" | "DUPLICATE_TIME";
  readonly line: number;
  readonly detail: string;
}

/** Bad rows of one file: the first are kept with their text, all are counted. */
export interface RowIssues {
  count: number;
  readonly kept: RowIssue[];
}

const KEPT_MAX = 1000;

/** Notes a bad row; beyond the first thousand only the count grows. */
export function addIssue(issues: RowIssues, issue: RowIssue): void {
  issues.count += 1;
  if (issues.kept.length < KEPT_MAX) issues.kept.push(issue);
}

/** One fault as a line of text a user can act on: `file:line: CODE: detail`. */
export function faultText(fault: DataFault): string {
  const place = fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file;
  return `${place}: ${fault.code}: ${fault.detail}`;
}
