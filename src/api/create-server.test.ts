import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { CommandNotDone, CommandUnavailable } from "../contract/command-port.ts";
import { type Problem, problemSchema } from "../contract/problem.ts";
import { ViewsUnavailable } from "../contract/query-port.ts";
import { ROUTES } from "../contract/routes.ts";
import { LOCAL_TOKEN, PASSWORD, resultOf, serverForTest } from "./test-server.ts";

function problemOf(response: LightMyRequestResponse): Problem {
  assert.match(String(response.headers["content-type"]), /^application\/problem\+json/);
  const problem = problemSchema.parse(response.json());
  assert.equal(problem.status, response.statusCode);
  assert.equal(problem.correlationId, response.headers["x-request-id"]);
  return problem;
}

test("the routes are those of the contract, and OpenAPI describes each", async () => {
  const { app, call } = await serverForTest();
  const document = (await call("GET", "/openapi.json")).json<{ paths: Record<string, Record<string, object>> }>();
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  const contract = Object.values(ROUTES).map((route) => `${route.method} ${route.path}`);
  assert.deepEqual(described.sort(), contract.sort());
  for (const route of Object.values(ROUTES))
    assert.ok(app.hasRoute({ method: route.method, url: route.path }), route.path);
  assert.equal((await call("GET", "/docs/")).statusCode, 200);
  await app.close();
});

test("health is public and without envelope, under both prefixes; the rest asks who is there", async () => {
  const { app, call } = await serverForTest();
  for (const prefix of ["", "/api"]) {
    const response = await call("GET", `${prefix}/v1/health`);
    assert.deepEqual(response.json(), { status: "ok", mode: "PAPER", asOfSeq: 7, build: "test", uptimeSeconds: 1 });
  }
  for (const route of Object.values(ROUTES)) {
    if (route.access === "public") continue;
    const response = await call(route.method, route.path.replace(":id", "1").replace(":correlationId", "1"));
    assert.equal(problemOf(response).code, "UNAUTHENTICATED", `${route.method} ${route.path}`);
  }
  await app.close();
});

test("set-up, session, CSRF, sign-out", async () => {
  const { app, auth, call, operator, clock } = await serverForTest();
  assert.deepEqual((await call("GET", "/v1/auth/session")).json(), { isSetUp: false, session: null });
  const short = { code: "x", username: "ann", password: "short" };
  assert.equal(
    problemOf(await call("POST", "/v1/auth/signup", { payload: short })).fields[0]?.pointer,
    "/body/password",
  );
  const wrong = { code: "x", username: "ann", password: PASSWORD };
  assert.equal(problemOf(await call("POST", "/v1/auth/signup", { payload: wrong })).code, "SETUP_CLOSED");
  const headers = await operator();
  assert.equal(auth.isSetUp, true);
  const login = await call("POST", "/v1/auth/login", { payload: { username: "ann", password: PASSWORD } });
  const cookie = String(login.headers["set-cookie"]);
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
  const session = (await call("GET", "/v1/auth/session", { headers })).json();
  assert.equal(session.session.csrfToken, headers["x-csrf-token"]);
  assert.equal((await call("GET", "/v1/orders", { headers })).statusCode, 200);

  const bad = await call("POST", "/v1/auth/login", { payload: { username: "ann", password: "no" } });
  const nobody = await call("POST", "/v1/auth/login", { payload: { username: "eve", password: "no" } });
  assert.deepEqual({ ...problemOf(bad), correlationId: "" }, { ...problemOf(nobody), correlationId: "" });
  for (let i = 0; i < 4; i += 1) await call("POST", "/v1/auth/login", { payload: { username: "eve", password: "no" } });
  const later = await call("POST", "/v1/auth/login", { payload: { username: "eve", password: "no" } });
  assert.equal(problemOf(later).code, "TRY_LATER");
  assert.equal(later.headers["retry-after"], "5");

  const payload = { action: "engage", level: 1 };
  const noToken = await call("POST", "/v1/controls/kill-switch", {
    payload,
    headers: { cookie: headers["cookie"] ?? "" },
  });
  assert.equal(problemOf(noToken).code, "CSRF");
  assert.equal((await call("POST", "/v1/auth/logout", { headers })).statusCode, 204);
  assert.equal(problemOf(await call("GET", "/v1/orders", { headers })).code, "UNAUTHENTICATED");
  clock.now += 1;
  await app.close();
});

