import type { SessionTable } from "../core/model/session-table.ts";
import type { BarColumns } from "./bar-columns.ts";
import type { BarIssue } from "./bar-issue.ts";
import { CHECK_LIMITS } from "./check-limits.ts";

/** Ratios in which shares are split or merged; 5:4 and finer cannot be told from a move. */
const RATIOS = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100];
/** Two for three is a fall that earnings have caused too: the open must then hit the ratio closely, on usual volume. */
const NARROW_BELOW = 2;
const NEWS_VOLUME = 3;

/** Nights after which prices stand at a whole ratio of the evening before: a split the file was not adjusted for. */
export function findSplits(columns: BarColumns, lines: Int32Array, table: SessionTable): BarIssue[] {
  const { count, tsOpen, openMicros, closeMicros } = columns;
  const issues: BarIssue[] = [];
  const nights = nightsOf(columns, table);
  const usual = medianNight(columns, nights);
  for (const i of nights) {
    const before = closeMicros[i - 1] as number;
    const ratio = (openMicros[i] as number) / before;
    const factor = ratio < 1 ? 1 / ratio : ratio;
    const split = RATIOS.find((one) => Math.abs(factor / one - 1) <= toleranceOf(one));
    if (split === undefined || factor - 1 < CHECK_LIMITS.splitMedians * usual) continue;
    if (split < NARROW_BELOW && isNewsVolume(columns, i)) continue;
    // A bad print at the open is gone by the next bar; a split stays.
    const later = closeMicros[Math.min(i + 1, count - 1)] as number;
    if (Math.abs(Math.log(later / before)) < Math.log(split) / 2) continue;
    const day = new Date((tsOpen[i] as number) / 1000).toISOString().slice(0, 10);
    const [more, fewer] = split === 1.5 ? [3, 2] : [split, 1];
    const shares = ratio < 1 ? `${more} for ${fewer}` : `${fewer} for ${more}`;
    const prices = `from ${(before / 1e6).toFixed(2)} to ${((openMicros[i] as number) / 1e6).toFixed(2)}`;
    const detail = `the price goes ${prices} in the night before ${day}, like a split of ${shares}; a run on prices as traded takes it for a move`;
    issues.push({ line: lines[i] as number, kind: "split", detail });
  }
  return issues;
}

/** The bar's volume is a multiple of what the twenty bars before it had: news, not a split. */
function isNewsVolume({ volume }: BarColumns, i: number): boolean {
  const before = volume.slice(Math.max(0, i - 20), i).sort();
  return (volume[i] as number) > NEWS_VOLUME * (before[before.length >> 1] ?? 0);
}

function toleranceOf(ratio: number): number {
  return ratio < NARROW_BELOW ? CHECK_LIMITS.splitTolerance / 4 : CHECK_LIMITS.splitTolerance;
}

/** Bars that are the first of another session than the bar before. */
function nightsOf({ count, tsOpen }: BarColumns, { closes }: SessionTable): number[] {
  const nights: number[] = [];
  let s = 0;
  for (let i = 0; i < count; i += 1) {
    const before = s;
    while (s < closes.length && (closes[s] as number) <= (tsOpen[i] as number)) s += 1;
    if (i > 0 && s > before) nights.push(i);
  }
  return nights;
}

function medianNight({ openMicros, closeMicros }: BarColumns, nights: readonly number[]): number {
  const moves = nights.map((i) => Math.abs((openMicros[i] as number) / (closeMicros[i - 1] as number) - 1));
  moves.sort((a, b) => a - b);
  return moves[moves.length >> 1] ?? 0;
}
