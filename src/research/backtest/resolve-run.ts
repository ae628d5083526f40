import { required } from "../../core/assert.ts";
import type { CoreConfig } from "../../core/model/config.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { InstrumentIndex } from "../../core/model/units.ts";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import type { BarColumns } from "../../data/bar-columns.ts";
import { dateText } from "../../data/calendar/civil-date.ts";
import type { Adjustment } from "../../data/corporate-actions/corporate-actions.ts";
import { alwaysOpenTable, sessionTable } from "../../data/calendar/nyse-calendar.ts";
import type { ReadBarsOptions } from "../../data/read-bars-csv.ts";
import { READ_BARS_DEFAULTS } from "../../data/read-bars-csv.ts";
import type { ReadBarsFolderResult } from "../../data/read-bars-folder.ts";
import { readBarsPath } from "../../data/read-bars-folder.ts";
import type { StrategyFile } from "../../platform/strategy-file.ts";
import type { OwnStrategy } from "../strategies/own-strategy.ts";
import { aggregateBars } from "./aggregate-bars.ts";
import { checkStrategies, checkWarmup, portfolioWarnings } from "./check-strategies.ts";
import type { CoreConfigOptions } from "./core-config.ts";
import { BACKTEST_OPTIONS, equityInstruments, portfolioConfigOf } from "./core-config.ts";
import { checkInstruments, checkOptions, nameWarnings, refusal, usage } from "./data-refusals.ts";
import type { RunActions, SessionAction } from "./run-actions.ts";
import { adjustedBars, readRunActions, sessionActions } from "./run-actions.ts";
import type { RunWarning } from "./run-warning.ts";
import { dataWarning } from "./run-warning.ts";
import { splitWarmup, warmupWarnings } from "./split-warmup.ts";

/** Where the bars are and how to read them. */
export type DataOptions = Pick<ReadBarsOptions, "tz" | "barTime" | "session" | "from" | "to" | "skipBadRows"> & {
  readonly path: string;
  /** Bars of every instrument before `from` that warm features up; 0: none. */
  readonly warmupBars: number;
  /** What buy and hold buys: `own` the run's instruments, `none`, or a symbol of the data. */
  readonly benchmark: string;
  /** File or folder of splits and dividends; null: none are known. */
  readonly actions: string | null;
  readonly adjust: Adjustment;
};

/** New York times that open the bar, regular session, the whole file. */
export const DATA_DEFAULTS: Omit<DataOptions, "path"> = {
  tz: READ_BARS_DEFAULTS.tz,
  barTime: READ_BARS_DEFAULTS.barTime,
  session: READ_BARS_DEFAULTS.session,
  from: null,
  to: null,
  skipBadRows: false,
  warmupBars: 0,
  benchmark: "own",
  actions: null,
  adjust: "raw",
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
  /** Splits and dividends that were known, and the prices that were traded; null: none were named. */
  readonly actions: { readonly path: string; readonly sha256: string; readonly adjust: Adjustment } | null;
}

/** Bars of one instrument that are longer than those of the market. */
export interface LongerBars {
  readonly instrument: InstrumentIndex;
  readonly columns: BarColumns;
}

/** One resolved configuration: the same for a backtest, the paper wiring and a replay. */
export interface ResolvedRun {
  /** The first strategy: capital, costs, fill model, financing and limits of the run are its. */
  readonly strategy: StrategyFile;
  /** The further strategies of the account. */
  readonly otherStrategies: readonly StrategyFile[];
  readonly instruments: readonly Instrument[];
  /** From the first bar's session to at least one after the last bar's. */
  readonly table: SessionTable;
  readonly config: CoreConfig;
  /** In InstrumentIndex order, all of the shortest timeframe that a strategy wants. */
  readonly bars: readonly BarColumns[];
  /** Bars of longer timeframes for the strategies that want them, by instrument, then length. */
  readonly longerBars: readonly LongerBars[];
  /** Bars before the first session that strategies follow without deciding, like `bars`; null: none asked for. */
  readonly warmupBars: readonly BarColumns[] | null;
  /** What buy and hold buys at the first open, with dividends put back where they are known; empty: nothing. */
  readonly benchmarkBars: readonly BarColumns[];
  /** Splits and dividends of the account by session date, before the session's first bar. */
  readonly actions: ReadonlyMap<string, readonly SessionAction[]>;
  readonly data: DataFacts;
  readonly dataOptions: DataOptions;
  readonly warnings: readonly RunWarning[];
  /** What the reader took for granted because the files do not say it, and the option that says otherwise. */
  readonly assumed: readonly string[];
  /** Users' own strategies that the files may name; functions, so a worker loads them anew. */
  readonly ownStrategies?: readonly OwnStrategy[];
}

