import { MICROS_PER_SECOND } from "../core/model/units.ts";
import type { BarColumns } from "./bar-columns.ts";
import { nyseSessions } from "./calendar/nyse-calendar.ts";
import type { Session } from "./calendar/nyse-calendar.ts";
import { readHeader } from "./header-columns.ts";
import { findHeader, parseBars, readBytes } from "./read-bars-csv.ts";
import type { BarsParsed, ReadBarsOptions } from "./read-bars-csv.ts";

/** One finding of `data check`; `line` 0: the file as a whole. */
export interface BarIssue {
  readonly line: number;
  /** A data fault code, or in lower case what only warns: gap, outlier, stale, note. */
  readonly kind: string;
  readonly detail: string;
}

/** What `data check FILE --json` prints. */
export interface BarsReport {
  readonly verdict: "ok" | "warn" | "refuse";
  readonly rows: number;
  /** ISO 8601 UTC of the first opening and the last closing; empty when no bar could be read. */
  readonly from: string;
  readonly to: string;
  readonly issues: readonly BarIssue[];
}

const STALE_BARS = 10;
const OUTLIER_RATIO_MIN = 0.03;
const OUTLIER_MEDIANS = 25;

/** Checks one bars file: what a run would refuse, and what is worth a look: gaps, outliers, stale runs. */
export function checkBars(path: string, options: ReadBarsOptions): BarsReport {
  const read = readBytes(path);
  if (!read.ok) return refusal([{ line: 0, kind: read.fault.code, detail: read.fault.detail }]);
  const issues: BarIssue[] = [];
  let rows = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  let isRefused = false;
  for (const symbol of symbolsOf(read.bytes, options)) {
    const strict = parseBars(read.bytes, path, { ...options, symbol, skipBadRows: false });
    if (!strict.ok) {
      isRefused = true;
      for (const fault of strict.faults) issues.push({ line: fault.line, kind: fault.code, detail: fault.detail });
    }
    const parsed = strict.ok ? strict : parseBars(read.bytes, path, { ...options, symbol, skipBadRows: true });
    if (!parsed.ok) continue;
    rows = parsed.rows;
    from = Math.min(from, parsed.columns.tsOpen[0] ?? from);
    to = Math.max(to, parsed.columns.tsClose[parsed.columns.count - 1] ?? to);
    for (const warning of strict.ok ? parsed.warnings : []) issues.push(noteOf(warning, path));
    if (options.session === "regular") findGaps(parsed, issues);
    findOutliers(parsed, issues);
    findStaleRuns(parsed, issues);
  }
  issues.sort((a, b) => a.line - b.line);
  const verdict = isRefused ? "refuse" : issues.length > 0 ? "warn" : "ok";
  return { verdict, rows, from: isoText(from), to: isoText(to), issues };
}

function refusal(issues: readonly BarIssue[]): BarsReport {
  return { verdict: "refuse", rows: 0, from: "", to: "", issues };
}

/** The instruments to check one by one; null stands for the file's only one. */
function symbolsOf(bytes: Uint8Array, options: ReadBarsOptions): readonly (string | null)[] {
  if (options.symbol !== null) return [options.symbol];
  const header = findHeader(bytes);
  const layout = header === null ? null : readHeader(header.text);
  if (header === null || layout === null || !layout.ok || !layout.hasSymbol) return [null];
  const column = layout.roles.indexOf(6);
  const delimiter = String.fromCharCode(layout.delimiter);
  const symbols = new Set<string>();
  for (const line of Buffer.from(bytes.subarray(header.end))
    .toString("utf8")
    .split(/[\r\n]+/)) {
    const name = line.split(delimiter)[column]?.replaceAll('"', "").trim();
    if (name !== undefined && name !== "") symbols.add(name);
  }
  return symbols.size > 0 ? [...symbols] : [null];
}

function noteOf(warning: string, path: string): BarIssue {
  const rest = warning.startsWith(path) ? warning.slice(path.length) : warning;
  const match = /^:(\d+): (.*)$/s.exec(rest);
  if (match !== null) return { line: Number(match[1]), kind: "note", detail: match[2] ?? "" };
  return { line: 0, kind: "note", detail: rest.replace(/^: /, "") };
}

