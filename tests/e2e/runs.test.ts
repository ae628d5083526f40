/** Research runs through the real wiring: HTTP, worker threads, result files, a restart. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { SweepHeatmap } from "../../src/contract/heatmap.ts";
import type { RunRobustness } from "../../src/contract/robustness.ts";
import type { RunComparison } from "../../src/contract/run-comparison.ts";
import type { RunDetail, RunEquity, RunTrade } from "../../src/contract/run-detail.ts";
import type { RunOptions } from "../../src/contract/run-options.ts";
import type { RunReceipt, RunRequest } from "../../src/contract/run-request.ts";
import type { RunRow } from "../../src/contract/run-row.ts";
import type { WalkForward } from "../../src/contract/walk-forward.ts";
import type { BacktestResult } from "../../src/research/backtest/run-backtest.ts";
import { platformForTest, type TestPlatform } from "./platform-for-test.ts";

const SPEED = 60;
/** Generated once, read by every run; the machine may be busy. */
const WAIT_MS = 240_000;
const BACKTEST: RunRequest = { type: "backtest", strategyId: "spy-ema", dataset: "sample", to: "2024-06-28" };

let platform: TestPlatform;
before(async () => {
  platform = platformForTest();
  await platform.start(SPEED);
  await platform.signUp();
});
after(async () => platform.remove());

// The caller names what the route answers with.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
async function get<T>(path: string, status = 200): Promise<T> {
  const answer = await platform.ask("GET", path);
  assert.equal(answer.status, status, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body["data"] as T;
}

async function post(request: RunRequest, status: number): Promise<RunReceipt> {
  const answer = await platform.ask("POST", "/v1/runs", request);
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  return answer.body as unknown as RunReceipt;
}

/** The run once it is as wished, with every share of it that was told. */
async function waitFor(id: string, isSo: (run: RunRow) => boolean): Promise<RunDetail> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const detail = await get<RunDetail>(`/v1/runs/${id}`);
    if (isSo(detail.run)) return detail;
    assert.ok(performance.now() < deadline, `in vain: ${JSON.stringify(detail)}`);
    await sleep(100);
  }
}
const hasEnded = ({ status }: RunRow): boolean => status !== "queued" && status !== "running";

/** What was run first, for the tests that compare with it. */
let firstId = "";

test("the demo offers what a backtest needs, a dry run says what it takes", async () => {
  const options = await get<RunOptions>("/v1/runs/options");
  assert.deepEqual(
    options.strategies.map((strategy) => strategy.id),
    ["spy-ema", "iwm-rsi", "qqq-range"],
  );
  assert.deepEqual(
    options.strategies[0]?.parameters.slice(0, 2).map(({ name, value }) => [name, value]),
    [
      ["fast", 12],
      ["slow", 26],
    ],
  );
  const [dataset] = options.datasets;
  assert.deepEqual([dataset?.id, dataset?.symbols], ["sample", ["SPY", "IWM", "QQQ"]]);
  assert.deepEqual(await get("/v1/data"), options.datasets);
  const dry = await post({ ...BACKTEST, isDryRun: true }, 200);
  assert.deepEqual([dry.runId, dry.runs, dry.seconds], [null, 1, null]);
  assert.ok(dry.bars > 40_000 && dry.bars < 50_000, String(dry.bars));
  assert.deepEqual(
    dry.warnings.map((warning) => warning.code),
    ["NO_COMMISSION", "SHORT_PERIOD"],
  );
  const swept = await post(
    { ...BACKTEST, type: "sweep", grid: [{ name: "fast", values: [5, 6, 30] }], isDryRun: true },
    200,
  );
  assert.equal(swept.runs, 2, "fast 30 is not less than slow 26");
  assert.deepEqual(await get<RunRow[]>("/v1/runs"), []);
});

