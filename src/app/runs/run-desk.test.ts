import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Principal } from "../../contract/command-port.ts";
import { runDetailSchema } from "../../contract/run-detail.ts";
import { runOptionsSchema } from "../../contract/run-options.ts";
import { runRobustnessSchema } from "../../contract/robustness.ts";
import { RunRefused } from "../../contract/run-port.ts";
import type { RunRequest } from "../../contract/run-request.ts";
import { runRowSchema } from "../../contract/run-row.ts";
import { openRunDesk, type RunDesk, type RunDeskOptions } from "./run-desk.ts";
import { type DeskJob, ROBUSTNESS_FILE } from "./robustness-job.ts";
import type { RunOutcome } from "./run-job.ts";
import { WAITING_MAX } from "./run-limits.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "agenttrader-desk-"));
const open: RunDesk[] = [];
after(async () => {
  for (const desk of open) await desk.close();
  rmSync(FOLDER, { recursive: true, force: true });
});
const BY: Principal = { kind: "user", id: "ann", name: "ann" };
const BODY: RunRequest = { type: "backtest", strategyId: "trend", dataset: "sample" };
const STRATEGY = `id: trend\nkind: ema-cross\ninstruments: [SPY]\ntimeframe: 1m\nparameters: { fast: 5, slow: 20 }\n`;
const QUERY = { limit: 100 };

