import type { Principal } from "./command-port.ts";
import type { HeatmapQuery, SweepHeatmap } from "./heatmap.ts";
import type { ListQuery } from "./list-query.ts";
import type { RunRobustness } from "./robustness.ts";
import type { RunComparison } from "./run-comparison.ts";
import type { RunDetail, RunEquity, RunTrade } from "./run-detail.ts";
import type { DatasetRow, RunOptions } from "./run-options.ts";
import type { RunQuery } from "./run-query.ts";
import type { RunReceipt, RunRequest } from "./run-request.ts";
import type { RunRow } from "./run-row.ts";
import type { WalkForward } from "./walk-forward.ts";

/** One page of a list that does not come from the journal. */
export interface RunPage<T> {
  readonly rows: T[];
  readonly next: string | null;
  readonly total: number;
}
/** A wish about runs that is not done; `code` is a problem of the API, or anything else: then it answers RUN_REFUSED. */
export class RunRefused extends Error {
  override readonly name = "RunRefused";
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

/** What the API asks of the app about research runs; null: no such run, or it has no such part. */
export interface RunPort {
  readonly options: () => Promise<RunOptions>;
  readonly datasets: () => Promise<DatasetRow[]>;
  readonly list: (query: RunQuery) => Promise<RunPage<RunRow>>;
  readonly detail: (id: string) => Promise<RunDetail | null>;
  readonly equity: (id: string, points: number) => Promise<RunEquity | null>;
  readonly trades: (id: string, query: ListQuery) => Promise<RunPage<RunTrade> | null>;
  readonly walkForward: (id: string) => Promise<WalkForward | null>;
  readonly heatmap: (id: string, query: HeatmapQuery) => Promise<SweepHeatmap | null>;
  readonly robustness: (id: string) => Promise<RunRobustness | null>;
  /** Makes it, or says where it stands. */
  readonly startRobustness: (id: string) => Promise<RunRobustness | null>;
  /** Stops it or forgets it; false: there was nothing of it. */
  readonly dropRobustness: (id: string) => Promise<boolean>;
  readonly compare: (ids: readonly string[]) => Promise<RunComparison>;
  /** Bytes of one artefact of the run's folder by its plain name. */
  readonly file: (id: string, name: string) => Promise<{ readonly bytes: Uint8Array; readonly type: string } | null>;
  /** Starts it and answers at once, or answers a dry run. */
  readonly start: (request: RunRequest, by: Principal) => Promise<RunReceipt>;
  readonly cancel: (id: string, by: Principal) => Promise<RunRow | null>;
  readonly remove: (id: string, by: Principal) => Promise<boolean>;
}
