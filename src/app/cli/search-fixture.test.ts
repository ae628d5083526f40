/** Starts a search in a process of its own and ends it in the middle. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const CLI = join(import.meta.dirname, "../cli.ts");

/** Ends `agenttrader ARGV --out OUT` by `signal` once `lines` are in its checkpoint; answers with its exit code, null when killed. */
export async function interrupted(
  argv: readonly string[],
  { cwd, out, lines, signal }: { cwd: string; out: string; lines: number; signal: "SIGKILL" | "SIGINT" },
): Promise<number | null> {
  const child = spawn(process.execPath, [CLI, ...argv, "--out", out], { cwd, stdio: "ignore" });
  const exited = once(child, "exit");
  const path = join(cwd, out, "checkpoint.jsonl");
  while (child.exitCode === null) {
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    if (text.split("\n").length > lines) break;
    await setTimeout(2);
  }
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}
