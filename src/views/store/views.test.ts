import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import type { z } from "zod";
import { ROUTES } from "../../contract/routes.ts";
import { migrate } from "../../database/migrate.ts";
import { type Database, openDatabase } from "../../database/open-database.ts";
import { prepareTemplate } from "../../database/prepare-template.ts";
import { databaseForTest } from "../../database/test-database.ts";
import { TABLE_KEYS, TABLE_NAMES } from "../fold/rows.ts";
import { type ScenarioEntry, viewScenario } from "../fold/test-scenario.ts";
import { venueTruthAfter } from "../fold/test-venue-truth.ts";
import { createViewState } from "../fold/view-state.ts";
import type { QueryResult } from "../fold/wire-types.ts";
import { clearViews } from "./clear-views.ts";
import { loadViewState } from "./load-view-state.ts";
import { viewMigrations } from "./migrations.ts";
import { createViewQueries } from "./view-queries.ts";
import { type ViewCommit, ViewWriter } from "./view-writer.ts";

const META = {
  asOf: "2026-03-02T00:00:00Z",
  seq: 1,
  mode: "PAPER",
  staleAfterMs: null,
  source: "views",
  partial: null,
  currency: "USD",
  page: null,
};
const DAYS = 30;
const LIST = { limit: 500 };
/** First order number that the scenario leaves free. */
const FIRST_FREE = 2 * DAYS;

async function writerOn(database: Database, commits: ViewCommit[] = []): Promise<ViewWriter> {
  const onFailed = (error: unknown): void => {
    throw error;
  };
  const state = await loadViewState(database.sql);
  return new ViewWriter({ sql: database.sql, state, onCommitted: (commit) => commits.push(commit), onFailed });
}

/** All rows of all tables, in key order. */
async function dump(database: Database): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of [...TABLE_NAMES, "view_offsets"] as const) {
    const keys = table === "view_offsets" ? "view" : TABLE_KEYS[table].join(", ");
    all[table] = (await sql.raw(`select * from ${table} order by ${keys}`).execute(database.sql)).rows;
  }
  return all;
}

/** Live: written in pieces, and by a new process (state read back from the tables) every so often. */
async function writeLive(
  database: Database,
  entries: readonly ScenarioEntry[],
  pieces: readonly number[],
): Promise<void> {
  let writer = await writerOn(database);
  let taken = 0;
  for (const entry of entries) {
    writer.push(entry.input, entry.outputs);
    taken += 1;
    if (pieces.includes(taken % 23)) await writer.flush();
    if (taken % 37 === 0) {
      await writer.flush();
      writer = await writerOn(database);
      // The replayed tail overlaps what is written: it must change nothing.
      for (const old of entries.slice(Math.max(0, taken - 5), taken)) writer.push(old.input, old.outputs);
    }
  }
  await writer.flush();
}

