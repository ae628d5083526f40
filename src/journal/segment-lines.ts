import type { Storage } from "./storage.ts";

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** Bytes that hold whole lines, and where they stand in the file. */
export interface LineBlock {
  readonly bytes: Buffer;
  /** Bytes [0, end) are whole lines, each with its newline. */
  readonly end: number;
  /** Offset of `bytes[0]` in the file. */
  readonly offset: number;
}

/**
 * Reads a segment in blocks of whole lines of about 1 MiB, starting at byte `from`. Returns the
 * offset behind the last whole line when exhausted. The buffer is reused: use a block before
 * asking for the next.
 */
export function* lineBlocks(storage: Storage, segment: string, from: number = 0): Generator<LineBlock, number> {
  // A small file needs no large buffer; one byte more than it holds, so that its end is seen without growing.
  const room = storage.sizeOf(segment) - from + 1;
  let buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(1, room)));
  let held = 0;
  let offset = from;
  for (;;) {
    const count = storage.read(segment, offset + held, buffer.subarray(held));
    held += count;
    const end = buffer.subarray(0, held).lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield { bytes: buffer, end, offset };
      buffer.copy(buffer, 0, end, held);
      held -= end;
      offset += end;
    }
    if (count === 0) return offset;
    if (held === buffer.length) {
      const larger = Buffer.allocUnsafe(buffer.length * 2);
      buffer.copy(larger, 0, 0, held);
      buffer = larger;
    }
  }
}

/** Index of the newline that ends the line at `start`; the block promises that there is one. */
export function lineEnd(block: LineBlock, start: number): number {
  return block.bytes.indexOf(NEWLINE, start);
}
