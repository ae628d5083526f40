/**
 * kill -9 against the real process at seeded random moments: after the restarts the journal is
 * whole, its replay is identical, and orders and state are those of a run that was never cut off.
 * AGENTTRADER_LONG_TESTS=1 kills 50 times.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { replayJournal } from "../../src/app/journal/replay-journal.ts";
import type { ReplayReport } from "../../src/app/journal/replay-journal.ts";
import { readAnchors } from "../../src/journal/anchor.ts";
import { fileStorage } from "../../src/journal/file-storage.ts";
import { verifyJournal } from "../../src/journal/verify-journal.ts";
import { buildId } from "../../src/platform/build-id.ts";
import { generatedBars, strategyFile, temporaryFolder } from "../parity/test-run.ts";
import { agenttrader, agenttraderToEnd, seededNumbers } from "./test-process.ts";

const BUILD = buildId(join(import.meta.dirname, "../.."));
const IS_LONG = process.env["AGENTTRADER_LONG_TESTS"] === "1";
const KILLS = IS_LONG ? 50 : 10;
const SEED = Number(process.env["AGENTTRADER_TEST_SEED"] ?? "20260105");

const STRATEGY = [
  "id: killed",
  "kind: ema-cross",
  "instruments: [SPY, IWM]",
  "timeframe: 1m",
  "parameters: { fast: 3, slow: 8, allowShort: true }",
  "sizing: { kind: fixed-quantity, quantity: 100 }",
  "costs: { commissionPerOrder: 1.00, slippageBps: 1 }",
  "risk: { profile: none }",
  "initialCapital: 500000",
];

interface Market {
  readonly folder: string;
  readonly args: (data: string, speed: string) => string[];
  readonly uncrashed: ReplayReport;
}

async function prepare(folder: string, sessions: number): Promise<Market> {
  const file = strategyFile(folder, STRATEGY);
  const bars = generatedBars(folder, { instruments: ["SPY", "IWM"], sessions, seed: 5 });
  const args = (data: string, speed: string): string[] => [
    ...["up", "--mode", "paper", "--strategy", file, "--market", bars, "--speed", speed],
    ...["--port", "0", "--stop-at-end", "--no-setup-link", "--data-dir", data],
  ];
  const whole = join(folder, "whole");
  const run = await agenttraderToEnd([...args(whole, "max"), "--no-views"]);
  assert.equal(run.code, 0, run.err);
  return { folder, args, uncrashed: prove(whole) };
}

/** The chain is whole and every decision follows from the inputs. */
function prove(data: string): ReplayReport {
  const storage = fileStorage(join(data, "journal"));
  const verified = verifyJournal(storage, readAnchors(join(data, "anchors.jsonl")));
  assert.ok(verified.ok, JSON.stringify(verified));
  const report = replayJournal(storage, { build: BUILD, checkChain: true });
  assert.deepEqual(report.difference, null);
  return report;
}

/** Starts and kills until `kills` are done, with a clean stop now and then, then lets it end. */
async function killOften(
  args: readonly string[],
  of: { kills: number; longestMs: number; random: () => number },
): Promise<{ kills: number; stops: number; resumed: number }> {
  let kills = 0;
  let stops = 0;
  let resumed = 0;
  for (let start = 0; kills < of.kills; start += 1) {
    const run = agenttrader(args);
    // Every fifth time while it still starts and resumes.
    const isEarly = start % 5 === 4;
    if (!isEarly) await run.saying(/Stop with Ctrl-C/);
    if (/Continues the run/.test(run.out())) resumed += 1;
    await new Promise((resolve) => setTimeout(resolve, of.random() * (isEarly ? 900 : of.longestMs)));
    const isStop = start % 4 === 3;
    run.child.kill(isStop ? "SIGINT" : "SIGKILL");
    const code = await run.ended;
    if (code === 0) throw new Error(`the market ended after ${kills} kills; make it longer`);
    if (code === "SIGKILL") kills += 1;
    else if (code === 130 || code === "SIGINT") stops += 1;
    else throw new Error(`start ${start} ended with ${code}: ${run.err()}`);
  }
  return { kills, stops, resumed };
}

async function endOf(args: readonly string[]): Promise<void> {
  const last = await agenttraderToEnd(args);
  assert.equal(last.code, 0, last.err);
}

test(`kill -9, ${KILLS} times: orders and state of a run that was never cut off (seed ${SEED})`, async (t) => {
  const folder = temporaryFolder((clean) => t.after(clean));
  const market = await prepare(folder, IS_LONG ? 40 : 12);
  const data = join(folder, "killed");
  const random = seededNumbers(SEED);
  const speed = "90000";
  const done = await killOften([...market.args(data, speed), "--no-views"], { kills: KILLS, longestMs: 350, random });
  assert.ok(done.resumed >= KILLS / 3, `${done.resumed} starts resumed`);
  await endOf([...market.args(data, "max"), "--no-views"]);
  const report = prove(data);
  assert.equal(report.inputs, market.uncrashed.inputs);
  assert.equal(report.ordersHash, market.uncrashed.ordersHash);
  assert.equal(report.stateHash, market.uncrashed.stateHash);
  assert.equal(report.outputs, market.uncrashed.outputs);
});
