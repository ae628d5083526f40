import type { Command } from "../model/input.ts";
import type { Output } from "../model/output.ts";

/** Says that a command was understood and not done, and why. */
export function refuse(command: Command, code: string, text: string, outputs: Output[]): void {
  outputs.push({ kind: "CommandRefused", command: command.command, code, text });
}