test("a backtest over HTTP says what its result.json says", async () => {
  const receipt = await post(BACKTEST, 202);
  firstId = receipt.runId ?? "";
  const sent = await post({ ...BACKTEST, parameters: { fast: 12 }, initialCapital: "100000.00" }, 200);
  assert.deepEqual([sent.runId, sent.isExisting], [firstId, true], "the defaults spelt out are the same form");
  const { run, lines, artefacts, hashes, failure, command } = await waitFor(firstId, hasEnded);
  assert.deepEqual([run.status, failure, run.startedBy, run.progress], ["done", null, "ann", "1"]);
  const folder = join(platform.folder, "runs", firstId);
  const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as BacktestResult;
  assert.equal(result.runId, firstId);
  const { metrics } = result;
  assert.ok(metrics.trades > 10, "the strategy traded");
  assert.equal(run.figures.trades, metrics.trades);
  assert.ok(Math.abs(Number(run.figures.totalReturn) - (metrics.totalReturn ?? 0)) < 1e-9);
  assert.ok(Math.abs(Number(run.figures.sharpe) - (metrics.sharpe ?? 0)) < 1e-9);
  assert.deepEqual(run.warnings, result.warnings);
  assert.equal(lines.find((line) => line.label === "Trades")?.value, String(metrics.trades));
  assert.ok(["result.json", "report.html", "trades.csv", "strategy.yaml"].every((name) => artefacts.includes(name)));
  assert.ok(hashes.some((hash) => hash.value === result.ordersHash));
  assert.match(command, /^agenttrader backtest \S+strategy\.yaml --data \S+ --to 2024-06-28$/);

  const trades = await get<RunTrade[]>(`/v1/runs/${firstId}/trades?limit=500`);
  assert.deepEqual(
    trades.map(({ symbol, qty, entryAt, entry, exit, pnl }) => [symbol, Number(qty), entryAt, entry, exit, pnl]),
    result.trades
      .slice(0, 500)
      .map((trade) => [
        trade.instrument,
        trade.quantity,
        trade.entryTime,
        trade.entryPrice,
        trade.exitPrice,
        trade.netPnl,
      ]),
  );
  const page = await platform.ask("GET", `/v1/runs/${firstId}/trades?limit=3`);
  const next = (page.body["meta"] as { page: { next: string; total: number } }).page;
  assert.equal(next.total, metrics.trades);
  const second = await get<RunTrade[]>(`/v1/runs/${firstId}/trades?limit=3&cursor=${next.next}`);
  assert.deepEqual(second, trades.slice(3, 6));
  const equity = await get<RunEquity>(`/v1/runs/${firstId}/equity?points=2000`);
  assert.deepEqual(
    equity.points.map(({ t, equity: value }) => [t, value]),
    result.equity.times.map((time, i) => [time, result.equity.values[i]]),
  );
  assert.equal((await get<RunEquity>(`/v1/runs/${firstId}/equity?points=10`)).points.length, 10);
  await get(`/v1/runs/${firstId}/walk-forward`, 404);

  const report = await fetch(`${platform.address()}/v1/runs/${firstId}/report`, {
    headers: { cookie: platform.cookie() },
  });
  assert.equal(report.status, 200);
  assert.match(report.headers.get("content-security-policy") ?? "", /sandbox allow-scripts/);
  assert.equal(await report.text(), readFileSync(join(folder, "report.html"), "utf8"));
  assert.deepEqual((await post(BACKTEST, 200)).isExisting, true);
});

