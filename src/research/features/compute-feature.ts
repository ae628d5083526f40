import { required } from "../../core/assert.ts";
import { createFeatureBank, requestFeature, updateFeatures } from "../../core/features/feature-bank.ts";
import type { FeatureSpec } from "../../core/features/feature-spec.ts";
import { findFeature } from "../../core/features/kernels.ts";
import { createSessionClock, sessionIndexContaining } from "../../core/market/session-clock.ts";
import { emptyBar } from "../../core/model/empty-bar.ts";
import type { SessionTable } from "../../core/model/session-table.ts";
import type { BarColumns } from "../../data/bar-columns.ts";

/** A feature over all bars of an instrument. */
export interface FeatureColumns {
  /** Float64Array[bars] of UnixMicros: the close of each bar, when its values become known. */
  readonly times: Float64Array;
  /** Outputs in the order of the feature's definition, Float64Array[bars] each; NaN while undefined. */
  readonly outputs: readonly { readonly name: string; readonly values: Float64Array }[];
}

/**
 * The feature after every bar: a fold of the kernel that strategies read, hence the same bits as
 * streaming. `spec` was validated before; bars outside the sessions of `table` belong to none.
 */
export function computeFeature(spec: FeatureSpec, columns: BarColumns, table: SessionTable): FeatureColumns {
  const { outputs } = required(findFeature(spec.kind), "a computed feature is a known one");
  const bank = createFeatureBank();
  const slot = requestFeature(bank, spec);
  const clock = createSessionClock(table);
  const bar = emptyBar(0, columns.timeframeSeconds);
  const values = outputs.map(() => new Float64Array(columns.count));
  for (let i = 0; i < columns.count; i += 1) {
    bar.tsOpen = columns.tsOpen[i] as number;
    bar.tsEvent = columns.tsClose[i] as number;
    bar.openMicros = columns.openMicros[i] as number;
    bar.highMicros = columns.highMicros[i] as number;
    bar.lowMicros = columns.lowMicros[i] as number;
    bar.closeMicros = columns.closeMicros[i] as number;
    bar.volume = columns.volume[i] as number;
    const session = sessionIndexContaining(clock, bar.tsOpen);
    const sessionOpen = session < 0 ? Number.NaN : (clock.opens[session] as number);
    updateFeatures(bank, bar, sessionOpen, session);
    for (let k = 0; k < values.length; k += 1) (values[k] as Float64Array)[i] = bank.values[slot + k] as number;
  }
  return {
    times: columns.tsClose.slice(),
    outputs: outputs.map((name, k) => ({ name, values: required(values[k], "every output has a column") })),
  };
}
