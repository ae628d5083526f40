import { InvariantBroken } from "../../core/assert.ts";
import type { Core } from "../../core/engine/core.ts";
import { encodeOutput } from "../../core/engine/encode-output.ts";
import { step } from "../../core/engine/step.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import { Violation } from "./violation.ts";

/** One step; an assertion of the core that fires is a violation of its own. */
export function stepCore(core: Core, input: Input, into: Output[]): void {
  try {
    step(core, input, into);
  } catch (error) {
    if (error instanceof InvariantBroken) throw new Violation("CORE", `${error.message} (${placeOf(error)})`);
    throw error;
  }
}

function placeOf(error: Error): string {
  return (error.stack ?? "")
    .split("\n")
    .slice(2, 6)
    .map((line) => line.trim().replace(/.*\/src\//, ""))
    .join(" < ");
}

/** What the outputs hash covers, as one text: a line per output. */
export function outputsText(core: Core, list: readonly Output[]): string {
  let text = "";
  for (let i = 0; i < list.length; i += 1) {
    text += `${JSON.stringify(encodeOutput(core.state, list[i] as Output, i))}\n`;
  }
  return text;
}
