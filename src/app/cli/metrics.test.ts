import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { COMMANDS } from "./commands.ts";
import { runCli } from "./run-cli.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-metrics-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(
    ["metrics", ...argv],
    {
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      env: {},
      cwd: FOLDER,
      isTerminal: false,
      columns: 100,
    },
    COMMANDS,
  );
  return { code, out: out.join("\n"), err: err.join("\n") };
}

function file(name: string, text: string): string {
  writeFileSync(join(FOLDER, name), name.endsWith(".gz") ? gzipSync(text) : text);
  return name;
}

const TEXT = "date,a,b\n2024-01-02,0.1,0.05\n2024-01-03,-0.1,\n2024-01-04,0,0.05\n";

test("figures by column as one document; what is missing is left out", async () => {
  const { code, out, err } = await run("--returns", file("two.csv.gz", TEXT), "--json");
  assert.equal(code, 0, err);
  const figures = JSON.parse(out) as Record<string, Record<string, number> & { notes: Record<string, string> }>;
  assert.deepEqual(Object.keys(figures), ["a", "b"]);
  const { a, b } = figures;
  assert.ok(a !== undefined && b !== undefined);
  assert.deepEqual([a["days"], b["days"]], [3, 2]);
  assert.ok(Math.abs((a["totalReturn"] ?? 0) + 0.01) < 1e-12);
  assert.ok(Math.abs((a["maxDrawdown"] ?? 0) - 0.1) < 1e-12);
  assert.equal(b["sharpe"], null);
  assert.equal(b.notes["sharpe"], "ZERO_VARIANCE");
  for (const [key, value] of Object.entries(b)) {
    if (value === null) assert.ok(b.notes[key] !== undefined, `${key} is null without a reason`);
  }
});

test("after a total loss the reason says so, and a benchmark that never moved is none to divide by", async () => {
  const name = file("ruin.csv", "date,a,m\n1,0.1,0\n2,-1,0\n3,0.1,0\n");
  const { out } = await run("--returns", name, "--benchmark", "m", "--json");
  const { a } = JSON.parse(out) as { a: Record<string, number | null> & { notes: Record<string, string> } };
  assert.deepEqual([a["stability"], a.notes["stability"]], [null, "WIPED_OUT"]);
  assert.deepEqual([a["capture"], a.notes["capture"], a.notes["beta"]], [null, "ZERO_VARIANCE", "ZERO_VARIANCE"]);
});

test("periods and the risk-free rate are used, a benchmark adds its figures", async () => {
  const name = file("bench.csv", "date,a,m\r\n1,0.02,0.01\r\n2,-0.02,-0.01\r\n3,0.04,0.02\r\n");
  const { out } = await run("--returns", name, "--periods", "12", "--benchmark", "m", "--json");
  const { a } = JSON.parse(out) as { a: Record<string, number> };
  assert.ok(Math.abs((a["beta"] ?? 0) - 2) < 1e-12 && Math.abs(a["alpha"] ?? 1) < 1e-12);
  assert.ok(Math.abs((a["cagr"] ?? 0) - ((1.02 * 0.98 * 1.04) ** 4 - 1)) < 1e-12);
  const table = await run("--returns", name, "--rf", "0.12");
  assert.match(table.out, /^ +a +m\ndays +3 +3\n/);
  assert.match(table.out, /sharpe/);
});

test("what cannot be read is refused with its place", async () => {
  const table: readonly [string, number, RegExp][] = [
    ["", 5, /empty\.csv:1: expected a header/],
    ["date,a\n", 5, /followed by no row/],
    ["2024-01-02,0.1\n", 5, /expected a header/],
    ["date,a,a\n2024-01-02,1,1\n", 5, /"a" is there twice/],
    ["date,a\n2024-01-02,0.1,3\n", 5, /:2: 3 fields, expected 2/],
    ["date,a\n2024-01-02,1%\n", 5, /:2: a is "1%", expected a number/],
    ["date,a\n2024-01-03,0.1\n2024-01-02,0.1\n", 5, /:3: the date "2024-01-02" follows "2024-01-03"/],
    ["date,a\n2024-01-03,0.1\n2024-01-03,0.1\n", 5, /:3: the date/],
  ];
  for (const [text, code, message] of table) {
    const result = await run("--returns", file("empty.csv", text));
    assert.equal(result.code, code, text);
    assert.match(result.err, message, text);
    assert.equal(result.out, "");
  }
  assert.equal((await run()).code, 2);
  assert.equal((await run("--returns", "absent.csv")).code, 5);
  const unknown = await run("--returns", file("two.csv", TEXT), "--benchmark", "c");
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /has a, b/);
});
