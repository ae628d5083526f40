import type { SessionTable } from "../../core/model/session-table.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import { dateText } from "../../data/calendar/civil-date.ts";
import { alwaysOpenTable, sessionTable } from "../../data/calendar/nyse-calendar.ts";
import { readBarsPath } from "../../data/read-bars-folder.ts";
import type { ReadBarsOptions } from "../../data/read-bars-csv.ts";
import { checkOptions, refusal, usage } from "../backtest/data-refusals.ts";
import { DATA_DEFAULTS } from "../backtest/resolve-run.ts";
import { splitWarmup, warmupWarnings } from "../backtest/split-warmup.ts";
import { viewBars } from "../backtest/view-bars.ts";

/** How a feature's bars are read. */
export interface FeatureReading extends ReadBarsOptions {
  /** Bars before `from` that warm the feature up; 0: none. */
  readonly warmupBars: number;
}

/** Bars of one instrument with the sessions they lie in. */
export interface FeatureBars {
  /** Those that warm up included. */
  readonly columns: BarColumns;
  /** Number of first bars that only warm up. */
  readonly warmupCount: number;
  readonly table: SessionTable;
  readonly warnings: readonly string[];
}

/** Reads the one instrument of a bars file; throws a `Failure` a user can act on. */
export function readFeatureBars(path: string, options: FeatureReading): FeatureBars {
  const { from, warmupBars, symbol } = options;
  checkOptions({ ...DATA_DEFAULTS, ...options, path });
  const wantsWarmup = warmupBars > 0;
  const read = readBarsPath(path, symbol === null ? null : [symbol], { ...options, from: wantsWarmup ? null : from });
  if (!read.ok) throw refusal(read.faults);
  const [columns] = read.instruments;
  if (columns === undefined || read.instruments.length > 1) {
    const names = read.instruments.map((one) => one.symbol).join(", ");
    throw usage("INSTRUMENT_AMBIGUOUS", `${path} holds ${names}.`, "Name one with --symbol.");
  }
  const table = tableOf(columns, options);
  if (!wantsWarmup) return { columns, warmupCount: 0, table, warnings: read.warnings };
  const before = splitWarmup([columns], { from, warmupBars, path }, table);
  const [warmup] = before.warmupBars;
  const shown = before.bars[0]?.count ?? 0;
  const warmupCount = warmup?.count ?? 0;
  return {
    columns: viewBars(columns, columns.count - shown - warmupCount, columns.count),
    warmupCount,
    table,
    warnings: [...read.warnings, ...warmupWarnings(before.warmupBars, warmupBars).map(({ text }) => text)],
  };
}

/** Sessions around the bars; calendar days of the zone when no session hours are kept. */
export function tableOf(columns: BarColumns, { session, tz }: Pick<ReadBarsOptions, "session" | "tz">): SessionTable {
  const dayOf = (micros: number, shift: number): string => dateText(Math.floor(micros / MICROS_PER_DAY) + shift);
  const from = dayOf(columns.tsOpen[0] as number, -1);
  const to = dayOf(columns.tsClose[columns.count - 1] as number, 1);
  if (session === "regular") return sessionTable(from, to);
  return alwaysOpenTable(from, to, tz) ?? sessionTable(from, to);
}