async function expectFigures(database: Database): Promise<void> {
  const queries = createViewQueries(database.sql, "USD");
  const wire = <T>(schema: z.ZodType | null, result: QueryResult<T>): T => {
    const parsed = schema?.parse({
      data: result.data,
      meta: {
        asOf: result.asOf,
        seq: result.asOfSeq,
        mode: "PAPER",
        staleAfterMs: null,
        source: "views",
        partial: result.partial,
        currency: result.currency,
        page: result.page,
      },
    });
    assert.deepEqual((parsed as { data: unknown }).data, result.data, "the answer has no field outside the contract");
    return result.data;
  };
  const summary = wire(ROUTES.portfolioSummary.answer, await queries.portfolioSummary());
  // 29 trips x 9.00, then +5.00 of the open position's mark less its 0.50 fee.
  assert.equal(summary.equity, "100265.50");
  assert.equal(summary.dayPnl, "4.50");
  assert.equal(summary.realizedPnl, "261.00");
  assert.equal(summary.unrealizedPnl, "5.00");
  assert.equal(summary.grossExposure, "4005.00");
  assert.equal(summary.openPositions, 1);
  assert.equal(summary.openOrders, 0);
  assert.equal(summary.killState, "HALT");
  assert.equal(summary.drawdownPct, "0");
  const [position] = wire(ROUTES.positions.answer, await queries.positions(LIST));
  assert.deepEqual(
    [position?.qty, position?.avgEntry, position?.mark, position?.unrealizedPnl],
    ["10", "400", "400.5", "5.00"],
  );
  const metrics = wire(ROUTES.metricsSummary.answer, await queries.metricsSummary({ period: "all" }));
  assert.equal(metrics.days, DAYS);
  assert.equal(metrics.trades, DAYS - 1);
  assert.equal(metrics.winRate, "1");
  assert.equal(metrics.totalReturnPct, "0.002655");
  assert.equal(metrics.maxDrawdownPct, "0");
  assert.equal(metrics.profitFactor, null);

  const signals = wire(ROUTES.signals.answer, await queries.signals(LIST));
  const denied = signals.find((row) => row.id === "key-1:s3");
  assert.deepEqual(
    [denied?.status, denied?.reason, denied?.price, denied?.qtyHint, denied?.ingestDelayMs, denied?.receiptId],
    ["DENIED", "NO_POSITION", "401.25", "3", 251, "r-3"],
  );
  const refused = wire(ROUTES.signal.answer, await queries.signal("r-bad-2"));
  assert.deepEqual([refused?.signal.status, refused?.raw], ["REFUSED", "not \ufffd json \ufffd"]);
  assert.equal((await queries.signal("r-3")).data?.signal.id, "key-1:s3");

  const orders = wire(ROUTES.orders.answer, await queries.orders(LIST));
  const first = orders.at(-1);
  assert.deepEqual(
    [first?.id, first?.status, first?.avgFill, first?.venueOrderId, first?.slippageBps],
    ["0", "FILLED", "400", "v0", "5"],
  );
  const detail = wire(ROUTES.order.answer, await queries.order("0"));
  assert.deepEqual(
    detail?.events.map((event) => event.to),
    ["INTENT", "APPROVED", "ACCEPTED", "FILLED"],
  );
  assert.equal(detail?.fills[0]?.notional, "4000.00");
  assert.equal((await queries.order("none")).data, null);
  const trace = wire(ROUTES.trace.answer, await queries.trace("0"));
  assert.equal(trace?.correlationId, first?.signalId);
  assert.deepEqual(
    trace?.steps.map((step) => [step.input, step.unit, step.bound, step.isBinding]),
    [
      ["100000", "USD", null, false],
      ["5000", "USD", "12", true],
    ],
  );
  assert.deepEqual(trace?.checks[0], {
    id: "max-quantity",
    label: "Quantity",
    actual: "10",
    limit: "500",
    unit: "units",
    verdict: "PASS",
  });
  assert.equal(trace?.signal?.status, "FILLED");
  const seqs = trace?.timeline.map((event) => event.seq) ?? [];
  assert.deepEqual(
    seqs,
    seqs.toSorted((a, b) => a - b),
  );
  assert.equal((await queries.trace("nothing")).data, null);
  const [trade] = wire(ROUTES.trades.answer, await queries.trades(LIST));
  assert.deepEqual([trade?.pnl, trade?.entry, trade?.exit, trade?.pnlPct], ["9.00", "400", "401", "0.00225"]);
  const strategies = wire(ROUTES.strategies.answer, await queries.strategies());
  assert.deepEqual(
    strategies.map((row) => [row.id, row.totalPnl, row.trades, row.symbols]),
    [
      ["ema", "266.00", DAYS - 1, ["SPY"]],
      ["outside", "0.00", 0, ["SPY"]],
    ],
  );
  for (const [route, result] of [
    [ROUTES.fills, await queries.fills(LIST)],
    [ROUTES.activity, await queries.activity(LIST)],
    [ROUTES.decisions, await queries.decisions(LIST)],
  ] as const) {
    assert.ok(wire(route.answer, result as QueryResult<unknown[]>).length > 0);
  }
}

async function expectPages(database: Database): Promise<void> {
  const queries = createViewQueries(database.sql, "USD");
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const result = await queries.orders({ limit: 7, cursor });
    assert.equal(result.page?.total, 2 * DAYS - 1);
    ids.push(...result.data.map((row) => row.id));
    cursor = result.page?.next ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual(
    ids,
    Array.from({ length: 2 * DAYS - 1 }, (_, i) => String(2 * DAYS - 2 - i)),
  );
  assert.equal((await queries.orders({ limit: 5, status: "working" })).data.length, 0);
  assert.equal((await queries.signals({ limit: 500, strategyId: "outside" })).page?.total, DAYS);
  const march3 = { limit: 5, from: "2026-03-03T00:00:00Z", to: "2026-03-04T00:00:00Z" };
  assert.equal((await queries.trades(march3)).page?.total, 1);
}

