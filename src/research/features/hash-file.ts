import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { systemCodeOf } from "../../platform/failure.ts";

const CHUNK_BYTES = 1 << 20;

/** Hexadecimal SHA-256 of a file's bytes as they lie on the disk; null when it cannot be read. */
export function hashFile(path: string): string | null {
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const hash = createHash("sha256");
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const count = readSync(file, chunk, 0, CHUNK_BYTES, null);
      if (count === 0) return hash.digest("hex");
      hash.update(chunk.subarray(0, count));
    }
  } catch (error) {
    if (systemCodeOf(error) === "") throw error;
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
