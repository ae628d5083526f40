import type { Core } from "../../core/engine/core.ts";
import { createCore } from "../../core/engine/core.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import { step } from "../../core/engine/step.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { ReplayRecord } from "../../journal/journal-reader.ts";
import type { Applied } from "./apply-input.ts";
import { applyInput } from "./apply-input.ts";

export interface ResumeInputs {
  readonly from: CoreState | null;
  readonly records: Iterable<ReplayRecord>;
  /** Inputs up to here have their batch record: only the state is made, nothing is spelled out. */
  readonly quietToSeq: number;
  readonly onRecorded: (input: Input) => void;
  readonly onApplied: (applied: Applied) => void;
}

/**
 * Repeats the inputs of a run whose venue lives outside of the process. No command leaves again:
 * what the venue had got of them is its business to say, after the connection is up.
 */
export function resumeInputs(options: ResumeInputs): { readonly core: Core; readonly inputs: number } {
  const core = createCore(options.from ?? undefined);
  let inputs = 0;
  for (const record of options.records) {
    if (record.r !== "input") continue;
    options.onRecorded(record.input);
    if (record.input.seq <= options.quietToSeq) {
      const quiet: Output[] = [];
      step(core, record.input, quiet);
    } else {
      options.onApplied(applyInput(core, record.input));
    }
    inputs += 1;
  }
  return { core, inputs };
}
