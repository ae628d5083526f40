import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { runCli } from "./run-cli.ts";

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function workplace(t: TestContext): { readonly folder: string; readonly run: (line: string) => Promise<Run> } {
  const folder = mkdtempSync(join(tmpdir(), "features-compute-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = async (line: string): Promise<Run> => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCli(["features", "compute", ...line.split(" ")], {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      env: {},
      cwd: folder,
      isTerminal: false,
      columns: 100,
    });
    return { code, out: out.join("\n"), err: err.join("\n") };
  };
  return { folder, run };
}

const CLOSES = [100, 101, 103, 102, 106, 105];
const DAYS = ["2024-03-04", "2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08", "2024-03-11"];
const BARS = `date,open,high,low,close,volume\n${DAYS.map((day, k) => {
  const close = CLOSES[k] ?? 0;
  return `${day},${close},${close + 1},${close - 1},${close},1000\n`;
}).join("")}`;

test("prints every value with the time at which it became known, null before it is defined", async (t) => {
  const { folder, run } = workplace(t);
  writeFileSync(join(folder, "SPY_1d.csv"), BARS);
  const cold = await run("sma --param period=3 --data SPY_1d.csv --json");
  assert.equal(cold.code, 0, cold.err);
  assert.deepEqual(JSON.parse(cold.out), {
    // New York changed its clocks before the last day.
    times: DAYS.map((day, k) => `${day}T${k < 5 ? 21 : 20}:00:00.000Z`),
    values: { sma: [null, null, 304 / 3, 102, 311 / 3, 313 / 3] },
  });
  const cache = join(folder, ".agenttrader", "cache", "features");
  const [file = ""] = readdirSync(cache);
  assert.deepEqual(await run("sma --param period=3 --data SPY_1d.csv --json"), cold);
  writeFileSync(join(cache, file), readFileSync(join(cache, file)).subarray(0, -40));
  const mended = await run("sma --param period=3 --data SPY_1d.csv --json");
  assert.equal(mended.out, cold.out);
  assert.match(mended.err, /was damaged: computed again/);
  // Changed data are other data.
  writeFileSync(join(folder, "SPY_1d.csv"), BARS.replace("105,1000", "105.5,1000"));
  const changed = await run("sma --param period=3 --data SPY_1d.csv --json");
  assert.equal(JSON.parse(changed.out).values.sma.at(-1), (102 + 106 + 105.5) / 3);
});

test("--from without bars before it starts anew, --warmup takes them along and shows none of them", async (t) => {
  const { folder, run } = workplace(t);
  writeFileSync(join(folder, "SPY_1d.csv"), BARS);
  const values = async (line: string): Promise<unknown> => {
    const { code, out, err } = await run(`sma --param period=3 --data SPY_1d.csv --from 2024-03-07 --json ${line}`);
    assert.equal(code, 0, err);
    return JSON.parse(out).values.sma;
  };
  assert.deepEqual(await values("--session regular"), [null, null, 313 / 3]);
  assert.deepEqual(await values("--warmup 1"), [null, 311 / 3, 313 / 3]);
  assert.deepEqual(await values("--warmup 2"), [102, 311 / 3, 313 / 3]);
  const short = await run("sma --param period=3 --data SPY_1d.csv --from 2024-03-07 --warmup 9");
  assert.match(short.err, /SPY has 3 bars before the first session, 9 were to warm up on/);
});

test("without --json a table of the last values", async (t) => {
  const { folder, run } = workplace(t);
  writeFileSync(join(folder, "SPY_1d.csv"), BARS);
  const { out } = await run("momentum --param period=5 --data SPY_1d.csv --from 2024-03-04 --to 2024-03-11");
  const lines = out.split("\n");
  assert.match(lines[0] ?? "", /^time \(close of the bar\) +change +rate$/);
  assert.match(lines[1] ?? "", /^2024-03-04T21:00:00.000Z +- +-$/);
  assert.match(lines.at(-1) ?? "", /^2024-03-11T20:00:00.000Z +5\.000000 +0\.050000$/);
  assert.equal(lines.length, 7);
});

test("what cannot be done is said with the documented exit code", async (t) => {
  const { folder, run } = workplace(t);
  writeFileSync(join(folder, "SPY_1d.csv"), BARS);
  writeFileSync(join(folder, "bad.csv"), BARS.replace("103,104,102", "103,90,102"));
  writeFileSync(join(folder, "empty.csv"), "");
  const rows: readonly (readonly [line: string, code: number, says: RegExp])[] = [
    ["boll --data SPY_1d.csv", 2, /There is no feature "boll"/],
    ["smaa --data SPY_1d.csv", 2, /Did you mean "sma"\?/],
    ["sma --param perid=3 --data SPY_1d.csv", 2, /Did you mean "period"\?/],
    ["sma --data SPY_1d.csv --from 2024-3-1", 2, /--from was "2024-3-1"/],
    ["sma --data SPY_1d.csv --from 2024-03-08 --to 2024-03-04", 2, /is after/],
    ["sma --data SPY_1d.csv --warmup 5", 2, /--warmup 5 needs --from/],
    ["sma", 2, /--data FILE is missing/],
    ["sma --data gone.csv", 5, /gone\.csv/],
    ["sma --data empty.csv", 5, /empty\.csv/],
    ["sma --data bad.csv", 5, /bad\.csv:4/],
    ["sma --data SPY_1d.csv --tz Mars/Base", 2, /Mars\/Base/],
  ];
  for (const [line, code, says] of rows) {
    const result = await run(line);
    assert.equal(result.code, code, `${line}\n${result.err}`);
    assert.match(result.err, says, line);
    assert.equal(result.out, "", line);
  }
});
