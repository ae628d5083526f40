import { createHash } from "node:crypto";
import { encodeState } from "../../core/engine/encode-state.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import type { SliceMarked } from "../../core/model/output.ts";
import type { OutputRecord } from "../../core/model/output-record.ts";

/** Hash of the canonical text of a state (semantics section 11); comparable within one build. */
export function stateHashOf(state: CoreState): string {
  return createHash("sha256").update(encodeState(state)).digest("hex");
}

/** Text collected before it is hashed: one call of the hash for many outputs. */
const PENDING_MAX = 64 * 1024;

/**
 * Collects the outputs since the last batch record and hashes them: SHA-256 over one JSON line
 * per output, in order. The journal writer asks when it closes a group.
 */
export class OutputHash {
  #hash = createHash("sha256");
  #pending = "";
  /** Outputs added since the beginning, for a count. */
  count = 0;

  add(records: readonly OutputRecord[]): void {
    for (const record of records) this.addRecord(record);
  }

  addRecord(record: OutputRecord): void {
    this.#addLine(`${JSON.stringify(record)}\n`);
  }

  /** The same line as {@link addRecord} for the output that every slice has, without the detour of an object. */
  addMark(seq: number, index: number, mark: SliceMarked): void {
    const { account, tsMark, equityMicros, cashMicros, peakEquityMicros, dayStartEquityMicros } = mark;
    if (!Number.isFinite(tsMark + equityMicros + cashMicros + peakEquityMicros + dayStartEquityMicros)) {
      this.addRecord({ seq, index, ...mark });
      return;
    }
    this.#addLine(
      `{"seq":${seq},"index":${index},"kind":"SliceMarked","account":${account},"tsMark":${tsMark},"equityMicros":${equityMicros},"cashMicros":${cashMicros},"peakEquityMicros":${peakEquityMicros},"dayStartEquityMicros":${dayStartEquityMicros}}\n`,
    );
  }

  /** The hash of what was added since the last call. */
  take(): string {
    const digest = this.#hash.update(this.#pending).digest("hex");
    this.#pending = "";
    this.#hash = createHash("sha256");
    return digest;
  }

  #addLine(line: string): void {
    this.count += 1;
    this.#pending += line;
    if (this.#pending.length < PENDING_MAX) return;
    this.#hash.update(this.#pending);
    this.#pending = "";
  }
}
