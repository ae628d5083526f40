import { assert } from "../core/assert.ts";
import type { Input } from "../core/model/input.ts";
import { appendAnchor, readAnchors } from "./anchor.ts";
import { chainHash } from "./chain.ts";
import { JournalCorrupt, JournalUnavailable } from "./journal-failures.ts";
import { encodeInput, encodeRecord } from "./record.ts";
import { findTail } from "./recover-tail.ts";
import type { JournalTail } from "./recover-tail.ts";
import { segmentName } from "./storage.ts";
import type { AppendFile, Storage } from "./storage.ts";

/** What the owner of the core knows about inputs it has applied; asked once per group, synchronously. */
export interface JournalFacts {
  /** Hash of the outputs of the inputs `from`..`to`, both inclusive; all of them are applied when asked. */
  outputsHash(from: number, to: number): string;
  /** Hash of the state after `seq`, the last input applied. */
  stateHash(seq: number): string;
}

/** Settings of {@link JournalWriter.open}. */
export interface JournalOptions {
  readonly build: string;
  /** What this process is, for the message a second one gets. */
  readonly purpose: string;
  readonly facts: JournalFacts;
  /** Wall clock as ISO 8601 UTC. */
  readonly now: () => string;
  /** File of anchors beside the journal; none when absent. */
  readonly anchorFile?: string;
  /** A file is closed at this size, 64 MiB by default. */
  readonly segmentBytes?: number;
  /** A state record follows the group that reaches a multiple of this, 1,000 by default. */
  readonly stateEvery?: number;
  /** Told in one sentence what was repaired at the start. */
  readonly onNotice?: (text: string) => void;
  /** Told when writing fails: the app engages its halt and calls {@link JournalWriter.retry}. */
  readonly onFailure?: (failure: JournalUnavailable) => void;
}

interface Group {
  readonly bytes: Uint8Array;
  readonly lastSeq: number;
  readonly lastHash: string;
  /** First seq of the file that follows this group, when this one is full. */
  readonly nextSegment: number | null;
}
interface Waiter {
  readonly seq: number;
  readonly resolve: () => void;
  readonly reject: (failure: Error) => void;
}

const SEGMENT_BYTES = 64 * 1024 * 1024;
const STATE_EVERY = 1_000;

/**
 * The single writer of a journal. Inputs queue while a sync runs and leave together: one write of
 * the inputs and their batch record, one fdatasync (group commit). Nothing counts as durable
 * before its sync returned.
 */
export class JournalWriter {
  readonly #storage: Storage;
  readonly #options: JournalOptions;
  readonly #segmentBytes: number;
  readonly #stateEvery: number;
  readonly #unlock: () => void;
  #file: AppendFile | null = null;
  /** First seq of the file that must be opened before the next group. */
  #nextSegment: number | null = null;
  /** Bytes of the open file that a sync has covered. */
  #syncedBytes = 0;
  #lines: string[] = [];
  #hash: string;
  #durableHash: string;
  #lastSeq: number;
  #batchedTo: number;
  #durableSeq: number;
  #group: Group | null = null;
  #isSyncing = false;
  #isScheduled = false;
  #isClosed = false;
  #failure: JournalUnavailable | null = null;
  #waiters: Waiter[] = [];

  private constructor(storage: Storage, options: JournalOptions, tail: JournalTail, unlock: () => void) {
    this.#storage = storage;
    this.#options = options;
    this.#segmentBytes = options.segmentBytes ?? SEGMENT_BYTES;
    this.#stateEvery = options.stateEvery ?? STATE_EVERY;
    this.#unlock = unlock;
    this.#hash = tail.lastHash;
    this.#durableHash = tail.lastHash;
    this.#lastSeq = tail.lastSeq;
    this.#batchedTo = tail.batchedTo;
    this.#durableSeq = tail.lastSeq;
  }

