import { statSync } from "node:fs";
import { required } from "../../core/assert.ts";
import type { CoreConfig } from "../../core/model/config.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import { dateText, dayOfText } from "../../data/calendar/civil-date.ts";
import { alwaysOpenTable, sessionTable } from "../../data/calendar/nyse-calendar.ts";
import { zoneClock } from "../../data/calendar/zone-clock.ts";
import type { DataFault } from "../../data/data-fault.ts";
import { faultText } from "../../data/data-fault.ts";
import { readHeader } from "../../data/header-columns.ts";
import type { ReadBarsOptions } from "../../data/read-bars-csv.ts";
import { findHeader, instrumentOfFileName, READ_BARS_DEFAULTS, readBytes } from "../../data/read-bars-csv.ts";
import { readBarsPath } from "../../data/read-bars-folder.ts";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import { aggregateBars } from "./aggregate-bars.ts";
import type { CoreConfigOptions } from "./core-config.ts";
import { BACKTEST_OPTIONS, coreConfigOf, equityInstruments } from "./core-config.ts";
import type { RunWarning } from "./run-warning.ts";
import { dataWarning } from "./run-warning.ts";

/** Where the bars are and how to read them. */
export type DataOptions = Pick<ReadBarsOptions, "tz" | "barTime" | "session" | "from" | "to" | "skipBadRows"> & {
  readonly path: string;
};

/** New York times that open the bar, regular session, the whole file. */
export const DATA_DEFAULTS: Omit<DataOptions, "path"> = {
  tz: READ_BARS_DEFAULTS.tz,
  barTime: READ_BARS_DEFAULTS.barTime,
  session: READ_BARS_DEFAULTS.session,
  from: null,
  to: null,
  skipBadRows: false,
};

/** What was read, as `data` of result.json. */
export interface DataFacts {
  readonly path: string;
  readonly instruments: readonly string[];
  /** After aggregation, over all instruments. */
  readonly bars: number;
  /** ISO 8601 UTC: open of the first bar, close of the last. */
  readonly from: string;
  readonly to: string;
  /** Of the uncompressed bytes, files in name order. */
  readonly sha256: string;
}

/** One resolved configuration: the same for a backtest, the paper wiring and a replay. */
export interface ResolvedRun {
  readonly strategy: StrategyFile;
  readonly instruments: readonly Instrument[];
  /** From the first bar's session to at least one after the last bar's. */
  readonly table: SessionTable;
  readonly config: CoreConfig;
  /** In InstrumentIndex order, all of the strategy's timeframe. */
  readonly bars: readonly BarColumns[];
  readonly data: DataFacts;
  readonly dataOptions: DataOptions;
  readonly warnings: readonly RunWarning[];
}

/** Sessions known beyond the last bar, in calendar days: orders wait for the next open. */
const TABLE_DAYS_AFTER = 14;

/** Reads the bars a strategy wants and resolves everything else; throws a {@link Failure} a user can act on. */
export function resolveRun(
  strategy: StrategyFile,
  dataOptions: DataOptions,
  options: CoreConfigOptions = BACKTEST_OPTIONS,
): ResolvedRun {
  checkOptions(dataOptions);
  checkInstruments(strategy, dataOptions.path);
  const instruments = equityInstruments(strategy.instruments);
  const config = coreConfigOf(strategy, instruments, options);
  const read = readBarsPath(dataOptions.path, strategy.instruments, {
    ...dataOptions,
    timeframeSeconds: null,
    symbol: null,
  });
  if (!read.ok) throw refusal(read.faults);
  const raw = instruments.map((instrument) =>
    required(
      read.instruments.find((columns) => columns.symbol === instrument.symbol),
      "the reader answers with every wanted instrument or a fault",
    ),
  );
  const table = tableOf(raw, dataOptions);
  const bars = raw.map((columns) => toTimeframe(columns, strategy, table));
  return {
    strategy,
    instruments,
    table,
    config,
    bars,
    data: {
      path: dataOptions.path,
      instruments: strategy.instruments,
      bars: bars.reduce((sum, columns) => sum + columns.count, 0),
      from: isoTime(Math.min(...bars.map((columns) => columns.tsOpen[0] as number))),
      to: isoTime(Math.max(...bars.map((columns) => columns.tsClose[columns.count - 1] as number))),
      sha256: read.sha256,
    },
    dataOptions,
    warnings: [...read.warnings.map(dataWarning), ...nameWarnings(strategy, dataOptions.path)],
  };
}

/** ISO 8601 UTC to the millisecond; bars have no finer times. */
export function isoTime(micros: number): string {
  return new Date(micros / 1000).toISOString();
}

