import { createHash } from "node:crypto";
import { sliceColumns } from "../bar-columns.ts";
import type { BarColumns } from "../bar-columns.ts";
import { adjustBars } from "../corporate-actions/adjust-bars.ts";
import type { Adjustment, CorporateActions } from "../corporate-actions/corporate-actions.ts";
import { occCode, parseOccCode } from "../lean/occ-code.ts";
import { refused } from "./catalogue-fault.ts";
import type { Refused } from "./catalogue-fault.ts";
import { datasetFolder, readManifest } from "./manifest.ts";
import type { AdjustmentBasis, DatasetManifest } from "./manifest.ts";
import { openParquetEngine } from "./parquet-engine.ts";
import type { EngineResult, ParquetEngine } from "./parquet-engine.ts";
import { boundFault, newYorkMidnight, readRows } from "./read-rows.ts";
import { regularBars } from "./regular-bars.ts";
import { isOptionKind, isQuoteKind, parseSeries, seriesName } from "./series.ts";
import type { Series } from "./series.ts";
import { readStoredActions } from "./stored-actions.ts";
import { barsOfColumns } from "./stored-rows.ts";

/** Which bars, and in which prices. */
export interface CatalogueRange {
  /** Session dates `YYYY-MM-DD`, both inclusive; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  readonly adjust: Adjustment;
  /** Null: the hours that are stored. */
  readonly session?: "regular" | "all" | null;
}

export type CatalogueBarsResult =
  | {
      readonly ok: true;
      readonly columns: BarColumns;
      /** What the prices are adjusted for, by their source and by us. */
      readonly basis: AdjustmentBasis;
      readonly session: "regular" | "all";
      readonly warnings: readonly string[];
      /** Hexadecimal SHA-256 of the columns as little-endian doubles in the order of BarColumns. */
      readonly sha256: string;
    }
  | Refused;

/** Where a dataset is found by the name a user gives: an instrument, or the code of an option contract. */
export interface DatasetName {
  readonly symbol: string;
  readonly series: Series;
  readonly contract: string | null;
}

/**
 * Bars of an instrument (or of an option contract by its OCC code) from the catalogue, `resolution`
 * as in `data list`: `1m`, `1d`, `1s-tick`. Asynchronous because the engine is; `open` is for tests
 * and for callers that keep an engine.
 */
export async function readCatalogueBars(
  dataDir: string,
  symbol: string,
  resolution: string,
  range: CatalogueRange,
  open: () => Promise<EngineResult> = openParquetEngine,
): Promise<CatalogueBarsResult> {
  const name = datasetName(symbol, resolution);
  if (!name.ok) return name;
  if (isQuoteKind(name.series.kind))
    return refused("NAME_INVALID", symbol, `${resolution} holds quotes, bars were expected`);
  const read = readManifest(datasetFolder(dataDir, name.symbol, name.series));
  if (!read.ok) return read;
  if (read.manifest === null) return missing(name, dataDir);
  const opened = await open();
  if (!opened.ok) return refused("PARQUET_UNAVAILABLE", dataDir, opened.detail);
  try {
    return await readBars(opened.engine, dataDir, { name, manifest: read.manifest, range });
  } finally {
    opened.engine.close();
  }
}

/** The dataset a symbol and a resolution name; an OCC code names the options of its root. */
export function datasetName(symbol: string, resolution: string): ({ readonly ok: true } & DatasetName) | Refused {
  const series = parseSeries(resolution);
  if (series === null)
    return refused(
      "NAME_INVALID",
      resolution,
      'it is no resolution; expected one like "1m", "5m", "1d", "1m-quote" or "1s-tick"',
    );
  const upper = symbol.toUpperCase();
  const contract = parseOccCode(upper);
  if (contract === null) return { ok: true, symbol: upper, series, contract: null };
  const kind = isQuoteKind(series.kind) ? "option-quote" : "option-trade";
  return { ok: true, symbol: contract.root, series: { ...series, kind }, contract: occCode(contract) };
}

/** A refusal that says what is not there and how to see what is. */
export function missing(name: DatasetName, dataDir: string): Refused {
  return refused(
    "DATASET_MISSING",
    dataDir,
    `the catalogue has no ${name.symbol} ${seriesName(name.series)}; see "agenttrader data list"`,
  );
}

