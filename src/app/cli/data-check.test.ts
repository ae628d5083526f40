import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { EXIT } from "../../platform/exit-codes.ts";
import { Failure } from "../../platform/failure.ts";
import type { Command } from "./command.ts";
import { command as check } from "./data-check.ts";
import { command as gaps } from "./data-gaps.ts";
import { parseArguments } from "./parse-arguments.ts";

const HEADER = "datetime,open,high,low,close,volume";
const ROW = "10,11,9,10,5";
const SOUND = [HEADER, `2024-03-11 09:30,${ROW}`, `2024-03-11 09:31,${ROW}`, `2024-03-11 09:32,${ROW}`].join("\n");
const HOLED = [HEADER, `2024-03-11 09:30,${ROW}`, `2024-03-11 09:31,${ROW}`, `2024-03-11 09:34,${ROW}`].join("\n");
const BAD = `${SOUND}\n2024-03-11 09:33,10,8,9,10,5\n2024-03-11 09:34,${ROW}`;

/** Runs a command in a folder with three files: its exit code, standard output and standard error. */
async function run(command: Command, line: string): Promise<{ exit: number; out: string[]; err: string[] }> {
  const cwd = mkdtempSync(join(tmpdir(), "data-cli-"));
  try {
    writeFileSync(join(cwd, "SPY_a.csv"), SOUND);
    writeFileSync(join(cwd, "SPY_b.csv"), HOLED);
    writeFileSync(join(cwd, "SPY_c.csv"), BAD);
    const parsed = parseArguments(command, line.split(" "));
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const out: string[] = [];
    const err: string[] = [];
    const io = {
      out: (text: string) => void out.push(text.replaceAll(`${cwd}/`, "")),
      err: (text: string) => void err.push(text),
    };
    const exit = await command.run(parsed.args, { ...io, env: {}, cwd, isTerminal: false, columns: 100 });
    return { exit, out, err };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

test("data check: one file, several, a folder; the worst verdict decides the exit code", async () => {
  const one = await run(check, "SPY_a.csv");
  assert.deepEqual([one.exit, one.out], [EXIT.done, ["ok: 3 rows from 2024-03-11T13:30:00Z to 2024-03-11T13:33:00Z"]]);
  assert.match(one.err.join("\n"), /assumed: times name no zone and were read in America\/New_York; --tz ZONE/);
  const two = await run(check, "SPY_a.csv SPY_b.csv");
  assert.equal(two.exit, EXIT.done);
  assert.deepEqual(two.out, [
    "SPY_a.csv: ok: 3 rows from 2024-03-11T13:30:00Z to 2024-03-11T13:33:00Z",
    "SPY_b.csv:3: gap: 2 bars missing in the session of 2024-03-11 from 2024-03-11T13:32:00Z",
    "SPY_b.csv: warn: 3 rows from 2024-03-11T13:30:00Z to 2024-03-11T13:35:00Z",
    "2 files: 1 ok, 1 warn, 0 refuse",
  ]);
  const folder = await run(check, ".");
  assert.equal(folder.exit, EXIT.notSo);
  assert.equal(folder.out.at(-1), "3 files: 1 ok, 1 warn, 1 refuse");
  assert.ok(folder.out.includes("SPY_c.csv:5: BAD_ROW: high 8 is below low 9"));
  const json = JSON.parse((await run(check, "SPY_a.csv SPY_c.csv --json")).out.join("")) as {
    verdict: string;
    files: object[];
  };
  assert.deepEqual([json.verdict, json.files.length], ["refuse", 2]);
  const single = JSON.parse((await run(check, "SPY_c.csv --json")).out.join("")) as { issues: object[] };
  assert.deepEqual(single.issues, [{ line: 5, kind: "BAD_ROW", detail: "high 8 is below low 9" }]);
  assert.equal((await run(check, "SPY_a.csv gone.csv")).exit, EXIT.badData);
});

test("data gaps: a line for each gap, a summary, and a refusal where there are no bars", async () => {
  const table = await run(gaps, "SPY_b.csv");
  assert.equal(table.exit, EXIT.done);
  assert.match(
    table.out[0] ?? "",
    /^SPY +2024-03-11 +2024-03-11T13:32:00Z +2024-03-11T13:34:00Z +2 bars +after line 3$/,
  );
  assert.equal(table.out[1], "SPY: 1 session with bars, 0 without; 2 of 5 bars missing inside them (40.00 %)");
  const json = JSON.parse((await run(gaps, "SPY_b.csv --json")).out.join("")) as { instruments: { gaps: object[] }[] };
  assert.deepEqual(json.instruments[0]?.gaps, [
    {
      kind: "bars",
      line: 3,
      day: "2024-03-11",
      lastDay: "2024-03-11",
      from: "2024-03-11T13:32:00Z",
      to: "2024-03-11T13:34:00Z",
      missing: 2,
    },
  ]);
  await assert.rejects(run(gaps, "gone.csv"), (error) => error instanceof Failure && error.exitCode === EXIT.badData);
});
