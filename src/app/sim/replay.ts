import type { Core } from "../../core/engine/core.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import { decodeRecord } from "../../journal/record.ts";
import { outputsText, stepCore } from "./step-core.ts";
import { digestOutputs } from "./output-digest.ts";
import { observe } from "./invariants/observe.ts";
import { hold } from "./violation.ts";
import type { World } from "./world.ts";

/**
 * Replays the journal from where `core` stands to `lastSeq` and compares every output with what
 * the live core said (T4). `isRestart`: the oracle follows too, because it was rolled back.
 */
export function replayTo(world: World, core: Core, lastSeq: number, isRestart: boolean): void {
  const { disk } = world;
  const made: Output[] = [];
  for (let seq = core.state.seq + 1; seq <= lastSeq; seq += 1) {
    const input =
      isRestart && disk.isWritten ? decoded(disk.inputs[seq - 1] as string, seq) : (disk.taken[seq - 1] as Input);
    made.length = 0;
    stepCore(core, input, made);
    compare(world, core, seq, made);
    if (isRestart) observe(world, input, made);
  }
}

/** Where the bytes are written, a restart has nothing but them. */
function decoded(json: string, seq: number): Input {
  const record = decodeRecord(json);
  hold(record?.r === "input", "T6", () => `the journal's record of seq ${seq} is no input`);
  return record.input;
}

function compare(world: World, core: Core, seq: number, made: readonly Output[]): void {
  const { outputs, digests } = world.disk;
  const digest = made.length === 0 ? 0 : digestOutputs(made);
  if (world.isVerbose) {
    const text = outputsText(core, made);
    hold(text === outputs[seq - 1], "T4", () => {
      return `replay of seq ${seq} differs:\n  live   ${firstDifference(outputs[seq - 1] as string, text)}`;
    });
  }
  hold(digest === digests[seq - 1], "T4", () => `replay of seq ${seq} says something else`);
}

/** The first line that differs, of both. */
function firstDifference(live: string, again: string): string {
  const a = live.split("\n");
  const b = again.split("\n");
  const at = a.findIndex((line, i) => line !== b[i]);
  return `${a[at] ?? "(nothing)"}\n  replay ${b[at] ?? "(nothing)"}`;
}
