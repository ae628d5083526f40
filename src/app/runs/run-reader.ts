import { existsSync } from "node:fs";
import { join } from "node:path";
import type { HeatmapQuery, SweepHeatmap } from "../../contract/heatmap.ts";
import type { ListQuery } from "../../contract/list-query.ts";
import type { Robustness } from "../../contract/robustness.ts";
import type { RunEquity, RunTrade } from "../../contract/run-detail.ts";
import type { RunPage } from "../../contract/run-port.ts";
import type { RunRow } from "../../contract/run-row.ts";
import type { WalkForward } from "../../contract/walk-forward.ts";
import { runsFolder } from "../../research/runs/list-runs.ts";
import { readComparison, type StoredComparison } from "./read-comparison.ts";
import { readDetail, type StoredDetail } from "./read-detail.ts";
import { readEquity } from "./read-equity.ts";
import { readHeatmap } from "./read-heatmap.ts";
import { readRobustness } from "./read-robustness.ts";
import { readRows } from "./read-rows.ts";
import { readTrades } from "./read-trades.ts";
import { readWalkForward } from "./read-walk-forward.ts";
import { type Dataset, readDatasets } from "./run-datasets.ts";

/** Everything that is read from disk for the API; results may be large, so it happens in a thread of its own. */
export interface RunReader {
  readonly rows: (dataDir: string) => RunRow[];
  readonly datasets: (dataDir: string, hasSample: boolean) => Dataset[];
  readonly detail: (dataDir: string, id: string) => StoredDetail | null;
  readonly equity: (dataDir: string, id: string, points: number) => RunEquity | null;
  readonly trades: (dataDir: string, id: string, query: ListQuery) => RunPage<RunTrade> | null;
  readonly walkForward: (dataDir: string, id: string) => WalkForward | null;
  readonly heatmap: (dataDir: string, id: string, query: HeatmapQuery) => SweepHeatmap | null;
  readonly robustness: (dataDir: string, id: string) => Robustness | null;
  readonly compare: (dataDir: string, ids: readonly string[]) => StoredComparison;
}

/** The same from another thread. */
export type RemoteReader = {
  readonly [K in keyof RunReader]: (...args: Parameters<RunReader[K]>) => Promise<ReturnType<RunReader[K]>>;
};

/** Reads runs where they lie. */
export const RUN_READER: RunReader = {
  rows: readRows,
  datasets: readDatasets,
  detail: (dataDir, id) => within(dataDir, id, readDetail),
  equity: (dataDir, id, points) => within(dataDir, id, (folder) => readEquity(folder, points)),
  trades: (dataDir, id, query) => within(dataDir, id, (folder) => readTrades(folder, query)),
  walkForward: (dataDir, id) => within(dataDir, id, readWalkForward),
  heatmap: (dataDir, id, query) => within(dataDir, id, (folder) => readHeatmap(folder, query)),
  robustness: (dataDir, id) => within(dataDir, id, readRobustness),
  compare: (dataDir, ids) => readComparison(ids.map((id) => join(runsFolder(dataDir), id))),
};

function within<T>(dataDir: string, id: string, read: (folder: string) => T): T | null {
  const folder = join(runsFolder(dataDir), id);
  return existsSync(join(folder, "result.json")) ? read(folder) : null;
}
