import type { Applied } from "./apply-input.ts";

/** What the gate must know of the journal. */
export interface DurableJournal {
  readonly durableSeq: number;
  whenDurable(seq: number): Promise<void>;
}

/**
 * Holds what the core did back from those who show it until its input is on the disk: a figure on
 * a screen must not outlive the journal that explains it.
 */
export class DurableGate {
  readonly #journal: DurableJournal;
  readonly #open: (applied: Applied) => void;
  #waiting: Applied[] = [];
  #isArmed = false;

  constructor(journal: DurableJournal, open: (applied: Applied) => void) {
    this.#journal = journal;
    this.#open = open;
  }

  /** Entries that wait for their sync. */
  get waitingEntries(): number {
    return this.#waiting.length;
  }

  /** Takes an entry in journal order; it passes once its input is durable. */
  push(applied: Applied): void {
    this.#waiting.push(applied);
    this.#arm();
  }

  /** Lets everything pass that is durable by now. */
  release(): void {
    const { durableSeq } = this.#journal;
    let passed = 0;
    for (const applied of this.#waiting) {
      if (applied.input.seq > durableSeq) break;
      passed += 1;
      this.#open(applied);
    }
    if (passed > 0) this.#waiting = this.#waiting.slice(passed);
  }

  /** One promise at a time, however many entries wait. */
  #arm(): void {
    const last = this.#waiting.at(-1);
    if (this.#isArmed || last === undefined) return;
    this.#isArmed = true;
    const settle = (): void => {
      this.#isArmed = false;
      this.release();
      if (this.#journal.durableSeq >= last.input.seq) this.#arm();
    };
    // While the disk refuses they wait on; the next entry arms the gate again.
    this.#journal.whenDurable(last.input.seq).then(settle, settle);
  }
}
