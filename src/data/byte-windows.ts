/** A file's text as windows of whole lines, one after the other, however large the file. */
export interface ByteWindows {
  /** The next window, its last byte a line end; null after the last. Its memory is used again by the next call. */
  readonly next: () => Uint8Array | null;
  /** Bytes of the whole text, a guess where only its packed size is known. */
  readonly expectedBytes: number;
  /** Gives back what reading holds open; safe to call twice. */
  readonly close: () => void;
}

/** Fills the start of `into`; answers with the number of bytes, 0 at the end. */
export type PullBytes = (into: Uint8Array) => number;

const CR = 13;
const LF = 10;
/** Small enough for the processor's cache, large enough that a window's set-up does not count. */
const WINDOW_BYTES = 1 << 20;

/** Windows over bytes that are in memory already; they are not copied but for an unended last line. */
export function windowsOfBytes(bytes: Uint8Array): ByteWindows {
  const end = lastLineEnd(bytes, bytes.length, true) + 1;
  const parts = [bytes.subarray(0, end)];
  if (end < bytes.length) {
    const tail = new Uint8Array(bytes.length - end + 1);
    tail.set(bytes.subarray(end));
    tail[tail.length - 1] = LF;
    parts.push(tail);
  }
  const windows = parts.filter((part) => part.length > 0).values();
  return { next: () => windows.next().value ?? null, expectedBytes: bytes.length, close: () => {} };
}

/** Windows over a stream of bytes; `onBytes` sees each of its bytes once, in order. */
export function windowsOfStream(
  pull: PullBytes,
  options: {
    readonly expectedBytes: number;
    readonly onBytes: (bytes: Uint8Array) => void;
    readonly close: () => void;
    readonly windowBytes?: number;
  },
): ByteWindows {
  let buffer = new Uint8Array(options.windowBytes ?? WINDOW_BYTES);
  let tailStart = 0;
  let filled = 0;
  let hasEnded = false;
  const next = (): Uint8Array | null => {
    if (hasEnded) return null;
    buffer.copyWithin(0, tailStart, filled);
    filled -= tailStart;
    tailStart = 0;
    for (;;) {
      // One byte is kept free for the line end the last line may lack.
      while (filled < buffer.length - 1) {
        const read = pull(buffer.subarray(filled, buffer.length - 1));
        if (read === 0) return lastWindow();
        options.onBytes(buffer.subarray(filled, filled + read));
        filled += read;
      }
      const end = lastLineEnd(buffer, filled, false);
      if (end >= 0) {
        tailStart = end + 1;
        return buffer.subarray(0, tailStart);
      }
      const wider = new Uint8Array(buffer.length * 2);
      wider.set(buffer);
      buffer = wider;
    }
  };
  const lastWindow = (): Uint8Array | null => {
    hasEnded = true;
    if (filled === 0) return null;
    const last = buffer[filled - 1];
    if (last !== LF && last !== CR) {
      buffer[filled] = LF;
      filled += 1;
    }
    return buffer.subarray(0, filled);
  };
  return { next, expectedBytes: options.expectedBytes, close: options.close };
}

/** Where the last whole line before `size` ends; a CR in the last place may be half of a line end and counts only `isAll`. */
function lastLineEnd(bytes: Uint8Array, size: number, isAll: boolean): number {
  const feed = bytes.subarray(0, size).lastIndexOf(LF);
  const tail = bytes.subarray(feed + 1, isAll ? size : Math.max(feed + 1, size - 1));
  // A file of CR line ends has no LF at all; in any other a CR after the last LF ends nothing.
  return feed >= 0 ? feed : tail.lastIndexOf(CR);
}