test("a key may what its scopes say, until it is revoked", async () => {
  const { app, call, operator, deliveries } = await serverForTest();
  const headers = await operator();
  const make = async (scopes: string[]): Promise<{ key: string; row: { id: string } }> =>
    (await call("POST", "/v1/api-keys", { headers, payload: { name: "sender", scopes } })).json();
  const sender = await make(["signal:write"]);
  const reader = await make(["read"]);
  const bearer = (key: string): { headers: Record<string, string> } => ({
    headers: { authorization: `Bearer ${key}` },
  });
  assert.equal((await call("POST", "/v1/signals", { ...bearer(sender.key), payload: "{}" })).statusCode, 202);
  assert.equal(deliveries[0]?.principal.id, sender.row.id);
  assert.equal(problemOf(await call("GET", "/v1/orders", bearer(sender.key))).code, "FORBIDDEN");
  assert.equal((await call("GET", "/v1/orders", { headers: { "x-api-key": reader.key } })).statusCode, 200);
  assert.equal(
    problemOf(await call("POST", "/v1/signals", { ...bearer(reader.key), payload: "{}" })).code,
    "FORBIDDEN",
  );
  assert.equal(problemOf(await call("POST", "/v1/api-keys", bearer(reader.key))).code, "FORBIDDEN");
  const listed = (await call("GET", "/v1/api-keys", { headers })).json();
  assert.equal(listed.data.length, 2);
  assert.ok(!JSON.stringify(listed).includes(reader.key.slice(17)));
  assert.equal((await call("DELETE", `/v1/api-keys/${reader.row.id}`, { headers })).statusCode, 204);
  assert.equal(problemOf(await call("GET", "/v1/orders", bearer(reader.key))).code, "BAD_TOKEN");
  await app.close();
});

test("another host name or origin is refused, also on loopback", async () => {
  const { app, call } = await serverForTest({ server: { hostNames: ["trade.example"] } });
  for (const host of ["evil.example", "127.0.0.1.evil.example:80", "localhost@evil"]) {
    assert.equal(problemOf(await call("GET", "/v1/health", { headers: { host } })).code, "HOST_NOT_ALLOWED", host);
  }
  for (const host of ["localhost:1", "[::1]:4000", "TRADE.example", "127.0.0.1"]) {
    assert.equal((await call("GET", "/v1/health", { headers: { host } })).statusCode, 200, host);
  }
  for (const origin of ["https://evil.example", "null", "http://127.0.0.1:4001"]) {
    assert.equal(
      problemOf(await call("GET", "/v1/health", { headers: { origin } })).code,
      "ORIGIN_NOT_ALLOWED",
      origin,
    );
  }
  assert.equal((await call("GET", "/v1/health", { headers: { origin: "http://127.0.0.1:4000" } })).statusCode, 200);
  await app.close();
});

