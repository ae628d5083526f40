import assert from "node:assert/strict";
import { test } from "node:test";
import { LINE_LOOKS } from "./line-looks.ts";
import { linePoints } from "./line-points.ts";

test("a line has rising times and no point where there is no value", () => {
  const points = linePoints([
    { t: "2025-03-04T14:30:00.100Z", value: "100" },
    { t: "2025-03-04T14:30:00.900Z", value: "101.5" },
    { t: "2025-03-04T14:30:01Z", value: null },
    { t: "2025-03-04T14:30:02Z", value: "102" },
    { t: "2025-03-04T14:29:00Z", value: "1" },
  ]);
  assert.deepEqual(
    points.map(({ value }) => value),
    [101.5, 102],
  );
  assert.deepEqual(linePoints([{ t: "2025-03-04T14:30:00Z", value: "0.015" }], -100)[0]?.value, -1.5);
});

test("no two lines of a chart look alike without colour, but for the last solid one in grey", () => {
  const looks = LINE_LOOKS.map(({ colour, dash }) => `${colour} ${dash}`);
  assert.equal(new Set(looks).size, 6);
  assert.ok(new Set(LINE_LOOKS.map(({ dash }) => dash)).size >= 5);
});
