import { createCore } from "../../src/core/engine/core.ts";
import { applyInput } from "../../src/app/run/apply-input.ts";
import { readJournal } from "../../src/journal/journal-reader.ts";
import type { Storage } from "../../src/journal/storage.ts";

/** Client order ids of every submit that a journal's inputs caused, in order. */
export function submittedIn(storage: Storage): string[] {
  const core = createCore();
  const ids: string[] = [];
  for (const record of readJournal(storage)) {
    if (record.r !== "input") continue;
    for (const output of applyInput(core, record.input).records) {
      if (output.kind === "SubmitOrder") ids.push(output.clientOrderId);
    }
  }
  return ids;
}
