import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutputRecord } from "../model/output-record.ts";
import { bustAtVenue } from "../simulation/bust-at-venue.ts";
import { foreignOrderAtVenue } from "../simulation/foreign-orders.ts";
import { suspendAtVenue } from "../simulation/hold-at-venue.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { createCore } from "./core.ts";
import { decodeState, encodeState } from "./encode-state.ts";
import type { World } from "./engine-fixture.test.ts";
import {
  command,
  createWorld,
  fireTimers,
  flat,
  give,
  moves,
  only,
  send,
  signalNow,
  slice,
  strategyConfig,
} from "./engine-fixture.test.ts";

const BRACKET = { unit: "micros", stop: 1_000_000, isTrailing: false, target: 2_000_000 } as const;

/** Ten lots long at 100.01 with a stop at 99.01 and a target at 102.01. */
function protectedWorld(participation: number | null = null): World {
  const made = createWorld({ participation });
  slice(made, 0, 0, [flat(10_000)]);
  send(made, "in", { bracket: BRACKET });
  slice(made, 0, 1, [flat(10_000)]);
  return made;
}

/** Protective orders that are not terminal, as `role quantity-filled @level status`. */
function legs(made: World): string[] {
  return (made.core.state.trading?.orders.live ?? [])
    .filter((order) => order.role === "stop" || order.role === "target")
    .map((leg) => `${leg.role} ${leg.quantityLots}-${leg.cumLots} @${leg.stopTicks ?? leg.limitTicks} ${leg.status}`);
}

function held(made: World): number {
  return made.core.state.trading?.ledger.strategyLots[0] ?? Number.NaN;
}

function alerts(records: readonly OutputRecord[]): string[] {
  return only(records, "RaiseAlert").map((alert) => `${alert.severity} ${alert.code}`);
}

function restart(made: World): void {
  made.core = createCore(decodeState(encodeState(made.core.state)));
}

test("a filled entry rests with a stop and a target of exactly its size, around its own price", () => {
  const made = protectedWorld();
  assert.equal(held(made), 10);
  assert.deepEqual(legs(made), ["stop 10-0 @9901 WORKING", "target 10-0 @10201 WORKING"]);
});

test("the stop closes the position, its target goes, the entry's signal ended once", () => {
  const made = protectedWorld();
  restart(made);
  const records = slice(made, 0, 2, [{ open: 9_950, high: 9_960, low: 9_890, close: 9_900 }]);
  assert.equal(held(made), 0);
  assert.deepEqual(legs(made), []);
  assert.ok(moves(records).some((move) => move.endsWith("WORKING>FILLED")));
  assert.deepEqual(
    only(made.outputs.flat(), "SignalEnded").map((end) => `${end.externalId} ${end.outcome}`),
    ["in FILLED"],
  );
  assert.equal(made.core.state.trading?.protections[0], null);
});

test("an entry that fills in parts is covered for what is filled, never for more", () => {
  // A bar of 1,000 lots gives 0.4 %: four lots at a time.
  const made = protectedWorld(0.004);
  assert.equal(held(made), 4);
  assert.deepEqual(legs(made), ["stop 4-0 @9901 WORKING", "target 4-0 @10201 WORKING"]);
  slice(made, 0, 2, [flat(10_000)]);
  assert.equal(held(made), 8);
  assert.deepEqual(legs(made), ["stop 8-0 @9901 WORKING", "target 8-0 @10201 WORKING"]);
  slice(made, 0, 3, [flat(10_000)]);
  assert.deepEqual(legs(made), ["stop 10-0 @9901 WORKING", "target 10-0 @10201 WORKING"]);
  const chain = only(made.outputs.flat(), "ReplaceOrder");
  assert.equal(
    new Set(chain.map((one) => one.clientOrderId)).size,
    chain.length,
    "every replacing order has its own id",
  );
});

test("a stop that the venue has parked is not resized: what it does not cover is watched by us", () => {
  const made = protectedWorld(0.004);
  const stop = made.core.state.trading?.orders.live.find((order) => order.role === "stop");
  const reports: VenueReport[] = [];
  suspendAtVenue(made.venue, stop?.venueOrderId ?? "", made.core.state.now, reports);
  for (const report of reports) give(made, report);
  slice(made, 0, 2, [flat(10_000)]);
  assert.equal(held(made), 8);
  assert.ok(legs(made).includes("stop 4-0 @9901 SUSPENDED"));
  assert.equal(made.core.state.trading?.protections[0]?.watchedLots, 4);
});

