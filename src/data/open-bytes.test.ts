import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { openBytes } from "./open-bytes.ts";

/** Reads a file to its end: its text and what onBytes saw, or the fault's code. */
function read(path: string, threadFromBytes?: number): string {
  let seen = "";
  const onBytes = (bytes: Uint8Array): void => void (seen += Buffer.from(bytes).toString("latin1"));
  const opened = openBytes(path, threadFromBytes === undefined ? { onBytes } : { onBytes, threadFromBytes });
  if (!opened.ok) return opened.fault.code;
  let text = "";
  for (let window = opened.windows.next(); window !== null; window = opened.windows.next())
    text += Buffer.from(window).toString("latin1");
  opened.windows.close();
  const fault = opened.fault();
  if (fault !== null) return fault.code;
  assert.equal(seen.length > 0 && !seen.endsWith("\n") ? `${seen}\n` : seen, text);
  return text;
}

function inFolder(run: (put: (name: string, bytes: string | Uint8Array) => string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "bytes-"));
  const put = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  try {
    run(put);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("plain, packed at once and packed beside a thread: the same text", () => {
  inFolder((put) => {
    // Several windows and several slots of the thread.
    const lines: string[] = [];
    for (let i = 0; i < 250_000; i += 1) lines.push(`row ${i},${(i * 7919) % 1000}`);
    const text = `${lines.join("\n")}\n`;
    assert.equal(read(put("a.csv", text)), text);
    const packed = put("a.csv.gz", gzipSync(text));
    assert.equal(read(packed), text);
    assert.equal(read(packed, 0), text);
    // Two archives joined are one, as gzip defines it.
    assert.equal(read(put("b.csv.gz", Buffer.concat([gzipSync("a\n"), gzipSync("b\n")])), 0), "a\nb\n");
  });
});

test("an archive that is cut or damaged is refused, however it is unpacked", () => {
  inFolder((put) => {
    const packed = gzipSync("row\n".repeat(100_000));
    const cut = put("cut.csv.gz", packed.subarray(0, packed.length - 9));
    const damaged = Buffer.from(packed);
    damaged.writeUInt8((damaged[40] ?? 0) ^ 0xff, 40);
    for (const path of [cut, put("damaged.csv.gz", damaged)]) {
      assert.equal(read(path), "NOT_GZIP");
      assert.equal(read(path, 0), "NOT_GZIP");
    }
  });
});

test("files that are often taken for CSV are named", () => {
  inFolder((put) => {
    const detail = (bytes: Uint8Array): string => {
      const opened = openBytes(put("x.csv", bytes), { onBytes: () => {} });
      return opened.ok ? "read" : `${opened.fault.code} ${opened.fault.detail}`;
    };
    assert.match(detail(Buffer.from("\uFEFFtime,open", "utf16le")), /^FILE_UNREADABLE .*UTF-16/);
    assert.match(detail(Buffer.from("PK\u0003\u0004rest")), /^FILE_UNREADABLE .*ZIP/);
    assert.match(detail(Buffer.from("PAR1rest")), /^FILE_UNREADABLE .*Parquet/);
    assert.match(detail(Buffer.alloc(0)), /^FILE_EMPTY/);
  });
});
