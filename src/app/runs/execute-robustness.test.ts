import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Robustness, robustnessSchema } from "../../contract/robustness.ts";
import { costStress } from "../../research/doubt/cost-stress.ts";
import { monteCarlo } from "../../research/doubt/monte-carlo.ts";
import { neighbourhood } from "../../research/doubt/neighbourhood.ts";
import { THRESHOLDS } from "../../research/doubt/passport-gates.ts";
import { readRunResult } from "../../research/doubt/read-run-result.ts";
import { PLAIN, runOnce } from "../../research/doubt/run-once.ts";
import { executeRobustness } from "./execute-robustness.ts";
import { executeRun, resolveJob, type RunWatch } from "./execute-run.ts";
import { FOLDER, jobOf, resultOf } from "./job-fixture.test.ts";
import { readRobustness } from "./read-robustness.ts";
import type { RobustnessJob } from "./robustness-job.ts";

const shares: number[] = [];
const WATCH: RunWatch = { signal: new AbortController().signal, onProgress: (share) => shares.push(share) };
const runFolder = (id: string): string => join(FOLDER, "runs", id);
const asks = (of: string, over: Partial<RobustnessJob> = {}): RobustnessJob => ({
  kind: "robustness",
  id: `${of}~robustness`,
  dataDir: FOLDER,
  build: "test",
  of,
  again: jobOf(of),
  notes: [],
  ...over,
});

async function found(job: RobustnessJob): Promise<Robustness> {
  const outcome = await executeRobustness(job, WATCH);
  assert.equal(outcome.kind, "done", JSON.stringify(outcome));
  return robustnessSchema.parse(readRobustness(runFolder(job.of)));
}
const close = (text: string | null | undefined, value: number | null | undefined): void =>
  assert.ok(Math.abs(Number(text ?? Number.NaN) - (value ?? Number.NaN)) < 1e-9, `${text} is not ${value}`);

assert.equal((await executeRun(jobOf("base"), WATCH)).kind, "done");

test("a run is doubted by the functions of doubt, and they find what they find there", async () => {
  shares.length = 0;
  const { costs, delayedReturn, neighbourhood: near, monteCarlo: lives, gates, notes } = await found(asks("base"));
  assert.deepEqual(
    notes.filter(({ code }) => code === "NOT_REPRODUCED" || code === "DATA_CHANGED"),
    [],
  );
  assert.ok(shares.length > 5 && shares.at(-1) === 1);
  const resolved = await resolveJob(jobOf("base"));
  const result = resultOf("base");

  const stress = costStress(resolved, PLAIN);
  assert.deepEqual(
    costs?.points.map(({ factor }) => factor),
    ["0.5", "1", "2", "3"],
  );
  for (const [i, point] of stress.points.entries()) close(costs?.points[i]?.totalReturn, point.totalReturn);
  close(costs?.points[1]?.totalReturn, result.metrics.totalReturn);
  assert.ok(Number(costs?.points[3]?.totalReturn) < Number(costs?.points[0]?.totalReturn), "dearer is worse");
  close(delayedReturn, runOnce(resolved, { ...PLAIN, delayBars: 1 }).totalReturn);

  const around = neighbourhood(resolved, PLAIN);
  const [returns, ratios] = near?.heatmaps ?? [];
  assert.deepEqual(
    [returns?.figure, ratios?.figure, returns?.x.name, returns?.y.name],
    ["totalReturn", "sharpe", "fast", "slow"],
  );
  for (const [r, line] of (around?.heatmap?.totalReturn ?? []).entries())
    for (const [c, value] of line.entries()) if (value !== null) close(returns?.cells[r]?.[c]?.value, value);
  const { column = -1, row = -1 } = returns?.chosen ?? {};
  assert.deepEqual([returns?.x.values[column], returns?.y.values[row]], ["3", "8"]);
  close(returns?.cells[row]?.[column]?.value, result.metrics.totalReturn);
  // The cell of the run has the ratio that every other screen shows.
  close(ratios?.cells[row]?.[column]?.value, result.metrics.sharpe);

  const stored = readRunResult("base", { dataDir: FOLDER, cwd: runFolder("..") });
  for (const life of lives) {
    const options = {
      method: life.method,
      paths: 1_000,
      block: life.block ?? 5,
      seed: 42,
      drawdownLimit: Number(life.drawdownLimit),
      periodsPerYear: 252,
    };
    assert.equal(options.drawdownLimit, stored.drawdownLimit ?? THRESHOLDS.drawdown);
    const own = monteCarlo(stored, options);
    assert.ok(typeof own === "object");
    close(life.lossProbability, own.probabilityOfLoss);
    close(life.maxDrawdown.p95, own.maxDrawdown.p95);
    assert.deepEqual([life.fan[0]?.p50, life.fan.at(-1)?.step], ["1", own.steps]);
    close(life.fan.at(-1)?.p25, 1 + own.finalReturn.p25);
  }
  assert.deepEqual(
    lives.map(({ method }) => method),
    ["blocks", "trades"],
  );
  assert.equal(gates.length, 12);
  const doubled = gates.find((gate) => gate.id === "costStress");
  assert.deepEqual([doubled?.isPassed, doubled?.bound], [Number(costs?.points[2]?.totalReturn) >= 0, "≥ 0.0%"]);
});

test("what cannot be made again is resampled alone, and says so", async () => {
  const note = { code: "NOT_ON_RECORD", text: "not on record" };
  const alone = await found(asks("base", { again: null, notes: [note] }));
  assert.deepEqual([alone.costs, alone.neighbourhood, alone.gates, alone.verdict], [null, null, [], null]);
  assert.deepEqual([alone.monteCarlo.length, alone.notes], [2, [note]]);
  const shorter = await found(asks("base", { again: jobOf("base", { to: "2024-01-05" }) }));
  assert.deepEqual([shorter.costs, shorter.notes.map(({ code }) => code)], [null, ["DATA_CHANGED"]]);
  const strategyText = jobOf("base").strategyText.replace("fast: 3", "fast: 4");
  const other = await found(asks("base", { again: jobOf("base", { strategyText }) }));
  assert.deepEqual([other.costs, other.notes.map(({ code }) => code)], [null, ["NOT_REPRODUCED"]]);
  const symbols = ["BBB"];
  const gone = await found(
    asks("base", { again: jobOf("base", { strategyText: strategyText.replace("AAA", "BBB"), symbols }) }),
  );
  assert.deepEqual([gone.monteCarlo.length, gone.notes.map(({ code }) => code)], [2, ["DATASET_MISSING"]]);
});

test("a run without days to draw from has none drawn; one that is no run is a failure", async () => {
  mkdirSync(runFolder("brief"), { recursive: true });
  const document = {
    runId: "brief",
    strategy: { id: "trend" },
    config: { initialCapital: "100.00" },
    equity: { times: ["a"], values: ["50.00"] },
    trades: [],
  };
  writeFileSync(join(runFolder("brief"), "result.json"), JSON.stringify(document));
  const { monteCarlo: lives, notes } = await found(asks("brief", { again: null }));
  assert.deepEqual([lives, notes.map(({ code }) => code)], [[], ["TOO_FEW_DAYS", "TOO_FEW_TRADES"]]);
  rmSync(runFolder("brief"), { recursive: true });
  const failed = await executeRobustness(asks("brief", { again: null }), WATCH);
  assert.equal(failed.kind === "failed" && failed.failure.code, "RUN_UNKNOWN");
});
