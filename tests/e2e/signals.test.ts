/** Signals, kill switch and stream through the real wiring of the platform: HTTP, journal, core, read models. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DecisionTrace } from "../../src/contract/decision-trace.ts";
import type { OrderRow } from "../../src/contract/order-row.ts";
import type { SignalDetail, SignalRow } from "../../src/contract/signal-row.ts";
import { databaseForTest } from "../../src/database/test-database.ts";
import { platformForTest, type TestPlatform, until } from "./platform-for-test.ts";

const MARKET_SPEED = 600;

/** A market order of one unit for the strategy that takes signals from outside. */
function entry(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schema: "signal/1",
    signalId: "one",
    strategyId: "signals",
    environment: "paper",
    intent: "entry",
    sentAt: new Date().toISOString(),
    legs: [{ instrument: { kind: "equity", symbol: "AAPL" }, side: "buy" }],
    size: { mode: "units", value: "1" },
    order: { type: "market" },
    ...over,
  };
}
// The caller names what the route answers with.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const dataOf = <T>(body: Record<string, unknown>): T => body["data"] as T;
const fieldCode = (body: Record<string, unknown>): string =>
  (body["fields"] as { code: string | null }[])[0]?.code ?? "none";

/** Signal by receipt once it has its one outcome. */
async function outcomeOf(platform: TestPlatform, receipt: string): Promise<SignalRow> {
  let row: SignalRow | null = null;
  await until(`outcome of ${receipt}`, async () => {
    const answer = await platform.ask("GET", `/v1/signals/${receipt}`);
    assert.ok(answer.status === 200 || answer.status === 404, JSON.stringify(answer.body));
    row = answer.status === 200 ? dataOf<SignalDetail>(answer.body).signal : null;
    return row !== null && row.status !== "ACCEPTED";
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${JSON.stringify(row)}`);
  });
  assert.ok(row !== null);
  return row;
}

async function trySignals(platform: TestPlatform): Promise<void> {
  await platform.start(MARKET_SPEED);
  await platform.signUp();
  const bearer = { authorization: `Bearer ${await platform.makeKey(["signal:write"])}` };
  const send = (body: unknown, query = "") => platform.ask("POST", `/v1/signals${query}`, body, bearer);
  const hasPrices = async (): Promise<boolean> => {
    const { body } = await platform.ask("GET", "/v1/portfolio/equity?points=2");
    return dataOf<{ points: unknown[] }>(body).points.length > 1;
  };
  await until("the market has prices", hasPrices);

  const first = entry();
  const accepted = await send(first);
  assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
  const receipt = String(accepted.body["receiptId"]);
  const repeated = await send(first);
  assert.deepEqual([repeated.status, repeated.body["receiptId"]], [200, receipt]);
  const signal = await outcomeOf(platform, receipt);
  assert.equal(signal.status, "FILLED", `${signal.reason}`);
  const trace = dataOf<DecisionTrace>((await platform.ask("GET", `/v1/signals/${receipt}/trace`)).body);
  assert.equal(trace.orders.length, 1);
  assert.ok(trace.steps.length > 0 && trace.checks.length >= 12, "sizing and checks are there");
  assert.ok(trace.fills.length > 0 && trace.orders[0]?.status === "FILLED");
  const orders = dataOf<OrderRow[]>((await platform.ask("GET", "/api/orders?strategy_id=signals&per_page=5")).body);
  assert.deepEqual(
    orders.map((order) => order.signalId),
    [signal.id],
    "one order, also by older names",
  );

  const exits = { stopLoss: { percent: "20" }, trailing: true, takeProfit: { percent: "40" } };
  const legs = [{ instrument: { kind: "equity", symbol: "IWM" }, side: "buy" }];
  const guarded = await send(entry({ signalId: "guarded", legs, exits }));
  assert.equal(guarded.status, 202, JSON.stringify(guarded.body));
  const { id } = await outcomeOf(platform, String(guarded.body["receiptId"]));
  let family: OrderRow[] = [];
  await until("entry, stop and target", async () => {
    const answer = await platform.ask("GET", "/v1/orders?strategyId=signals");
    family = dataOf<OrderRow[]>(answer.body).filter((order) => order.signalId === id);
    return family.filter((order) => order.status === "WORKING").length === 2;
  });
  const parent = family.find((order) => order.role === "entry");
  assert.deepEqual(
    family.map((order) => `${order.role} ${order.type} ${order.side} ${order.qty} of ${order.parentId}`).sort(),
    [
      "entry market buy 1 of null",
      `stop trailing-stop sell 1 of ${parent?.id}`,
      `target limit sell 1 of ${parent?.id}`,
    ],
  );

  const refusals: readonly (readonly [name: string, body: unknown, status: number, code: string, field: string])[] = [
    ["unknown strategy", entry({ signalId: "a", strategyId: "nobody" }), 422, "SIGNAL_REFUSED", "UNKNOWN_STRATEGY"],
    [
      "unknown instrument",
      entry({ signalId: "b", legs: [{ instrument: { kind: "equity", symbol: "ZZZZ" }, side: "buy" }] }),
      422,
      "SIGNAL_REFUSED",
      "UNKNOWN_INSTRUMENT",
    ],
    ["exits of an exit", entry({ signalId: "d", intent: "exit", exits }), 422, "SIGNAL_REFUSED", "SCHEMA_INVALID"],
    ["no JSON", "{ not json", 400, "BAD_JSON", "BAD_JSON"],
    ["a placeholder", JSON.stringify(entry({ signalId: "{{id}}" })), 400, "PLACEHOLDER_LEFT", "PLACEHOLDER_LEFT"],
    ["another body under its id", entry({ size: { mode: "units", value: "2" } }), 409, "CONFLICT", "CONFLICT"],
  ];
  for (const [name, body, status, code, field] of refusals) {
    const refused = await send(body);
    assert.deepEqual([refused.status, refused.body["code"], fieldCode(refused.body)], [status, code, field], name);
  }
  const large = await send(entry({ tags: { text: "x".repeat(70 * 1_024) } }));
  assert.deepEqual([large.status, large.body["code"]], [413, "TOO_LARGE"]);
  const reader = { authorization: `Bearer ${await platform.makeKey(["read"])}` };
  assert.equal((await platform.ask("POST", "/v1/signals", entry({ signalId: "c" }), reader)).status, 403);

  const alert = {
    schema: "tv/1",
    id: "t1",
    strategy: "signals",
    symbol: "NASDAQ:QQQ",
    action: "buy",
    contracts: "2",
    price: "400",
    position: "long",
    positionSize: "2",
    prevPosition: "flat",
    bar: "2026-01-05T15:00:00Z",
    sent: new Date().toISOString(),
  };
  const mapped = await send(alert, "?profile=tradingview-strategy@1");
  assert.equal(mapped.status, 202, JSON.stringify(mapped.body));
  assert.equal((await outcomeOf(platform, String(mapped.body["receiptId"]))).symbol, "QQQ");

  await platform.stop();
  await platform.start(MARKET_SPEED);
  const late = await send(first);
  assert.deepEqual([late.status, late.body["receiptId"]], [200, receipt], "a restart still knows the repeat");
  assert.equal((await outcomeOf(platform, receipt)).status, "FILLED");

  const stop = { action: "engage", level: 1, reason: "test" };
  const engaged = await platform.ask("POST", "/v1/controls/kill-switch", stop);
  assert.equal(engaged.status, 200, JSON.stringify(engaged.body));
  const denied = await send(entry({ signalId: "while-stopped" }));
  assert.equal(denied.status, 202);
  const outcome = await outcomeOf(platform, String(denied.body["receiptId"]));
  assert.notEqual(outcome.status, "FILLED", "nothing is bought while stopped");
  const released = await platform.ask("POST", "/v1/risk/kill-switch", { action: "deactivate", confirm: "DEMO" });
  assert.equal(released.status, 200, JSON.stringify(released.body));
}

test("signals through the whole platform on the embedded database", { timeout: 120_000 }, async () => {
  const platform = platformForTest();
  try {
    await trySignals(platform);
  } finally {
    await platform.remove();
  }
});

test("signals through the whole platform on PostgreSQL", { timeout: 120_000 }, async (t) => {
  const database = await databaseForTest();
  if (database === null) return t.skip("no PostgreSQL at 127.0.0.1:5432 or DATABASE_URL_TEST");
  const platform = platformForTest(database.url);
  try {
    await trySignals(platform);
  } finally {
    await platform.remove();
    await database.drop();
  }
});
