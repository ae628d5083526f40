import type { CoreConfig } from "../../core/model/config.ts";
import type { Input } from "../../core/model/input.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import type { SliceFeed } from "../../venues/simulated/slice.ts";

/** What a process is about to trade, resolved: the same on every start of one data directory. */
export interface RunPlan {
  readonly mode: "DEMO" | "PAPER";
  readonly instruments: readonly Instrument[];
  readonly table: SessionTable;
  readonly config: CoreConfig;
  readonly feed: SliceFeed;
  /** Market time at which the run begins. */
  readonly start: UnixMicros;
  /** What the market is made of, to refuse another one on the next start. */
  readonly market: Readonly<Record<string, string | number>>;
  /** Users' own strategies that the configuration may name. */
  readonly ownStrategies?: readonly OwnStrategy[];
}

/** Table and key of the record that names a run: its id and its market. */
export const RUN_TABLE = "run";
export const RUN_KEY = "market";

/** The first inputs of a journal, in order; seq is set when they are appended. */
export function genesisInputs(plan: RunPlan, runId: string): Input[] {
  const at = { seq: 0, tsEvent: plan.start, tsReceived: plan.start };
  return [
    { kind: "TableRecordWritten", ...at, table: RUN_TABLE, key: RUN_KEY, row: { runId, ...plan.market } },
    { kind: "InstrumentsLoaded", ...at, instruments: plan.instruments },
    { kind: "SessionTableLoaded", ...at, table: plan.table },
    { kind: "ConfigChanged", ...at, config: plan.config, by: "start", reason: "first start" },
  ];
}
