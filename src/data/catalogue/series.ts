/** What the rows of a dataset are: prints, quotes, one-second bars made of ticks, or those of an option root. */
export const SERIES_KINDS = ["trade", "quote", "tick", "option-trade", "option-quote"] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

/** The second half of a dataset's name: how long its bars are and what they are made of. */
export interface Series {
  readonly kind: SeriesKind;
  readonly timeframeSeconds: number;
}

const UNITS = [
  [604_800, "w"],
  [86_400, "d"],
  [3600, "h"],
  [60, "m"],
  [1, "s"],
] as const;
const SECONDS_MAX = 604_800 * 52;

/** `1m`, `1d`, `1m-quote`, `1d-option-trade`: the name of the series' folder. */
export function seriesName(series: Series): string {
  const text = resolutionText(series.timeframeSeconds);
  return series.kind === "trade" ? text : `${text}-${series.kind}`;
}

/** The longest unit that divides the length: 60 is `1m`, 5400 is `90m`, 86,400 is `1d`. */
export function resolutionText(seconds: number): string {
  for (const [length, letter] of UNITS) if (seconds % length === 0) return `${seconds / length}${letter}`;
  return `${seconds}s`;
}

/** Reads a series' name; null when it is none. `60s` and `1m` are the same series. */
export function parseSeries(text: string): Series | null {
  const match = /^(\d{1,6})([smhdw])(?:-([a-z-]+))?$/.exec(text);
  if (match === null) return null;
  const kind = SERIES_KINDS.find((known) => known === (match[3] ?? "trade"));
  const unit = UNITS.find(([, letter]) => letter === match[2]);
  const timeframeSeconds = Number(match[1]) * (unit?.[0] ?? 0);
  if (kind === undefined || timeframeSeconds === 0 || timeframeSeconds > SECONDS_MAX) return null;
  return { kind, timeframeSeconds };
}

/** True when rows carry the contract they belong to. */
export function isOptionKind(kind: SeriesKind): boolean {
  return kind === "option-trade" || kind === "option-quote";
}

/** True when rows are bid and ask rather than prints. */
export function isQuoteKind(kind: SeriesKind): boolean {
  return kind === "quote" || kind === "option-quote";
}