test("every failure is a problem document; what broke here stays here", async () => {
  const { app, call, operator, errors } = await serverForTest({
    queries: {
      fills: () => Promise.reject(new ViewsUnavailable("The read models are being rebuilt.")),
      trades: () => Promise.reject(new Error("secret of the house")),
      signals: () => Promise.reject(Object.assign(new Error("at 10.0.0.1"), { code: "ECONNREFUSED" })),
      positions: async () => resultOf([{ nonsense: true }] as never),
    },
  });
  const headers = await operator();
  const get = (url: string): Promise<LightMyRequestResponse> => call("GET", url, { headers });
  assert.equal(problemOf(await get("/v1/nothing")).code, "NOT_FOUND");
  assert.equal(problemOf(await get("/v1/orders/77")).code, "NOT_FOUND");
  const invalid = problemOf(await get("/v1/orders?limit=501&colour=red"));
  assert.deepEqual([invalid.code, invalid.fields[0]?.pointer], ["VALIDATION", "/querystring/limit"]);
  const gone = await get("/v1/fills");
  assert.deepEqual([problemOf(gone).code, gone.headers["retry-after"]], ["VIEWS_UNAVAILABLE", "2"]);
  const lost = await get("/v1/signals");
  assert.equal(problemOf(lost).code, "VIEWS_UNAVAILABLE");
  assert.doesNotMatch(lost.body, /10\.0\.0\.1/);
  for (const url of ["/v1/trades", "/v1/positions"]) {
    const broken = await get(url);
    assert.equal(problemOf(broken).code, "INTERNAL");
    assert.doesNotMatch(broken.body, /secret|nonsense/);
  }
  assert.equal(errors.length, 3);
  const json = { ...headers, "content-type": "application/json" };
  const post = (payload: string, more = json): Promise<LightMyRequestResponse> =>
    call("POST", "/v1/api-keys", { headers: more, payload });
  assert.equal(problemOf(await post("{")).code, "BAD_JSON");
  assert.equal(problemOf(await post("x".repeat(70_000))).code, "TOO_LARGE");
  assert.equal(problemOf(await post("<a/>", { ...json, "content-type": "text/xml" })).code, "UNSUPPORTED_MEDIA_TYPE");
  assert.equal(
    problemOf(await call("POST", "/v1/signals", { headers, payload: "x".repeat(70_000) })).code,
    "TOO_LARGE",
  );
  const named = await call("GET", "/v1/health", { headers: { "x-request-id": "mine-1" } });
  assert.equal(named.headers["x-request-id"], "mine-1");
  await app.close();
});

test("a delivery is passed on byte for byte and its answer has the right status", async () => {
  let next: "duplicate" | "CONFLICT" | "BAD_JSON" | "SIZE_INVALID" | "RATE_LIMITED" | "unavailable" = "duplicate";
  const { app, call, operator, deliveries } = await serverForTest({
    answer: () => {
      if (next === "unavailable") return { kind: "unavailable", detail: "The journal cannot be written." };
      if (next === "duplicate")
        return { kind: "receipt", receipt: { receiptId: "r", signalId: "s", status: "duplicate", seq: 3 } };
      return { kind: "refused", code: next, detail: "so", fields: [], receiptId: "r-9" };
    },
  });
  const headers = { ...(await operator()), "content-type": "text/plain" };
  const payload = '  {"a" : 1}\n';
  const deliver = (): Promise<LightMyRequestResponse> =>
    call("POST", "/v1/signals?profile=tradingview-strategy", { headers, payload });
  assert.equal((await deliver()).statusCode, 200);
  assert.deepEqual([deliveries[0]?.raw, deliveries[0]?.profile], [payload, "tradingview-strategy"]);
  const expected = { CONFLICT: 409, BAD_JSON: 400, SIZE_INVALID: 422, RATE_LIMITED: 429, unavailable: 503 } as const;
  for (const [answer, status] of Object.entries(expected)) {
    next = answer as typeof next;
    const response = await deliver();
    assert.equal(response.statusCode, status, answer);
    if (answer !== "unavailable") assert.equal(problemOf(response).fields[0]?.code, answer);
  }
  await app.close();
});

test("the same idempotency key is one command; with another body it is refused", async () => {
  const { app, call, operator } = await serverForTest();
  const headers = { ...(await operator()), "idempotency-key": "k1" };
  const make = (name: string): Promise<LightMyRequestResponse> =>
    call("POST", "/v1/api-keys", { headers, payload: { name, scopes: ["read"] } });
  const [one, two] = await Promise.all([make("a"), make("a")]);
  assert.equal(one.statusCode, 201);
  assert.equal(one.body, two.body);
  assert.equal(problemOf(await make("b")).code, "IDEMPOTENCY_MISMATCH");
  assert.equal((await call("GET", "/v1/api-keys", { headers })).json().data.length, 1);
  await app.close();
});

