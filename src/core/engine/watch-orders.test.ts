import assert from "node:assert/strict";
import { test } from "node:test";
import { withdrawOrder } from "./submit-order.ts";
import type { Output } from "../model/output.ts";
import { createWorld, send } from "./engine-fixture.test.ts";
import { findOrder } from "../execution/order-book.ts";
import {
  alerts,
  arrive,
  bar,
  block,
  count,
  held,
  lossyWorld,
  order,
  pass,
  rest,
  stateOf,
} from "./lossy-venue-fixture.test.ts";
import type { LossyWorld } from "./lossy-venue-fixture.test.ts";
import { requestSnapshot, scheduleReconcile } from "./watch-orders.ts";
import { fireReconcile } from "./fire-reconcile.ts";

/** Asks for a cancel as the engine does; its command passes the network. */
function cancel(lossy: LossyWorld, index: number): void {
  const { core } = lossy.world;
  const found = core.state.trading === null ? null : findOrder(core.state.trading.orders, index);
  assert(found !== null);
  const outputs: Output[] = [];
  withdrawOrder(core, found, "TEST", outputs);
}

test("F01, F03: a submit whose answer is lost becomes UNKNOWN, is asked about, and resolves to the venue's state", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  const index = rest(lossy, "a");
  assert.equal(stateOf(lossy, index), "SENDING 0/10");
  pass(lossy, 5);
  assert.equal(stateOf(lossy, index), "UNKNOWN 0/10");
  lossy.losesAnswer = () => false;
  pass(lossy, 10);
  assert.equal(stateOf(lossy, index), "WORKING 0/10");
  assert.equal(count(lossy, "SubmitOrder"), 1);
});

test("F02: a submit that never arrived ends NOT_SENT only after repeated denials, time and a list that lacks it", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesCommand = (command) => command.kind === "SubmitOrder";
  const index = rest(lossy, "a");
  const states: string[] = [];
  for (let second = 0; second < 40; second += 1) {
    pass(lossy, 1);
    const state = stateOf(lossy, index);
    if (states.at(-1) !== state) states.push(state);
    if (state.startsWith("NOT_SENT")) break;
  }
  assert.deepEqual(states, ["SENDING 0/10", "UNKNOWN 0/10", "NOT_SENT 0/10"]);
  assert.equal(count(lossy, "SubmitOrder"), 1);
  assert.equal(count(lossy, "ProbeOrder") >= 3, true);
  pass(lossy, 200);
  assert.equal(count(lossy, "SubmitOrder"), 1);
});

test("F02: without a complete list an order stays UNKNOWN however often it is denied, and is alerted once", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesCommand = (command) => command.kind === "SubmitOrder";
  lossy.spoil = (snapshot) => ({ ...snapshot, areOrdersComplete: false, orders: [] });
  const index = rest(lossy, "a");
  pass(lossy, 29);
  assert.equal(alerts(lossy).includes("ORDER_UNKNOWN"), false);
  pass(lossy, 600);
  assert.equal(stateOf(lossy, index), "UNKNOWN 0/10");
  assert.equal(alerts(lossy).filter((code) => code === "ORDER_UNKNOWN").length, 1);
});

test("F02: one denial delivered many times is one denial", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesCommand = (command) => command.kind === "SubmitOrder";
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  const index = rest(lossy, "a");
  pass(lossy, 60);
  const [first] = lossy.lost;
  lossy.losesAnswer = () => false;
  lossy.losesCommand = (command) => command.kind === "SubmitOrder" || command.kind === "ProbeOrder";
  for (let i = 0; i < 20; i += 1) if (first !== undefined) arrive(lossy, structuredClone(first));
  pass(lossy, 30);
  assert.equal(stateOf(lossy, index), "UNKNOWN 0/10");
});

test("F11: a cancel that is never answered stays pending, leaves three times blindly, and is alerted once", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  const index = rest(lossy, "a");
  lossy.losesCommand = (command) => command.kind === "CancelOrder";
  lossy.records.length = 0;
  cancel(lossy, index);
  pass(lossy, 59);
  // The first one left with the request itself.
  assert.equal(count(lossy, "CancelOrder"), 2);
  pass(lossy, 541);
  assert.equal(stateOf(lossy, index), "WORKING 0/10 pending cancel");
  // From then on only a list that still shows the order sends another.
  assert.equal(count(lossy, "CancelOrder") <= 12, true);
  assert.equal(alerts(lossy).filter((code) => code === "CANCEL_UNANSWERED").length, 1);
  lossy.losesCommand = () => false;
  pass(lossy, 120);
  assert.equal(stateOf(lossy, index), "CANCELED 0/10");
});

test("F11: a cancel whose request was lost once is sent again and settles", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  const index = rest(lossy, "a");
  cancel(lossy, index);
  pass(lossy, 6);
  assert.equal(stateOf(lossy, index), "CANCELED 0/10");
});

test("RISK-10: ten answers of the venue that fail within a minute take the account to REDUCE", () => {
  const lossy = lossyWorld({ reconcileSeconds: 5 });
  bar(lossy, 10_000);
  lossy.spoil = (snapshot) => ({ ...snapshot, arePositionsComplete: false });
  for (let i = 0; i < 9; i += 1) {
    const outputs: Output[] = [];
    requestSnapshot(lossy.world.core, 0, "cycle", outputs);
    const [asked] = outputs;
    assert(asked?.kind === "RequestSnapshot");
    const link = lossy.world.core.state.trading?.links[0];
    assert(link !== undefined);
    link.failures.push(lossy.world.core.state.now);
    link.requestId = 0;
  }
  assert.equal(lossy.world.core.state.trading?.risk.tradingState, "ACTIVE");
  pass(lossy, 6);
  assert.equal(lossy.world.core.state.trading?.risk.tradingState, "REDUCE");
});

test("F26: no answer to a snapshot blocks the account and is asked again, further and further apart", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  order(lossy, "a", 9_900);
  bar(lossy, 9_800);
  lossy.records.length = 0;
  lossy.losesAnswer = (answer) => answer.kind === "AccountSnapshot";
  pass(lossy, 120);
  assert.equal(block(lossy), "UNANSWERED");
  const asked = count(lossy, "RequestSnapshot");
  assert.equal(asked >= 4 && asked <= 7, true, `asked ${asked} times`);
  assert.equal(held(lossy), 10);
});

test("every live order has an expected next event: whatever is under way has a timer after a cycle", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  const index = rest(lossy, "a");
  const { state } = lossy.world.core;
  state.timers.splice(0, state.timers.length);
  scheduleReconcile(lossy.world.core, 0);
  const outputs: Output[] = [];
  fireReconcile(lossy.world.core, 0, outputs);
  assert.equal(
    state.timers.some((timer) => timer.purpose === "order-timeout" && timer.order === index),
    true,
  );
  assert.equal(
    outputs.some((output) => output.kind === "ProbeOrder"),
    true,
  );
});

test("a venue in the house is not asked, compared or timed beyond its submits", () => {
  const world = createWorld();
  world.isSilent = true;
  send(world, "a", { orderType: "limit", limitMicros: 90_000_000 });
  const { state } = world.core;
  assert.deepEqual(
    state.timers.map((timer) => timer.purpose),
    ["order-timeout"],
  );
  const outputs: Output[] = [];
  requestSnapshot(world.core, 0, "cycle", outputs);
  scheduleReconcile(world.core, 0);
  fireReconcile(world.core, 0, outputs);
  assert.deepEqual(outputs, []);
  assert.equal(state.timers.length, 1);
});
