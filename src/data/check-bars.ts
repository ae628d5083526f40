import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_DAY } from "../core/model/units.ts";
import type { BarColumns } from "./bar-columns.ts";
import type { BarIssue } from "./bar-issue.ts";
import { isoText } from "./bar-issue.ts";
import { SECONDS_PER_DAY } from "./bar-times.ts";
import { dateText } from "./calendar/civil-date.ts";
import { sessionTable } from "./calendar/nyse-calendar.ts";
import type { RowIssues } from "./data-fault.ts";
import { findDeadBars } from "./find-dead-bars.ts";
import type { BarGap } from "./find-gaps.ts";
import { findGaps, gapIssues } from "./find-gaps.ts";
import { findOutliers } from "./find-outliers.ts";
import { findSplits } from "./find-splits.ts";
import { judgeBars } from "./judge-bars.ts";
import type { JudgedBars } from "./judge-bars.ts";
import { scanFile } from "./read-bars-csv.ts";
import type { ReadBarsOptions } from "./read-bars-csv.ts";

/** What `data check FILE --json` prints. */
export interface BarsReport {
  readonly file: string;
  /** `refuse`: a run would not read it; `warn`: it would, and something is worth a look. */
  readonly verdict: "ok" | "warn" | "refuse";
  readonly rows: number;
  /** ISO 8601 UTC of the first opening and the last closing; empty when no bar could be read. */
  readonly from: string;
  readonly to: string;
  /** By line; those of kind `info` do not count for the verdict. */
  readonly issues: readonly BarIssue[];
  /** What was taken for granted because the file does not say it. */
  readonly assumed: readonly string[];
}

const NO_ISSUES: RowIssues = { count: 0, kept: [] };

/** The gaps of one instrument of a file. */
export interface InstrumentGaps {
  readonly instrument: string;
  readonly sessions: number;
  readonly expectedBars: number;
  readonly missingBars: number;
  readonly gaps: readonly BarGap[];
}

/** A file's gaps, or the report that says why there are no bars to look at. */
export type GapsResult =
  | { readonly ok: true; readonly instruments: readonly InstrumentGaps[] }
  | { readonly ok: false; readonly issues: readonly BarIssue[] };

/** Checks one bars file: what a run would refuse, and what is worth a look: gaps, bad prints, dead feeds, splits. */
export function checkBars(path: string, options: ReadBarsOptions): BarsReport {
  const read = scanFile(path, options.tz, () => {});
  if (!read.ok) {
    const { line, code, detail } = read.fault;
    return {
      file: path,
      verdict: "refuse",
      rows: 0,
      from: "",
      to: "",
      issues: [{ line, kind: code, detail }],
      assumed: [],
    };
  }
  const { rows } = read.scanned;
  const { rowCount: total } = rows;
  const issues: BarIssue[] = [];
  const assumed = new Set<string>();
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let isRefused = false;
  const symbols = symbolsOf(rows.symbols, options);
  // Bad rows are those of the file: judging one instrument of several finds them again.
  const shared = symbols.length > 1 ? rows.issues : NO_ISSUES;
  issues.push(...rowIssues(shared, NO_ISSUES));
  isRefused ||= issues.length > 0;
  for (const symbol of symbols) {
    const judged = judgeBars(read.scanned, path, { ...options, symbol }, false);
    const found = [...faultIssues(judged, path, shared)];
    isRefused ||= found.some((issue) => issue.kind === issue.kind.toUpperCase());
    for (const text of judged.assumed) assumed.add(text);
    if (judged.columns !== null) {
      from = Math.min(from, judged.columns.tsOpen[0] as number);
      to = Math.max(to, judged.columns.tsClose[judged.columns.count - 1] as number);
      // Bars of two zones in one file lie about their neighbours: nothing found in them would be true.
      if (judged.faults.length === 0) found.push(...lookAt(judged, judged.columns, options));
    }
    const prefix = symbols.length > 1 ? `${symbol}: ` : "";
    for (const issue of found) issues.push(prefix === "" ? issue : { ...issue, detail: prefix + issue.detail });
  }
  issues.sort((a, b) => a.line - b.line);
  const isSuspect = issues.some((issue) => issue.kind !== "info");
  const verdict = isRefused ? "refuse" : isSuspect ? "warn" : "ok";
  return { file: path, verdict, rows: total, from: isoText(from), to: isoText(to), issues, assumed: [...assumed] };
}

