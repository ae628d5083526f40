import type { BarColumns } from "../bar-columns.ts";
import type { LeanSet } from "../lean/read-lean-zip.ts";
import { isQuoteKind } from "./series.ts";
import type { Series, SeriesKind } from "./series.ts";

/** Rows of one dataset on their way into a file or out of it. */
export interface StoredRows {
  /** Upper case; the root for options. */
  readonly symbol: string;
  readonly series: Series;
  readonly count: number;
  /** 21-character code of each row's contract; null unless the series is of options. */
  readonly contracts: readonly string[] | null;
  /** Float64Array[count] in the order of {@link columnsOf}. */
  readonly columns: readonly Float64Array[];
}

/** One column of the files: prices and times are whole micros, sizes doubles. */
export interface StoredColumn {
  readonly name: string;
  readonly type: "BIGINT" | "DOUBLE";
}

const micros = (name: string): StoredColumn => ({ name: `${name}_micros`, type: "BIGINT" });
const TIMES = [micros("ts_open"), micros("ts_close")];
const PRICES = ["open", "high", "low", "close"];

const TRADE_COLUMNS: readonly StoredColumn[] = [...TIMES, ...PRICES.map(micros), { name: "volume", type: "DOUBLE" }];
const QUOTE_COLUMNS: readonly StoredColumn[] = [
  ...TIMES,
  ...["bid", "ask"].flatMap((side): StoredColumn[] => [
    ...PRICES.map((price) => micros(`${side}_${price}`)),
    { name: `${side}_size`, type: "DOUBLE" },
  ]),
];

/** Name of the column that holds an option row's contract. */
export const CONTRACT_COLUMN = "contract";

/** The columns of a kind of series; a side that a quote lacks is NULL, all else is always there. */
export function columnsOf(kind: SeriesKind): readonly StoredColumn[] {
  return isQuoteKind(kind) ? QUOTE_COLUMNS : TRADE_COLUMNS;
}

/** Bars of an instrument as rows of its dataset. */
export function rowsOfBars(bars: BarColumns, kind: "trade" | "tick" = "trade"): StoredRows {
  return {
    symbol: bars.symbol.toUpperCase(),
    series: { kind, timeframeSeconds: bars.timeframeSeconds },
    count: bars.count,
    contracts: null,
    columns: [
      bars.tsOpen,
      bars.tsClose,
      bars.openMicros,
      bars.highMicros,
      bars.lowMicros,
      bars.closeMicros,
      bars.volume,
    ],
  };
}

/** The rows of a LEAN archive as rows of its dataset. */
export function rowsOfLean(set: LeanSet): StoredRows {
  const base = set.isOfTicks ? "tick" : set.content;
  const kind: SeriesKind = set.contracts === null ? base : set.content === "quote" ? "option-quote" : "option-trade";
  return {
    symbol: set.symbol,
    series: { kind, timeframeSeconds: set.timeframeSeconds },
    count: set.count,
    contracts: set.contracts,
    columns: [set.tsOpen, set.tsClose, ...set.values],
  };
}

/** Columns in the order of a trade series as bars. */
export function barsOfColumns(
  columns: readonly Float64Array[],
  symbol: string,
  timeframeSeconds: number,
): BarColumns | null {
  const [tsOpen, tsClose, openMicros, highMicros, lowMicros, closeMicros, volume] = columns;
  if (tsOpen === undefined || tsClose === undefined || openMicros === undefined || highMicros === undefined)
    return null;
  if (lowMicros === undefined || closeMicros === undefined || volume === undefined) return null;
  return {
    symbol,
    count: tsOpen.length,
    timeframeSeconds,
    tsOpen,
    tsClose,
    openMicros,
    highMicros,
    lowMicros,
    closeMicros,
    volume,
  };
}
