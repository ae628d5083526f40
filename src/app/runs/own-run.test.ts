import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Principal } from "../../contract/command-port.ts";
import type { RunDetail } from "../../contract/run-detail.ts";
import { type RunPort, RunRefused } from "../../contract/run-port.ts";
import type { RunRequest } from "../../contract/run-request.ts";
import { loadStrategies } from "../../research/strategies/load-strategies.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import { FOLDER, resultOf } from "./job-fixture.test.ts";
import { openRunDesk, type RunDesk } from "./run-desk.ts";

/** Real threads on a machine that may be busy. */
const WAIT_MS = 240_000;
const BY: Principal = { kind: "user", id: "ann", name: "ann" };
const EXAMPLE = join(import.meta.dirname, "../../../examples/my-strategies/turn-of-month.ts");
const MINE = join(FOLDER, "mine");
const MODULE = join(MINE, "turn-of-month.ts");
mkdirSync(MINE);
copyFileSync(EXAMPLE, MODULE);
writeFileSync(
  join(MINE, "mine.yaml"),
  `id: mine\nkind: turn-of-month\ninstruments: [AAA]\ntimeframe: 1d\nparameters: { fromDay: 15, toDay: 14, trend: 2 }\nsizing: { kind: percent-equity, percent: 50 }\ninitialCapital: 100000\n`,
);
const own = await loadStrategies(MINE);
const desks: RunDesk[] = [];
const notices: string[] = [];
after(async () => {
  for (const desk of desks) await desk.close();
});

function deskOf(code: readonly OwnStrategy[]): RunPort {
  const desk = openRunDesk({
    dataDir: FOLDER,
    build: "test",
    research: { sources: [{ kind: "folder", path: MINE }], own: code },
    hasSample: false,
    now: () => Date.now(),
    onChange: () => undefined,
    notice: (text) => notices.push(text),
  });
  desks.push(desk);
  return desk.port;
}
const BODY: RunRequest = { type: "backtest", strategyId: "mine", dataset: "catalogue:AAA:1m" };

async function ended(port: RunPort, id: string): Promise<RunDetail> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const detail = await port.detail(id);
    assert.ok(detail !== null && performance.now() < deadline, JSON.stringify(detail));
    if (detail.run.status !== "queued" && detail.run.status !== "running") return detail;
    await sleep(250);
  }
}

test("a kind of the operator's folder is offered, runs in a thread, and the run names its code", async () => {
  const port = deskOf(own);
  const [offered] = (await port.options()).strategies;
  assert.deepEqual([offered?.id, offered?.kind], ["mine", "turn-of-month"], notices.join());
  assert.ok(offered?.parameters.some(({ name, value }) => name === "trend" && value === 2));
  const receipt = await port.start({ ...BODY, parameters: { trend: 3 } }, BY);
  const id = receipt.runId ?? "";
  assert.ok(receipt.command.includes(`--strategies ${MINE} `), receipt.command);
  const { run, failure, hashes } = await ended(port, id);
  assert.deepEqual([run.status, failure], ["done", null]);
  const result = resultOf(id);
  assert.equal(result.strategy.codeSha256, own[0]?.code.sha256);
  assert.ok(hashes.some(({ value }) => value === own[0]?.code.sha256));
  assert.ok((result.metrics.trades ?? 0) + result.openPositions.length > 0, "it traded");

  const grid = [{ name: "trend", values: [2, 3] }];
  const swept = (await port.start({ ...BODY, type: "sweep", grid }, BY)).runId ?? "";
  assert.deepEqual((await ended(port, swept)).failure, null);
  const table = (await port.heatmap(swept, { figure: "totalReturn" }))?.table;
  assert.equal(Number(table?.cells[0]?.[1]?.value).toFixed(9), (result.metrics.totalReturn ?? 0).toFixed(9));

  await port.startRobustness(id);
  const deadline = performance.now() + WAIT_MS;
  while ((await port.robustness(id))?.status !== "done") {
    assert.ok(performance.now() < deadline, JSON.stringify(await port.robustness(id)));
    await sleep(250);
  }
  const found = (await port.robustness(id))?.found;
  assert.equal(found?.costs?.points.length, 4, JSON.stringify(found?.notes));
  assert.deepEqual((await port.detail(id))?.artefacts.includes("robustness.json"), true);
});

test("without the folder the kind is not there, whatever a request says", async () => {
  const port = deskOf([]);
  assert.deepEqual((await port.options()).strategies, []);
  const wishes = [BODY, { ...BODY, strategyId: MODULE }, { ...BODY, strategies: MINE, code: MODULE } as RunRequest];
  for (const wish of wishes)
    await assert.rejects(
      port.start(wish, BY),
      (error: unknown) => error instanceof RunRefused && error.code === "STRATEGY_UNKNOWN",
    );
});

test("code that was changed under a running platform is not run, and other code is another run", async () => {
  const text = readFileSync(MODULE, "utf8");
  const first = deskOf(own);
  const before = (await first.start({ ...BODY, parameters: { trend: 4 } }, BY)).runId ?? "";
  assert.equal((await ended(first, before)).failure, null);
  writeFileSync(MODULE, `${text}// another line\n`);
  const port = deskOf(own);
  const { failure } = await ended(port, (await port.start({ ...BODY, parameters: { trend: 5 } }, BY)).runId ?? "");
  assert.equal(failure?.code, "STRATEGY_CHANGED", failure?.text ?? "no failure");
  assert.match(failure?.text ?? "", /restart the platform/);
  const fresh = deskOf(await loadStrategies(MINE));
  const anew = (await fresh.start({ ...BODY, parameters: { trend: 4 } }, BY)).runId ?? "";
  assert.notEqual(anew, before);
  assert.equal((await ended(fresh, anew)).failure, null);
  writeFileSync(MODULE, text);
});