test("stopping: confirmed where it must be, never limited; other writes are", async () => {
  const { app, call, operator, commands } = await serverForTest();
  const headers = await operator();
  const stop = (payload: object): Promise<LightMyRequestResponse> =>
    call("POST", "/v1/controls/kill-switch", { headers, payload });
  for (let i = 0; i < 80; i += 1)
    assert.equal((await stop({ action: "engage", level: 1, reason: "x" })).statusCode, 200);
  assert.equal(problemOf(await stop({ action: "engage", level: 3 })).fields[0]?.message, 'must be "FLATTEN 2"');
  assert.equal((await stop({ action: "engage", level: 3, confirm: "FLATTEN 2" })).statusCode, 200);
  assert.equal(problemOf(await stop({ action: "release" })).code, "CONFLICT");
  assert.equal((await stop({ action: "release", confirm: "PAPER" })).json().data.state, "ACTIVE");
  assert.deepEqual(commands.slice(-2), ["engage FLATTEN ann ", "release ann "]);
  assert.equal(problemOf(await stop({ action: "engage", level: 4 })).code, "VALIDATION");
  let limited: LightMyRequestResponse | null = null;
  for (let i = 0; i < 70 && limited === null; i += 1) {
    const response = await call("POST", "/v1/api-keys", { headers, payload: {} });
    if (response.statusCode === 429) limited = response;
  }
  assert.ok(limited !== null, "the 61st write of a minute");
  assert.equal(problemOf(limited).code, "RATE_LIMITED");
  assert.ok(Number(limited.headers["retry-after"]) > 0);
  assert.equal((await stop({ action: "engage", level: 1 })).statusCode, 200);
  await app.close();
});

test("the local token sees and stops, and neither releases nor commands", async () => {
  const { app, call, operator, commands } = await serverForTest();
  const headers = { authorization: `Bearer ${LOCAL_TOKEN}` };
  const stop = (payload: object): Promise<LightMyRequestResponse> =>
    call("POST", "/v1/controls/kill-switch", { headers, payload });
  assert.equal((await call("GET", "/v1/controls/kill-switch", { headers })).json().data.progress.openPositions, 2);
  assert.equal((await stop({ action: "engage", level: 2, reason: "x" })).statusCode, 200);
  assert.equal(problemOf(await stop({ action: "engage", level: 3 })).code, "CONFLICT");
  assert.equal((await stop({ action: "engage", level: 3, confirm: "FLATTEN" })).statusCode, 200);
  assert.deepEqual(commands, ["engage HALT CLI (local token) x", "engage FLATTEN CLI (local token) "]);
  assert.equal(problemOf(await stop({ action: "release", confirm: "PAPER" })).code, "FORBIDDEN");
  assert.equal(problemOf(await call("POST", "/v1/orders/cancel-all", { headers })).code, "FORBIDDEN");
  const wrong = { authorization: `Bearer ${LOCAL_TOKEN}x` };
  assert.equal(problemOf(await call("GET", "/v1/controls/kill-switch", { headers: wrong })).code, "BAD_TOKEN");
  const key = await call("POST", "/v1/api-keys", {
    headers: await operator(),
    payload: { name: "k", scopes: ["read"] },
  });
  const bearer = { authorization: `Bearer ${key.json().key}` };
  const payload = { action: "engage", level: 1 };
  const byKey = await call("POST", "/v1/controls/kill-switch", { headers: bearer, payload });
  assert.equal(problemOf(byKey).code, "FORBIDDEN", "no key that somebody made stops");
  await app.close();
});

test("commands of an operator answer 202 with their place in the journal, under who gave them", async () => {
  const { app, call, operator, commands } = await serverForTest();
  const headers = await operator();
  const table: readonly (readonly ["POST" | "PUT" | "PATCH" | "DELETE", string, object | undefined, string])[] = [
    ["POST", "/v1/orders/cancel-all", { account: "main", reason: "r" }, "cancel-all main by ann: r"],
    ["POST", "/v1/orders/cancel-all", undefined, "cancel-all null by ann: "],
    ["DELETE", "/v1/orders/7", undefined, "cancel-order 7 by ann: "],
    ["PATCH", "/v1/orders/7", { qty: "3", limit: "1.5" }, "replace-order 7 3 1.5 undefined by ann: "],
    ["POST", "/v1/accounts/main/reconcile", {}, "reconcile main by ann: "],
    ["POST", "/v1/accounts/main/accept-venue", { reason: "seen", confirm: "main" }, "accept-venue main by ann: seen"],
  ];
  for (const [method, path, payload, told] of table) {
    const response = await call(method, path, { headers, ...(payload === undefined ? {} : { payload }) });
    assert.deepEqual([response.statusCode, response.json().seq], [202, 9], `${method} ${path} ${response.body}`);
    assert.equal(commands.at(-1), told);
  }
  const before = commands.length;
  assert.equal(problemOf(await call("PATCH", "/v1/orders/7", { headers, payload: {} })).code, "VALIDATION");
  const unsure = { reason: "seen", confirm: "other" };
  const accept = await call("POST", "/v1/accounts/main/accept-venue", { headers, payload: unsure });
  assert.equal(problemOf(accept).code, "CONFLICT");
  assert.equal(commands.length, before, "what was not confirmed was not ordered");
  await app.close();
});