/** Sessions known beyond the last bar, in calendar days: orders wait for the next open. */
const TABLE_DAYS_AFTER = 14;

/** Reads the bars a strategy wants and resolves everything else; throws a {@link Failure} a user can act on. */
export function resolveRun(
  strategy: StrategyFile,
  dataOptions: DataOptions,
  options: CoreConfigOptions = BACKTEST_OPTIONS,
): ResolvedRun {
  return resolvePortfolio([strategy], dataOptions, options);
}

/**
 * The same for several strategies in one account. Capital, costs, fill model, financing and limits
 * are those of the first; instruments are the union in the order of the files. The shortest
 * timeframe is that of the market, the longer ones are made of it. `given` are bars that were read
 * elsewhere by the same options, such as from the catalogue: `path` then only names them, and their
 * prices are adjusted already.
 */
export function resolvePortfolio(
  strategies: readonly StrategyFile[],
  dataOptions: DataOptions,
  options: CoreConfigOptions = BACKTEST_OPTIONS,
  given: ReadBarsFolderResult | null = null,
): ResolvedRun {
  const [first, ...others] = strategies;
  if (first === undefined) throw usage("STRATEGY_MISSING", "No strategy file was named.", "Name one or more.");
  checkOptions(dataOptions);
  checkStrategies(strategies);
  checkWarmup(strategies, dataOptions.warmupBars);
  const symbols = [...new Set(strategies.flatMap((file) => file.instruments))];
  checkInstruments(symbols, strategies.map((file) => file.file).join(" with "), dataOptions.path);
  const instruments = equityInstruments(symbols);
  const baseSeconds = Math.min(...strategies.map((file) => file.timeframeSeconds));
  const config = portfolioConfigOf(first, strategies, instruments, {
    ...options,
    baseTimeframeSeconds: options.baseTimeframeSeconds ?? baseSeconds,
  });
  const wantsWarmup = dataOptions.warmupBars > 0;
  const known = dataOptions.actions === null ? null : readRunActions(dataOptions.actions, symbols);
  const adjust = given === null ? dataOptions.adjust : "raw";
  if (known === null && adjust !== "raw")
    throw usage("ACTIONS_NOT_NAMED", `--adjust ${adjust} needs --actions.`, "Name a file of splits and dividends.");
  const { benchmark } = dataOptions;
  const isForeign = benchmark !== "own" && benchmark !== "none" && !symbols.includes(benchmark);
  const read =
    given ??
    readBarsPath(dataOptions.path, isForeign ? [...symbols, benchmark] : symbols, {
      ...dataOptions,
      from: wantsWarmup ? null : dataOptions.from,
      timeframeSeconds: null,
      symbol: null,
    });
  if (!read.ok) throw refusal(read.faults);
  const columnsOf = (symbol: string): BarColumns =>
    required(
      read.instruments.find((columns) => columns.symbol === symbol),
      "the reader answers with every wanted instrument or a fault",
    );
  const raw = symbols.map((symbol) => adjustedBars(columnsOf(symbol), known, adjust));
  const whole = tableOf(raw, dataOptions);
  const all = raw.map((columns) =>
    toTimeframe(columns, ownerOf(columns.symbol, baseSeconds, strategies), baseSeconds, whole),
  );
  const { bars, warmupBars }: Pick<ResolvedRun, "bars" | "warmupBars"> = wantsWarmup
    ? splitWarmup(all, dataOptions, whole)
    : { bars: all, warmupBars: null };
  const table = warmupBars === null ? whole : tableOf([...warmupBars, ...bars].filter(isFilled), dataOptions);
  return {
    strategy: first,
    otherStrategies: others,
    instruments,
    table,
    config,
    bars,
    longerBars: longerBarsOf(bars, strategies, baseSeconds, table),
    warmupBars,
    benchmarkBars: isForeign
      ? [toTimeframe(columnsOf(benchmark), first.file, baseSeconds, whole)]
      : bars
          .filter((columns) => benchmark === "own" || benchmark === columns.symbol)
          .map((columns) => benchmarkBarsOf(columns, known, adjust)),
    actions: sessionActions(symbols, known, adjust),
    data: {
      path: dataOptions.path,
      instruments: symbols,
      bars: bars.reduce((sum, columns) => sum + columns.count, 0),
      from: isoTime(Math.min(...bars.map((columns) => columns.tsOpen[0] as number))),
      to: isoTime(Math.max(...bars.map((columns) => columns.tsClose[columns.count - 1] as number))),
      sha256: read.sha256,
      actions: actionFacts(known, dataOptions, read.sha256),
    },
    dataOptions,
    warnings: [
      ...read.warnings.map(dataWarning),
      ...nameWarnings(symbols, dataOptions.path),
      ...portfolioWarnings(first, others),
      ...(warmupBars === null ? [] : warmupWarnings(warmupBars, dataOptions.warmupBars)),
    ],
    assumed: read.assumed,
  };
}