async function expectDecimation(database: Database): Promise<void> {
  const queries = createViewQueries(database.sql, "USD");
  const full = (await queries.equitySeries({ range: "all", points: 2_000 })).data;
  assert.deepEqual(full.decimation, { method: "none", from: 4 * DAYS - 2, to: 4 * DAYS - 2 });
  const few = (await queries.equitySeries({ range: "all", points: 20 })).data;
  assert.equal(few.decimation.method, "min-max");
  assert.ok(few.points.length <= 20 && few.points.length > 10);
  const value = (point: { equity: string }): number => Number(point.equity);
  assert.equal(Math.max(...few.points.map(value)), Math.max(...full.points.map(value)));
  assert.equal(Math.min(...few.points.map(value)), Math.min(...full.points.map(value)));
  assert.deepEqual([few.points[0], few.points.at(-1)], [full.points[0], full.points.at(-1)]);
  const times = few.points.map((point) => point.t);
  assert.deepEqual(times, times.toSorted());
  const week = (await queries.equitySeries({ range: "1w", points: 2_000 })).data;
  assert.ok(week.points.length < full.points.length / 2);
}

/** What the venue did of its own will stands in the rows, and the sums are those without what it took back. */
async function expectTruth(database: Database): Promise<void> {
  const queries = createViewQueries(database.sql, "USD");
  const orders = new Map((await queries.orders(LIST)).data.map((order) => [Number(order.id), order]));
  const table = [FIRST_FREE, FIRST_FREE + 1, FIRST_FREE + 2, FIRST_FREE + 3].map((id) => {
    const order = orders.get(id);
    return [order?.strategyId, order?.status, order?.pending, order?.filledQty, order?.qty, order?.avgFill].join(" ");
  });
  assert.deepEqual(table, [
    "UNASSIGNED WORKING none 3 5 390",
    "ema REPLACED none 5 10 398.8",
    "ema PARTIAL cancel 5 12 398.8",
    "ema DENIED none 2 10 390",
  ]);
  const [foreign, old, leaf] = [0, 1, 2].map((n) => orders.get(FIRST_FREE + n));
  assert.deepEqual(
    [foreign?.isExternal, foreign?.signalId, foreign?.venueOrderId, foreign?.clientOrderId],
    [true, null, "x1", `external:${FIRST_FREE}`],
  );
  assert.deepEqual([old?.replacedById, leaf?.replacesId, leaf?.role], [leaf?.id, old?.id, "entry"]);
  assert.equal(foreign?.replacedById, null, "its replacement was denied, and gets none of its later fills");
  assert.equal(old?.fees, "1.00", "the fee of the fill that was taken back is not in it");
  const detail = (await queries.order(old?.id ?? "")).data;
  assert.deepEqual(
    detail?.fills.map((fill) => [fill.executionId, fill.isReversed]),
    [
      ["y1", false],
      ["y2", true],
      ["y3", false],
    ],
  );
  assert.equal((await queries.fills(LIST)).data.filter((fill) => fill.isReversed).length, 1);
  const unassigned = (await queries.positions({ ...LIST, strategyId: "UNASSIGNED" })).data;
  assert.deepEqual(
    unassigned.map((row) => [row.account, row.symbol, row.qty]),
    [["main", "SPY", "2"]],
  );
  const [account] = (await queries.accounts()).data;
  assert.deepEqual(
    [account?.id, account?.isBlocked, account?.blockReason, account?.lastVerdict, account?.equity],
    ["main", true, "POSITION_MISMATCH", "clean", "100265.50"],
  );
  const list = (await queries.reconciliations("main", LIST)).data;
  assert.deepEqual(
    list.map((row) => row.verdict),
    ["clean", "mismatch"],
  );
  assert.deepEqual(
    list[1]?.diffs.map((diff) => [diff.what, diff.orderId, diff.symbol, diff.ours, diff.theirs]),
    [
      ["position", null, "SPY", "10", "12"],
      ["cash", null, null, "1.50", "-0.25"],
      ["order-missing-there", leaf?.id, "SPY", "7", "0"],
    ],
  );
  assert.equal((await queries.reconciliations("main", { ...LIST, status: "mismatch" })).page?.total, 1);
  assert.equal((await queries.reconciliations("other", LIST)).data.length, 0);
  for (const [route, result] of [
    [ROUTES.accounts, await queries.accounts()],
    [ROUTES.reconciliations, await queries.reconciliations("main", LIST)],
    [ROUTES.orders, await queries.orders(LIST)],
  ] as const) {
    const data = (route.answer as z.ZodType<{ data: unknown }>).parse({ data: result.data, meta: META }).data;
    assert.deepEqual(data, result.data, `${route.path} has no field outside the contract`);
  }
  assert.equal(
    (await queries.portfolioSummary()).data.marginLimit,
    "50132.75",
    "half of equity since the limits changed",
  );
  const titles = (await queries.activity({ ...LIST, limit: 30 })).data.map((item) => item.title);
  for (const said of [
    /^Order of somebody else at the venue: Buy 5 SPY$/,
    /^Taken back by the venue: bought 1 SPY at 399$/,
    /^Buy 5 SPY: cancel not done: TOO_LATE_TO_CANCEL$/,
    /^Compared with the venue: mismatch, 3 differences/,
    /^No new exposure in account main: POSITION_MISMATCH$/,
    /^Limits of global loosened by ann, approved by ann \(version 2\)$/,
    /^Command cancel-order not done: ORDER_DONE/,
    /^Account main is flat/,
  ]) {
    assert.equal(titles.filter((title) => said.test(title)).length, 1, `${said.source}: ${titles.join("; ")}`);
  }
}

