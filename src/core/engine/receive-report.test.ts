import assert from "node:assert/strict";
import { test } from "node:test";
import { reportOf } from "../execution/order-fixture.test.ts";
import type { OutputRecord } from "../model/output-record.ts";
import type { VenueReport } from "../model/venue-report.ts";
import {
  command,
  createWorld,
  flat,
  give,
  only,
  send,
  slice,
  strategyConfig,
  type World,
} from "./engine-fixture.test.ts";
import { bar, deliver, type LossyWorld, lossyWorld, pass, stateOf } from "./lossy-venue-fixture.test.ts";

/** A remote venue that a test speaks for: no command reaches the simulated one. Order 0 is for 10 lots, sent. */
function sentWorld(isEnforced = false): LossyWorld {
  const lossy = lossyWorld({}, { limits: { isEnforced } });
  bar(lossy, 10_000);
  lossy.losesCommand = () => true;
  lossy.world.isSilent = true;
  send(lossy.world, "s0");
  assert.equal(stateOf(lossy, 0).split(" ")[0], "SENDING");
  return lossy;
}

/** The venue says something about an order; returns what came out. */
function say(lossy: LossyWorld, report: VenueReport["report"], fields: Partial<VenueReport> = {}): OutputRecord[] {
  const { now } = lossy.world.core.state;
  const from = lossy.records.length;
  const id = `v${fields.order ?? 0}`;
  deliver(lossy, { ...reportOf(report, now + 1), tsReceived: now + 1, venueOrderId: id, ...fields });
  return lossy.records.slice(from);
}

function fill(executionId: string, quantityLots: number): Partial<VenueReport> {
  return { executionId, quantityLots, priceTicks: 10_000, feeMicros: 7 };
}

function lotsOf(world: World, strategy = 0): number | undefined {
  return world.core.state.trading?.ledger.strategyLots[strategy];
}

function codes(records: readonly OutputRecord[]): string[] {
  return only(records, "RaiseAlert").map((alert) => alert.code);
}

test("a bust takes the fill out of the order and the books, once", () => {
  const lossy = sentWorld();
  const { ledger } = lossy.world.core.state.trading ?? {};
  const cash = ledger?.accounts.cash[0];
  say(lossy, "fill", fill("a", 10));
  assert.equal(lotsOf(lossy.world), 10);
  const undone = say(lossy, "bust", { executionId: "b", refExecutionId: "a" });
  assert.deepEqual(
    only(undone, "FillReversed").map((one) => [one.executionId, one.refExecutionId, one.quantityLots, one.feeMicros]),
    [["b", "a", 10, 7]],
  );
  assert.equal(lotsOf(lossy.world), 0);
  assert.equal(ledger?.accounts.cash[0], cash, "to the micro");
  assert.deepEqual(say(lossy, "bust", { executionId: "b", refExecutionId: "a" }), []);
});

test("a correction reverses the fill and books the right one, in that order", () => {
  const lossy = sentWorld();
  say(lossy, "fill", fill("a", 4));
  const put = say(lossy, "correction", { ...fill("b", 3), priceTicks: 9_990, refExecutionId: "a" });
  const kinds = put.map((one) => one.kind).filter((kind) => kind === "FillReversed" || kind === "FillBooked");
  assert.deepEqual(kinds, ["FillReversed", "FillBooked"]);
  assert.equal(lotsOf(lossy.world), 3);
});

test("a fill beyond the order is booked and stops the strategy", () => {
  const lossy = sentWorld();
  const over = say(lossy, "fill", fill("a", 12));
  assert.equal(lotsOf(lossy.world), 12);
  assert.deepEqual(
    only(over, "StrategyStatusChanged").map((one) => [one.to, one.by]),
    [["INACTIVE", "overfill"]],
  );
  assert.ok(codes(over).includes("OVERFILL"));
});

test("a late fill is booked and told", () => {
  const lossy = sentWorld();
  say(lossy, "live");
  say(lossy, "canceled");
  const late = say(lossy, "fill", fill("a", 4));
  assert.deepEqual(
    only(late, "FillBooked").map((one) => one.isLate),
    [true],
  );
  assert.deepEqual(codes(late), ["LATE_FILL"]);
  assert.equal(lotsOf(lossy.world), 4);
});