/** What adjusted the prices; bars that came adjusted name where they came from, in whose hash the actions are. */
function actionFacts(
  known: RunActions | null,
  { path, adjust }: DataOptions,
  sha256: string,
): ResolvedRun["data"]["actions"] {
  if (known !== null) return { path: known.path, sha256: known.sha256, adjust };
  return adjust === "raw" ? null : { path, sha256, adjust };
}

/** Every strategy of a run in registry order. */
export function strategiesOf({ strategy, otherStrategies }: ResolvedRun): readonly StrategyFile[] {
  return [strategy, ...otherStrategies];
}

/** ISO 8601 UTC to the millisecond; bars have no finer times. */
export function isoTime(micros: number): string {
  return new Date(micros / 1000).toISOString();
}

function toTimeframe(columns: BarColumns, file: string, timeframeSeconds: number, table: SessionTable): BarColumns {
  const aggregated = aggregateBars(columns, timeframeSeconds, table);
  if (aggregated.ok) return aggregated.columns;
  const wants = `${file} wants bars of ${timeframeSeconds} s`;
  const has = `the data of ${columns.symbol} have bars of ${columns.timeframeSeconds} s`;
  throw aggregated.reason === "COARSER"
    ? usage("DATA_COARSER", `${wants}, ${has}.`, "Bars can be made longer, never shorter.")
    : usage("TIMEFRAME_MISFIT", `${wants}, ${has}, which do not add up to them.`, "Choose a multiple.");
}

/** The file that wants the shortest bars, preferably of this instrument: the one to name when they do not fit. */
function ownerOf(symbol: string, baseSeconds: number, strategies: readonly StrategyFile[]): string {
  const short = strategies.filter((file) => file.timeframeSeconds === baseSeconds);
  return (short.find((file) => file.instruments.includes(symbol)) ?? required(short[0], "a shortest timeframe")).file;
}

/** Bars of every longer timeframe that a strategy wants, one set per instrument and length. */
function longerBarsOf(
  bars: readonly BarColumns[],
  strategies: readonly StrategyFile[],
  baseSeconds: number,
  table: SessionTable,
): LongerBars[] {
  const longer: LongerBars[] = [];
  for (const { file, instruments, timeframeSeconds } of strategies) {
    if (timeframeSeconds === baseSeconds) continue;
    bars.forEach((columns, instrument) => {
      const isThere = longer.some(
        (one) => one.instrument === instrument && one.columns.timeframeSeconds === timeframeSeconds,
      );
      if (isThere || !instruments.includes(columns.symbol)) return;
      longer.push({ instrument, columns: toTimeframe(columns, file, timeframeSeconds, table) });
    });
  }
  return longer.sort((a, b) => a.instrument - b.instrument || a.columns.timeframeSeconds - b.columns.timeframeSeconds);
}

/** Prices of buy and hold: with everything put back that is not yet in the bars. */
function benchmarkBarsOf(columns: BarColumns, known: RunActions | null, adjust: Adjustment): BarColumns {
  if (adjust === "raw") return adjustedBars(columns, known, "total-return");
  return columns;
}

function isFilled(columns: BarColumns): boolean {
  return columns.count > 0;
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