test("a parked target without a stop beside it is watched for what it does not cover", () => {
  const made = createWorld({ participation: 0.004 });
  slice(made, 0, 0, [flat(10_000)]);
  send(made, "in", { bracket: { unit: "micros", stop: null, isTrailing: false, target: 2_000_000 } });
  slice(made, 0, 1, [flat(10_000)]);
  const target = made.core.state.trading?.orders.live.find((order) => order.role === "target");
  const reports: VenueReport[] = [];
  suspendAtVenue(made.venue, target?.venueOrderId ?? "", made.core.state.now, reports);
  for (const report of reports) give(made, report);
  const records = slice(made, 0, 2, [flat(10_000)]);
  assert.equal(held(made), 8);
  assert.deepEqual(legs(made), ["target 4-0 @10201 SUSPENDED"]);
  assert.equal(made.core.state.trading?.protections[0]?.watchedLots, 4);
  assert.deepEqual(alerts([...records, ...slice(made, 0, 3, [flat(10_000)])]), []);
});

test("a target that fills in parts leaves a stop for the rest", () => {
  const made = protectedWorld();
  made.venue = { ...made.venue, participation: 0.004 };
  slice(made, 0, 2, [{ open: 10_100, high: 10_300, low: 10_100, close: 10_150 }]);
  assert.equal(held(made), 6);
  const open = (made.core.state.trading?.orders.live ?? []).filter((order) => order.role === "stop");
  assert.deepEqual(
    open.map((leg) => leg.quantityLots - leg.cumLots),
    [6],
  );
});

test("an exit signal takes the protective orders off first and closes once", () => {
  const made = protectedWorld();
  const records = send(made, "out", { intent: "exit", side: "sell" });
  const order = only(records, "SubmitOrder").map((one) => one.order);
  assert.equal(order.length, 1, "one closing order");
  const kinds = records
    .filter((one) => one.kind === "CancelOrder" || one.kind === "SubmitOrder")
    .map((one) => one.kind);
  assert.deepEqual(kinds, ["CancelOrder", "CancelOrder", "SubmitOrder"]);
  assert.equal(only(send(made, "again", { intent: "exit", side: "sell" }), "SignalEnded")[0]?.outcome, "DUPLICATE");
  slice(made, 0, 2, [flat(10_000)]);
  assert.equal(held(made), 0);
  assert.deepEqual(legs(made), []);
});

test("while a cancel of the protection is not answered the exit waits, over a restart too, and gets louder", () => {
  const made = protectedWorld();
  made.isSilent = true;
  const asked = send(made, "out", { intent: "exit", side: "sell" });
  assert.deepEqual(only(asked, "SubmitOrder"), []);
  restart(made);
  const later = fireTimers(made, made.core.state.now + 40_000_000);
  assert.ok(alerts(later).includes("critical EXIT_BLOCKED"));
  const later2 = fireTimers(made, made.core.state.now + 130_000_000);
  assert.ok(alerts(later2).includes("emergency EXIT_BLOCKED"));
  assert.equal(held(made), 10);
});

test("a second strategy's opposite position leaves less at the venue, the rest is watched and closed by us", () => {
  const made = createWorld({
    strategies: [
      strategyConfig({ id: "long" }),
      strategyConfig({ index: 1, id: "short", sizing: { kind: "fixed-quantity", quantityLots: 6 } }),
    ],
  });
  slice(made, 0, 0, [flat(10_000)]);
  send(made, "in", { bracket: { ...BRACKET, target: null } });
  send(made, "short", { strategy: 1, side: "sell", quantityLots: 6 });
  slice(made, 0, 1, [flat(10_000)]);
  const shortLots = made.core.state.trading?.ledger.strategyLots[1] ?? 0;
  const net = made.core.state.trading?.ledger.accountLots[0] ?? 0;
  assert.equal(net, 10 + shortLots);
  slice(made, 0, 2, [flat(10_000)]);
  const resting = (made.core.state.trading?.orders.live ?? []).filter((order) => order.role === "stop");
  const atVenue = resting.reduce((sum, leg) => sum + leg.quantityLots - leg.cumLots, 0);
  assert.ok(atVenue <= Math.max(0, net), `${atVenue} rest, the account holds ${net}`);
});

