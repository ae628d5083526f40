import type { CoreState } from "../../core/engine/core-state.ts";
import { decodePlainData, encodePlainData } from "../../core/engine/encode-state.ts";
import type { SignalReceived } from "../../core/model/input.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import { latestSnapshot, writeSnapshot } from "../../journal/snapshot-store.ts";
import type { SavedRow } from "./run-tables.ts";
import type { StopFacts } from "./stop-facts.ts";

/** Everything a process needs to go on from a place at rest. */
export interface RunState {
  readonly core: CoreState;
  readonly venue: SimulatedVenue;
  /** Close of the last slice taken; 0 before the first. */
  readonly feedAt: UnixMicros;
  readonly rows: readonly SavedRow[];
  readonly signals: readonly SignalReceived[];
  /** Absent in snapshots of builds that did not gather it. */
  readonly stop?: StopFacts;
}

/** Saves a run at rest; throws when the disk refuses, older snapshots stay. */
export function saveRun(folder: string, build: string, state: RunState): void {
  writeSnapshot(folder, { seq: state.core.seq, build, stateText: encodePlainData(state) });
}

export interface LoadRun {
  readonly folder: string;
  readonly build: string;
  readonly atMostSeq: number;
  readonly notice: (text: string) => void;
}

/**
 * The newest state to go on from. A snapshot of another build serves only when it stands exactly
 * at the journal's end: the old build was stopped cleanly and nothing has to be replayed.
 */
export function loadRun(from: LoadRun): RunState | null {
  const own = latestSnapshot(from.folder, { build: from.build, atMostSeq: from.atMostSeq });
  if (own !== null && own.seq === from.atMostSeq) return decodePlainData(own.stateText) as RunState;
  const any = latestSnapshot(from.folder, { build: null, atMostSeq: from.atMostSeq, onNotice: from.notice });
  if (any !== null && any.seq === from.atMostSeq) {
    from.notice(`Going on from the clean stop of build ${any.build}.`);
    return decodePlainData(any.stateText) as RunState;
  }
  return own === null ? null : (decodePlainData(own.stateText) as RunState);
}
