import assert from "node:assert/strict";
import { test } from "node:test";
import type { Principal } from "../../contract/command-port.ts";
import { problemSchema } from "../../contract/problem.ts";
import type { RunRobustness } from "../../contract/robustness.ts";
import { type RunPort, RunRefused } from "../../contract/run-port.ts";
import type { RunReceipt, RunRequest } from "../../contract/run-request.ts";
import type { RunRow } from "../../contract/run-row.ts";
import { serverForTest } from "../test-server.ts";

const ROW: RunRow = {
  id: "r_1",
  type: "backtest",
  status: "done",
  strategyIds: ["trend"],
  symbols: ["SPY"],
  from: "2024-01-02",
  to: "2024-03-28",
  progress: "1",
  etaSeconds: null,
  startedAt: "2026-01-05T15:00:00.000Z",
  finishedAt: "2026-01-05T15:00:02.000Z",
  durationMs: 2_000,
  figures: { totalReturn: "0.1", sharpe: null, maxDrawdown: "0.02", trades: 4 },
  warnings: [],
  startedBy: "ann",
};
const RECEIPT: RunReceipt = {
  runId: "r_1",
  isExisting: false,
  bars: 10,
  runs: 1,
  seconds: null,
  memoryMb: 61,
  warnings: [],
  command: "agenttrader backtest x.yaml",
};
const BODY: RunRequest = { type: "backtest", strategyId: "trend", dataset: "sample" };
const NO_DOUBT: RunRobustness = { status: "queued", progress: "0", obstacle: null, failure: null, found: null };
const EVIL = "<script>parent.alert(1)</script>";

/** A server whose runs are fakes, and what they were asked. */
async function runsForTest(over: Partial<RunPort> = {}) {
  const asked: string[] = [];
  const note = (what: string, by: Principal): void => void asked.push(`${what} by ${by.kind} ${by.name}`);
  const runs: Partial<RunPort> = {
    list: async (query) => {
      asked.push(JSON.stringify(query));
      return { rows: [ROW], next: "more", total: 7 };
    },
    detail: async () => null,
    equity: async () => null,
    trades: async () => null,
    walkForward: async () => null,
    heatmap: async (id, query) => {
      asked.push(`heatmap ${id} ${JSON.stringify(query)}`);
      return null;
    },
    robustness: async () => null,
    startRobustness: async (id) => {
      asked.push(`doubt ${id}`);
      return id === "none" ? null : NO_DOUBT;
    },
    dropRobustness: async (id) => {
      asked.push(`forget ${id}`);
      return id !== "none";
    },
    datasets: async () => [],
    start: async (request, by) => {
      note(`start ${request.strategyId}`, by);
      return {
        ...RECEIPT,
        runId: request.isDryRun === true ? null : "r_1",
        isExisting: request.strategyId === "again",
      };
    },
    cancel: async (id, by) => {
      note(`cancel ${id}`, by);
      return id === "r_1" ? ROW : null;
    },
    remove: async (id, by) => {
      note(`remove ${id}`, by);
      return id === "r_1";
    },
    compare: async (ids) => {
      asked.push(`compare ${ids.join(" ")}`);
      return { runs: [ROW, ROW], lines: [], equity: [], differences: [] };
    },
    file: async (id, name) => {
      asked.push(`file ${id} ${name}`);
      const type = name.endsWith(".html") ? "text/html; charset=utf-8" : "text/csv; charset=utf-8";
      return id === "r_1" && name !== "nothing.csv" ? { bytes: Buffer.from(EVIL), type } : null;
    },
    ...over,
  };
  const server = await serverForTest({ runs });
  const session = await server.operator();
  const keyOf = async (scope: string): Promise<Record<string, string>> => {
    const payload = { name: scope, scopes: [scope] };
    const answer = await server.call("POST", "/v1/api-keys", { payload, headers: session });
    return { authorization: `Bearer ${answer.json<{ key: string }>().key}` };
  };
  return { ...server, asked, session, keyOf };
}