test("an order that works after its end counts again and is cancelled", () => {
  const lossy = sentWorld();
  say(lossy, "live", { venueVersion: 1 });
  say(lossy, "canceled", { venueVersion: 2 });
  const back = say(lossy, "live", { venueVersion: 3 });
  assert.deepEqual(codes(back), ["ORDER_RESURRECTED"]);
  assert.deepEqual(
    only(back, "CancelOrder").map((one) => one.venueOrderId),
    ["v0"],
  );
  assert.equal(lossy.world.core.state.trading?.orders.resurrected.length, 1);
  say(lossy, "canceled", { venueVersion: 4 });
  assert.equal(lossy.world.core.state.trading?.orders.resurrected.length, 0);
});

test("a status that counts more than was booked is asked about, never booked", () => {
  const lossy = sentWorld();
  const gap = say(lossy, "live", { cumLots: 6, leavesLots: 4 });
  assert.deepEqual(
    only(gap, "ProbeOrder").map((one) => one.order),
    [0],
  );
  assert.equal(lotsOf(lossy.world), 0);
  say(lossy, "fill", { ...fill("a", 6), cumLots: 6 });
  assert.equal(lotsOf(lossy.world), 6);
});

test("fills that contradict each other put the account in doubt", () => {
  const lossy = sentWorld();
  say(lossy, "fill", { ...fill("a", 4), cumLots: 4 });
  const other = say(lossy, "fill", { ...fill("b", 5), cumLots: 4 });
  assert.deepEqual(
    only(other, "ExposureBlocked").map((one) => one.reason),
    ["FILLS_IN_DOUBT"],
  );
  assert.deepEqual(
    only(other, "ReportQuarantined").map((one) => one.why),
    ["FILL_CONFLICT"],
  );
  assert.equal(lotsOf(lossy.world), 4);
});

test("a contradiction that every answer repeats is asked about once, not as fast as the network is", () => {
  const lossy = sentWorld();
  say(lossy, "fill", { ...fill("a", 4), cumLots: 4 });
  const first = say(lossy, "fill", { ...fill("b", 5), cumLots: 4 });
  assert.equal(only(first, "ProbeOrder").length, 1);
  const answers = [1, 2, 3].flatMap(() => say(lossy, "fill", { ...fill("b", 5), cumLots: 4, isAnswer: true }));
  assert.equal(only(answers, "ReportQuarantined").length, 3);
  assert.equal(only(answers, "ProbeOrder").length, 0);
});

test("an unreadable message makes an unanswered order UNKNOWN and is asked about (F28)", () => {
  const lossy = sentWorld();
  const raw = say(lossy, "unreadable", { reason: "{garbled" });
  assert.deepEqual(
    only(raw, "OrderStateChanged").map((one) => one.to),
    ["UNKNOWN"],
  );
  assert.equal(only(raw, "ReportQuarantined").length, 1);
  assert.equal(only(raw, "ProbeOrder").length, 1);
});

test("a foreign order that speaks up is adopted, and its fills are UNASSIGNED's (F29)", () => {
  const lossy = sentWorld();
  const external = {
    instrument: 0,
    side: "buy",
    type: "limit",
    quantityLots: 5,
    limitTicks: 9_000,
    stopTicks: null,
  } as const;
  const seen = say(lossy, "fill", { ...fill("x", 2), order: -1, venueOrderId: "x1", external });
  assert.deepEqual(
    only(seen, "OrderAdopted").map((one) => [one.strategyId, one.order.quantityLots]),
    [["UNASSIGNED", 5]],
  );
  assert.equal(lotsOf(lossy.world, 1), 2);
  say(lossy, "fill", { ...fill("y", 3), order: -1, venueOrderId: "x1", external });
  assert.equal(lotsOf(lossy.world, 1), 5);
  assert.equal(lotsOf(lossy.world, 0), 0);
});

test("a report of an order that nobody knows is kept, and the account is asked", () => {
  const lossy = sentWorld();
  const lost = say(lossy, "canceled", { order: -1, venueOrderId: "nowhere" });
  assert.deepEqual(
    only(lost, "ReportQuarantined").map((one) => one.why),
    ["UNKNOWN_ORDER"],
  );
  const pending = lossy.world.core.state.trading?.links[0]?.requestId;
  assert.ok(pending !== undefined && pending > 0, "a snapshot is on its way");
});