test("FLATTEN says flat only once the venue lists nothing, foreign orders and positions included", () => {
  const made = protectedWorld();
  const reports: VenueReport[] = [];
  foreignOrderAtVenue(
    made.venue,
    { instrument: 0, side: "buy", type: "limit", quantityLots: 5, limitTicks: 9_000, stopTicks: null },
    made.core.state.now,
    reports,
  );
  const engaged = command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  assert.deepEqual(
    only(engaged, "FlattenProgressed").map((one) => one.isFlat),
    [false],
  );
  restart(made);
  const closing = slice(made, 0, 2, [flat(10_000)]);
  assert.equal(held(made), 0);
  assert.deepEqual(
    only(closing, "FlattenProgressed").filter((one) => one.isFlat && one.openOrders !== 0),
    [],
    "not flat while the foreign order works",
  );
  const after = [...slice(made, 0, 3, [flat(10_000)]), ...slice(made, 0, 4, [flat(10_000)])];
  const all = made.outputs.flat();
  const certified = only(all, "FlattenProgressed").filter((one) => one.isFlat);
  assert.equal(certified.length, 1, `said once: ${after.length} outputs`);
  assert.equal(certified[0]?.openOrders, 0);
  assert.equal(certified[0]?.openPositions, 0);
  assert.equal(certified[0]?.closedLots, 10);
  assert.equal(made.venue.resting.flat().length, 0);
  assert.equal(only(all, "OrderAdopted").length, 1);
});

test("FLATTEN waits for a halted instrument and says what it waits for", () => {
  const made = protectedWorld();
  give(made, { kind: "InstrumentStatusChanged", seq: 0, ...at(made), instrument: 0, isHalted: true });
  command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  const waiting = only(slice(made, 0, 2, [flat(10_000)]), "FlattenProgressed");
  assert.equal(held(made), 10);
  assert.deepEqual(
    waiting.filter((one) => one.isFlat),
    [],
  );
  const told = only(made.outputs.flat(), "FlattenProgressed").at(-1);
  assert.deepEqual(told?.waitingFor, ["AAA: halted"]);
  give(made, { kind: "InstrumentStatusChanged", seq: 0, ...at(made), instrument: 0, isHalted: false });
  slice(made, 0, 3, [flat(10_000)]);
  slice(made, 0, 4, [flat(10_000)]);
  assert.equal(held(made), 0);
  assert.equal(only(made.outputs.flat(), "FlattenProgressed").at(-1)?.isFlat, true);
});

test("a busted entry fill takes its protection along", () => {
  const made = protectedWorld();
  const reports: VenueReport[] = [];
  const id = made.core.state.trading?.orders.terminal[0]?.venueOrderId ?? "";
  assert.equal(bustAtVenue(made.venue, id, "1", made.core.state.now, reports), true);
  for (const report of reports) give(made, report);
  assert.equal(held(made), 0);
  assert.deepEqual(legs(made), []);
});

test("an order by hand passes every check, twice the same within a minute is refused", () => {
  const made = createWorld({ limits: { isEnforced: true, orderValueMaxRatio: 0.05 } });
  slice(made, 0, 0, [flat(10_000)]);
  const signal = {
    ...signalNow(made),
    quantityLots: 7,
  };
  const first = command(made, { command: "manual-order", signal });
  assert.deepEqual(
    only(first, "SubmitOrder").map((one) => one.order.quantityLots),
    [7],
  );
  const second = command(made, { command: "manual-order", signal });
  assert.deepEqual(
    only(second, "CommandRefused").map((one) => one.code),
    ["DUPLICATE_ORDER"],
  );
  const big = command(made, { command: "manual-order", signal: { ...signal, quantityLots: 60 } });
  assert.deepEqual(only(big, "SubmitOrder"), []);
  assert.ok(moves(big).some((move) => move.includes("DENIED")));
});

function at(made: World): { tsEvent: number; tsReceived: number } {
  return { tsEvent: made.core.state.now, tsReceived: made.core.state.now };
}