/** A desk whose runs end when they are told to; a done one leaves a folder. */
function deskForTest(name: string, over: Partial<RunDeskOptions> = {}) {
  const dataDir = join(FOLDER, name);
  mkdirSync(dataDir, { recursive: true });
  const started: string[] = [];
  const jobs: DeskJob[] = [];
  const notices: string[] = [];
  const ends = new Map<string, (outcome: RunOutcome | Error) => void>();
  const desk = openRunDesk({
    dataDir,
    build: "test",
    research: { sources: [{ kind: "text", text: STRATEGY }], own: [] },
    hasSample: true,
    now: () => Date.now(),
    onChange: () => undefined,
    notice: (text) => notices.push(text),
    runner: {
      start: (job, onProgress) => {
        started.push(job.id);
        jobs.push(job);
        const { promise, resolve, reject } = Promise.withResolvers<RunOutcome>();
        ends.set(job.id, (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
        onProgress({ share: 0.25 });
        return {
          ended: promise,
          cancel: () => resolve({ kind: "cancelled" }),
          kill: () => reject(new Error("killed")),
        };
      },
    },
    ...over,
  });
  open.push(desk);
  const end = async (id: string, outcome: RunOutcome | Error): Promise<void> => {
    if (!(outcome instanceof Error) && outcome.kind === "done") {
      mkdirSync(join(dataDir, "runs", id), { recursive: true });
      const result = {
        runId: id,
        warnings: [{ code: "W", text: "w" }],
        metrics: {},
        strategy: { id: "trend" },
        durationMs: 5,
      };
      writeFileSync(join(dataDir, "runs", id, "result.json"), JSON.stringify(result));
    }
    ends.get(id)?.(outcome);
    await sleep(0);
  };
  const start = async (fast: number): Promise<string> =>
    (await desk.port.start({ ...BODY, parameters: { fast } }, BY)).runId ?? "";
  return { ...desk, dataDir, started, jobs, notices, end, start };
}
const refused = (code: string) => (error: unknown) => error instanceof RunRefused && error.code === code;
const DONE: RunOutcome = { kind: "done", barsPerSecond: 1_000_000, log: [] };

test("options and datasets need nobody to have made them; a rate of the last run makes an estimate", async () => {
  const { port, start, end, dataDir } = deskForTest("options");
  const options = runOptionsSchema.parse(await port.options());
  assert.deepEqual([options.strategies[0]?.id, options.datasets[0]?.id], ["trend", "sample"]);
  assert.equal(options.datasets[0]?.sessions, 315);
  assert.ok(!existsSync(join(dataDir, "sample")), "it is generated when a run wants it");
  const dry = { ...BODY, isDryRun: true };
  assert.equal((await port.start(dry, BY)).seconds, null);
  await end(await start(6), DONE);
  const { seconds, bars } = await port.start(dry, BY);
  assert.equal(seconds, Math.ceil((bars / 1_000_000) * 10) / 10);
});

test("one form is one run: under way, done, and again when it failed", async () => {
  const { port, start, started, end } = deskForTest("once");
  const id = await start(6);
  assert.deepEqual((await port.start({ ...BODY, parameters: { fast: 6 } }, BY)).isExisting, true);
  assert.equal(await start(6), id);
  await end(id, { kind: "failed", failure: { code: "DATA_REFUSED", text: "line 7" }, log: ["a", "b"] });
  const failed = runDetailSchema.parse(await port.detail(id));
  assert.deepEqual([failed.run.status, failed.failure?.text, failed.log], ["failed", "line 7", ["a", "b"]]);
  assert.equal(await start(6), id);
  await end(id, DONE);
  assert.equal(await start(6), id);
  assert.deepEqual(started, [id, id], "failed ones are run again, done ones are not");
  assert.notEqual(await start(7), id);
  const { rows, total } = await port.list(QUERY);
  assert.deepEqual([rows.map((row) => row.status), total], [["running", "done"], 2]);
  for (const row of rows) runRowSchema.parse(row);
  assert.deepEqual([rows[0]?.progress, rows[1]?.startedBy, rows[1]?.warnings.length], ["0.2500", "ann", 1]);
});

test("too many waiting are refused; a broken thread is a failed run and the next one begins", async () => {
  const { port, start, end } = deskForTest("queue");
  const ids: string[] = [];
  for (let i = 0; i <= WAITING_MAX; i += 1) ids.push(await start(6 + i));
  await assert.rejects(start(19), refused("RUN_QUEUE_FULL"));
  const last = runDetailSchema.parse(await port.detail(ids.at(-1) ?? ""));
  assert.deepEqual([last.run.status, last.run.warnings[0]?.text], ["queued", `Waits for ${WAITING_MAX} other runs.`]);
  await assert.rejects(port.remove(ids[0] ?? "", BY), refused("RUN_ACTIVE"));
  await end(ids[0] ?? "", Object.assign(new Error("heap"), { code: "ERR_WORKER_OUT_OF_MEMORY" }));
  assert.equal((await port.detail(ids[0] ?? ""))?.failure?.code, "OUT_OF_MEMORY");
  assert.equal((await port.detail(ids[1] ?? ""))?.run.status, "running");
  assert.equal((await port.cancel(ids[1] ?? "", BY))?.id, ids[1]);
  await sleep(0);
  assert.equal((await port.cancel(ids[1] ?? "", BY))?.status, "cancelled", "cancelling what ended changes nothing");
  assert.equal(await port.cancel("nobody", BY), null);
  assert.deepEqual([await port.remove(ids[1] ?? "", BY), await port.remove(ids[1] ?? "", BY)], [true, false]);
});

test("pages follow each other without loss, and filters narrow them", async () => {
  const { port, start, end } = deskForTest("pages");
  for (let i = 0; i < 5; i += 1) await end(await start(6 + i), DONE);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await port.list({ limit: 2, ...(cursor === null ? {} : { cursor }) });
    assert.equal(page.total, 5);
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.next;
  } while (cursor !== null);
  assert.equal(new Set(seen).size, 5);
  assert.equal(seen.length, 5);
  assert.equal((await port.list({ ...QUERY, status: "failed" })).total, 0);
  assert.equal((await port.list({ ...QUERY, type: "sweep" })).total, 0);
  assert.equal((await port.list({ ...QUERY, strategyId: "trend", from: "2020-01-01T00:00:00Z" })).total, 5);
});

test("after a restart: what was under way is interrupted, what is done is done, damage harms nobody", async () => {
  const first = deskForTest("restart");
  const [done, running, waiting] = [await first.start(6), await first.start(7), await first.start(8)];
  await first.end(done, DONE);
  await first.close();
  writeFileSync(join(first.dataDir, "run-records", "cut.json"), "{");
  copyFileSync(join(first.dataDir, "run-records", `${done}.json`), join(first.dataDir, "run-records", "copy.json"));
  const { port, notices } = deskForTest("restart");
  assert.equal(notices.length, 2, "one cut off, one a copy");
  for (const id of [running, waiting]) {
    const detail = await port.detail(id);
    assert.deepEqual([detail?.run.status, detail?.failure?.code], ["failed", "INTERRUPTED"]);
  }
  assert.deepEqual([(await port.detail(done))?.run.status, (await port.detail(done))?.run.startedBy], ["done", "ann"]);
});

test("a start that cannot be written down is refused, and nothing is left of it", async () => {
  const { port, start, started, dataDir } = deskForTest("unwritten");
  writeFileSync(join(dataDir, "run-records"), "a file where the folder should be");
  await assert.rejects(start(6), refused("RUNS_UNAVAILABLE"));
  assert.deepEqual([(await port.list(QUERY)).total, started], [0, []]);
});

test("a finished run is doubted when somebody asks: behind the others, once, and again when it was forgotten", async () => {
  const { port, start, end, jobs, dataDir } = deskForTest("doubt");
  const state = async (id: string) => runRobustnessSchema.parse(await port.robustness(id));
  const id = await start(6);
  assert.equal((await state(id)).obstacle?.code, "RUN_NOT_DONE");
  await assert.rejects(port.startRobustness(id), refused("RUN_NOT_DONE"));
  await end(id, DONE);
  assert.deepEqual(await state(id), { status: "none", progress: "0.0000", obstacle: null, failure: null, found: null });
  const other = await start(7);
  assert.equal((await port.startRobustness(id))?.status, "queued");
  assert.equal((await port.startRobustness(id))?.status, "queued", "asked twice it waits once");
  await assert.rejects(port.remove(id, BY), refused("RUN_ACTIVE"));
  assert.equal((await port.detail(id))?.run.status, "done", "the run itself is not under way");
  await end(other, DONE);
  const running = await state(id);
  assert.deepEqual([running.status, running.progress], ["running", "0.2500"]);
  const job = jobs.at(-1);
  assert.ok(job?.kind === "robustness" && job.of === id && job.notes.length === 0);
  assert.deepEqual([job.again?.id, job.again?.strategyText.includes('"fast":6')], [id, true]);
  await end(job.id, { kind: "failed", failure: { code: "RUN_UNKNOWN", text: "gone" }, log: [] });
  const failed = await state(id);
  assert.deepEqual([failed.status, failed.failure?.text], ["failed", "gone"]);
  assert.equal((await port.startRobustness(id))?.status, "running");
  const record = {
    schemaVersion: 1,
    kind: "robustness",
    runId: id,
    build: "t",
    monteCarlo: [],
    passport: null,
    notes: [],
  };
  writeFileSync(join(dataDir, "runs", id, ROBUSTNESS_FILE), JSON.stringify(record));
  await end(job.id, DONE);
  const done = await state(id);
  assert.deepEqual([done.status, done.progress, done.found?.monteCarlo], ["done", "1", []]);
  const begun = jobs.length;
  assert.equal((await port.startRobustness(id))?.status, "done");
  assert.equal(jobs.length, begun, "what is found is not made again");
  assert.deepEqual([await port.dropRobustness(id), await port.dropRobustness(id)], [true, false]);
  assert.equal((await port.startRobustness(id))?.status, "running");
  assert.equal(await port.dropRobustness(id), true);
  await sleep(0);
  assert.equal((await state(id)).status, "none", "a stopped one leaves nothing");
  for (const nobody of ["nobody", "../runs", ""])
    assert.deepEqual(
      [await port.robustness(nobody), await port.startRobustness(nobody), await port.dropRobustness(nobody)],
      [null, null, false],
    );
});

test("a run that is not on record, or of code this process was not started with, is only resampled", async () => {
  const { port, start, end, jobs, dataDir, close } = deskForTest("doubt-elsewhere");
  const id = await start(6);
  await end(id, DONE);
  mkdirSync(join(dataDir, "runs", "r_cli"));
  writeFileSync(
    join(dataDir, "runs", "r_cli", "result.json"),
    JSON.stringify({ runId: "r_cli", strategy: { id: "x" } }),
  );
  await port.startRobustness("r_cli");
  const first = jobs.at(-1);
  assert.ok(first?.kind === "robustness");
  assert.deepEqual([first.again, first.notes[0]?.code], [null, "NOT_ON_RECORD"]);
  await close();
  const path = join(dataDir, "run-records", `${id}.json`);
  const record = JSON.parse(readFileSync(path, "utf8")) as { job: { code: unknown } };
  record.job.code = { file: join(dataDir, "mine.ts"), sha256: "0" };
  writeFileSync(path, JSON.stringify(record));
  const again = deskForTest("doubt-elsewhere");
  await again.port.startRobustness(id);
  const second = again.jobs.at(-1);
  assert.ok(second?.kind === "robustness");
  assert.deepEqual([second.again, second.notes[0]?.code], [null, "OWN_CODE_CHANGED"]);
});

test("a broken strategy file is told once, however often the form asks", async () => {
  const sources = [{ kind: "text", text: "id: [" } as const];
  const { port, notices } = deskForTest("notices", { research: { sources, own: [] } });
  await port.options();
  await port.options();
  assert.equal(notices.length, 1, notices.join("\n"));
});

test("files by plain name only: no way up, no links, no folders", async () => {
  const { port, start, end, dataDir } = deskForTest("files");
  const id = await start(6);
  await end(id, DONE);
  const folder = join(dataDir, "runs", id);
  writeFileSync(join(dataDir, "secret.txt"), "secret");
  symlinkSync(join(dataDir, "secret.txt"), join(folder, "link.txt"));
  symlinkSync(dataDir, join(dataDir, "runs", "elsewhere"));
  writeFileSync(join(folder, ".hidden"), "");
  mkdirSync(join(folder, "inner"));
  assert.equal((await port.file(id, "result.json"))?.type, "application/json; charset=utf-8");
  for (const name of ["../../secret.txt", "..", ".", "", ".hidden", "link.txt", "inner", "inner/../result.json", "\0"])
    assert.equal(await port.file(id, name), null, name);
  for (const other of ["..", "../runs", ".", "", "elsewhere", `${id}/`, "/etc"]) {
    assert.equal(await port.file(other, "secret.txt"), null, other);
    assert.equal(await port.equity(other, 10), null, other);
    assert.equal(
      await port.remove(other, BY).catch((error: unknown) => error instanceof RunRefused && false),
      false,
      other,
    );
  }
  assert.deepEqual((await port.detail(id))?.artefacts, ["result.json"]);
  assert.ok(readdirSync(dataDir).includes("secret.txt"));
});
