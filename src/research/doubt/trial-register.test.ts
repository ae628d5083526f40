import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Failure } from "../../platform/failure.ts";
import type { ResolvedRun } from "../backtest/resolve-run.ts";
import { recordRun } from "./record-run.ts";
import type { Trial } from "./trial-register.ts";
import { readTrials, recordTrials, registerPath, trialKey } from "./trial-register.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-trials-"));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const LINEAGE = { strategyId: "spy-ema", kind: "ema-cross" };
const SOURCE = { by: "backtest", at: "2026-01-05T00:00:00.000Z" };

function trial(fast: number, sharpe: number | null = 0, rest: Partial<Trial> = {}): Trial {
  return {
    parameters: { fast, slow: 21 },
    dataSha256: "ab",
    instruments: ["SPY"],
    timeframeSeconds: 60,
    from: "2024-01-02T14:30:00.000Z",
    to: "2024-06-28T20:00:00.000Z",
    days: 124,
    sharpe,
    ...rest,
  };
}

test("what differs counts, what repeats does not, in any order of names", () => {
  const dataDir = join(FOLDER, "count");
  assert.equal(readTrials(dataDir, LINEAGE).distinct, 0);
  assert.equal(recordTrials(dataDir, LINEAGE, [trial(9, 0.1)], SOURCE).distinct, 1);
  assert.equal(recordTrials(dataDir, LINEAGE, [trial(9, 0.1)], SOURCE).distinct, 1);
  const others = [
    trial(10, 0.3),
    trial(9, 0.2, { dataSha256: "cd" }),
    trial(9, null, { to: "2024-12-31T21:00:00.000Z" }),
    trial(9, 0.1),
  ];
  const all = recordTrials(dataDir, LINEAGE, others, { ...SOURCE, by: "sweep" });
  assert.equal(all.distinct, 4);
  // A trial without a ratio counts but has no part in the variance of 0.1, 0.3, 0.2.
  assert.ok(Math.abs(all.variance - 0.01) < 1e-15);
  assert.equal(readFileSync(all.path, "utf8").trim().split("\n").length, 4);
  assert.equal(trialKey(trial(9, 1)), trialKey({ ...trial(9, 2), parameters: { slow: 21, fast: 9 } }));
  assert.equal(readTrials(dataDir, { ...LINEAGE, kind: "momentum" }).distinct, 0);
});

test("deleting runs changes nothing", () => {
  const dataDir = join(FOLDER, "delete");
  mkdirSync(join(dataDir, "runs"), { recursive: true });
  recordTrials(dataDir, LINEAGE, [trial(1), trial(2)], SOURCE);
  rmSync(join(dataDir, "runs"), { recursive: true });
  assert.equal(readTrials(dataDir, LINEAGE).distinct, 2);
});

test("a line cut short counts as one and does not swallow the next", () => {
  const dataDir = join(FOLDER, "torn");
  const { path } = recordTrials(dataDir, LINEAGE, [trial(1), trial(2)], SOURCE);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.slice(0, -20));
  const torn = readTrials(dataDir, LINEAGE);
  assert.deepEqual([torn.distinct, torn.damaged], [2, 1]);
  const later = recordTrials(dataDir, LINEAGE, [trial(3)], SOURCE);
  assert.deepEqual([later.distinct, later.damaged], [3, 1]);
  appendFileSync(path, "[1]\n{}\nnull\n");
  assert.equal(readTrials(dataDir, LINEAGE).damaged, 4);
});

test("processes that write at once lose nothing", async () => {
  const dataDir = join(FOLDER, "many");
  const module = pathToFileURL(join(import.meta.dirname, "trial-register.ts")).href;
  const code = `
    const { recordTrials } = await import(${JSON.stringify(module)});
    const trial = ${JSON.stringify(trial(0))};
    for (let i = 0; i < 50; i += 1) {
      const own = Number(process.argv[1]) * 1000 + i;
      recordTrials(${JSON.stringify(dataDir)}, ${JSON.stringify(LINEAGE)},
        [{ ...trial, parameters: { own } }, { ...trial, parameters: { own: -i } }], ${JSON.stringify(SOURCE)});
    }`;
  const codes = await Promise.all(
    [1, 2, 3].map(
      (n) =>
        new Promise<number | null>((resolve) => {
          spawn(process.execPath, ["--input-type=module", "-e", code, String(n)], { stdio: "inherit" }).on(
            "exit",
            resolve,
          );
        }),
    ),
  );
  assert.deepEqual(codes, [0, 0, 0]);
  const all = readTrials(dataDir, LINEAGE);
  assert.deepEqual([all.distinct, all.damaged], [200, 0]);
});

test("a run is on record for each of its strategies, with a ratio only where it is one's own", () => {
  const dataDir = join(FOLDER, "runs-of-many");
  const strategy = { id: "one", kind: "ema-cross", parameters: { fast: 3 }, timeframeSeconds: 60 };
  const { dataSha256: sha256, instruments, from, to } = trial(1);
  const run = {
    strategy,
    otherStrategies: [],
    data: { sha256, instruments, from, to, actions: null },
  } as unknown as ResolvedRun;
  recordRun(dataDir, run, [0.01, 0.02, -0.01], SOURCE);
  const lineage = { strategyId: "one", kind: "ema-cross" };
  assert.match(readFileSync(registerPath(dataDir, lineage), "utf8"), /"days":3,"sharpe":0\.43/);
  const actions = { path: "a.csv", sha256: "aa", adjust: "split" };
  recordRun(dataDir, { ...run, data: { ...run.data, actions } } as ResolvedRun, [0.01, 0.02, -0.01], SOURCE);
  assert.equal(readTrials(dataDir, lineage).distinct, 2, "other prices, another trial");
  const both = { ...run, otherStrategies: [{ ...strategy, id: "two" }] } as unknown as ResolvedRun;
  recordRun(dataDir, both, [0.01, 0.02, -0.01], SOURCE);
  assert.equal(readTrials(dataDir, lineage).distinct, 2);
  assert.match(readFileSync(registerPath(dataDir, { ...lineage, strategyId: "two" }), "utf8"), /"sharpe":null/);
});

test("a register that cannot be kept is a failure, not a silence", () => {
  const dataDir = join(FOLDER, "refused");
  mkdirSync(registerPath(dataDir, LINEAGE), { recursive: true });
  assert.throws(
    () => recordTrials(dataDir, LINEAGE, [trial(1)], SOURCE),
    (error) => error instanceof Failure && error.code === "TRIALS_NOT_KEPT" && error.exitCode === 6,
  );
});