test("limits: only the password typed anew approves, and it goes no further", async () => {
  const { app, call, operator, commands } = await serverForTest();
  const headers = await operator();
  const body = { scope: { kind: "global" }, limits: { marginMaxRatio: 0.5 }, reason: "more" };
  const put = (more: object): Promise<LightMyRequestResponse> =>
    call("PUT", "/v1/risk/limits", { headers, payload: { ...body, ...more } });
  const told = `change-limits ${JSON.stringify(body)} approved by`;
  assert.equal((await put({})).statusCode, 202);
  assert.equal(commands.at(-1), `${told} null by ann: more`);
  assert.equal(problemOf(await put({ currentPassword: "not it" })).code, "BAD_CREDENTIALS");
  assert.equal(commands.length, 1);
  assert.equal((await put({ currentPassword: PASSWORD })).statusCode, 202);
  assert.equal(commands.at(-1), `${told} ann by ann: more`);
  assert.equal(problemOf(await put({ limits: { nonsense: 1 } })).code, "VALIDATION");
  await app.close();
});

test("what the core did not do is a problem with the core's code", async () => {
  for (const [refusal, status, code] of [
    [new CommandNotDone("LOOSENING_NEEDS_APPROVAL", "text"), 422, "COMMAND_REFUSED"],
    [new CommandNotDone("NOT_FOUND", "no such order"), 404, "NOT_FOUND"],
    [new CommandUnavailable("disk full"), 503, "JOURNAL_UNAVAILABLE"],
  ] as const) {
    const { app, call, operator, errors } = await serverForTest({ refusal });
    const problem = problemOf(await call("DELETE", "/v1/orders/1", { headers: await operator() }));
    assert.deepEqual([problem.status, problem.code], [status, code]);
    if (code === "COMMAND_REFUSED") assert.equal(problem.fields[0]?.code, "LOOSENING_NEEDS_APPROVAL");
    assert.deepEqual(errors, []);
    await app.close();
  }
});

test("the page answers for its addresses, with a strict policy", async () => {
  const dashboardDirectory = mkdtempSync(join(tmpdir(), "agenttrader-"));
  mkdirSync(join(dashboardDirectory, "assets"));
  writeFileSync(join(dashboardDirectory, "index.html"), "<!doctype html>page");
  writeFileSync(join(dashboardDirectory, "assets", "app-1.js"), "1");
  const { app, call } = await serverForTest({ server: { dashboardDirectory } });
  const html = { headers: { accept: "text/html" } };
  for (const url of ["/", "/orders", "/trace/a:b?mode=paper"]) {
    const response = await call("GET", url, html);
    assert.equal(response.body, "<!doctype html>page", url);
    assert.match(String(response.headers["content-security-policy"]), /script-src 'self';/);
    assert.equal(response.headers["cache-control"], "no-cache");
  }
  const asset = await call("GET", "/assets/app-1.js");
  assert.match(String(asset.headers["cache-control"]), /immutable/);
  assert.equal(problemOf(await call("GET", "/assets/gone.js", html)).code, "NOT_FOUND");
  assert.equal(problemOf(await call("GET", "/v1/gone", html)).code, "NOT_FOUND");
  assert.equal(problemOf(await call("GET", "/..%2f..%2fetc/passwd", {})).status, 404);
  await app.close();
  rmSync(dashboardDirectory, { recursive: true });
});
