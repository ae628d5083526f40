/** What a column of a bars file means; the order is that of the role numbers. */
export const COLUMN_ROLES = ["time", "open", "high", "low", "close", "volume", "symbol"] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];
export const ROLE_TIME = 0;
export const ROLE_OPEN = 1;
export const ROLE_CLOSE = 4;
export const ROLE_VOLUME = 5;
export const ROLE_SYMBOL = 6;

const NAMES: Readonly<Record<string, ColumnRole>> = {
  time: "time",
  timestamp: "time",
  datetime: "time",
  date: "time",
  ts: "time",
  ts_utc: "time",
  dt: "time",
  dates: "time",
  open: "open",
  high: "high",
  low: "low",
  close: "close",
  volume: "volume",
  vol: "volume",
  symbol: "symbol",
  ticker: "symbol",
};

export type HeaderResult =
  | {
      readonly ok: true;
      /** Role number of each column in file order; -1: ignored. */
      readonly roles: Int8Array;
      readonly delimiter: number;
      readonly hasVolume: boolean;
      readonly hasSymbol: boolean;
      /** Times of this file are UTC by the column's name (`ts_utc`). */
      readonly isUtc: boolean;
    }
  | {
      readonly ok: false;
      readonly detail: string;
      /** How many columns were known by name, the time among them; 0: the line may be a title. */
      readonly known: number;
    };

/** Reads a header line; names are matched without case, blanks and quotes, other columns are ignored. */
export function readHeader(line: string): HeaderResult {
  const delimiter = line.includes(",") ? "," : line.includes(";") ? ";" : line.includes("\t") ? "\t" : ",";
  const names = line.split(delimiter).map((name) => name.replace(/[\s"]/g, "").toLowerCase());
  const roles = new Int8Array(names.length).fill(-1);
  const seen = new Map<ColumnRole, string>();
  let isUtc = false;
  for (const [i, name] of names.entries()) {
    const role = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (role === undefined) continue;
    const other = seen.get(role);
    if (other !== undefined)
      return { ok: false, detail: `columns "${other}" and "${name}" both mean ${role}`, known: seen.size };
    seen.set(role, name);
    roles[i] = COLUMN_ROLES.indexOf(role);
    if (name === "ts_utc") isUtc = true;
  }
  const missing = COLUMN_ROLES.slice(ROLE_TIME, ROLE_CLOSE + 1).filter((role) => !seen.has(role));
  if (missing.length > 0) {
    return { ok: false, detail: missingText(line, missing, seen), known: seen.has("time") ? seen.size : 0 };
  }
  const hasVolume = seen.has("volume");
  return { ok: true, roles, delimiter: delimiter.charCodeAt(0), hasVolume, hasSymbol: seen.has("symbol"), isUtc };
}

/** What lacks, and what the line looks like instead of a header. */
function missingText(line: string, missing: readonly ColumnRole[], seen: ReadonlyMap<ColumnRole, string>): string {
  const shown = line.length > 80 ? `${line.slice(0, 80)}...` : line;
  const lack = `no column for ${missing.join(", ")} in the header "${shown}"`;
  if (seen.size === 0 && /^["#]?\d/.test(line)) return `${lack}: that is a row; put a header line above it`;
  if (seen.has("time") && seen.has("close") && missing.length === 3)
    return `${lack}: closes alone are no bars; fetch the file with open, high and low`;
  return `${lack}; expected a time column (time, timestamp, datetime, date, ts, ts_utc or dt) and open, high, low, close`;
}
