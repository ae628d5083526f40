import assert from "node:assert/strict";
import { test } from "node:test";
import type { FlatCertificate } from "../../contract/kill-switch.ts";
import { flatCertificateSchema } from "../../contract/kill-switch.ts";
import { decodePlainData, encodePlainData } from "../../core/engine/encode-state.ts";
import type { CoreState } from "../../core/engine/core-state.ts";
import type { Input } from "../../core/model/input.ts";
import type { Output } from "../../core/model/output.ts";
import type { FlattenProgressed } from "../../core/model/venue-facts.ts";
import { createMemoryTables } from "../../platform/auth/memory-table-store.ts";
import { draftCertificate, isSealed, sealCertificate } from "./flat-certificate.ts";
import { StopDesk } from "./stop-desk.ts";
import { createStopFacts, foldStop, type StopFacts } from "./stop-facts.ts";

const NAMES = ["main", "second"];
/** As much of a core as the facts look at: two accounts, one instrument, orders 0 (opens) and 1 (closes). */
const core = {
  seq: 9,
  instruments: [{ symbol: "SPY", lotMicros: 1_000_000 }],
  trading: {
    config: { accounts: NAMES.map((id, index) => ({ id, index })) },
    orders: {
      live: [],
      terminal: [
        { index: 0, instrument: 0, side: "buy", effect: "open" },
        { index: 1, instrument: 0, side: "sell", effect: "close" },
      ],
      resurrected: [],
    },
    ledger: { strategyLots: [0, 0] },
    risk: { tradingState: "FLATTEN", latchedBy: "ann", reason: "smoke", since: 5_000_000 },
  },
} as unknown as CoreState;

function raised(from: "ACTIVE" | "HALT" | "FLATTEN", to: "ACTIVE" | "HALT" | "FLATTEN"): Output {
  return { kind: "TradingStateChanged", from, to, by: "ann", reason: "smoke" };
}
function canceled(order: number): Output {
  return { kind: "OrderStateChanged", order, from: "WORKING", to: "CANCELED", tsEvent: 1, reason: "HALT" };
}
function filled(order: number, quantityLots: number): Output {
  const amounts = { quantityLots, priceTicks: 1, feeMicros: 0, slippageMicros: 0 };
  return { kind: "FillBooked", order, executionId: `x${order}`, tsEvent: 1, ...amounts, isLate: false };
}
function progressed(account: number, over: Partial<FlattenProgressed>): Output {
  return {
    kind: "FlattenProgressed",
    account,
    isFlat: false,
    openOrders: 0,
    openPositions: 0,
    canceledOrders: 0,
    closedLots: 0,
    waitingFor: [],
    ...over,
  };
}
function fold(facts: StopFacts, steps: readonly (readonly Output[])[], from = 1): void {
  for (const [n, outputs] of steps.entries()) {
    foldStop(facts, { seq: from + n, tsEvent: (from + n) * 1_000_000 } as Input, outputs, core);
  }
}
/** What was done before the switch, then everything until the first account is flat. */
const UNTIL_HALF = [
  [canceled(0), filled(1, 5)],
  [raised("ACTIVE", "HALT"), canceled(0)],
  [raised("HALT", "FLATTEN")],
  [filled(1, 7), filled(0, 100)],
  [progressed(0, { isFlat: true, canceledOrders: 1, closedLots: 4 }), progressed(1, { waitingFor: ["QQQ: closed"] })],
];

test("facts count from the moment the switch was engaged, closings only, and flat means every account", () => {
  const facts = createStopFacts();
  fold(facts, UNTIL_HALF);
  assert.deepEqual([facts.cancelledOrders, facts.closedLots, facts.flatSeq], [1, 7, 0]);
  assert.deepEqual(facts.cancelled, [{ orderId: "0", symbol: "SPY", side: "buy" }]);
  fold(
    facts,
    [[progressed(1, { isFlat: true, canceledOrders: 2, closedLots: 4 })], [progressed(1, { isFlat: true })]],
    6,
  );
  assert.deepEqual([facts.flatSeq, facts.flatAt, facts.engagedSeq], [6, 6_000_000, 3]);
  fold(facts, [[progressed(0, { openPositions: 1 })]], 8);
  assert.equal(facts.flatSeq, 0, "a late fill: not flat any more");
  fold(facts, [[raised("FLATTEN", "ACTIVE")], [canceled(0)]], 9);
  assert.deepEqual([facts.cancelledOrders, facts.flattens.size], [0, 0], "released: nothing of it is left");
});

test("a certificate shows every change of it, and a snapshot in between changes nothing", () => {
  const facts = createStopFacts();
  fold(facts, UNTIL_HALF);
  const resumed = decodePlainData(encodePlainData(facts)) as StopFacts;
  const rest = [[progressed(1, { isFlat: true, canceledOrders: 2, closedLots: 4 })]];
  fold(facts, rest, 6);
  fold(resumed, rest, 6);
  const head = { seq: 6, hash: "ab" };
  const certificate = sealCertificate(draftCertificate(facts, NAMES), head);
  assert.deepEqual(sealCertificate(draftCertificate(resumed, NAMES), head), certificate);
  assert.deepEqual(flatCertificateSchema.parse(certificate), certificate);
  assert.deepEqual([certificate.seq, certificate.cancelledOrders, certificate.closedLots], [6, 3, 8]);
  assert.deepEqual(certificate.closed, [{ symbol: "SPY", qty: "-7" }]);
  assert.ok(isSealed(certificate));
  const forged: readonly Partial<FlatCertificate>[] = [
    { seq: 7 },
    { reason: "" },
    { accounts: ["main"] },
    { cancelled: [] },
    { closed: [] },
    { journal: { seq: 6, hash: "ac" } },
  ];
  for (const change of forged) assert.ok(!isSealed({ ...certificate, ...change }), JSON.stringify(change));
});

test("the desk writes one certificate, after the answer that showed it is durable", async () => {
  const written: string[] = [];
  const { store } = createMemoryTables(async (_table, key) => void written.push(key));
  const durable: { go: () => void } = { go: () => undefined };
  const waits = new Promise<void>((resolve) => {
    durable.go = resolve;
  });
  const journal = { durableHead: { seq: 8, hash: "cd" }, whenDurable: () => waits };
  const desk = new StopDesk({ facts: createStopFacts(), store, journal, onFailed: () => assert.fail() });
  const steps = [...UNTIL_HALF, [progressed(1, { isFlat: true })], [progressed(1, { isFlat: true })]];
  for (const [n, outputs] of steps.entries()) desk.note({ seq: n + 1, tsEvent: 1_000_000 } as Input, outputs, core);
  assert.deepEqual(desk.killNow(core).progress.waitingFor, []);
  await new Promise(setImmediate);
  assert.deepEqual([written, desk.killNow(core).certificate], [[], null], "not before the disk has it");
  durable.go();
  await new Promise(setImmediate);
  assert.deepEqual(written, ["6"]);
  const { certificate } = desk.killNow(core);
  assert.ok(certificate !== null && isSealed(certificate) && certificate.journal.hash === "cd");
  desk.issue(core);
  await new Promise(setImmediate);
  assert.equal(written.length, 1, "once");
});
