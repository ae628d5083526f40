import { spawn } from "node:child_process";
import { join } from "node:path";
import type { SourceCopy } from "./plant.ts";

const CHILD = join(import.meta.dirname, "hunt.child.ts");

/** What the simulator said of a planted fault. */
export interface Catch {
  /** Id of the invariant; `HUNG` when a world did not end. */
  readonly id: string;
  readonly text: string;
  /** Seed of the world it broke in, and the simulated days from the first seed to that one. */
  readonly seed: number;
  readonly days: number;
}

/** How far a hunt goes. */
export interface HuntRange {
  readonly seed: number;
  readonly days: number;
  /** After so long a world that does not end is a finding of its own. */
  readonly secondsAtMost: number;
}

/** Lets the simulator of a copy run, in a process of its own, until a promise breaks; null: none did. */
export async function hunt(copy: SourceCopy, range: HuntRange): Promise<Catch | null> {
  const { seed, days, secondsAtMost } = range;
  const child = spawn(process.execPath, [CHILD, copy.folder, String(seed), String(days)], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: secondsAtMost * 1000,
    killSignal: "SIGKILL",
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = Promise.withResolvers<number | NodeJS.Signals>();
  child.on("error", ended.reject);
  child.on("close", (code, signal) => ended.resolve(code ?? signal ?? 1));
  const code = await ended.promise;
  if (code === "SIGKILL") return { id: "HUNG", text: `no end after ${secondsAtMost} s`, seed, days };
  if (code !== 0) throw new Error(`the hunt in ${copy.folder} ended with ${code}: ${err}`);
  return out === "" ? null : (JSON.parse(out) as Catch);
}