test("two runs side by side; a sweep and a walk-forward bring their own parts", async () => {
  const other = await post({ ...BACKTEST, parameters: { fast: 8 }, slippageBps: 2, commissionPerOrder: "1.00" }, 202);
  const otherId = other.runId ?? "";
  assert.equal((await waitFor(otherId, hasEnded)).run.status, "done");
  const comparison = await get<RunComparison>(`/v1/runs/compare?ids=${firstId},${otherId}`);
  assert.deepEqual(
    comparison.runs.map((run) => run.id),
    [firstId, otherId],
  );
  const differing = comparison.differences.map((line) => line.label);
  for (const label of ["strategy.parameters.fast", "config.costs.slippageBps", "config.costs.commissionPerOrder"])
    assert.ok(differing.includes(label), differing.join());
  assert.ok(comparison.equity.length > 100 && comparison.equity[0]?.values.length === 2);

  const grid = [{ name: "fast", values: [6, 12] }];
  const sweep = await post({ ...BACKTEST, type: "sweep", grid, to: "2024-02-15" }, 202);
  const windows = { inSampleDays: 20, outOfSampleDays: 20, minTrades: 1 };
  const walk = await post({ ...BACKTEST, type: "walk-forward", grid, to: "2024-04-15", ...windows }, 202);
  const swept = await waitFor(sweep.runId ?? "", hasEnded);
  assert.deepEqual([swept.run.status, swept.run.type, swept.failure], ["done", "sweep", null]);
  assert.equal(swept.robustness[0]?.rows.length, 2);
  const { table } = await get<SweepHeatmap>(`/v1/runs/${sweep.runId}/heatmap?figure=totalReturn`);
  assert.deepEqual([table.x, table.cells[0]?.length], [{ name: "fast", values: ["6", "12"] }, 2]);
  assert.equal(table.cells[0]?.[table.chosen?.column ?? -1]?.value, swept.run.figures.totalReturn);
  await get(`/v1/runs/${sweep.runId}/heatmap?x=quick`, 400);
  const walked = await waitFor(walk.runId ?? "", hasEnded);
  assert.deepEqual([walked.run.status, walked.failure], ["done", null]);
  const walkForward = await get<WalkForward>(`/v1/runs/${walk.runId}/walk-forward`);
  assert.ok(walkForward.windows.length >= 2 && walkForward.gates.length > 0);
  assert.deepEqual(walkForward.gates, walked.gates, "one run has one list of gates");
  assert.ok((await get<RunEquity>(`/v1/runs/${walk.runId}/equity`)).points.every((point) => point.isOutOfSample));
  const listed = await get<RunRow[]>("/v1/runs?type=sweep");
  assert.deepEqual(
    listed.map((run) => run.id),
    [sweep.runId],
  );
});

test("a finished run is resampled on demand, and the result is there after a restart", async () => {
  const [walk] = await get<RunRow[]>("/v1/runs?type=walk-forward");
  const path = `/v1/runs/${walk?.id}/robustness`;
  assert.equal((await get<RunRobustness>(path)).status, "none");
  assert.equal((await platform.ask("POST", path)).status, 202);
  const deadline = performance.now() + WAIT_MS;
  while ((await get<RunRobustness>(path)).status !== "done") {
    assert.ok(performance.now() < deadline, JSON.stringify(await get(path)));
    await sleep(100);
  }
  const { found } = await get<RunRobustness>(path);
  const [days] = found?.monteCarlo ?? [];
  assert.equal(days?.method, "blocks");
  const { returns } = (
    JSON.parse(readFileSync(join(platform.folder, "runs", walk?.id ?? "", "result.json"), "utf8")) as {
      equity: { returns: number[] };
    }
  ).equity;
  assert.equal(days?.steps, returns.length, "days out of sample");
  assert.equal(found?.notes[0]?.code, "MANY_CHOICES");
  const [sweep] = await get<RunRow[]>("/v1/runs?type=sweep");
  assert.equal((await platform.ask("POST", `/v1/runs/${sweep?.id}/robustness`)).status, 400);
  await platform.stop();
  await platform.start(SPEED);
  assert.equal((await get<RunRobustness>(path)).status, "done");
});

