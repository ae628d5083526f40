import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { RowIssues } from "../data-fault.ts";
import { hasDecimalPoint, parseLeanRows } from "./lean-rows.ts";
import type { LeanRows } from "./lean-rows.ts";
import { parseLeanMember } from "./lean-member.ts";
import type { LeanMember } from "./lean-member.ts";
import { parseLeanTicks } from "./lean-ticks.ts";
import { leanTimes } from "./lean-times.ts";
import type { LeanTimes } from "./lean-times.ts";
import { listZip, unpackMember } from "./zip-file.ts";

/** How an archive is read. */
export interface LeanOptions {
  readonly session: "regular" | "all";
  readonly skipBadRows: boolean;
  /** Prices are written as they are (an index), not in 1/10,000; a decimal point in a file's first row says so too. */
  readonly isUnscaled: boolean;
}

/** The rows of one archive; all columns have `count` entries. */
export interface LeanSet {
  /** Upper case; the root of an option archive. */
  readonly symbol: string;
  readonly content: "trade" | "quote";
  readonly timeframeSeconds: number;
  readonly isOfTicks: boolean;
  readonly count: number;
  /** 21-character code of each row's contract; null in an archive without options. */
  readonly contracts: readonly string[] | null;
  readonly tsOpen: Float64Array;
  readonly tsClose: Float64Array;
  /** Trade: open, high, low, close in micros, volume. Quote: the same of the bid, then of the ask, NaN where a side is missing. */
  readonly values: readonly Float64Array[];
}

/** What was left out of an archive's rows, by reason. */
export interface LeanCounts {
  readonly rows: number;
  readonly badRows: number;
  readonly outside: number;
  readonly suspicious: number;
}

export type LeanResult =
  | { readonly ok: true; readonly set: LeanSet; readonly counts: LeanCounts }
  | {
      readonly ok: false;
      readonly code: "ZIP_DAMAGED" | "LEAN_UNKNOWN" | "BAD_ROW" | "DUPLICATE_TIME" | "NO_ROWS_LEFT";
      /** File inside the archive; empty: the archive itself. */
      readonly member: string;
      readonly line: number;
      readonly detail: string;
    };

interface Part {
  readonly member: LeanMember;
  readonly rows: LeanRows;
  readonly times: LeanTimes;
}

const SECONDS = { tick: 1, second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

/** Reads a LEAN archive of bars, quotes or ticks: one equity or index, or the contracts of one option root. */
export function readLeanZip(bytes: Uint8Array, options: LeanOptions): LeanResult {
  const listing = listZip(bytes);
  if (!listing.ok) return refuse("ZIP_DAMAGED", "", 0, listing.detail);
  if (listing.members.length === 0) return refuse("LEAN_UNKNOWN", "", 0, "the archive is empty");
  const parts: Part[] = [];
  const total = { rows: 0, badRows: 0, outside: 0, suspicious: 0 };
  let timeframeSeconds = 0;
  for (const entry of listing.members) {
    const member = parseLeanMember(entry.name);
    if (member === null)
      return refuse("LEAN_UNKNOWN", entry.name, 0, "it is not named like a LEAN file of bars, quotes or ticks");
    const content = unpackMember(bytes, entry);
    if (!content.ok) return refuse("ZIP_DAMAGED", entry.name, 0, content.detail);
    const issues: RowIssues = { count: 0, kept: [] };
    const parsed = parseMember(content.bytes, member, issues, options);
    if (parsed === null)
      return refuse("LEAN_UNKNOWN", entry.name, 0, "quote ticks are not read; quotes come as minute or second files");
    const seconds = secondsOf(member, parsed.rows);
    const first = parts[0]?.member ?? member;
    if (timeframeSeconds !== 0 && seconds !== timeframeSeconds)
      return refuse("LEAN_UNKNOWN", entry.name, 0, `its bars have ${seconds} s, those before ${timeframeSeconds} s`);
    if (
      member.symbol !== first.symbol ||
      member.content !== first.content ||
      (parts.length > 0 && member.contract === null)
    )
      return refuse("LEAN_UNKNOWN", entry.name, 0, "the archive mixes instruments or kinds of rows");
    timeframeSeconds = seconds;
    const times = leanTimes(parsed.rows, { timeframeSeconds: seconds, session: options.session, issues });
    const issue = issues.kept[0];
    if (issue !== undefined && !options.skipBadRows) return refuse(issue.code, entry.name, issue.line, issue.detail);
    total.rows += parsed.rows.rowCount;
    total.badRows += issues.count;
    total.outside += times.outsideCount;
    total.suspicious += parsed.suspiciousCount;
    parts.push({ member, rows: parsed.rows, times });
  }
  const set = joinParts(parts, timeframeSeconds);
  if (set === null) return refuse("NO_ROWS_LEFT", "", 0, "no row is sound and inside the session");
  return { ok: true, set, counts: total };
}

function parseMember(
  bytes: Uint8Array,
  member: LeanMember,
  issues: RowIssues,
  options: LeanOptions,
): { readonly rows: LeanRows; readonly suspiciousCount: number } | null {
  const isScaled = !options.isUnscaled && !hasDecimalPoint(bytes);
  if (member.resolution === "tick") {
    if (member.content === "quote" || member.day === null) return null;
    return parseLeanTicks(bytes, { day: member.day, isScaled }, issues);
  }
  const rows = parseLeanRows(bytes, { content: member.content, day: member.day, isScaled }, issues);
  return { rows, suspiciousCount: 0 };
}

/** A file whose rows all begin at midnight is one of days, else one of hours. */
function secondsOf(member: LeanMember, rows: LeanRows): number {
  if (member.resolution !== null) return SECONDS[member.resolution];
  for (let i = 0; i < rows.count; i += 1) if ((rows.wall[i] as number) % MICROS_PER_DAY !== 0) return SECONDS.hour;
  return SECONDS.day;
}

function joinParts(parts: readonly Part[], timeframeSeconds: number): LeanSet | null {
  const [first] = parts;
  const count = parts.reduce((sum, part) => sum + part.times.keep.length, 0);
  if (first === undefined || count === 0) return null;
  const tsOpen = new Float64Array(count);
  const tsClose = new Float64Array(count);
  const values = first.rows.values.map(() => new Float64Array(count));
  const contracts: string[] | null = first.member.contract === null ? null : [];
  let at = 0;
  for (const { member, rows, times } of parts) {
    tsOpen.set(times.tsOpen, at);
    tsClose.set(times.tsClose, at);
    for (let k = 0; k < times.keep.length; k += 1) {
      const i = times.keep[k] as number;
      for (const [c, column] of values.entries()) column[at + k] = rows.values[c]?.[i] as number;
      contracts?.push(member.contract ?? "");
    }
    at += times.keep.length;
  }
  const { symbol, content, resolution } = first.member;
  return {
    symbol,
    content,
    timeframeSeconds,
    isOfTicks: resolution === "tick",
    count,
    contracts,
    tsOpen,
    tsClose,
    values,
  };
}

function refuse(
  code: Extract<LeanResult, { ok: false }>["code"],
  member: string,
  line: number,
  detail: string,
): LeanResult {
  return { ok: false, code, member, line, detail };
}
