import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { BarColumns } from "../bar-columns.ts";
import type { ReadBarsFolderResult } from "../read-bars-folder.ts";
import { refused } from "./catalogue-fault.ts";
import type { CatalogueFault, Refused } from "./catalogue-fault.ts";
import { openParquetEngine } from "./parquet-engine.ts";
import type { EngineResult } from "./parquet-engine.ts";
import { readCatalogueBars } from "./read-catalogue-bars.ts";
import type { CatalogueRange } from "./read-catalogue-bars.ts";
import { parseSeries, resolutionText, seriesName } from "./series.ts";
import type { Series } from "./series.ts";

/** The bars of several instruments in the form in which files are read, or every refusal. */
export type CatalogueRunResult = Extract<ReadBarsFolderResult, { readonly ok: true }> | Refused;

const SECONDS_PER_DAY = 86_400;

/**
 * Bars for a run that wants `timeframeSeconds`: of each instrument the dataset of that resolution,
 * else the longest one that adds up to it. What was chosen and what the prices are stands in the
 * warnings when it is not simply what was asked for.
 */
export async function readCatalogueRun(
  dataDir: string,
  wanted: { readonly instruments: readonly string[]; readonly timeframeSeconds: number },
  range: CatalogueRange,
  open: () => Promise<EngineResult> = openParquetEngine,
): Promise<CatalogueRunResult> {
  const opened = await open();
  if (!opened.ok) return refused("PARQUET_UNAVAILABLE", dataDir, opened.detail);
  const { engine } = opened;
  const instruments: BarColumns[] = [];
  const warnings: string[] = [];
  const faults: CatalogueFault[] = [];
  const hash = createHash("sha256");
  try {
    for (const symbol of [...wanted.instruments].sort()) {
      const series = chooseSeries(dataDir, symbol, wanted.timeframeSeconds);
      if (series === null) {
        const text = resolutionText(wanted.timeframeSeconds);
        const detail = `the catalogue has no bars of ${symbol} that make ${text}; see "agenttrader data list"`;
        faults.push({ code: "DATASET_MISSING", file: dataDir, line: 0, detail });
        continue;
      }
      const name = seriesName(series);
      const keep = async (): Promise<EngineResult> => ({ ok: true, engine: { ...engine, close: () => undefined } });
      const read = await readCatalogueBars(dataDir, symbol, name, range, keep);
      if (!read.ok) {
        faults.push(...read.faults);
        continue;
      }
      // Files are asked for under the strategy's own spelling of the name.
      instruments.push({ ...read.columns, symbol });
      warnings.push(...read.warnings);
      hash.update(`${symbol}|${name}|${read.basis}|${read.session}|${read.sha256}\n`);
    }
  } finally {
    engine.close();
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, instruments, warnings, assumed: [], sha256: hash.digest("hex") };
}

/** The series of bars that needs the least adding up; null when none fits. */
function chooseSeries(dataDir: string, symbol: string, timeframeSeconds: number): Series | null {
  let best: Series | null = null;
  for (const name of namesIn(join(dataDir, "catalogue", symbol.toUpperCase()))) {
    const series = parseSeries(name);
    if (series === null || series.kind !== "trade" || series.timeframeSeconds > timeframeSeconds) continue;
    const isWhole = timeframeSeconds === SECONDS_PER_DAY || timeframeSeconds % series.timeframeSeconds === 0;
    if (isWhole && series.timeframeSeconds > (best?.timeframeSeconds ?? 0)) best = series;
  }
  return best;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No such instrument: the caller says so.
    return [];
  }
}