test("what makes no sense is refused with its reason, and leaves nothing", async () => {
  const before = (await get<RunRow[]>("/v1/runs")).length;
  for (const [change, code] of [
    [{ strategyId: "none" }, "STRATEGY_UNKNOWN"],
    [{ dataset: "/etc/passwd" }, "DATASET_UNKNOWN"],
    [{ parameters: { fast: 0 } }, "STRATEGY_REFUSED"],
    [{ parameters: { quick: 1 } }, "STRATEGY_REFUSED"],
    [{ fillModel: "perfect" }, "STRATEGY_REFUSED"],
    [{ from: "2024-06-01", to: "2024-05-01" }, "DATE_INVALID"],
    [{ from: "2031-01-01", to: "2031-05-01" }, "PERIOD_EMPTY"],
    [{ type: "sweep" }, "GRID_EMPTY"],
    [{ type: "sweep", grid: [{ name: "fast", values: [0] }] }, "GRID_VALUE_REFUSED"],
    [{ type: "sweep", grid: [{ name: "fast", values: [5] }], objective: "luck" }, "OBJECTIVE_UNKNOWN"],
    [{ type: "walk-forward", grid: [{ name: "fast", values: [5] }] }, "TOO_FEW_SESSIONS"],
  ] as const) {
    const answer = await platform.ask("POST", "/v1/runs", { ...BACKTEST, ...change });
    const fields = answer.body["fields"] as { code: string }[];
    assert.deepEqual([answer.status, fields[0]?.code], [400, code], JSON.stringify(answer.body));
  }
  assert.equal((await get<RunRow[]>("/v1/runs")).length, before);
});

test("a cancelled run keeps its part or is gone, a running one cannot be removed", async () => {
  const grid = [
    { name: "fast", values: Array.from({ length: 12 }, (_, i) => i + 2) },
    { name: "slow", values: Array.from({ length: 20 }, (_, i) => i + 20) },
  ];
  const { runId } = await post({ ...BACKTEST, type: "sweep", grid }, 202);
  const id = runId ?? "";
  const queued = await post({ ...BACKTEST, parameters: { fast: 9 } }, 202);
  await waitFor(id, (run) => run.status === "running" && Number(run.progress) > 0);
  assert.equal((await get<RunDetail>(`/v1/runs/${queued.runId}`)).run.status, "queued");
  assert.equal((await platform.ask("DELETE", `/v1/runs/${id}`)).status, 409);
  assert.equal((await platform.ask("POST", `/v1/runs/${queued.runId}/cancel`)).status, 202);
  assert.equal((await get<RunDetail>(`/v1/runs/${queued.runId}`)).run.status, "cancelled");
  assert.equal((await platform.ask("POST", `/v1/runs/${id}/cancel`)).status, 202);
  const { run, robustness } = await waitFor(id, hasEnded);
  assert.ok(run.status === "partial" || run.status === "cancelled", run.status);
  if (run.status === "partial") {
    assert.ok((robustness[0]?.rows.length ?? 0) > 0 && Number(run.progress) < 1);
    assert.ok(run.warnings.some((warning) => warning.code === "PARTIAL"));
  }
  for (const gone of [id, queued.runId ?? ""]) {
    assert.equal((await platform.ask("DELETE", `/v1/runs/${gone}`)).status, 204);
    await get(`/v1/runs/${gone}`, 404);
  }
});

test("trading goes on while a run is under way, and a restart shows it as interrupted", async () => {
  const now = async (): Promise<string> => (await get<{ now: string }>("/v1/market/status")).now;
  const grid = [{ name: "fast", values: Array.from({ length: 20 }, (_, i) => i + 2) }];
  const { runId } = await post({ ...BACKTEST, type: "sweep", grid }, 202);
  const begun = await now();
  await waitFor(runId ?? "", (run) => run.status === "running");
  await sleep(1_500);
  assert.ok((await now()) > begun, "the market moved");
  await platform.stop();
  mkdirSync(join(platform.folder, "run-records"), { recursive: true });
  writeFileSync(join(platform.folder, "run-records", "cut.json"), '{"schemaVersion":1');
  await platform.start(SPEED);
  const { run, failure } = await get<RunDetail>(`/v1/runs/${runId}`);
  assert.deepEqual([run.status, failure?.code], ["failed", "INTERRUPTED"]);
  const first = await get<RunDetail>(`/v1/runs/${firstId}`);
  assert.deepEqual([first.run.status, first.run.startedBy], ["done", "ann"]);
});
