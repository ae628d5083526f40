import { createCore } from "../../core/engine/core.ts";
import type { StrategyLookup } from "../../core/strategies/registry.ts";
import { readJournal } from "../../journal/journal-reader.ts";
import type { Storage } from "../../journal/storage.ts";
import type { Applied } from "../run/apply-input.ts";
import { applyInput } from "../run/apply-input.ts";
import { loadRun } from "./run-snapshot.ts";

/** Work between two turns of the event loop, at most. */
const TURN_MS = 8;

/**
 * Repeats inputs from the journal on a core of its own, so that views which fell behind catch up
 * while the real core goes on. Starts from the newest snapshot that the views already know.
 */
export async function replayForViews(of: {
  readonly storage: Storage;
  readonly snapshotFolder: string;
  readonly build: string;
  readonly strategies: StrategyLookup;
  readonly afterSeq: number;
  readonly toSeq: number;
  readonly push: (applied: Applied) => void;
  readonly isBusy: () => boolean;
}): Promise<void> {
  const from = loadRun({
    folder: of.snapshotFolder,
    build: of.build,
    atMostSeq: of.afterSeq,
    notice: () => undefined,
  });
  const core = createCore(from?.core, of.strategies);
  let turn = performance.now();
  for (const record of readJournal(of.storage, { fromSeq: core.state.seq + 1 })) {
    if (record.r !== "input") continue;
    if (record.input.seq > of.toSeq) return;
    const applied = applyInput(core, record.input);
    if (record.input.seq > of.afterSeq) of.push(applied);
    while (performance.now() - turn > TURN_MS) {
      await new Promise((resolve) => (of.isBusy() ? setTimeout(resolve, 5) : setImmediate(resolve)));
      if (!of.isBusy()) turn = performance.now();
    }
  }
}
