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
  | { readonly ok: false; readonly detail: string };

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
    if (other !== undefined) return { ok: false, detail: `columns "${other}" and "${name}" both mean ${role}` };
    seen.set(role, name);
    roles[i] = COLUMN_ROLES.indexOf(role);
    if (name === "ts_utc") isUtc = true;
  }
  const missing = COLUMN_ROLES.slice(ROLE_TIME, ROLE_CLOSE + 1).filter((role) => !seen.has(role));
  if (missing.length > 0) {
    const shown = line.length > 80 ? `${line.slice(0, 80)}...` : line;
    return {
      ok: false,
      detail:
        `no column for ${missing.join(", ")} in the header "${shown}"; expected a time column ` +
        "(time, timestamp, datetime, date, ts, ts_utc or dt) and open, high, low, close",
    };
  }
  const hasVolume = seen.has("volume");
  return { ok: true, roles, delimiter: delimiter.charCodeAt(0), hasVolume, hasSymbol: seen.has("symbol"), isUtc };
}
