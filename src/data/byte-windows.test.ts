import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ByteWindows } from "./byte-windows.ts";
import { windowsOfBytes, windowsOfStream } from "./byte-windows.ts";

/** A stream that gives at most `step` bytes at a time. */
function streamOf(text: string, step: number, windowBytes: number): ByteWindows {
  const bytes = Buffer.from(text);
  let at = 0;
  let seen = "";
  const pull = (into: Uint8Array): number => {
    const part = bytes.subarray(at, at + Math.min(step, into.length));
    into.set(part);
    at += part.length;
    return part.length;
  };
  const onBytes = (part: Uint8Array): void => {
    seen += Buffer.from(part).toString("latin1");
    if (at === bytes.length) assert.equal(seen, bytes.toString("latin1"), "each byte is seen once, in order");
  };
  return windowsOfStream(pull, { expectedBytes: bytes.length, onBytes, close: () => {}, windowBytes });
}

function windowsIn(windows: ByteWindows): string[] {
  const texts: string[] = [];
  for (let window = windows.next(); window !== null; window = windows.next())
    texts.push(Buffer.from(window).toString());
  assert.equal(windows.next(), null);
  return texts;
}

test("windows end with a line end, and a line end of two bytes is never cut in two", () => {
  const table: [string, number, string[]][] = [
    ["ab\ncd\nef", 7, ["ab\ncd\n", "ef\n"]],
    ["ab\r\ncd\r\nef", 5, ["ab\r\n", "cd\r\n", "ef\n"]],
    ["ab\rcd\ref\r", 7, ["ab\r", "cd\r", "ef\r"]],
    ["a line longer than a window\nb\n", 8, ["a line longer than a window\nb\n"]],
    ["", 8, []],
    ["\n\n", 8, ["\n\n"]],
  ];
  for (const [text, size, expected] of table) {
    assert.deepEqual(windowsIn(streamOf(text, 100, size)), expected, JSON.stringify(text));
  }
  assert.deepEqual(windowsIn(windowsOfBytes(Buffer.from("ab\ncd"))), ["ab\n", "cd\n"]);
  assert.deepEqual(windowsIn(windowsOfBytes(Buffer.from("ab\rcd\r"))), ["ab\rcd\r"]);
});

test("property: windows joined are the text, whatever the sizes", () => {
  const line = fc.stringMatching(/^[a-z]{0,12}$/);
  const end = fc.constantFrom("\n", "\r\n", "\r");
  fc.assert(
    fc.property(
      fc.array(line),
      end,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 4, max: 40 }),
      (lines, eol, step, size) => {
        const text = lines.map((one) => one + eol).join("");
        assert.equal(windowsIn(streamOf(text, step, size)).join(""), text);
        const open = `${text}z`;
        assert.equal(windowsIn(streamOf(open, step, size)).join(""), `${open}\n`);
      },
    ),
  );
});
