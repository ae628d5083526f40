import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readStrategyFile } from "../../platform/strategy-file.ts";
import { DATA_DEFAULTS, resolveRun } from "../../research/backtest/resolve-run.ts";
import { runBacktest } from "../../research/backtest/run-backtest.ts";
import { sweepPage } from "../../research/report/pages/sweep-page.ts";
import { walkForwardPage } from "../../research/report/pages/walk-forward-page.ts";
import type { SweepResult } from "../../research/sweep/sweep-result.ts";
import type { WalkForwardResult } from "../../research/walk-forward/walk-forward-result.ts";
import { runCli } from "../cli/run-cli.ts";
import { BACKTEST_RULES } from "../up/strategy-rules.ts";
import { commandOf } from "./command-of.ts";
import { executeRun } from "./execute-run.ts";
import { CSV, FOLDER, jobOf, resultOf, STRATEGY } from "./job-fixture.test.ts";
import { readDatasets } from "./run-datasets.ts";
import type { RunJob } from "./run-job.ts";

const NEVER = new AbortController().signal;

test("the catalogue offers each series, and one dataset of all that have bars of one length", () => {
  const datasets = readDatasets(FOLDER, true);
  assert.deepEqual(
    datasets.map(({ row }) => row.id),
    ["sample", "catalogue:AAA:1m"],
  );
  const [, { row, fingerprint } = assert.fail()] = datasets;
  assert.deepEqual([row.symbols, row.interval, row.bars, row.sessions], [["AAA"], "1m", 3_900, 10]);
  assert.equal(readDatasets(FOLDER, false)[0]?.fingerprint, fingerprint);
});

test("other splits and dividends make other data", () => {
  const fingerprint = (): string | undefined => readDatasets(FOLDER, false)[0]?.fingerprint;
  const actions = join(FOLDER, "catalogue", "AAA", "actions.json");
  const stored = (split: number): string =>
    JSON.stringify({
      version: 1,
      symbol: "AAA",
      source: { file: "a", sha256: "0" },
      actions: { kind: "events", split },
    });
  writeFileSync(actions, stored(2));
  const before = fingerprint();
  writeFileSync(actions, stored(10));
  assert.notEqual(fingerprint(), before);
  rmSync(actions);
});

test("a run over the catalogue decides what a backtest of the file decides", async () => {
  const shares: number[] = [];
  const outcome = await executeRun(jobOf("plain"), { signal: NEVER, onProgress: (share) => shares.push(share) });
  assert.equal(outcome.kind, "done", JSON.stringify(outcome));
  assert.equal(shares.at(-1), 1);
  const read = readStrategyFile(STRATEGY, "x.yaml", BACKTEST_RULES);
  assert.ok(read.ok);
  const plain = runBacktest(resolveRun(read.strategy, { ...DATA_DEFAULTS, path: CSV }), { build: "test" });
  const made = resultOf("plain");
  assert.ok(made.metrics.trades > 5);
  assert.equal(made.ordersHash, plain?.result.ordersHash);
  assert.deepEqual(made.metrics, plain?.result.metrics);
  assert.equal(readFileSync(join(FOLDER, "runs", "plain", "strategy.yaml"), "utf8"), STRATEGY);
});

test("a sweep tells the speed of one thread, which is what an estimate multiplies", async () => {
  const axes = [{ name: "fast", values: [2, 3, 4] }];
  const over: Partial<RunJob> = { work: { kind: "sweep", axes, objective: "sharpe" }, workers: 2 };
  const outcome = await executeRun(jobOf("swept", over), { signal: NEVER, onProgress: () => undefined });
  assert.ok(outcome.kind === "done", JSON.stringify(outcome));
  const { combinationsPerSecond, data } = JSON.parse(
    readFileSync(join(FOLDER, "runs", "swept", "result.json"), "utf8"),
  ) as SweepResult;
  assert.equal(outcome.barsPerSecond, Math.round((combinationsPerSecond * data.bars) / 2));
});

