import assert from "node:assert/strict";
import { test } from "node:test";
import { blankSource } from "./blank-source.ts";
import { checkSource } from "./check-source.ts";
import { moduleText } from "./module-fixture.test.ts";

const REFUSED: readonly (readonly [string, string])[] = [
  ["const now = Date.now();", '"Date" is a clock'],
  ["const now = performance.now();", '"performance" is a clock'],
  ["const x = Math.random();", '"Math.random" is chance'],
  ["const { random } = Math;", '"Math" is used as a value; name the function'],
  ["const x = Math.exp(1);", '"Math.exp" may differ in the last digit between machines'],
  ["const x = 2 ** 0.5;", '"**" may differ in the last digit'],
  ['import fs from "node:fs";', 'imports "node:fs"; only "agenttrader/strategy" is allowed'],
  ['export * from "./other.ts";', 'imports "./other.ts"'],
  ['import "./other.ts";', 'imports "./other.ts"'],
  ['const x = () => import("node:fs");', '"import()" loads other code'],
  ["const x = import.meta.dirname;", '"import.meta" names the machine'],
  ["const x = process.env;", '"process" is input or output'],
  ["const f = async () => 1;", '"async" is what runs later'],
  ["const f = () => fetch('x');", '"fetch" is input or output'],
  ["const x = globalThis;", '"globalThis" is the global object'],
  ["const x = [].map.constructor;", '"constructor" is what lies behind objects'],
  ["const x = `${Date.now()}`;", '"Date" is a clock'],
  ["const x = (1).toLocaleString();", '"toLocaleString" is a locale'],
  ["let count = 0;", '"let" outside the functions is state that no snapshot holds'],
  [`const closes = [${Array.from({ length: 300 }, (_, i) => i).join(", ")}];`, "302 numbers in one file, at most 200"],
];

test("what a decision may not depend on is refused with its line", () => {
  for (const [head, text] of REFUSED) {
    const found = checkSource(moduleText({ head }));
    assert.ok(found.length >= 1, head);
    assert.equal(found[0]?.line, 2, head);
    assert.ok(found[0]?.text.includes(text), `${head}: ${found[0]?.text}`);
  }
});

const ALLOWED = [
  "// Date.now(), Math.random() and fetch are not called here",
  "/* import fs from 'node:fs'; */",
  'const text = "process.exit() and `Date`";',
  "const rule = /Date|eval\\/\"'`/;",
  "const shares = (a, b) => a / b / 2;",
  "const limit = Math.max(1, Math.sqrt(2)) + Math.PI;",
  "const names = { date: 1, window: 2 };",
  "const f = () => { let n = 0; for (let i = 0; i < 3; i += 1) n += i; return n; };",
  "const text = `a ${[1, 2].map((x) => `${x}`).join()} Date`;",
  "const f = (memory) => memory.window + memory.module;",
];

test("words in comments and texts, and names of its own, are fine", () => {
  for (const head of ALLOWED) assert.deepEqual(checkSource(moduleText({ head })), [], head);
});

test("blanking keeps the place of every line and all code", () => {
  const source = "a /* x\n y */ b 'c' `d${e}f` // g\n h / i / j; k = /l/g;";
  const blanked = blankSource(source);
  assert.equal(blanked.length, source.length);
  assert.equal(blanked.replace(/ +/g, " ").trim(), "a \n b e \n h / i / j; k = g;");
});