/** Lists every gap of a bars file against the exchange's calendar. */
export function listGaps(path: string, options: ReadBarsOptions): GapsResult {
  const read = scanFile(path, options.tz, () => {});
  if (!read.ok) {
    const { line, code, detail } = read.fault;
    return { ok: false, issues: [{ line, kind: code, detail }] };
  }
  const instruments: InstrumentGaps[] = [];
  const issues: BarIssue[] = [];
  for (const symbol of symbolsOf(read.scanned.rows.symbols, options)) {
    const judged = judgeBars(read.scanned, path, { ...options, symbol }, false);
    const { columns, lines, faults } = judged;
    for (const { line, code, detail } of faults) issues.push({ line, kind: code, detail });
    if (columns !== null)
      instruments.push({ instrument: columns.symbol, ...findGaps(columns, lines, exchangeTable(columns)) });
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, instruments };
}

/** The instruments to look at one by one; null stands for the file's only one. */
function symbolsOf(symbols: readonly string[], options: ReadBarsOptions): readonly (string | null)[] {
  if (options.symbol !== null) return [options.symbol];
  return symbols.length > 1 ? [...symbols] : [null];
}

function faultIssues(judged: JudgedBars, path: string, shared: RowIssues): BarIssue[] {
  const found: BarIssue[] = judged.faults.map(({ line, code, detail }) => ({ line, kind: code, detail }));
  found.push(...rowIssues(judged.issues, shared));
  for (const warning of judged.warnings) found.push(noteOf(warning, path));
  return found;
}

/** The bad rows that come after those of `told`, with which the list begins. */
function rowIssues(issues: RowIssues, told: RowIssues): BarIssue[] {
  const fresh = issues.kept.slice(told.kept.length);
  const found: BarIssue[] = fresh.map(({ line, code, detail }) => ({ line, kind: code, detail }));
  const rest = issues.count - told.count - fresh.length;
  if (rest > 0) found.push({ line: 0, kind: "BAD_ROW", detail: `${rest} more bad rows` });
  return found;
}

/** A warning of the reader as a finding; leaving out what lies outside regular hours is what was asked for. */
function noteOf(warning: string, path: string): BarIssue {
  const rest = warning.startsWith(path) ? warning.slice(path.length) : warning;
  const kind = rest.endsWith("outside regular hours left out") ? "info" : "note";
  const match = /^:(\d+): (.*)$/s.exec(rest);
  if (match !== null) return { line: Number(match[1]), kind, detail: match[2] ?? "" };
  return { line: 0, kind, detail: rest.replace(/^: /, "") };
}

function lookAt({ lines, issues }: JudgedBars, columns: BarColumns, options: ReadBarsOptions): BarIssue[] {
  const badLines = new Set(issues.kept.map((issue) => issue.line));
  const table = exchangeTable(columns);
  const isRegular = options.session === "regular";
  const inside = isRegular ? insideOf(columns, table) : null;
  const isInside = (bar: number): boolean => inside === null || inside[bar] === 1;
  return [
    ...(isRegular ? gapIssues(findGaps(columns, lines, table), badLines) : []),
    ...findOutliers(columns, lines),
    ...findSplits(columns, lines, table),
    ...findDeadBars(columns, lines, isInside),
  ];
}

/** The exchange's sessions around the bars, whichever session filter was asked for. */
function exchangeTable({ tsOpen, tsClose, count }: BarColumns): SessionTable {
  const first = Math.floor((tsOpen[0] as number) / MICROS_PER_DAY);
  const last = Math.floor((tsClose[count - 1] as number) / MICROS_PER_DAY);
  return sessionTable(dateText(first - 1), dateText(last + 1));
}

/** Uint8Array[bars]: 1 where a bar opens within a session; all are when bars last a day or longer. */
function insideOf({ count, tsOpen, timeframeSeconds }: BarColumns, { opens, closes }: SessionTable): Uint8Array {
  const inside = new Uint8Array(count);
  if (timeframeSeconds >= SECONDS_PER_DAY) return inside.fill(1);
  let s = 0;
  for (let i = 0; i < count; i += 1) {
    while (s < closes.length && (closes[s] as number) <= (tsOpen[i] as number)) s += 1;
    if (s < closes.length && (opens[s] as number) <= (tsOpen[i] as number)) inside[i] = 1;
  }
  return inside;
}
