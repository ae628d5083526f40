import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileStorage } from "../../journal/file-storage.ts";
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
  demandNobodyRuns(folder);
  for (const part of found) rmSync(join(folder, part), { recursive: true, force: true });
}

/** A platform that still runs on this folder would lose its journal under its feet: its lock refuses us. */
function demandNobodyRuns(folder: string): void {
  const journal = join(folder, "journal");
  if (!existsSync(journal)) return;
  const unlock = fileStorage(journal).lock("agenttrader up --reset-demo", new Date().toISOString());
  unlock();
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