  /**
   * Locks the journal, cuts a torn tail off (with a notice), and writes the start record. Throws
   * {@link JournalCorrupt}, {@link JournalUnavailable}, or the lock's refusal.
   */
  static async open(storage: Storage, options: JournalOptions): Promise<JournalWriter> {
    const unlock = storage.lock(options.purpose, options.now());
    let writer: JournalWriter | null = null;
    try {
      const tail = findTail(storage);
      checkAnchors(storage, options, tail);
      writer = new JournalWriter(storage, options, tail, unlock);
      writer.#openTail(tail);
      writer.#push(encodeRecord({ r: "start", version: 1, build: options.build, at: options.now() }));
      writer.#compose();
      await writer.#write();
      if (writer.#failure !== null) throw writer.#failure;
      return writer;
    } catch (error) {
      if (writer !== null) writer.#file?.close();
      unlock();
      throw error instanceof Error && "exitCode" in error ? error : new JournalUnavailable(storage.name, error);
    }
  }

  /** Last input appended; 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Last input that survives a crash. */
  get durableSeq(): number {
    return this.#durableSeq;
  }

  /** Head of the durable chain: its last input, and the hash of the last record on the disk. */
  get durableHead(): { readonly seq: number; readonly hash: string } {
    return { seq: this.#durableSeq, hash: this.#durableHash };
  }

  /** Last input covered by a batch record; after a crash the replay's outputs behind it go into the next one. */
  get batchedTo(): number {
    return this.#batchedTo;
  }

  /** Why nothing can be written now, or null. */
  get failure(): JournalUnavailable | null {
    return this.#failure;
  }

  /**
   * Gives `input` the next seq and queues it; returns the seq. The caller applies the input before
   * it yields to the event loop: the group's facts are asked after that. Throws while writing fails.
   */
  append(input: Input): number {
    assert(!this.#isClosed, "a closed journal takes no input");
    if (this.#failure !== null) throw this.#failure;
    this.#lastSeq += 1;
    input.seq = this.#lastSeq;
    this.#push(encodeInput(input));
    if (!this.#isSyncing && !this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(this.#onScheduled);
    }
    return this.#lastSeq;
  }

  /** Resolves once input `seq` is on the disk; rejects with {@link JournalUnavailable} when writing fails before. */
  whenDurable(seq: number): Promise<void> {
    assert(seq <= this.#lastSeq, "only an appended input can become durable");
    if (seq <= this.#durableSeq) return Promise.resolve();
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ seq, resolve, reject });
    });
  }

  /** Writes again what failed; resolves when everything appended is durable, rejects when it fails again. */
  async retry(): Promise<void> {
    if (this.#failure !== null && !this.#isSyncing) {
      this.#failure = null;
      void this.#write();
    }
    await this.whenDurable(this.#lastSeq);
  }

  /** Writes an anchor of the durable head; does nothing without an anchor file. */
  anchor(): void {
    if (this.#options.anchorFile === undefined) return;
    appendAnchor(this.#options.anchorFile, { ...this.durableHead, at: this.#options.now() });
  }

  /** Waits until everything is durable, anchors the head, frees the file and the lock. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.whenDurable(this.#lastSeq);
      this.anchor();
    } finally {
      this.#file?.close();
      this.#unlock();
    }
  }

  readonly #onScheduled = (): void => {
    this.#isScheduled = false;
    if (this.#isSyncing || this.#failure !== null || !this.#hasInputs()) return;
    this.#closeGroup();
    void this.#write();
  };

  #hasInputs(): boolean {
    return this.#lastSeq > this.#durableSeq && this.#group === null;
  }

  #push(json: string): void {
    this.#hash = chainHash(this.#hash, json);
    this.#lines.push(`${this.#hash} ${json}\n`);
  }

  /** Adds the derived records of the queued inputs and makes them a group. */
  #closeGroup(): void {
    const from = this.#batchedTo + 1;
    const to = this.#lastSeq;
    assert(to >= from, "a group holds at least one input");
    this.#push(encodeRecord({ r: "batch", from, to, outputsHash: this.#options.facts.outputsHash(from, to) }));
    if (Math.floor(to / this.#stateEvery) > Math.floor((from - 1) / this.#stateEvery)) {
      const stateHash = this.#options.facts.stateHash(to);
      this.#push(encodeRecord({ r: "state", seq: to, stateHash, build: this.#options.build }));
    }
    this.#batchedTo = to;
    this.#compose();
  }

  /** Turns the queued lines into one write; after a full file the chain goes on with the head of the next. */
  #compose(): void {
    const bytes = Buffer.from(this.#lines.join(""), "utf8");
    this.#lines = [];
    const size = bytes.length + (this.#nextSegment === null ? this.#syncedBytes : 0);
    const isFull = size >= this.#segmentBytes && this.#batchedTo === this.#lastSeq;
    const nextSegment = isFull ? this.#lastSeq + 1 : null;
    this.#group = { bytes, lastSeq: this.#lastSeq, lastHash: this.#hash, nextSegment };
    if (nextSegment !== null) this.#pushHead(nextSegment);
  }

  #pushHead(from: number): void {
    this.#push(encodeRecord({ r: "segment", version: 1, from, previous: this.#hash }));
  }

  /** Opens the file in which the journal ended and cuts off what a crash tore. */
  #openTail(tail: JournalTail): void {
    if (tail.segment === null) {
      this.#nextSegment = 1;
      this.#pushHead(1);
      return;
    }
    this.#file = this.#storage.open(tail.segment);
    if (tail.tornBytes > 0) {
      this.#file.truncate(tail.wholeBytes);
      this.#options.onNotice?.(
        `The last write to the journal (${tail.segment}) was cut short by a crash: ${tail.tornBytes} bytes behind seq ${tail.lastSeq} were removed; none of it had been acknowledged.`,
      );
    }
    if (tail.lacksNewline) this.#file.append(Buffer.from("\n"));
    this.#syncedBytes = this.#file.size();
    if (tail.wholeBytes === 0) this.#pushHead(tail.lastSeq + 1);
  }

  /** The open file, after a change to the next one when the last is full. */
  #openSegment(): AppendFile {
    if (this.#nextSegment !== null || this.#file === null) {
      const next = this.#storage.open(segmentName(this.#nextSegment ?? 1));
      this.#file?.close();
      this.#file = next;
      this.#syncedBytes = 0;
      this.#nextSegment = null;
    }
    return this.#file;
  }

  async #write(): Promise<void> {
    const group = this.#group;
    assert(group !== null && !this.#isSyncing, "one group is written at a time");
    this.#isSyncing = true;
    try {
      const file = this.#openSegment();
      if (file.size() > this.#syncedBytes) file.truncate(this.#syncedBytes);
      file.append(group.bytes);
      await file.sync();
      this.#syncedBytes = file.size();
    } catch (error) {
      this.#isSyncing = false;
      this.#fail(error);
      return;
    }
    this.#isSyncing = false;
    this.#group = null;
    this.#durableSeq = group.lastSeq;
    this.#durableHash = group.lastHash;
    this.#nextSegment = group.nextSegment;
    this.#settle();
    if (this.#hasInputs()) this.#onScheduled();
  }

  /** Wakes those whose input is now durable, in order. */
  #settle(): void {
    const waiting: Waiter[] = [];
    for (const waiter of this.#waiters) {
      if (waiter.seq <= this.#durableSeq) waiter.resolve();
      else waiting.push(waiter);
    }
    this.#waiters = waiting;
  }

  /** Nothing of the group counts: its bytes are cut off again and everyone who waits is told. */
  #fail(error: unknown): void {
    const failure = new JournalUnavailable(this.#storage.name, error);
    this.#failure = failure;
    try {
      this.#file?.truncate(this.#syncedBytes);
    } catch {
      // The disk refuses this as well; the next write cuts before it writes.
    }
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter.reject(failure);
    this.#options.onFailure?.(failure);
  }
}

/** An anchor that knows more than the journal: acknowledged inputs are gone. */
function checkAnchors(storage: Storage, options: JournalOptions, tail: JournalTail): void {
  const last = options.anchorFile === undefined ? undefined : readAnchors(options.anchorFile).at(-1);
  if (last === undefined || last.seq <= tail.lastSeq) return;
  throw new JournalCorrupt(storage.name, {
    kind: "cut-tail",
    segment: tail.segment ?? "(no file)",
    line: tail.lines + 1,
    seq: tail.lastSeq + 1,
    detail: `the journal ends at seq ${tail.lastSeq}, its anchor of ${last.at} names seq ${last.seq}.`,
  });
}
