/** Stopping from everywhere: file, signal, CLI and API, with the database gone, to the certificate. */
import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { command as stopCommand } from "../../src/app/cli/stop.ts";
import { parseArguments } from "../../src/app/cli/parse-arguments.ts";
import { demoPlan } from "../../src/app/up/demo-plan.ts";
import { isSealed } from "../../src/app/up/flat-certificate.ts";
import { startPlatform } from "../../src/app/up/start-platform.ts";
import type { AccountRow, ReconciliationRow } from "../../src/contract/account-row.ts";
import type { KillState } from "../../src/contract/kill-switch.ts";
import type { LimitsRow } from "../../src/contract/risk-limits.ts";
import { databaseForTest } from "../../src/database/test-database.ts";
import { fileStorage } from "../../src/journal/file-storage.ts";
import { verifyJournal } from "../../src/journal/verify-journal.ts";
import { createLog } from "../../src/platform/log.ts";
import { type Answer, PASSWORD, platformForTest, type TestPlatform, until } from "./platform-for-test.ts";

const KILL = "/v1/controls/kill-switch";
const FAST = 600;

async function kill(platform: TestPlatform): Promise<KillState> {
  const { status, body } = await platform.ask("GET", KILL);
  assert.equal(status, 200, JSON.stringify(body));
  return body["data"] as KillState;
}

/** Runs `agenttrader stop` in this process: exit code and what it printed. */
async function cli(platform: TestPlatform, line: readonly string[]): Promise<{ code: number; text: string }> {
  const parsed = parseArguments(stopCommand, [...line, "--data-dir", platform.folder]);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(text);
  const io = { out: say, err: say, env: {}, cwd: platform.folder, isTerminal: false, columns: 100 };
  return { code: await stopCommand.run(parsed.args, io), text: lines.join("\n") };
}

const released: Record<string, string> = { action: "release", confirm: "DEMO", reason: "back" };
const fieldCode = ({ body }: Answer): string => (body["fields"] as { code: string | null }[])[0]?.code ?? "none";

test("file, signal and CLI engage the switch, and a person releases it", { timeout: 120_000 }, async () => {
  const platform = platformForTest();
  try {
    writeFileSync(join(platform.folder, "STOP-2"), "before the start\n");
    assert.match((await cli(platform, ["--status"])).text, /STOP-2 lies there: level 2/);
    const running = await platform.start(FAST);
    assert.equal(running.loop.core.state.trading?.risk.tradingState, "HALT", "it starts stopped");
    await platform.signUp();
    const early = await kill(platform);
    assert.deepEqual([early.level, early.engagedBy, early.reason], [2, "file STOP-2", "before the start"]);
    const refused = await platform.ask("POST", KILL, released);
    assert.deepEqual([refused.status, fieldCode(refused)], [422, "STOP_FILE_PRESENT"]);
    assert.ok(existsSync(join(platform.folder, "STOP-2")), "the program never removes it");
    rmSync(join(platform.folder, "STOP-2"));
    assert.equal((await platform.ask("POST", KILL, released)).status, 200);
    assert.equal((await kill(platform)).level, 0);

    if (process.platform !== "win32") {
      process.kill(process.pid, "SIGUSR1");
      await until("the signal is heard", async () => (await kill(platform)).level === 2);
      assert.equal((await kill(platform)).engagedBy, "signal SIGUSR1");
      await platform.ask("POST", KILL, released);
    }

    assert.match((await cli(platform, ["--status"])).text, /^Not stopped/);
    const stopped = await cli(platform, ["--reason", "smoke"]);
    assert.deepEqual([stopped.code, (await kill(platform)).engagedBy], [0, "CLI (local token)"], stopped.text);
    assert.match(stopped.text, /level 1 \(REDUCE\).*CLI.*\nReason: smoke/);
    await assert.rejects(cli(platform, ["--level", "3"]), /Level 3 cancels every order/);
    await platform.stop();
    assert.equal((await cli(platform, ["--status"])).code, 6);
    const byFile = await cli(platform, ["--level", "3", "--confirm", "FLATTEN"]);
    assert.equal(byFile.code, 0);
    assert.match(byFile.text, /the stop goes by file/);
    await platform.start(FAST);
    assert.deepEqual(
      [(await kill(platform)).level, (await kill(platform)).engagedBy],
      [3, "file STOP-3"],
      "the next start goes up to it",
    );
  } finally {
    await platform.remove();
  }
});