test("read keys see runs, research keys and sessions start and stop them", async () => {
  const { call, asked, session, keyOf, app } = await runsForTest();
  const [reads, research] = [await keyOf("read"), await keyOf("research")];
  const listed = await call("GET", "/api/v1/runs?type=backtest&status=done&limit=1", { headers: reads });
  assert.equal(listed.statusCode, 200, listed.body);
  assert.deepEqual(listed.json<{ data: RunRow[]; meta: { page: unknown } }>().data, [ROW]);
  assert.deepEqual(listed.json<{ meta: { page: unknown } }>().meta.page, { next: "more", total: 7 });
  assert.equal((await call("GET", "/v1/data", { headers: reads })).statusCode, 200);
  assert.equal((await call("GET", "/v1/runs", { headers: research })).statusCode, 403);
  for (const [method, path] of [
    ["POST", "/v1/runs"],
    ["POST", "/v1/runs/r_1/cancel"],
    ["DELETE", "/v1/runs/r_1"],
    ["POST", "/v1/runs/r_1/robustness"],
    ["DELETE", "/v1/runs/r_1/robustness"],
  ] as const) {
    const more = path === "/v1/runs" ? { payload: BODY } : {};
    assert.equal((await call(method, path, { ...more, headers: reads })).statusCode, 403, path);
    const noToken = { cookie: session["cookie"] ?? "" };
    assert.equal(problemSchema.parse((await call(method, path, { ...more, headers: noToken })).json()).code, "CSRF");
    for (const headers of [research, session])
      assert.ok([202, 204].includes((await call(method, path, { ...more, headers })).statusCode), path);
  }
  assert.deepEqual(asked.slice(1), [
    ...["start trend by key research", "start trend by user ann", "cancel r_1 by key research"],
    ...["cancel r_1 by user ann", "remove r_1 by key research", "remove r_1 by user ann"],
    ...["doubt r_1", "doubt r_1", "forget r_1", "forget r_1"],
  ]);
  await app.close();
});

test("a start is 202, a dry run and the run of the same form 200; one idempotency key starts once", async () => {
  const { call, asked, session, app } = await runsForTest();
  const post = (body: RunRequest, key: string | null = null) =>
    call("POST", "/v1/runs", {
      payload: body,
      headers: key === null ? session : { ...session, "idempotency-key": key },
    });
  assert.equal((await post(BODY)).statusCode, 202);
  const dry = await post({ ...BODY, isDryRun: true }, "k-0");
  assert.deepEqual([dry.statusCode, dry.json<RunReceipt>().runId], [200, null]);
  const again = await post({ ...BODY, strategyId: "again" });
  assert.deepEqual([again.statusCode, again.json<RunReceipt>().isExisting], [200, true]);
  const before = asked.length;
  assert.equal((await post(BODY, "k-1")).statusCode, 202);
  assert.equal((await post(BODY, "k-1")).statusCode, 202);
  assert.equal(asked.length, before + 1);
  assert.equal((await post({ ...BODY, strategyId: "other" }, "k-1")).statusCode, 409);
  await app.close();
});

test("one idempotency key for two runs is a slip, and the second is not taken for the first", async () => {
  const { call, asked, session, app } = await runsForTest();
  const doubt = (id: string) =>
    call("POST", `/v1/runs/${id}/robustness`, { headers: { ...session, "idempotency-key": "k-2" } });
  assert.deepEqual([(await doubt("r_1")).statusCode, (await doubt("r_1")).statusCode], [202, 202]);
  const other = await doubt("r_2");
  assert.equal(problemSchema.parse(other.json()).code, "IDEMPOTENCY_MISMATCH");
  assert.deepEqual(asked, ["doubt r_1"]);
  await app.close();
});

test("bad forms and queries are refused before anybody is asked", async () => {
  const { call, asked, session: headers, app } = await runsForTest();
  for (const payload of [
    {},
    { ...BODY, type: "monte-carlo" },
    { ...BODY, from: "yesterday" },
    { ...BODY, initialCapital: "1e9" },
    { ...BODY, path: "/etc/passwd" },
    { ...BODY, grid: [{ name: "fast", values: [] }] },
  ]) {
    const answer = await call("POST", "/v1/runs", { payload, headers });
    assert.equal(problemSchema.parse(answer.json()).code, "VALIDATION", JSON.stringify(payload));
  }
  for (const query of [
    "/v1/runs?type=dream",
    "/v1/runs?path=x",
    "/v1/runs/compare?ids=a",
    "/v1/runs/compare",
    "/v1/runs/r_1/heatmap?z=1",
  ])
    assert.equal((await call("GET", query, { headers })).statusCode, 400, query);
  assert.equal((await call("GET", "/v1/runs/compare?ids=../a,b", { headers })).statusCode, 400);
  assert.deepEqual(asked, []);
  assert.equal((await call("GET", "/v1/runs/compare?ids=a,b", { headers })).statusCode, 200);
  assert.deepEqual(asked, ["compare a b"]);
  await app.close();
});