test("five rejections in a row stop a strategy where limits are enforced; a fill ends the row", () => {
  for (const isEnforced of [true, false]) {
    const world = createWorld({ limits: { isEnforced }, strategies: [strategyConfig()] });
    world.isSilent = true;
    slice(world, 0, 0, [flat(10_000)]);
    const stops: string[] = [];
    for (let order = 0; order < 10; order += 1) {
      const planned = only(send(world, `s${order}`, { side: order % 2 === 0 ? "buy" : "sell" }), "SubmitOrder")[0]
        ?.order;
      if (planned === undefined) break;
      const now = world.core.state.now + 2_000_000;
      const report = { ...reportOf("rejected", now), order: planned.index, venueOrderId: "", tsReceived: now };
      const told = give(world, order === 4 ? { ...report, report: "fill", ...fill("a", 10) } : report);
      stops.push(...only(told, "StrategyStatusChanged").map((one) => `${order} ${one.by}`));
      if (order === 4) world.core.state.trading?.ledger.strategyLots.fill(0);
    }
    assert.deepEqual(stops, isEnforced ? ["9 limit:rejects"] : [], `enforced ${isEnforced}`);
  }
});

test("under FLATTEN a refused cancel is sent again by the clock, not as fast as the venue refuses", () => {
  const lossy = sentWorld();
  say(lossy, "live");
  const from = lossy.records.length;
  const { now } = lossy.world.core.state;
  const order = { command: "engage-kill-switch", level: "FLATTEN" } as const;
  deliver(lossy, { kind: "OperatorCommand", seq: 0, tsEvent: now, tsReceived: now, by: "ann", reason: "", order });
  assert.equal(only(lossy.records.slice(from), "CancelOrder").length, 1);
  assert.deepEqual(only(say(lossy, "cancel-rejected", { reason: "PENDING" }), "CancelOrder"), []);
  const later = lossy.records.length;
  pass(lossy, 6);
  assert.equal(only(lossy.records.slice(later), "CancelOrder").length, 1);
});

test("a submit grows old under FLATTEN although every cancel of it is refused", () => {
  const lossy = sentWorld();
  const { now } = lossy.world.core.state;
  const order = { command: "engage-kill-switch", level: "FLATTEN" } as const;
  deliver(lossy, { kind: "OperatorCommand", seq: 0, tsEvent: now, tsReceived: now, by: "ann", reason: "", order });
  for (let round = 0; round < 4; round += 1) {
    say(lossy, "cancel-rejected", { reason: "UNKNOWN_ORDER", venueOrderId: "" });
    pass(lossy, 4);
  }
  assert.equal(stateOf(lossy, 0).split(" ")[0], "UNKNOWN");
});

test("a fill that comes after the day's end takes from the attempt that waits for the next session", () => {
  const lossy = sentWorld();
  say(lossy, "fill", fill("a", 10));
  send(lossy.world, "out", { intent: "exit", side: "sell" });
  say(lossy, "fill", { ...fill("b", 3), order: 1 });
  const ended = say(lossy, "expired", { order: 1, cumLots: 3, leavesLots: 0, reason: "DAY_END" });
  assert.deepEqual(
    only(ended, "OrderPlanned").map((one) => one.order.quantityLots),
    [7],
  );
  say(lossy, "fill", { ...fill("c", 4), order: 1 });
  const waiting = lossy.world.core.state.trading?.orders.live.find((order) => order.index === 2);
  assert.deepEqual([waiting?.status, waiting?.quantityLots, lotsOf(lossy.world)], ["INTENT", 3, 3]);
  const rest = say(lossy, "fill", { ...fill("d", 3), order: 1 });
  assert.deepEqual(
    only(rest, "OrderStateChanged").map((one) => [one.order, one.to]),
    [
      [1, "FILLED"],
      [2, "DENIED"],
    ],
  );
  assert.deepEqual(
    only(rest, "SignalEnded").map((end) => [end.externalId, end.outcome]),
    [["out", "FILLED"]],
  );
});

test("of an exit and its replacement that both ran out of the day only one attempt goes on", () => {
  const lossy = sentWorld();
  say(lossy, "fill", fill("a", 10));
  send(lossy.world, "out", { intent: "exit", side: "sell", orderType: "limit", limitMicros: 101_000_000 });
  say(lossy, "live", { order: 1 });
  command(lossy.world, { command: "replace-order", order: 1, quantityLots: 6, limitMicros: null, stopMicros: null });
  const first = say(lossy, "expired", { order: 1, leavesLots: 0, reason: "DAY_END" });
  assert.deepEqual(only(first, "OrderPlanned"), [], "its replacement may still trade");
  const second = say(lossy, "expired", { order: 2, leavesLots: 0, reason: "DAY_END" });
  assert.deepEqual(
    only(second, "OrderPlanned").map((one) => one.order.quantityLots),
    [6],
  );
});
