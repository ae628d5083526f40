import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { TradingStateName } from "../../contract/kill-switch.ts";
import { readControlFile, removeControlFile, writeControlFile } from "./control-file.ts";
import { StopChannels, stopFileIn, type StopWish } from "./stop-channels.ts";

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-stop-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Channels over a switch that obeys, unless told to fail first. */
function channelsOf(folder: string, failures = 0) {
  const told: StopWish[] = [];
  const box = { state: "ACTIVE" as TradingStateName, failures };
  const channels = new StopChannels({
    folder,
    stateNow: () => box.state,
    engage: async (wish) => {
      told.push(wish);
      box.failures -= 1;
      if (box.failures >= 0) throw new Error("disk full");
      box.state = wish.level;
    },
    onFailed: () => undefined,
  });
  return { channels, told, box };
}

async function untilState(box: { readonly state: TradingStateName }, wanted: TradingStateName): Promise<void> {
  for (let tries = 0; box.state !== wanted; tries += 1) {
    assert.ok(tries < 200, `${wanted} in vain`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("the highest file counts, whatever it is, with its first line as the reason", (t) => {
  const folder = folderFor(t);
  assert.equal(stopFileIn(folder), null);
  writeFileSync(join(folder, "STOP"), "lunch\nand more");
  assert.deepEqual(stopFileIn(folder), { level: "REDUCE", by: "file STOP", reason: "lunch" });
  writeFileSync(join(folder, "STOP-2"), "");
  assert.deepEqual(stopFileIn(folder), { level: "HALT", by: "file STOP-2", reason: "" });
  mkdirSync(join(folder, "STOP-3"));
  assert.deepEqual(stopFileIn(folder), { level: "FLATTEN", by: "file STOP-3", reason: "" });
});

test("a file that is there before the start is the first thing heard, once, and stays", async (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, "STOP-2"), "");
  const { channels, told, box } = channelsOf(folder);
  channels.start();
  assert.deepEqual(told.length, 1, "at once, without a timer");
  await untilState(box, "HALT");
  writeFileSync(join(folder, "STOP-3"), "now");
  await untilState(box, "FLATTEN");
  channels.stop();
  assert.deepEqual(
    told.map(({ by, reason }) => `${by} ${reason}`),
    ["file STOP-2 ", "file STOP-3 now"],
  );
  assert.ok(existsSync(join(folder, "STOP-2")) && existsSync(join(folder, "STOP-3")));
});

test("a lower level than the one that holds asks for nothing; a failed try is repeated", async (t) => {
  const folder = folderFor(t);
  const { channels, told, box } = channelsOf(folder, 2);
  box.state = "HALT";
  writeFileSync(join(folder, "STOP"), "");
  channels.start();
  assert.equal(told.length, 0);
  writeFileSync(join(folder, "STOP-3"), "");
  await untilState(box, "FLATTEN");
  channels.stop();
  assert.equal(told.length, 3);
});

test("the signal engages level 2, once the core can hear it", { skip: process.platform === "win32" }, async (t) => {
  const { channels, told, box } = channelsOf(folderFor(t), 1);
  channels.start();
  process.kill(process.pid, "SIGUSR1");
  await untilState(box, "HALT");
  assert.deepEqual(
    told.map(({ level, by }) => `${level} ${by}`),
    ["HALT signal SIGUSR1", "HALT signal SIGUSR1"],
  );
  box.state = "ACTIVE";
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.equal(told.length, 2, "a signal is obeyed once");
  channels.stop();
});

test("the control file is its owner's alone, and a later process keeps its own", (t) => {
  const folder = folderFor(t);
  assert.equal(readControlFile(folder), null);
  writeControlFile(folder, { address: "http://127.0.0.1:1", token: "a", pid: 1 });
  if (process.platform !== "win32") assert.equal(statSync(join(folder, "control.json")).mode & 0o777, 0o600);
  const later = { address: "http://127.0.0.1:2", token: "b", pid: 2 };
  writeControlFile(folder, later);
  removeControlFile(folder, "a");
  assert.deepEqual(readControlFile(folder), later);
  removeControlFile(folder, "b");
  assert.equal(readControlFile(folder), null);
});
