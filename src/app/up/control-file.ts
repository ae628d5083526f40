import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAME = "control.json";

/** How a program of the same user reaches the running platform; the token lets it see and stop, nothing else. */
export interface ControlFile {
  readonly address: string;
  readonly token: string;
  readonly pid: number;
}

/** Leaves the address and the token in the data directory, readable for its owner alone. */
export function writeControlFile(folder: string, control: ControlFile): void {
  rmSync(join(folder, NAME), { force: true });
  writeFileSync(join(folder, NAME), `${JSON.stringify(control)}\n`, { mode: 0o600, flag: "wx" });
}

/** Null when there is none, or none that can be read. */
export function readControlFile(folder: string): ControlFile | null {
  try {
    const { address, token, pid } = JSON.parse(readFileSync(join(folder, NAME), "utf8")) as Partial<ControlFile>;
    const isWhole = typeof address === "string" && typeof token === "string" && typeof pid === "number";
    return isWhole ? { address, token, pid } : null;
  } catch {
    return null;
  }
}

/** Takes the file away at the end, unless a later process has put its own there. */
export function removeControlFile(folder: string, token: string): void {
  if (readControlFile(folder)?.token === token) rmSync(join(folder, NAME), { force: true });
}