test("what is not there is 404; refusals keep their code and status", async () => {
  const refusal = { code: "RUN_QUEUE_FULL" };
  const {
    call,
    session: headers,
    app,
  } = await runsForTest({
    start: async () => {
      throw new RunRefused(refusal.code, "no");
    },
  });
  for (const part of ["", "/trades", "/equity", "/walk-forward", "/heatmap", "/robustness"])
    assert.equal((await call("GET", `/v1/runs/none${part}`, { headers })).statusCode, 404, part);
  assert.equal((await call("GET", "/v1/runs/none/report", { headers })).statusCode, 404);
  assert.equal((await call("POST", "/v1/runs/none/cancel", { headers })).statusCode, 404);
  assert.equal((await call("POST", "/v1/runs/none/robustness", { headers })).statusCode, 404);
  assert.equal((await call("DELETE", "/v1/runs/none/robustness", { headers })).statusCode, 404);
  assert.equal((await call("DELETE", "/v1/runs/none", { headers })).statusCode, 404);
  for (const [code, status, problem] of [
    ["RUN_QUEUE_FULL", 429, "RUN_QUEUE_FULL"],
    ["RUNS_UNAVAILABLE", 503, "RUNS_UNAVAILABLE"],
    ["RUN_ACTIVE", 409, "RUN_ACTIVE"],
    ["STRATEGY_UNKNOWN", 400, "RUN_REFUSED"],
  ] as const) {
    refusal.code = code;
    const answer = await call("POST", "/v1/runs", { payload: BODY, headers });
    const document = problemSchema.parse(answer.json());
    assert.deepEqual([answer.statusCode, document.code, document.fields[0]?.code], [status, problem, code]);
    assert.equal(answer.headers["retry-after"], document.retryable ? "10" : undefined);
  }
  await app.close();
});

test("a report is shown under a policy in which its script is nobody here", async () => {
  const { call, session: headers, app } = await runsForTest();
  for (const path of ["/v1/runs/r_1/report", "/v1/runs/r_1/files/report.html"]) {
    const answer = await call("GET", path, { headers });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, EVIL);
    assert.match(String(answer.headers["content-type"]), /^text\/html/);
    assert.equal(answer.headers["content-disposition"], "inline");
    const policy = String(answer.headers["content-security-policy"]);
    for (const rule of ["default-src 'none'", "sandbox allow-scripts", "form-action 'none'", "base-uri 'none'"])
      assert.ok(policy.includes(rule), rule);
    assert.doesNotMatch(policy, /allow-same-origin|connect-src|https?:/);
  }
  const csv = await call("GET", "/v1/runs/r_1/files/trades.csv", { headers });
  assert.equal(csv.headers["content-disposition"], 'attachment; filename="trades.csv"');
  assert.equal(csv.headers["x-content-type-options"], "nosniff");
  assert.match(String(csv.headers["content-security-policy"]), /^default-src 'none'; sandbox$/);
  await app.close();
});

test("only plain names of files reach anybody", async () => {
  const { call, asked, session: headers, app } = await runsForTest();
  const names = [
    "../x",
    "..%2fx",
    "%2e%2e",
    "%2e%2e%2fresult.json",
    ".hidden",
    "a%00b",
    "a%2fb",
    "c:%5cx",
    "",
    "%2fetc%2fpasswd",
  ];
  for (const name of [...names, "x".repeat(200), "a b", "a;b", 'a"b'].map(String)) {
    const answer = await call("GET", `/v1/runs/r_1/files/${name.includes("%") ? name : encodeURI(name)}`, { headers });
    assert.equal(answer.statusCode, 404, `${name}: ${answer.body}`);
  }
  assert.deepEqual(asked, []);
  await app.close();
});
