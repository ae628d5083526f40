import { createHash } from "node:crypto";
import { encodeState } from "../../core/engine/encode-state.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import type { OutputRecord } from "../../core/model/output-record.ts";

/** Hash of the canonical text of a state (semantics section 11); comparable within one build. */
export function stateHashOf(state: CoreState): string {
  return createHash("sha256").update(encodeState(state)).digest("hex");
}

/**
 * Collects the outputs since the last batch record and hashes them: SHA-256 over one JSON line
 * per output, in order. The journal writer asks when it closes a group.
 */
export class OutputHash {
  #hash = createHash("sha256");
  /** Outputs added since the beginning, for a count. */
  count = 0;

  add(records: readonly OutputRecord[]): void {
    for (const record of records) this.#hash.update(`${JSON.stringify(record)}\n`);
    this.count += records.length;
  }

  /** The hash of what was added since the last call. */
  take(): string {
    const digest = this.#hash.digest("hex");
    this.#hash = createHash("sha256");
    return digest;
  }
}