/** Missing bars against the exchange's sessions; a session without any bar is named at the next bar's line. */
function findGaps(parsed: BarsParsed, issues: BarIssue[]): void {
  const { columns, lines } = parsed;
  if (columns.count === 0) return;
  const first = isoText(columns.tsOpen[0] as number).slice(0, 10);
  const last = isoText(columns.tsClose[columns.count - 1] as number).slice(0, 10);
  const length = columns.timeframeSeconds * MICROS_PER_SECOND;
  const isSessionBar = columns.timeframeSeconds >= 86_400;
  if (columns.timeframeSeconds > 86_400) return;
  let i = 0;
  for (const session of nyseSessions(first, last)) {
    const line = lines[Math.min(i, columns.count - 1)] as number;
    let at = session.openMicros;
    const start = i;
    while (i < columns.count && (columns.tsOpen[i] as number) < session.closeMicros) {
      const open = columns.tsOpen[i] as number;
      if (open > at && i > 0) pushGap(issues, { line: lines[i] as number, session, from: at, to: open, length });
      at = columns.tsClose[i] as number;
      i += 1;
    }
    if (i === start) issues.push({ line, kind: "gap", detail: `no bar for the session of ${session.day}` });
    else if (!isSessionBar && at < session.closeMicros && i < columns.count) {
      pushGap(issues, { line: lines[i - 1] as number, session, from: at, to: session.closeMicros, length });
    }
  }
}

function pushGap(
  issues: BarIssue[],
  gap: { line: number; session: Session; from: number; to: number; length: number },
): void {
  const missing = Math.max(1, Math.round((gap.to - gap.from) / gap.length));
  const bars = missing === 1 ? "1 bar" : `${missing} bars`;
  const detail = `${bars} missing in the session of ${gap.session.day} from ${isoText(gap.from)}`;
  issues.push({ line: gap.line, kind: "gap", detail });
}

/** Bars whose high or low lies far from the closes on both sides: a bad print rather than a move. */
function findOutliers(parsed: BarsParsed, issues: BarIssue[]): void {
  const { columns, lines } = parsed;
  const { closeMicros, highMicros, lowMicros } = columns;
  if (columns.count < 3) return;
  const limit = Math.max(OUTLIER_RATIO_MIN, OUTLIER_MEDIANS * medianMove(columns));
  for (let i = 1; i + 1 < columns.count; i += 1) {
    const before = closeMicros[i - 1] as number;
    const after = columns.openMicros[i + 1] as number;
    const above = Math.min((highMicros[i] as number) / before, (highMicros[i] as number) / after) - 1;
    const below = 1 - Math.max((lowMicros[i] as number) / before, (lowMicros[i] as number) / after);
    const ratio = Math.max(above, below);
    if (ratio <= limit) continue;
    const detail = `${above > below ? "high" : "low"} lies ${(ratio * 100).toFixed(1)} % beyond both neighbours; a bad print?`;
    issues.push({ line: lines[i] as number, kind: "outlier", detail });
  }
}

function medianMove(columns: BarColumns): number {
  const moves = new Float64Array(columns.count - 1);
  for (let i = 1; i < columns.count; i += 1) {
    moves[i - 1] = Math.abs((columns.closeMicros[i] as number) / (columns.closeMicros[i - 1] as number) - 1);
  }
  moves.sort();
  return moves[moves.length >> 1] ?? 0;
}

/** Runs of bars in which nothing moves: a feed that hangs. */
function findStaleRuns(parsed: BarsParsed, issues: BarIssue[]): void {
  const { columns, lines } = parsed;
  let start = 0;
  for (let i = 0; i <= columns.count; i += 1) {
    if (i < columns.count && i > start && isSame(columns, start, i)) continue;
    if (i === start) continue;
    if (i - start >= STALE_BARS) {
      issues.push({
        line: lines[start] as number,
        kind: "stale",
        detail: `${i - start} equal bars in a row from here`,
      });
    }
    start = i;
  }
}

function isSame(columns: BarColumns, i: number, j: number): boolean {
  return (
    columns.openMicros[i] === columns.openMicros[j] &&
    columns.highMicros[i] === columns.highMicros[j] &&
    columns.lowMicros[i] === columns.lowMicros[j] &&
    columns.closeMicros[i] === columns.closeMicros[j]
  );
}

function isoText(micros: number): string {
  return Number.isFinite(micros) ? new Date(micros / 1000).toISOString().replace(".000Z", "Z") : "";
}