async function tryViews(database: Database): Promise<void> {
  await migrate(database.sql, "views", viewMigrations);
  assert.equal((await createViewQueries(database.sql, "USD").portfolioSummary()).data.equity, null);
  const quiet = viewScenario(DAYS);
  await writeLive(database, quiet, [1, 7, 8, 16]);
  await expectFigures(database);
  await expectPages(database);
  await expectDecimation(database);
  const truth = venueTruthAfter(quiet, FIRST_FREE);
  await writeLive(database, truth, [1, 3, 4, 8]);
  await expectTruth(database);
  const live = await dump(database);
  for (const table of TABLE_NAMES) assert.ok((live[table]?.length ?? 0) > 0, `${table} has rows`);
  const entries = [...quiet, ...truth];

  await clearViews(database.sql);
  const commits: ViewCommit[] = [];
  const writer = await writerOn(database, commits);
  for (const entry of entries) writer.push(entry.input, entry.outputs);
  await writer.flush();
  assert.equal(commits.length, 1, "what comes in one turn is one batch");
  assert.equal(commits[0]?.refs, null, "too many changes to name");
  assert.deepEqual(await dump(database), live, "rebuilt by replay equals written live");
}

test("an entry that cannot be folded stops the views, never the caller", async () => {
  const entries = viewScenario(2);
  const failures: unknown[] = [];
  const state = createViewState();
  const writer = new ViewWriter({
    sql: null as never,
    state,
    onCommitted: () => {},
    onFailed: (error) => failures.push(error),
  });
  const fill = entries.find((entry) => entry.outputs.some((output) => output.kind === "FillBooked"));
  assert.ok(fill !== undefined);
  writer.push(fill.input, fill.outputs);
  writer.push(fill.input, fill.outputs);
  assert.equal(failures.length, 1);
  await assert.rejects(writer.flush(), /planned or adopted before/);
});

test("views on the embedded database: live equals rebuilt, figures, pages, decimation", async () => {
  const root = mkdtempSync(join(tmpdir(), "agenttrader-"));
  const cache = join(import.meta.dirname, "..", "..", "..", "node_modules", ".cache", "agenttrader");
  const database = await openDatabase({
    url: null,
    directory: join(root, "views"),
    templateFile: await prepareTemplate(cache),
  });
  try {
    await tryViews(database);
  } finally {
    await database.close();
    rmSync(root, { recursive: true, force: true });
  }
});

test("views on a server: live equals rebuilt, figures, pages, decimation", async (t) => {
  const server = await databaseForTest();
  if (server === null) return t.skip("no PostgreSQL at 127.0.0.1:5432 or DATABASE_URL_TEST");
  const database = await openDatabase({ url: server.url, directory: "", templateFile: null });
  try {
    await tryViews(database);
  } finally {
    await database.close();
    await server.drop();
  }
});
