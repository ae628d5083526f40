import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { barsCsv } from "../../data/write-bars-csv.ts";
import { minutes } from "../../data/catalogue/catalogue-fixture.test.ts";
import { runCli } from "./run-cli.ts";

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(line: string, cwd: string): Promise<Answer> {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string): void => void out.push(text),
    err: (text: string): void => void err.push(text),
    env: {},
    cwd,
    isTerminal: false,
    columns: 100,
  };
  const code = await runCli(line.split(" "), io);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** A working directory with `in/` holding two sound files, one bad and one of splits. */
function workFolder(t: { after: (end: () => void) => void }): string {
  const folder = mkdtempSync(join(tmpdir(), "cli-data-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "in", "deep"), { recursive: true });
  writeFileSync(join(folder, "in", "AAA_1m.csv"), barsCsv(minutes(390, (i) => 2_000_000 + i)));
  writeFileSync(
    join(folder, "in", "deep", "BBB_1m.csv"),
    barsCsv(minutes(780, (i) => (i < 390 ? 6_000_000 : 3_000_000))),
  );
  writeFileSync(
    join(folder, "in", "CCC_1m.csv"),
    "time,open,high,low,close\n2024-01-02 09:30,1,0.5,0.9,1\n2024-01-02 09:31,1,1,1,1\n",
  );
  writeFileSync(join(folder, "in", "BBB_actions.csv"), "date,kind,value\n2024-01-03,split,2:1\n");
  writeFileSync(join(folder, "in", "notes.txt"), "not data");
  return folder;
}

test("a folder is imported file by file: one verdict each, partly done is 8, a second time nothing changes", async (t) => {
  const folder = workFolder(t);
  const first = await run("data import in --basis raw", folder);
  assert.equal(first.code, 8, first.err);
  const lines = first.out.split("\n");
  assert.deepEqual(
    lines.map((line) => line.split(/[:(]/).slice(0, 2).join(":")),
    [
      "AAA_1m.csv: imported",
      "BBB_actions.csv: imported",
      "CCC_1m.csv: refused",
      `${join("deep", "BBB_1m.csv")}: imported`,
    ],
  );
  assert.match(lines[2] ?? "", /CCC_1m\.csv:2: BAD_ROW: high 0\.5 is below low 0\.9/);
  const second = await run("data import in --basis raw --json", folder);
  const report = JSON.parse(second.out) as {
    files: { verdict: string }[];
    imported: number;
    unchanged: number;
    refused: number;
  };
  assert.deepEqual([second.code, report.imported, report.unchanged, report.refused], [8, 0, 3, 1]);
  const list = await run("data list", folder);
  assert.equal(list.code, 0);
  assert.match(list.out, /^symbol +resolution +from +to +rows +gaps +prices +session +source\n/);
  assert.match(list.out, /\nAAA +1m +2024-01-02 +2024-01-02 +390 +0 +raw +regular +.*AAA_1m\.csv/);
  assert.match(list.out, /\nBBB +1m +2024-01-02 +2024-01-03 +780 +0 +raw\+actions /);
  const json = JSON.parse((await run("data list --symbol bbb --json", folder)).out) as {
    datasets: { symbol: string }[];
  };
  assert.deepEqual(
    json.datasets.map((row) => row.symbol),
    ["BBB"],
  );
});

test("what is stored is given back, adjusted when asked, and the answer names its prices", async (t) => {
  const folder = workFolder(t);
  await run("data import in --basis raw", folder);
  const csv = await run("data get AAA --resolution 1m", folder);
  assert.equal(csv.out, barsCsv(minutes(390, (i) => 2_000_000 + i)).trimEnd());
  assert.equal(csv.err, "390 bars of AAA 1m, prices raw, session regular");
  const json = await run("data get BBB --resolution 1m --to 2024-01-02 --adjust split --format json", folder);
  const answer = JSON.parse(json.out) as { basis: string; rows: number; bars: { open: string; ts_utc: string }[] };
  assert.deepEqual([answer.basis, answer.rows], ["split", 390]);
  assert.deepEqual([answer.bars[0]?.open, answer.bars[0]?.ts_utc], ["3.00", "2024-01-02T14:30:00Z"]);
  const written = await run("data get AAA --resolution 1m --format parquet --out aaa.parquet", folder);
  assert.deepEqual([written.code, written.out], [0, ""]);
  assert.equal(readFileSync(join(folder, "aaa.parquet")).subarray(0, 4).toString(), "PAR1");
});

test("a run over adjusted prices of the catalogue says so, in its data and in the command that repeats it", async (t) => {
  const folder = workFolder(t);
  await run("data import in --basis raw", folder);
  const strategy = readFileSync(join(import.meta.dirname, "../../../examples/strategies/spy-ema.yaml"), "utf8");
  writeFileSync(join(folder, "bbb.yaml"), strategy.replace("SPY", "BBB"));
  for (const [adjust, options] of [
    ["split", " --adjust split"],
    ["raw", ""],
  ] as const) {
    const made = await run(`backtest bbb.yaml --data catalogue${options} --out ${adjust}`, folder);
    assert.equal(made.code, 0, made.err);
    const result = JSON.parse(readFileSync(join(folder, adjust, "result.json"), "utf8")) as {
      data: { actions: { path: string; adjust: string } | null };
    };
    const report = readFileSync(join(folder, adjust, "report.html"), "utf8");
    assert.equal(report.includes("--data catalogue --adjust split"), adjust === "split");
    assert.equal(result.data.actions?.adjust ?? "raw", adjust);
  }
});

test("refusals have their exit code, say what was and what to do, and change nothing", async (t) => {
  const folder = workFolder(t);
  await run("data import in --basis raw", folder);
  writeFileSync(join(folder, "AAA_other.csv"), barsCsv(minutes(390, (i) => 2_000_001 + i)));
  writeFileSync(join(folder, "file"), "");
  const table: readonly (readonly [string, number, RegExp])[] = [
    [
      "data import AAA_other.csv --basis raw",
      7,
      /AAA 1m: the bar of 2024-01-02T14:30:00Z has open 2\.000001, stored is 2\.00\n.*--replace/s,
    ],
    ["data import none.csv", 5, /FILE_MISSING/],
    ["data import in/CCC_1m.csv", 5, /in\/CCC_1m\.csv:2: BAD_ROW: .*--skip-bad-rows/s],
    ["data import in --data-dir file", 2, /is a file, a folder was expected/],
    ["data import in --format xml", 2, /Allowed: auto, csv, lean, parquet/],
    ["data get AAA --resolution 5m", 5, /DATASET_MISSING: the catalogue has no AAA 5m; see "agenttrader data list"/],
    ["data get AAA --resolution minute", 2, /NAME_INVALID: it is no resolution/],
    ["data get AAA --resolution 1m --from 2024-02-30", 2, /NAME_INVALID: it is no session date/],
    ["data get AAA --resolution 1m-quote --from soon", 2, /NAME_INVALID: it is no session date/],
    ["data get AAA --resolution 1m --adjust split", 2, /ADJUSTMENT_IMPOSSIBLE: the catalogue has no splits/],
    ["data get AAA --resolution 1m --from 2025-01-01", 5, /NO_ROWS_LEFT: 1m has no bar between/],
    ["data get AAA --resolution 1m --format parquet", 2, /needs --out FILE/],
    ["data get AAA --resolution 1m --out none/a.csv", 6, /cannot be written \(ENOENT\)/],
    ["data get AAA --resolution 1m --format parquet --out none/a.parquet", 6, /cannot be written/],
  ];
  for (const [line, code, message] of table) {
    const answer = await run(line, folder);
    assert.equal(answer.code, code, `${line}: ${answer.err}`);
    assert.match(answer.err, message, line);
    assert.equal(answer.out, "", line);
  }
  assert.equal(
    (await run("data get AAA --resolution 1m", folder)).out,
    barsCsv(minutes(390, (i) => 2_000_000 + i)).trimEnd(),
  );
  const replaced = await run("data import AAA_other.csv --basis raw --replace", folder);
  assert.match(replaced.out, /imported: 390 new rows in AAA 1m \(390 stored rows taken out\)/);
  assert.ok(existsSync(join(folder, ".agenttrader", "catalogue", "AAA", "1m", "2024.parquet")));
});

test("an empty catalogue says how to fill it", async (t) => {
  const folder = workFolder(t);
  const list = await run("data list", folder);
  assert.deepEqual([list.code, list.out], [0, ""]);
  assert.match(list.err, /The catalogue is empty here; fill it with "agenttrader data import PATH"/);
});
