import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalUrl } from "./accept-aliases.ts";
import { resultOf, serverForTest } from "./test-server.ts";

test("older addresses lead to the canonical one; pages stay pages", () => {
  const rows: readonly (readonly [url: string, accept: string, expected: string])[] = [
    ["/v1/orders?limit=1", "*/*", "/v1/orders?limit=1"],
    ["/api/v1/signals", "*/*", "/v1/signals"],
    ["/api/orders/7", "*/*", "/v1/orders/7"],
    ["/orders?per_page=2", "application/json", "/v1/orders?per_page=2"],
    ["/orders", "text/html,*/*", "/orders"],
    ["/orders.css", "*/*", "/orders.css"],
    ["/setup", "*/*", "/setup"],
    ["/risk/kill-switch", "*/*", "/v1/controls/kill-switch"],
    ["/v1/risk/kill-switch", "*/*", "/v1/controls/kill-switch"],
    ["/v1/risk/kill-switches", "*/*", "/v1/risk/kill-switches"],
    ["/", "*/*", "/"],
  ];
  for (const [url, accept, expected] of rows) {
    assert.equal(canonicalUrl({ url, headers: { accept } }), expected, url);
  }
});

test("older query names and days are read; an unknown name is still refused", async () => {
  const asked: unknown[] = [];
  const orders = async (query: unknown): Promise<ReturnType<typeof resultOf<[]>>> => {
    asked.push(query);
    return resultOf([]);
  };
  const { call, operator } = await serverForTest({ queries: { orders } });
  const headers = await operator();
  const query = "strategy_id=ema&per_page=7&page=3&from_date=2026-01-05&to=2026-01-06";
  assert.equal((await call("GET", `/api/orders?${query}`, { headers })).statusCode, 200);
  assert.deepEqual(asked, [
    { strategyId: "ema", limit: 7, page: 3, from: "2026-01-05T00:00:00Z", to: "2026-01-06T23:59:59.999999Z" },
  ]);
  assert.equal((await call("GET", "/v1/orders?no_such=1", { headers })).statusCode, 400);
});
