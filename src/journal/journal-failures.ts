import { EXIT } from "../platform/exit-codes.ts";
import { Failure, systemCodeOf } from "../platform/failure.ts";

/** What is wrong with a record. */
export type DamageKind = "changed-byte" | "gap-in-seq" | "cut-tail";

/** The first bad record of a journal. */
export interface Damage {
  readonly kind: DamageKind;
  /** Segment file. */
  readonly segment: string;
  /** Line of the segment, from 1. */
  readonly line: number;
  /** seq of the bad input, or of the input that the bad record follows or would have held. */
  readonly seq: number;
  /** One sentence: what was, what was expected. */
  readonly detail: string;
}

/** The journal is damaged before its tail: nothing may be decided on it (exit code 5). */
export class JournalCorrupt extends Failure {
  override readonly name = "JournalCorrupt";
  readonly damage: Damage;

  constructor(storage: string, damage: Damage) {
    super({
      code: "JOURNAL_CORRUPT",
      exitCode: EXIT.badData,
      message: `The journal ${storage} is damaged: ${damage.segment}:${damage.line} (seq ${damage.seq}), ${damage.kind}: ${damage.detail}`,
      hint: "Nothing was changed. Restore the folder from a backup; `agenttrader journal verify` shows the place again.",
    });
    this.damage = damage;
  }
}

/** The journal cannot be written now; nothing was acknowledged (exit code 6). */
export class JournalUnavailable extends Failure {
  override readonly name = "JournalUnavailable";
  /** The system's code: ENOSPC, EIO. */
  readonly systemCode: string;

  constructor(storage: string, cause: unknown) {
    const systemCode = systemCodeOf(cause);
    const why = cause instanceof Error ? cause.message : String(cause);
    const isFull = systemCode === "ENOSPC" || systemCode === "EDQUOT";
    super({
      code: isFull ? "JOURNAL_DISK_FULL" : "JOURNAL_UNAVAILABLE",
      exitCode: EXIT.unavailable,
      message: isFull
        ? `The disk of the journal ${storage} is full (${systemCode}); nothing was accepted.`
        : `The journal ${storage} cannot be written (${why}); nothing was accepted.`,
      hint: isFull
        ? "Free space there; writing goes on by itself."
        : "Check the disk and the folder's permissions; writing goes on by itself once it works.",
      cause,
    });
    this.systemCode = systemCode;
  }
}