test("a search has the report of the command line, and the command it names makes the same run", async () => {
  const axes = [{ name: "fast", values: [2, 3, 4] }];
  const settings = {
    inSample: 4,
    outOfSample: 2,
    step: 2,
    mode: "rolling",
    objective: "sharpe",
    minTrades: 1,
  } as const;
  const dated = { from: "2024-01-03", work: { kind: "sweep", axes, objective: "calmar" } } as const;
  const swept = await searched<SweepResult>(jobOf("page-sweep", dated));
  assert.equal(swept.html, sweepPage(swept.result, swept.command));
  const forward = await searched<WalkForwardResult>(
    jobOf("page-forward", { work: { kind: "walk-forward", axes, settings } }),
  );
  assert.equal(forward.html, walkForwardPage(forward.result, forward.command));
  assert.ok(forward.result.validWindows > 0, "a window was judged");
  for (const { html, command } of [swept, forward]) assert.ok(html.includes(command), command);

  const sweptAgain = await againBy<SweepResult>(swept.command);
  assert.deepEqual(sweptAgain.combinations, swept.result.combinations);
  assert.deepEqual(sweptAgain.best, swept.result.best);
  const forwardAgain = await againBy<WalkForwardResult>(forward.command);
  assert.deepEqual(forwardAgain.windows, forward.result.windows);
  assert.equal(forwardAgain.ordersHash, forward.result.ordersHash);
});

test("a command for bars of all hours says so", () => {
  const source = { kind: "catalogue", adjust: "raw", session: "all", timeframeSeconds: 60 } as const;
  const axes = [{ name: "fast", values: [2, 3] }];
  const work = { kind: "sweep", axes, objective: "sharpe" } as const;
  const job = { code: null, dataDir: "/data dir", source, from: null, to: null, work };
  assert.equal(
    commandOf({ ...job, path: "/a.yaml" }),
    "agenttrader sweep /a.yaml --data catalogue --data-dir '/data dir' --session all --grid fast=2,3 --objective sharpe",
  );
});

interface Searched<Result> {
  readonly result: Result;
  readonly html: string;
  readonly command: string;
}

/** Makes the search and reads what it wrote. */
async function searched<Result>(job: RunJob): Promise<Searched<Result>> {
  const outcome = await executeRun(job, { signal: NEVER, onProgress: () => undefined });
  assert.equal(outcome.kind, "done", JSON.stringify(outcome));
  const fileOf = (name: string): string => readFileSync(join(FOLDER, "runs", job.id, name), "utf8");
  const command = commandOf({ ...job, path: join(FOLDER, "runs", job.id, "strategy.yaml") });
  return { result: JSON.parse(fileOf("result.json")) as Result, html: fileOf("report.html"), command };
}

/** What the command line makes of `command`; no word of it needs quotes here. */
async function againBy<Result>(command: string): Promise<Result> {
  const out: string[] = [];
  const [, ...words] = command.split(" ");
  const code = await runCli([...words, "--workers", "1", "--out", "again", "--json"], {
    out: (line) => void out.push(line),
    err: () => undefined,
    env: {},
    cwd: FOLDER,
    isTerminal: false,
    columns: 100,
  });
  assert.equal(code, 0, command);
  return JSON.parse(out.join("\n")) as Result;
}

test("stopped before anything was read it leaves nothing; what a user can mend is a failure with its code", async () => {
  const watch = { signal: AbortSignal.abort(), onProgress: () => undefined };
  assert.deepEqual(await executeRun(jobOf("stopped"), watch), { kind: "cancelled" });
  assert.ok(!existsSync(join(FOLDER, "runs", "stopped")));
  const over = { strategyText: STRATEGY.replace("AAA", "BBB"), symbols: ["BBB"] };
  const failed = await executeRun(jobOf("missing", over), { ...watch, signal: NEVER });
  assert.equal(failed.kind === "failed" && failed.failure.code, "DATASET_MISSING", JSON.stringify(failed));
  // A file where the folder of runs should be: the same as a disk that refuses.
  const dataDir = join(FOLDER, "full");
  writeFileSync(dataDir, "");
  const full = await executeRun(jobOf("full", { dataDir, source: { kind: "sample" } }), { ...watch, signal: NEVER });
  assert.equal(full.kind === "failed" && full.failure.code, "SAMPLE_NOT_WRITTEN", JSON.stringify(full));
});
