import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { MICROS_PER_DAY } from "../../core/model/units.ts";
import { isoText } from "../bar-issue.ts";
import { dateText } from "../calendar/civil-date.ts";
import { sessionTable } from "../calendar/nyse-calendar.ts";
import type { CatalogueFault } from "./catalogue-fault.ts";
import { countGaps } from "./count-gaps.ts";
import { datasetFolder, readManifest } from "./manifest.ts";
import type { AdjustmentBasis, DatasetManifest } from "./manifest.ts";
import { parseSeries, seriesName } from "./series.ts";
import { readStoredActions } from "./stored-actions.ts";

/** One line of `data list`. */
export interface DatasetRow {
  readonly symbol: string;
  readonly resolution: string;
  /** ISO 8601 UTC: first opening, last closing. */
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  /** Stretches of regular hours without bars; null where rows need not follow each other. */
  readonly gaps: number | null;
  readonly adjustment: AdjustmentBasis;
  readonly session: "regular" | "all";
  /** Whether splits and dividends are stored, so that adjusted prices can be asked for. */
  readonly hasActions: boolean;
  readonly sources: readonly string[];
  readonly bytes: number;
}

export interface DatasetList {
  readonly datasets: readonly DatasetRow[];
  readonly faults: readonly CatalogueFault[];
}

/** Every dataset of the catalogue by symbol and resolution, and the folders that hold none. */
export function listDatasets(dataDir: string): DatasetList {
  const datasets: DatasetRow[] = [];
  const faults: CatalogueFault[] = [];
  for (const symbol of foldersIn(join(dataDir, "catalogue"))) {
    const actions = readStoredActions(dataDir, symbol);
    if (!actions.ok) faults.push(...actions.faults);
    for (const name of foldersIn(join(dataDir, "catalogue", symbol))) {
      const series = parseSeries(name);
      if (series === null) continue;
      const read = readManifest(datasetFolder(dataDir, symbol, series));
      if (!read.ok) faults.push(...read.faults);
      else if (read.manifest !== null) datasets.push(rowOf(read.manifest, actions.ok && actions.stored !== null));
    }
  }
  datasets.sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : lengthOf(a) - lengthOf(b)));
  return { datasets, faults };
}

function rowOf(manifest: DatasetManifest, hasActions: boolean): DatasetRow {
  const { partitions } = manifest;
  const sum = (of: (entry: (typeof partitions)[number]) => number): number =>
    partitions.reduce((total, entry) => total + of(entry), 0);
  const within = partitions.every((entry) => entry.gaps !== null) ? sum((entry) => entry.gaps ?? 0) : null;
  const first = Math.min(...partitions.map((entry) => entry.tsFirst));
  const last = Math.max(...partitions.map((entry) => entry.tsLast));
  return {
    symbol: manifest.symbol,
    resolution: seriesName(manifest.series),
    from: isoText(first),
    to: isoText(last),
    rows: sum((entry) => entry.rows),
    gaps: within === null ? null : within + gapsBetween(manifest),
    adjustment: manifest.adjustment,
    session: manifest.session,
    hasActions,
    sources: manifest.sources.map((source) => source.file),
    bytes: sum((entry) => entry.bytes),
  };
}

/** Gaps from the end of one file to the beginning of the next. */
function gapsBetween({ partitions }: DatasetManifest): number {
  const [first] = partitions;
  const last = partitions.at(-1);
  if (first === undefined || last === undefined) return 0;
  const dayOf = (time: number): string => dateText(Math.floor(time / MICROS_PER_DAY));
  return countGaps(
    Float64Array.from(partitions, (entry) => entry.tsFirst),
    Float64Array.from(partitions, (entry) => entry.tsLast),
    sessionTable(dayOf(first.tsFirst), dayOf(last.tsLast)),
  );
}

function lengthOf(row: DatasetRow): number {
  return parseSeries(row.resolution)?.timeframeSeconds ?? 0;
}

function foldersIn(path: string): readonly string[] {
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
