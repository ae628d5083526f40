/** The fused loop compiled by the machine's C compiler and run beside the engine; null where there is none. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BarColumns } from "../src/data/bar-columns.ts";

/** What the C program said: times of the rounds after the first, in milliseconds of processor time. */
export interface FusedInC {
  readonly orders: number;
  readonly equity: number;
  readonly times: readonly number[];
}

/** Writes the bars down, compiles with -O2 and runs `rounds` rounds. */
export function fusedInC(bars: BarColumns, rounds: number): FusedInC | null {
  if (spawnSync("cc", ["--version"]).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-fused-"));
  try {
    const program = join(folder, "fused-loop");
    const data = join(folder, "bars");
    execFileSync("cc", ["-O2", "-o", program, join(import.meta.dirname, "fused-loop.c"), "-lm"]);
    const columns = [bars.openMicros, bars.closeMicros].map((column) => column.subarray(0, bars.count));
    writeFileSync(data, Buffer.concat([Float64Array.of(bars.count), ...columns].map(bytesOf)));
    const lines = execFileSync(program, [data, String(rounds)], { encoding: "utf8" })
      .trim()
      .split("\n");
    const [orders, equity] = (lines.pop() ?? "").split(" ").map(Number);
    return { orders: orders ?? 0, equity: equity ?? 0, times: lines.slice(1).map(Number) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
