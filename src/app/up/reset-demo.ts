import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { CliIo } from "../cli/io.ts";

/** What a run leaves in its data directory. */
const PARTS = ["journal", "snapshots", "views", "anchors.jsonl", "agenttrader.log"];

/** Removes the demo's run after asking; everything else in the folder stays. */
export async function resetDemo(folder: string, io: CliIo, isSure: boolean): Promise<void> {
  const found = PARTS.filter((part) => existsSync(join(folder, part)));
  if (found.length === 0) return;
  if (!isSure && !(await isConfirmed(folder, io))) {
    throw new Failure({
      code: "NOT_CONFIRMED",
      exitCode: EXIT.refused,
      message: `Nothing was removed from ${folder}.`,
      hint: 'Answer "yes", or give --yes.',
    });
  }
  for (const part of found) rmSync(join(folder, part), { recursive: true, force: true });
}

async function isConfirmed(folder: string, io: CliIo): Promise<boolean> {
  if (!io.isTerminal || !process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Remove the demo's journal, users and history in ${folder}? [yes/no] `);
    return answer.trim().toLowerCase() === "yes";
  } finally {
    terminal.close();
  }
}
