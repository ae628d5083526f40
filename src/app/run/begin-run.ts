import type { Core } from "../../core/engine/core.ts";
import type { Input } from "../../core/model/input.ts";
import type { Applied } from "./apply-input.ts";
import { applyInput } from "./apply-input.ts";

/**
 * Appends the first inputs of a run that `core` has not seen yet: all of them in a new journal, the
 * rest where a crash tore the very first write, so that such a journal can be started at all.
 */
export function beginRun(run: {
  readonly genesis: readonly Input[];
  readonly core: Core;
  readonly journal: { append(input: Input): number };
  readonly onApplied: (applied: Applied) => void;
}): void {
  for (const input of run.genesis.slice(run.core.state.seq)) {
    run.journal.append(input);
    run.onApplied(applyInput(run.core, input));
  }
}
