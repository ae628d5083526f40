import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog } from "./log.ts";
import type { LogLevel } from "./log.ts";
import { fixedClock } from "./wall-clock.ts";

function collect(level: LogLevel): { lines: string[]; log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  const log = createLog({ level, write: (line) => lines.push(line), clock: fixedClock(1_772_461_800_000_123) });
  return { lines, log };
}

test("a line is JSON with time, level and message first; below the level nothing is written", () => {
  const { lines, log } = collect("info");
  log.debug("unseen");
  log.with({ role: "engine" }).warn("late\nbar", { count: 2n, level: "fake" });
  assert.deepEqual(lines, [
    '{"at":"2026-03-02T14:30:00.000123Z","level":"warn","message":"late\\nbar","role":"engine","count":"2"}\n',
  ]);
});

test("secrets are masked by key name at every depth, ordinary keys are not", () => {
  const { lines, log } = collect("debug");
  const hidden = {
    password: "p",
    apiKey: "k",
    api_key: "k",
    refreshToken: "t",
    clientSecret: "s",
    Authorization: "b",
    cookie: "c",
  };
  log.info("x", { nested: [{ ...hidden }], ...hidden, key: "visible", tokenless: "also hidden", monkey: "visible" });
  const text = lines.join("");
  for (const value of ['"p"', '"k"', '"t"', '"s"', '"b"', '"c"', "also hidden"])
    assert.ok(!text.includes(value), value);
  assert.equal(text.match(/visible/g)?.length, 2);
});

test("an error keeps its text; what refers to itself ends", () => {
  const { lines, log } = collect("debug");
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  log.error("failed", { error: new Error("why"), loop });
  assert.match(lines[0] ?? "", /"message":"why"/);
  assert.match(lines[0] ?? "", /"self":"\.\.\."/);
});
