import type { SessionTable } from "../core/model/session-table.ts";
import { MICROS_PER_SECOND } from "../core/model/units.ts";
import type { BarColumns } from "./bar-columns.ts";
import type { BarIssue } from "./bar-issue.ts";
import { countText, isoText, percentText } from "./bar-issue.ts";
import { SECONDS_PER_DAY } from "./bar-times.ts";
import { CHECK_LIMITS } from "./check-limits.ts";

/** Bars or whole sessions that are not there, between bars that are. */
export interface BarGap {
  readonly kind: "sessions" | "bars";
  /** Line of the file after which the gap lies. */
  readonly line: number;
  /** First and last session it touches, `YYYY-MM-DD`. */
  readonly day: string;
  readonly lastDay: string;
  /** Instants between which nothing is there. */
  readonly from: number;
  readonly to: number;
  /** Sessions or bars that are missing. */
  readonly missing: number;
}

/** The gaps of one instrument against the exchange's calendar, and what the sessions that have bars should hold. */
export interface GapList {
  readonly gaps: readonly BarGap[];
  /** Sessions with a bar, and the bars they should have between the first and the last of the file. */
  readonly sessions: number;
  readonly expectedBars: number;
  readonly missingBars: number;
}

/**
 * Compares bars with the sessions of `table`; bars outside every session are passed over. What lies
 * before the first and after the last bar is no gap. Bars longer than a day have none.
 */
export function findGaps(columns: BarColumns, lines: Int32Array, table: SessionTable): GapList {
  const { count, tsOpen, tsClose, timeframeSeconds } = columns;
  const gaps: BarGap[] = [];
  if (count === 0 || timeframeSeconds > SECONDS_PER_DAY) return { gaps, sessions: 0, expectedBars: 0, missingBars: 0 };
  const length = timeframeSeconds * MICROS_PER_SECOND;
  const isSessionBar = timeframeSeconds === SECONDS_PER_DAY;
  const last = tsOpen[count - 1] as number;
  let sessions = 0;
  let expectedBars = 0;
  let missingBars = 0;
  let lastLine = 0;
  let absent: { from: number; day: string; lastDay: string; to: number; missing: number } | null = null;
  let i = 0;
  for (let s = 0; s < table.days.length && (table.opens[s] as number) <= last; s += 1) {
    const [open, close, day] = [table.opens[s] as number, table.closes[s] as number, table.days[s] as string];
    while (i < count && (tsOpen[i] as number) < open) i += 1;
    if (i >= count || (tsOpen[i] as number) >= close) {
      if (sessions === 0) continue;
      absent ??= { from: open, day, lastDay: day, to: close, missing: 0 };
      absent = { ...absent, lastDay: day, to: close, missing: absent.missing + 1 };
      continue;
    }
    if (absent !== null) gaps.push({ kind: "sessions", line: lastLine, ...absent });
    absent = null;
    const isFirst = sessions === 0;
    sessions += 1;
    let at = isFirst ? (tsOpen[i] as number) : open;
    const start = at;
    while (i < count && (tsOpen[i] as number) < close) {
      const from = tsOpen[i] as number;
      if (from > at && !isSessionBar)
        missingBars += pushBars(gaps, { line: lastLine, day, from: at, to: from, length });
      at = Math.max(at, tsClose[i] as number);
      lastLine = lines[i] as number;
      i += 1;
    }
    const isLast = i >= count || (tsOpen[count - 1] as number) < close;
    if (at < close && !isLast && !isSessionBar)
      missingBars += pushBars(gaps, { line: lastLine, day, from: at, to: close, length });
    expectedBars += isSessionBar ? 1 : Math.ceil(((isLast ? at : close) - start) / length);
  }
  return { gaps, sessions, expectedBars, missingBars };
}

function pushBars(
  gaps: BarGap[],
  gap: {
    readonly line: number;
    readonly day: string;
    readonly from: number;
    readonly to: number;
    readonly length: number;
  },
): number {
  const { line, day, from, to } = gap;
  const missing = Math.max(1, Math.round((to - from) / gap.length));
  gaps.push({ kind: "bars", line, day, lastDay: day, from, to, missing });
  return missing;
}

/**
 * The gaps as findings: the longest by name, the rest counted, a thinly traded instrument as one
 * finding. A single bar whose row is bad (`badLines`) has been reported and is no gap.
 */
export function gapIssues(list: GapList, badLines: ReadonlySet<number>): BarIssue[] {
  const issues: BarIssue[] = [];
  const gaps = list.gaps.filter(
    (gap) => gap.missing > 1 || !(badLines.has(gap.line + 1) || badLines.has(gap.line - 1)),
  );
  const bars = gaps.filter((gap) => gap.kind === "bars");
  for (const gap of gaps) if (gap.kind === "sessions") issues.push(issueOf(gap));
  const ordered = bars.toSorted((a, b) => b.missing - a.missing || a.from - b.from);
  const [longest] = ordered;
  const median = ordered[ordered.length >> 1];
  if (longest === undefined || median === undefined) return issues;
  const share = list.missingBars / list.expectedBars;
  if (share >= CHECK_LIMITS.thinShare && median.missing <= 2 && bars.length > CHECK_LIMITS.gapsNamed) {
    const first = bars.slice(0, 3).map((gap) => isoText(gap.from));
    const detail =
      `thinly traded: ${list.missingBars} of ${list.expectedBars} bars (${percentText(share)}) missing in ${countText(bars.length, "gap")}, ` +
      `mostly single ones, first ${first.join(", ")}; longest ${countText(longest.missing, "bar")} from ${isoText(longest.from)}`;
    issues.push({ line: bars[0]?.line ?? 0, kind: "thin", detail });
    return issues;
  }
  for (const gap of ordered.slice(0, CHECK_LIMITS.gapsNamed)) issues.push(issueOf(gap));
  const rest = ordered.slice(CHECK_LIMITS.gapsNamed);
  if (rest.length > 0) {
    const missing = rest.reduce((sum, gap) => sum + gap.missing, 0);
    const detail = `${countText(rest.length, "more gap")} of together ${countText(missing, "bar")}, none longer than ${rest[0]?.missing}; data gaps lists them`;
    issues.push({ line: rest[0]?.line ?? 0, kind: "gap", detail });
  }
  return issues;
}

function issueOf(gap: BarGap): BarIssue {
  if (gap.kind === "bars") {
    const detail = `${countText(gap.missing, "bar")} missing in the session of ${gap.day} from ${isoText(gap.from)}`;
    return { line: gap.line, kind: "gap", detail };
  }
  const detail =
    gap.missing === 1
      ? `no bar for the session of ${gap.day}`
      : `no bar for ${gap.missing} sessions from ${gap.day} to ${gap.lastDay}`;
  return { line: gap.line, kind: "gap", detail };
}