test("an operator's commands and limits pass through the core, and a restart goes on with them", {
  timeout: 120_000,
}, async () => {
  const platform = platformForTest();
  try {
    await platform.start(FAST);
    await platform.signUp();
    const all = await platform.ask("POST", "/v1/orders/cancel-all", { reason: "tidy" });
    assert.deepEqual([all.status, all.body["command"]], [202, "cancel-all"], JSON.stringify(all.body));
    assert.equal((await platform.ask("DELETE", "/v1/orders/999999")).status, 404);
    assert.equal((await platform.ask("POST", "/v1/accounts/nobody/reconcile", {})).status, 404);
    const accounts = (await platform.ask("GET", "/v1/accounts")).body["data"] as AccountRow[];
    const id = accounts[0]?.id ?? "";
    const asked = await platform.ask("POST", `/v1/accounts/${id}/reconcile`, { reason: "look" });
    assert.equal(asked.status, 202, JSON.stringify(asked.body));
    await until("the comparison is in the list", async () => {
      const { body } = await platform.ask("GET", `/v1/accounts/${id}/reconciliations`);
      return (body["data"] as ReconciliationRow[]).some(
        (row) => row.seq > Number(asked.body["seq"]) && row.verdict === "clean",
      );
    });

    const limit = async (): Promise<number | null> => {
      const rows = (await platform.ask("GET", "/v1/risk/limits")).body["data"] as LimitsRow[];
      return rows.find((row) => row.scope.kind === "global")?.values?.marginMaxRatio ?? null;
    };
    const put = (marginMaxRatio: number, more: object = {}) =>
      platform.ask("PUT", "/v1/risk/limits", {
        scope: { kind: "global" },
        limits: { marginMaxRatio },
        reason: "r",
        ...more,
      });
    const before = (await limit()) ?? 0;
    assert.equal((await put(before / 2)).status, 202);
    assert.equal(await limit(), before / 2);
    const loose = await put(before);
    assert.deepEqual([loose.status, fieldCode(loose)], [422, "LIMIT_LOOSENING_NEEDS_APPROVAL"]);
    assert.equal((await put(before, { currentPassword: "another" })).status, 401);
    assert.equal((await put((before * 3) / 4, { currentPassword: PASSWORD })).status, 202);
    await platform.stop();
    await platform.start(FAST);
    assert.equal(await limit(), (before * 3) / 4, "what a person set holds after a restart");
  } finally {
    await platform.remove();
  }
});

test("with the database gone the switch works to its certificate, which outlives a restart", {
  timeout: 180_000,
}, async (t) => {
  const server = await databaseForTest();
  if (server === null) return t.skip("no PostgreSQL at 127.0.0.1:5432 or DATABASE_URL_TEST");
  const platform = platformForTest(server.url);
  try {
    await platform.start(2_400);
    await platform.signUp();
    await until("something is held", async () => (await kill(platform)).progress.openPositions > 0);
    await server.drop();
    await until("the read models are gone", async () => (await platform.ask("GET", "/v1/orders")).status === 503);
    const { openPositions } = (await kill(platform)).progress;
    const phrase = (n: number) => ({ action: "engage", level: 3, confirm: `FLATTEN ${n}`, reason: "no database" });
    const answer = await platform.ask("POST", KILL, phrase(openPositions));
    // A trade between the look and the command changes the number; the refusal names the new one.
    const wanted = /FLATTEN (\d+)/.exec(String(answer.body["detail"]))?.[1];
    if (answer.status === 409) assert.equal((await platform.ask("POST", KILL, phrase(Number(wanted)))).status, 200);
    await until("the venue shows that nothing is left", async () => (await kill(platform)).certificate !== null);
    const { certificate, progress } = await kill(platform);
    assert.ok(certificate !== null && isSealed(certificate));
    assert.deepEqual([progress.openPositions, progress.openOrders, progress.waitingFor], [0, 0, []]);
    assert.deepEqual([certificate.engagedBy, certificate.reason], ["ann", "no database"]);
    assert.ok(certificate.closed.length > 0 && certificate.closedLots > 0, "it says what was closed");
    assert.match((await cli(platform, ["--status"])).text, new RegExp(`Certificate ${certificate.sha256}`));
    await platform.stop();
    const head = [{ ...certificate.journal, at: certificate.t }];
    const storage = fileStorage(join(platform.folder, "journal"));
    assert.equal(verifyJournal(storage, head).ok, true, "the head that it names is in the chain");
    const forged = [{ ...certificate.journal, hash: "0".repeat(64), at: certificate.t }];
    assert.equal(verifyJournal(storage, forged).ok, false);
    const again = await startPlatform({
      plan: demoPlan(42),
      folder: platform.folder,
      host: "127.0.0.1",
      port: 0,
      speed: 0.001,
      build: "test",
      databaseUrl: null,
      templateFile: null,
      dashboardDirectory: null,
      log: createLog({ level: "error", write: (line) => console.error(line) }),
      hasViews: false,
    });
    try {
      assert.match((await cli(platform, ["--status"])).text, new RegExp(`Certificate ${certificate.sha256}`));
    } finally {
      await again.stop();
    }
  } finally {
    await platform.remove();
    await server.drop();
  }
});
