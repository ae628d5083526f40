/**
 * Where a journal's files live. The real one is {@link ./file-storage.ts}; tests use one that
 * tears writes, runs full and forgets what was not synced.
 */
export interface Storage {
  /** For messages: the folder. */
  readonly name: string;
  /** Excludes every other writer until the returned function is called; throws when one is there. */
  lock(purpose: string, since: string): () => void;
  /** Names of the segment files, sorted. */
  list(): string[];
  sizeOf(file: string): number;
  /** Fills `into` from `offset` of `file`; returns the bytes read, 0 at the end. */
  read(file: string, offset: number, into: Buffer): number;
  /** Opens `file` for appending, creating it (and making its name durable) when it is missing. */
  open(file: string): AppendFile;
}

/** A file that only grows, but for what was never acknowledged. */
export interface AppendFile {
  /** Bytes of the file now. */
  size(): number;
  /** Writes all of `bytes` at the end or throws, possibly after a part of them. */
  append(bytes: Uint8Array): void;
  /** Resolves when everything appended is on the disk. */
  sync(): Promise<void>;
  /** Cuts the file and makes the cut durable. */
  truncate(size: number): void;
  close(): void;
}

/** Name of the segment whose first input is `seq`: `000000000001.jsonl`. */
export function segmentName(seq: number): string {
  return `${String(seq).padStart(12, "0")}.jsonl`;
}

/** seq in a segment's name, or null when `file` is no segment. */
export function segmentSeq(file: string): number | null {
  const match = /^(\d{12,})\.jsonl$/.exec(file);
  return match?.[1] === undefined ? null : Number(match[1]);
}
