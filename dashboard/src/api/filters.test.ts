import assert from "node:assert/strict";
import { test } from "node:test";
import { orderFilters } from "../pages/orders/order-filters.ts";
import { activitySearch, homeSearch, listSearch, orderSearch } from "../pages/page-search.ts";
import { problemOf } from "../../../src/contract/problem.ts";
import { listPath } from "./list-filters.ts";
import { fieldMessages, ProblemError } from "./problem-error.ts";
import { FAST_POLL, queryTopicsOf, SLOW_POLL } from "./query-topic.ts";
import { localPath } from "./search-params.ts";

const NOTHING = { symbol: undefined, strategyId: undefined, status: undefined, open: undefined };

test("a URL gives the view it names and leaves out what it does not understand", () => {
  assert.deepEqual(homeSearch({ range: "1w" }), { range: "1w" });
  assert.deepEqual(homeSearch({ range: "9y" }), { range: undefined });
  assert.deepEqual(orderSearch({ tab: "today", symbol: "SPY", open: 118, junk: 1 }), {
    ...NOTHING,
    tab: "today",
    symbol: "SPY",
    open: "118",
  });
  assert.deepEqual(activitySearch({ tab: ["signals"] }), { ...NOTHING, tab: undefined });
  assert.deepEqual(listSearch({ symbol: "", status: { a: 1 } }), NOTHING);
  assert.equal(listSearch({ symbol: "x".repeat(500) }).symbol?.length, 200);
});

test("tabs of the orders page become filters of the API", () => {
  assert.equal(orderFilters({}, null).status, "working");
  assert.equal(orderFilters({ tab: "all", status: "FILLED" }, null).status, "FILLED");
  assert.equal(orderFilters({ tab: "today" }, "2025-03-04").from, "2025-03-04T00:00:00Z");
  assert.equal(orderFilters({ tab: "today" }, null).from, undefined);
  assert.equal(orderFilters({ symbol: "spy" }, null).symbol, "SPY");
});

test("the address of a page holds only what is set, encoded", () => {
  assert.equal(listPath("/v1/orders", {}, null), "/v1/orders?limit=100");
  assert.equal(
    listPath("/v1/orders", { status: "working", symbol: "BRK B", strategyId: "" }, "c/1"),
    "/v1/orders?limit=100&symbol=BRK+B&status=working&cursor=c%2F1",
  );
});

test("sign-in leads back only into this site", () => {
  assert.equal(localPath("/orders?tab=all"), "/orders?tab=all");
  for (const path of [undefined, "https://evil.example", "//evil.example", "/\\evil.example", "/login?next=/x", "x"]) {
    assert.equal(localPath(path), "/", `${path}`);
  }
});

test("messages of a refused form go to their fields", () => {
  const error = new ProblemError(
    problemOf("VALIDATION", "", "c1", [{ pointer: "/body/username", message: "letters only", code: null }]),
  );
  assert.deepEqual(fieldMessages(error), { username: "letters only" });
});

test("every topic makes its queries old, each once", () => {
  assert.deepEqual(queryTopicsOf(["orders", "fills", "kill", "summary"]), [
    "orders",
    "trace",
    "kill",
    "summary",
    "market",
  ]);
  const polled = new Set([...FAST_POLL, ...SLOW_POLL]);
  const streamed = queryTopicsOf([
    "summary",
    "equity",
    "orders",
    "positions",
    "signals",
    "activity",
    "strategies",
    "kill",
    "accounts",
    "runs",
  ]);
  assert.deepEqual([...polled].sort(), [...streamed].sort());
});
