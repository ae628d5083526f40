/** What was acknowledged is in the journal: kill -9, lost read models and a cut stream change nothing. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startProcess } from "./platform-process.ts";
import { PASSWORD, platformForTest, until } from "./platform-for-test.ts";

/** Read models that say everything; `seq` beside them says of what. */
const READS = [
  "orders?limit=500",
  "fills?limit=500",
  "trades?limit=500",
  "signals?limit=500",
  "positions",
  "strategies",
];
const SUMS = [
  "portfolio/summary",
  "metrics/summary",
  "portfolio/equity?points=2000",
  "activity?limit=500",
  "decisions?limit=500",
];

interface Event {
  readonly id: number | null;
  readonly event: string;
}

/** Reads events until `isEnough`, at most ten seconds. */
async function readEvents(
  url: string,
  headers: Record<string, string>,
  isEnough: (events: readonly Event[]) => boolean,
): Promise<readonly Event[]> {
  const cut = new AbortController();
  const late = setTimeout(() => cut.abort(new Error("too few events")), 10_000);
  const response = await fetch(url, { headers, signal: cut.signal });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const events: Event[] = [];
  let text = "";
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += new TextDecoder().decode(chunk);
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const id = /^id: (\d+)$/m.exec(part)?.[1];
      events.push({ id: id === undefined ? null : Number(id), event: /^event: (\w+)$/m.exec(part)?.[1] ?? "" });
    }
    if (isEnough(events)) break;
  }
  clearTimeout(late);
  cut.abort();
  return events;
}

test("read models deleted while stopped are folded again, equal", { timeout: 120_000 }, async () => {
  const platform = platformForTest();
  try {
    await platform.start(20_000);
    await platform.signUp();
    await until("trades", async () => {
      const { body } = await platform.ask("GET", "/v1/trades?limit=500");
      return (body["data"] as unknown[]).length > 20;
    });
    await platform.stop();
    const readAll = async (): Promise<{ seq: number; all: Record<string, unknown> }> => {
      await platform.start(0.0001);
      const all: Record<string, unknown> = {};
      let seq = 0;
      await until("the read models reach the journal", async () => {
        const { body } = await platform.ask("GET", "/v1/health/detail");
        const detail = body["data"] as { journalSeq: number; viewsSeq: number };
        return detail.journalSeq === detail.viewsSeq;
      });
      for (const path of [...READS, ...SUMS]) {
        const { status, body } = await platform.ask("GET", `/v1/${path}`);
        assert.equal(status, 200, path);
        all[path] = body["data"];
        ({ seq } = body["meta"] as { seq: number });
      }
      await platform.stop();
      return { seq, all };
    };
    const before = await readAll();
    rmSync(join(platform.folder, "views"), { recursive: true });
    const after = await readAll();
    assert.equal(after.seq, before.seq);
    for (const [path, data] of Object.entries(before.all)) assert.deepEqual(after.all[path], data, path);
  } finally {
    await platform.remove();
  }
});

test("users, sessions and keys survive kill -9 and lost read models; the stream resumes", {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "agenttrader-durable-"));
  let process = await startProcess({ folder, speed: "600" });
  const json = { "content-type": "application/json" };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${process.address}${path}`, {
      method: "POST",
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    });
  try {
    const code = new URL(process.setupLink ?? "").searchParams.get("code");
    const made = await post("/v1/auth/signup", { code, username: "ann", password: PASSWORD });
    assert.equal(made.status, 201);
    const cookie = made.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const { csrfToken } = (await made.json()) as { csrfToken: string };
    const asked = await post("/v1/api-keys", { name: "k", scopes: ["read"] }, { cookie, "x-csrf-token": csrfToken });
    const { key } = (await asked.json()) as { key: string };

    const stream = `${process.address}/v1/stream`;
    const isThird = (events: readonly Event[]): boolean =>
      events.filter((event) => event.event === "change").length > 2;
    const seen = await readEvents(stream, { cookie }, isThird);
    const changes = seen.filter((event) => event.event === "change");
    const resumed = await readEvents(stream, { cookie, "last-event-id": String(changes[0]?.id) }, isThird);
    const ids = resumed.filter((event) => event.event === "change").map((event) => event.id);
    assert.deepEqual(ids.slice(0, 2), [changes[1]?.id, changes[2]?.id], "nothing between is lost or told twice");

    await process.kill();
    rmSync(join(folder, "views"), { recursive: true });
    process = await startProcess({ folder, speed: "600", port: process.port });
    assert.equal(process.setupLink, null, "there is an operator");
    const byKey = await fetch(`${process.address}/v1/orders`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal(byKey.status, 200);
    assert.equal((await fetch(`${process.address}/v1/strategies`, { headers: { cookie } })).status, 200);
    assert.equal((await post("/v1/auth/login", { username: "ann", password: PASSWORD })).status, 200);
    assert.equal((await post("/v1/auth/signup", { code, username: "eve", password: PASSWORD })).status, 403);
    await sleep(300);
    const far = await readEvents(stream, { cookie, "last-event-id": "0" }, (events) => events.length > 1);
    assert.equal(far[1]?.event, "resync", "what the new process cannot know it does not invent");
    assert.equal(await process.stop(), 130);
  } finally {
    await process.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
