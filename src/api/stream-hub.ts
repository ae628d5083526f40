import { STREAM_RING_SIZE, type StreamChange, type StreamTopic } from "../contract/stream.ts";

/** Changes of this long become one event: browsers refetch, so ten a second are enough. */
const GATHER_MS = 100;

/** Receives the events of one client. */
export type StreamListener = (change: StreamChange) => void;

/** Gathers what changed, keeps the newest events for those who reconnect, tells the listeners. */
export class StreamHub {
  readonly #ring: StreamChange[] = [];
  readonly #listeners = new Set<StreamListener>();
  readonly #gatherMs: number;
  /** Nothing is known of changes up to here. */
  #blindUpTo: number;
  #lastSeq: number;
  #pending: { seq: number; topics: Set<StreamTopic>; refs: Set<string> | null } | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** `startSeq`: what the read models show already. */
  constructor(startSeq: number, gatherMs: number = GATHER_MS) {
    this.#blindUpTo = startSeq;
    this.#lastSeq = startSeq;
    this.#gatherMs = gatherMs;
  }

  /** Newest seq that was told. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Notes that read models changed up to `seq`; call it after they are readable. */
  publish(change: { seq: number; topics: readonly string[]; refs: readonly string[] | null }): void {
    if (change.topics.length === 0) return;
    this.#pending ??= { seq: change.seq, topics: new Set(), refs: new Set() };
    this.#pending.seq = Math.max(this.#pending.seq, change.seq);
    for (const topic of change.topics) this.#pending.topics.add(topic as StreamTopic);
    if (change.refs === null) this.#pending.refs = null;
    else for (const ref of change.refs) this.#pending.refs?.add(ref);
    if (this.#gatherMs === 0) this.#tell();
    else this.#timer ??= setTimeout(() => this.#tell(), this.#gatherMs).unref();
  }

  subscribe(listener: StreamListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Events after `seq`, oldest first; null when some of them are not known any more. */
  eventsAfter(seq: number): readonly StreamChange[] | null {
    if (seq < this.#blindUpTo || seq > this.#lastSeq) return null;
    return this.#ring.filter((event) => event.seq > seq);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #tell(): void {
    this.#timer = null;
    const pending = this.#pending;
    if (pending === null) return;
    this.#pending = null;
    const refs = pending.refs === null || pending.refs.size > 50 ? null : [...pending.refs];
    const event: StreamChange = { seq: pending.seq, topics: [...pending.topics], refs };
    this.#ring.push(event);
    this.#lastSeq = event.seq;
    if (this.#ring.length > STREAM_RING_SIZE) this.#blindUpTo = (this.#ring.shift() as StreamChange).seq;
    for (const listener of this.#listeners) listener(event);
  }
}
