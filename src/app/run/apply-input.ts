import type { Core } from "../../core/engine/core.ts";
import { encodeOutput } from "../../core/engine/encode-output.ts";
import { step } from "../../core/engine/step.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { OutputRecord } from "../../core/model/output-record.ts";

/** One applied input with its outputs: live ones for the venue, plain ones for everybody else. */
export interface Applied {
  readonly input: Input;
  /** Valid until the next input is applied. */
  readonly outputs: readonly Output[];
  readonly records: readonly OutputRecord[];
}

/** Applies one numbered input and spells its outputs out. */
export function applyInput(core: Core, input: Input): Applied {
  const outputs: Output[] = [];
  step(core, input, outputs);
  return { input, outputs, records: outputs.map((output, index) => encodeOutput(core.state, output, index)) };
}