function usage(code: string, message: string, hint: string): Failure {
  return new Failure({ code, exitCode: EXIT.usage, message, hint });
}

function checkOptions({ tz, from, to }: DataOptions): void {
  for (const [name, value] of [
    ["--from", from],
    ["--to", to],
  ] as const) {
    if (value !== null && dayOfText(value) === null)
      throw usage("DATE_INVALID", `${name} was "${value}".`, "Write a session date like 2024-03-11.");
  }
  if (from !== null && to !== null && from > to)
    throw usage("DATE_INVALID", `--from ${from} is after --to ${to}.`, "Both days are included.");
  if (zoneClock(tz) === null)
    throw usage("ZONE_UNKNOWN", `--tz was "${tz}", which is no zone name.`, "Write one like America/New_York or UTC.");
}

/** One file without a symbol column cannot hold the bars of several instruments. */
function checkInstruments(strategy: StrategyFile, path: string): void {
  if (strategy.instruments.length === 1 || !isFile(path)) return;
  const read = readBytes(path);
  const header = read.ok ? findHeader(read.bytes) : null;
  const layout = header === null ? null : readHeader(header.text);
  if (layout === null || !layout.ok || layout.hasSymbol) return;
  throw usage(
    "INSTRUMENT_AMBIGUOUS",
    `${path} has no symbol column, and ${strategy.file} trades ${strategy.instruments.join(", ")}.`,
    "Give a folder with one file per instrument, or a file with a symbol column.",
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A file that is named after another ticker is probably a slip; its rows do not tell. */
function nameWarnings(strategy: StrategyFile, path: string): RunWarning[] {
  const [only] = strategy.instruments;
  const named = instrumentOfFileName(path);
  if (strategy.instruments.length > 1 || only === undefined || !isFile(path)) return [];
  if (named === only || !/^[A-Z]{1,5}$/.test(named)) return [];
  return [{ code: "FILE_NAME_DIFFERS", text: `${path} is named after ${named} and was read as ${only}.` }];
}

const USAGE_FAULTS: readonly string[] = ["SYMBOL_UNKNOWN", "ZONE_UNKNOWN"];
const FAULTS_SHOWN = 20;

function refusal(faults: readonly DataFault[]): Failure {
  const lines = faults.slice(0, FAULTS_SHOWN).map(faultText);
  if (faults.length > FAULTS_SHOWN) lines.push(`... and ${faults.length - FAULTS_SHOWN} more`);
  const isUsage = faults.every((fault) => USAGE_FAULTS.includes(fault.code));
  const hasBadRows = faults.some((fault) => fault.code === "BAD_ROW" || fault.code === "DUPLICATE_TIME");
  return new Failure({
    code: faults[0]?.code ?? "DATA_REFUSED",
    exitCode: isUsage ? EXIT.usage : EXIT.badData,
    message: lines.join("\n"),
    hint: hasBadRows ? "\nMend the rows, or drop them with --skip-bad-rows." : "",
  });
}

function toTimeframe(columns: BarColumns, strategy: StrategyFile, table: SessionTable): BarColumns {
  const aggregated = aggregateBars(columns, strategy.timeframeSeconds, table);
  if (aggregated.ok) return aggregated.columns;
  const wants = `${strategy.file} wants bars of ${strategy.timeframeSeconds} s`;
  const has = `the data of ${columns.symbol} have bars of ${columns.timeframeSeconds} s`;
  throw aggregated.reason === "COARSER"
    ? usage("DATA_COARSER", `${wants}, ${has}.`, "Bars can be made longer, never shorter.")
    : usage("TIMEFRAME_MISFIT", `${wants}, ${has}, which do not add up to them.`, "Choose a multiple.");
}

/** Sessions from that of the first bar on; calendar days of the zone when no session hours are kept. */
function tableOf(bars: readonly BarColumns[], { session, tz }: DataOptions): SessionTable {
  const first = Math.min(...bars.map((columns) => columns.tsOpen[0] as number));
  const last = Math.max(...bars.map((columns) => columns.tsClose[columns.count - 1] as number));
  const dayOf = (micros: number, shift: number): string => dateText(Math.floor(micros / MICROS_PER_DAY) + shift);
  const from = dayOf(first, -1);
  const to = dayOf(last, TABLE_DAYS_AFTER);
  const table =
    session === "regular"
      ? sessionTable(from, to)
      : required(alwaysOpenTable(from, to, tz), "the zone was checked before");
  // The days around are there for zones far from UTC; the table begins with the first bar's session.
  const start = table.closes.findIndex((close) => close > first);
  if (start <= 0) return table;
  const { days, opens, closes } = table;
  return { ...table, days: days.slice(start), opens: opens.slice(start), closes: closes.slice(start) };
}
