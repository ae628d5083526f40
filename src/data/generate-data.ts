import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { SessionTable } from "../core/model/session-table.ts";
import { NYSE_LAST_YEAR } from "./calendar/nyse-rules.ts";
import { sessionTable } from "./calendar/nyse-calendar.ts";
import { generateBars } from "./market-generator.ts";
import { writeBarsCsv } from "./write-bars-csv.ts";

/** What `agenttrader data generate` is asked for. */
export interface GenerateDataOptions {
  readonly instruments: readonly string[];
  readonly sessions: number;
  readonly seed: number;
  /** First day considered, `YYYY-MM-DD`. */
  readonly from: string;
  readonly out: string;
}

export type GenerateDataResult =
  | {
      readonly ok: true;
      readonly files: readonly string[];
      readonly rows: number;
      readonly from: string;
      readonly to: string;
    }
  | { readonly ok: false; readonly field: "instruments" | "sessions" | "seed"; readonly detail: string };

/** First day of generated data unless another is asked for: a fixed one, so that equal seeds give equal files. */
export const GENERATE_FROM = "2024-01-02";

/** Writes one-minute bars of the wanted sessions, one `<instrument>_1m.csv` each; throws what the file system throws. */
export function generateData(options: GenerateDataOptions): GenerateDataResult {
  const names = options.instruments;
  const bad = names.find((name) => !/^[A-Z][A-Z0-9-]{0,11}$/.test(name));
  if (names.length === 0 || bad !== undefined) {
    return { ok: false, field: "instruments", detail: `"${bad ?? ""}" is no instrument; expected names like SPY, IWM` };
  }
  if (new Set(names).size !== names.length)
    return { ok: false, field: "instruments", detail: "an instrument is named twice" };
  if (!(Number.isSafeInteger(options.seed) && options.seed >= 0)) {
    return { ok: false, field: "seed", detail: `${options.seed} is no seed; expected a whole number from 0` };
  }
  const all = sessionTable(options.from, `${NYSE_LAST_YEAR}-12-31`);
  if (!(Number.isInteger(options.sessions) && options.sessions >= 1 && options.sessions <= all.days.length)) {
    return {
      ok: false,
      field: "sessions",
      detail: `${options.sessions} is out of range; expected 1 to ${all.days.length}`,
    };
  }
  const table = firstSessions(all, options.sessions);
  mkdirSync(options.out, { recursive: true });
  const files: string[] = [];
  let rows = 0;
  for (const columns of generateBars(names, options.seed, table)) {
    const file = join(options.out, `${columns.symbol}_1m.csv`);
    writeBarsCsv(file, columns);
    files.push(file);
    rows += columns.count;
  }
  return { ok: true, files, rows, from: table.days[0] ?? "", to: table.days[table.days.length - 1] ?? "" };
}

/** The first `count` sessions of a table. */
export function firstSessions(table: SessionTable, count: number): SessionTable {
  return {
    calendar: table.calendar,
    alwaysOpen: table.alwaysOpen,
    days: table.days.slice(0, count),
    opens: table.opens.slice(0, count),
    closes: table.closes.slice(0, count),
  };
}
