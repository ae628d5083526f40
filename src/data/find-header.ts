import { readHeader } from "./header-columns.ts";

/** The line that names the columns. */
export interface FoundHeader {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Offset of the first byte after it. */
  readonly end: number;
  /** Lines of text above it that name no column: a title. */
  readonly titleLines: number;
}

/** Some vendors write the name of the instrument above the header; more lines than this are no title. */
const TITLE_LINES_MAX = 5;

/**
 * The first line with text, or the header just below it when that line names no column and a later
 * one does. A byte-order mark is passed over; null: there is no text.
 */
export function findHeader(bytes: Uint8Array): FoundHeader | null {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let first: FoundHeader | null = null;
  let titleLines = 0;
  for (let line = 1; at < bytes.length; line += 1) {
    let end = at;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end += 1;
    const next = Math.min(bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1, bytes.length);
    const text = Buffer.from(bytes.subarray(at, end)).toString("utf8").trim();
    at = next;
    if (text === "") continue;
    const found: FoundHeader = { text, line, end: next, titleLines };
    if (namesColumns(text)) return found;
    first ??= found;
    titleLines += 1;
    if (titleLines > TITLE_LINES_MAX) break;
  }
  return first;
}

/** True when a line names the time column and one more, whether or not all that bars need are there. */
function namesColumns(text: string): boolean {
  const header = readHeader(text);
  return header.ok || header.known >= 2;
}