async function readBars(
  engine: ParquetEngine,
  dataDir: string,
  wanted: { readonly name: DatasetName; readonly manifest: DatasetManifest; readonly range: CatalogueRange },
): Promise<CatalogueBarsResult> {
  const { name, manifest, range } = wanted;
  const label = name.contract ?? name.symbol;
  const fault = boundFault(range);
  if (fault !== null) return fault;
  const session = range.session ?? manifest.session;
  if (session === "all" && manifest.session === "regular")
    return refused(
      "SESSION_MISSING",
      label,
      "only the regular session is stored; import the source again with --session all --replace",
    );
  const plan = planAdjustment(dataDir, manifest, range.adjust);
  if (!plan.ok) return plan;
  const bounds = plan.needsAll ? { from: null, to: null } : { from: range.from, to: range.to };
  const rows = await readRows(engine, dataDir, manifest, { ...bounds, contract: name.contract });
  if (!rows.ok) return rows;
  const read = barsOfColumns(rows.columns, label, manifest.series.timeframeSeconds);
  const nothing = refused("NO_ROWS_LEFT", label, `${seriesName(manifest.series)} has no bar ${rangeText(range)}`);
  if (read === null || read.count === 0) return nothing;
  const adjusted =
    plan.actions === null ? { ok: true as const, columns: read } : adjustBars(read, plan.actions, range.adjust);
  if (!adjusted.ok) return refused("ADJUSTMENT_IMPOSSIBLE", label, adjusted.detail);
  const inRange = plan.needsAll ? cutToRange(adjusted.columns, range) : adjusted.columns;
  const columns = session === manifest.session ? inRange : regularBars(inRange);
  if (columns.count === 0) return nothing;
  return { ok: true, columns, basis: plan.basis, session, warnings: plan.warnings, sha256: hashOfBars(columns) };
}

type AdjustmentPlan =
  | {
      readonly ok: true;
      /** Null: prices stay as stored. */
      readonly actions: CorporateActions | null;
      readonly basis: AdjustmentBasis;
      /** Dividends need the close before each, which can lie outside the range. */
      readonly needsAll: boolean;
      readonly warnings: readonly string[];
    }
  | Refused;

/** Decides what is done to the prices; what cannot be done honestly is refused. */
function planAdjustment(dataDir: string, manifest: DatasetManifest, adjust: Adjustment): AdjustmentPlan {
  const { symbol, adjustment: basis } = manifest;
  const name = `${symbol} ${seriesName(manifest.series)}`;
  const asStored: AdjustmentPlan = { ok: true, actions: null, basis, needsAll: false, warnings: [] };
  if (basis === adjust) return asStored;
  if (adjust === "raw") return { ...asStored, warnings: [`${name} is stored with basis "${basis}" and used as it is`] };
  if (basis !== "raw")
    return refused(
      "ADJUSTMENT_IMPOSSIBLE",
      name,
      `its prices have basis "${basis}"; only raw prices are adjusted (import with --basis raw if they are)`,
    );
  if (isOptionKind(manifest.series.kind))
    return refused("ADJUSTMENT_IMPOSSIBLE", name, "prices of options are never adjusted");
  const read = readStoredActions(dataDir, symbol);
  if (!read.ok) return read;
  if (read.stored === null)
    return refused(
      "ADJUSTMENT_IMPOSSIBLE",
      name,
      "the catalogue has no splits and dividends of it; import them first (a CSV of date,kind,value or a LEAN factor file)",
    );
  const { actions } = read.stored;
  const needsAll = adjust === "total-return" && actions.kind === "events";
  return { ok: true, actions, basis: adjust, needsAll, warnings: [] };
}

function cutToRange(bars: BarColumns, range: CatalogueRange): BarColumns {
  const start = range.from === null ? Number.NEGATIVE_INFINITY : newYorkMidnight(range.from, 0);
  const end = range.to === null ? Number.POSITIVE_INFINITY : newYorkMidnight(range.to, 1);
  let first = 0;
  while (first < bars.count && (bars.tsOpen[first] as number) < start) first += 1;
  let last = bars.count;
  while (last > first && (bars.tsOpen[last - 1] as number) >= end) last -= 1;
  return sliceColumns(bars, first, last);
}

function rangeText({ from, to }: CatalogueRange): string {
  if (from === null && to === null) return "in it";
  return `between ${from ?? "its beginning"} and ${to ?? "its end"}`;
}

function hashOfBars(bars: BarColumns): string {
  const hash = createHash("sha256");
  for (const column of [
    bars.tsOpen,
    bars.tsClose,
    bars.openMicros,
    bars.highMicros,
    bars.lowMicros,
    bars.closeMicros,
    bars.volume,
  ])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest("hex");
}
