import type { Core } from "../../core/engine/core.ts";
import type { Output } from "../../core/model/output.ts";
import { decodeRecord } from "../../journal/record.ts";
import { outputsText, stepCore } from "./host.ts";
import { observe } from "./invariants/observe.ts";
import { hold } from "./violation.ts";
import type { World } from "./world.ts";

/**
 * Replays the journal from where `core` stands to `lastSeq` and compares every output with what
 * the live core said (T4). `isRestart`: the oracle follows too, because it was rolled back.
 */
export function replayTo(world: World, core: Core, lastSeq: number, isRestart: boolean): void {
  const { inputs, outputs } = world.disk;
  const made: Output[] = [];
  for (let seq = core.state.seq + 1; seq <= lastSeq; seq += 1) {
    const record = decodeRecord(inputs[seq - 1] as string);
    hold(record?.r === "input", "T6", () => `the journal's record of seq ${seq} is no input`);
    made.length = 0;
    stepCore(core, record.input, made);
    const text = outputsText(core, made);
    hold(text === outputs[seq - 1], "T4", () => {
      return `replay of seq ${seq} differs:\n  live   ${firstDifference(outputs[seq - 1] as string, text)}`;
    });
    if (isRestart) observe(world, record.input, made);
  }
}

/** The first line that differs, of both. */
function firstDifference(live: string, again: string): string {
  const a = live.split("\n");
  const b = again.split("\n");
  const at = a.findIndex((line, i) => line !== b[i]);
  return `${a[at] ?? "(nothing)"}\n  replay ${b[at] ?? "(nothing)"}`;
}
