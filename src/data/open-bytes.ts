import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ByteWindows } from "./byte-windows.ts";
import { windowsOfBytes, windowsOfStream } from "./byte-windows.ts";
import type { DataFault, DataFaultCode } from "./data-fault.ts";
import { openUnpacking } from "./open-unpacking.ts";

/** A file opened for reading; `fault` is null until reading meets one, and asked for after the last window. */
export type OpenedBytes =
  | { readonly ok: true; readonly windows: ByteWindows; readonly fault: () => DataFault | null }
  | { readonly ok: false; readonly fault: DataFault };

export interface OpenOptions {
  /** Sees each byte of the unpacked text once, in order. */
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Packed files from this size on are unpacked by a thread beside the reader, in constant memory. */
  readonly threadFromBytes?: number;
}

/** Below this a packed file is unpacked at once: starting a thread would take longer. */
const THREAD_FROM_BYTES = 16 << 20;
/** A small packed file that unpacks to more than this goes to the thread as well. */
const UNPACKED_MAX = 512 << 20;

/** Opens a file of text, unpacked when its content is gzip. */
export function openBytes(path: string, options: OpenOptions): OpenedBytes {
  const refuse = (code: DataFaultCode, detail: string): OpenedBytes => ({
    ok: false,
    fault: { code, file: path, line: 0, detail },
  });
  let descriptor = -1;
  let size: number;
  const head = new Uint8Array(4);
  try {
    descriptor = openSync(path, "r");
    size = fstatSync(descriptor).size;
    readSync(descriptor, head, 0, 4, 0);
  } catch (error) {
    if (descriptor >= 0) closeSync(descriptor);
    const code = systemCode(error);
    return code === "ENOENT"
      ? refuse("FILE_MISSING", "there is no such file; check the path")
      : refuse("FILE_UNREADABLE", `it cannot be read (${code}); check that it is a file and its permissions`);
  }
  if (size === 0) {
    closeSync(descriptor);
    return refuse("FILE_EMPTY", "the file has no bytes; expected a header line and rows");
  }
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const foreign = isGzip ? null : foreignFormat(path, head);
  if (foreign !== null) {
    closeSync(descriptor);
    return refuse(foreign.code, foreign.detail);
  }
  if (!isGzip) return { ok: true, ...plainWindows(descriptor, path, size, options) };
  closeSync(descriptor);
  if (size < (options.threadFromBytes ?? THREAD_FROM_BYTES)) {
    try {
      const bytes = gunzipSync(readFileSync(path), { maxOutputLength: UNPACKED_MAX });
      if (bytes.length === 0)
        return refuse("FILE_EMPTY", "the packed file has no bytes; expected a header line and rows");
      options.onBytes(bytes);
      return { ok: true, windows: windowsOfBytes(bytes), fault: () => null };
    } catch (error) {
      if (systemCode(error) !== "ERR_BUFFER_TOO_LARGE") return refuse("NOT_GZIP", GZIP_DAMAGED);
    }
  }
  let fault: DataFault | null = null;
  const unpacking = openUnpacking(path, () => {
    fault = { code: "NOT_GZIP", file: path, line: 0, detail: GZIP_DAMAGED };
  });
  // Bars of text pack about four to one; the guess only sizes the first columns.
  const expectedBytes = size * 4;
  const windows = windowsOfStream(unpacking.pull, { expectedBytes, onBytes: options.onBytes, close: unpacking.close });
  return { ok: true, windows, fault: () => fault };
}

const GZIP_DAMAGED = "the gzip content is damaged or cut; fetch the file again";

function plainWindows(
  descriptor: number,
  path: string,
  size: number,
  options: OpenOptions,
): { windows: ByteWindows; fault: () => DataFault | null } {
  let fault: DataFault | null = null;
  let isOpen = true;
  let at = 0;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const pull = (into: Uint8Array): number => {
    try {
      const read = readSync(descriptor, into, 0, into.length, at);
      at += read;
      return read;
    } catch (error) {
      const detail = `reading stopped after ${at} bytes (${systemCode(error)}); check the disk and the file`;
      fault = { code: "FILE_UNREADABLE", file: path, line: 0, detail };
      return 0;
    }
  };
  return {
    windows: windowsOfStream(pull, { expectedBytes: size, onBytes: options.onBytes, close }),
    fault: () => fault,
  };
}

/** Files that are often taken for CSV, by their first bytes. */
function foreignFormat(path: string, head: Uint8Array): { code: DataFaultCode; detail: string } | null {
  const [a, b, c, d] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return { code: "FILE_UNREADABLE", detail: "the text is UTF-16; save it as CSV in UTF-8" };
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4)
    return {
      code: "FILE_UNREADABLE",
      detail: "the content is a ZIP archive (or a spreadsheet); unpack it or export CSV",
    };
  if (a === 0x50 && b === 0x41 && c === 0x52 && d === 0x31)
    return { code: "FILE_UNREADABLE", detail: "the content is Parquet, not CSV; bring it in with data import" };
  if (path.endsWith(".gz")) return { code: "NOT_GZIP", detail: "the name ends in .gz but the content is not gzip" };
  return null;
}

function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
