import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "../risk/profiles.ts";
import { createCore } from "./core.ts";
import { decodeState, encodeState } from "./encode-state.ts";
import type { World } from "./engine-fixture.test.ts";
import {
  command,
  createWorld,
  fireTimers,
  flat,
  moves,
  only,
  send,
  slice,
  strategyConfig,
} from "./engine-fixture.test.ts";

/** A world with bars up to minute 1 of the first session and, when wanted, ten lots long. */
function world(options: Parameters<typeof createWorld>[0] = {}, isLong = false): World {
  const made = createWorld(options);
  const bars = Array.from({ length: options.instruments ?? 1 }, () => flat(10_000));
  slice(made, 0, 0, bars);
  if (isLong) send(made, "setup");
  slice(made, 0, 1, bars);
  return made;
}

function lotsOf(made: World): number {
  return made.core.state.trading?.ledger.strategyLots[0] ?? Number.NaN;
}

/** Goes on from a snapshot, as after a restart. */
function restart(made: World): void {
  made.core = createCore(decodeState(encodeState(made.core.state)));
}

test("REDUCE refuses entries and lets exits pass, also after a restart, until a person releases it", () => {
  const made = world({}, true);
  assert.equal(lotsOf(made), 10);
  command(made, { command: "engage-kill-switch", level: "REDUCE" });
  restart(made);
  send(made, "x", { intent: "exit", side: "sell" });
  slice(made, 0, 2, [flat(10_000)]);
  assert.equal(lotsOf(made), 0);
  const denied = only(send(made, "e"), "SignalEnded");
  assert.deepEqual(
    denied.map((end) => [end.outcome, end.reason]),
    [["DENIED", "KILL_SWITCH"]],
  );
  command(made, { command: "release-kill-switch" });
  send(made, "e2");
  slice(made, 0, 3, [flat(10_000)]);
  assert.equal(lotsOf(made), 10);
});

test("HALT cancels the entries that work and denies new ones; the position stays", () => {
  const made = world({}, true);
  send(made, "more", { side: "sell", intent: "entry", orderType: "limit", limitMicros: 110_000_000 });
  const engaged = command(made, { command: "engage-kill-switch", level: "HALT" });
  assert.deepEqual(only(engaged, "CancelOrder").length, 1, "the entry is taken back, the closing leg is not");
  assert.ok(moves(engaged).some((move) => /WORKING>CANCELED/.test(move)));
  restart(made);
  const ended = only(send(made, "again"), "SignalEnded");
  assert.equal(ended[0]?.outcome === "DENIED" || ended[0]?.outcome === "DUPLICATE", true);
  assert.equal(lotsOf(made), 10);
  // Never lowered by asking for less.
  command(made, { command: "engage-kill-switch", level: "REDUCE" });
  assert.equal(made.core.state.trading?.risk.tradingState, "HALT");
});

test("FLATTEN cancels entries and closes every position by orders", () => {
  const strategies = [
    strategyConfig({ instruments: [0, 1] }),
    strategyConfig({ index: 1, id: "second", instruments: [0, 1] }),
  ];
  const made = world({ strategies, instruments: 2 });
  send(made, "a");
  send(made, "b", { instrument: 1, side: "sell" });
  send(made, "c", { strategy: 1 });
  slice(made, 0, 2, [flat(10_000), flat(10_000)]);
  send(made, "d", { strategy: 1, instrument: 1, orderType: "limit", limitMicros: 90_000_000 });
  const lots = (): number[] => [...(made.core.state.trading?.ledger.strategyLots ?? [])];
  assert.deepEqual(lots(), [10, -10, 10, 0, 0, 0]);
  command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  restart(made);
  slice(made, 0, 3, [flat(10_000), flat(10_000)]);
  assert.deepEqual(lots(), [0, 0, 0, 0, 0, 0]);
  assert.equal(made.core.state.trading?.orders.live.length, 0);
});

test("a decision at the session's last close waits as INTENT and fills at the next open", () => {
  const made = world();
  slice(made, 0, 9, [flat(10_000)]);
  const decided = send(made, "late");
  assert.deepEqual(moves(decided), [], "planned, not sent");
  assert.equal(only(decided, "OrderPlanned").length, 1);
  restart(made);
  const opened = slice(made, 1, 0, [{ open: 10_100, high: 10_200, low: 10_050, close: 10_150 }]);
  assert.deepEqual(moves(opened), [
    "0 INTENT>APPROVED",
    "0 APPROVED>SENDING",
    "0 SENDING>ACCEPTED",
    "0 ACCEPTED>WORKING",
    "0 WORKING>FILLED",
  ]);
  assert.deepEqual(
    only(opened, "FillBooked").map((fill) => fill.priceTicks),
    [10_102],
  );
  assert.deepEqual(only(opened, "DecisionTraced").length, 1, "the checks of the open are told");
});

test("an entry decided after the close under HALT is denied at once, and does not wait for a release", () => {
  const made = world();
  slice(made, 0, 9, [flat(10_000)]);
  command(made, { command: "engage-kill-switch", level: "HALT" });
  const decided = send(made, "late");
  assert.deepEqual(
    only(decided, "SignalEnded").map((end) => [end.outcome, end.reason]),
    [["DENIED", "KILL_SWITCH"]],
  );
  command(made, { command: "release-kill-switch" });
  const opened = slice(made, 1, 0, [flat(10_000)]);
  assert.deepEqual(only(opened, "SubmitOrder"), []);
  assert.equal(lotsOf(made), 0);
});

test("an exit that ran out of its day is sent again in the next session, its signal ends once", () => {
  const made = world({}, true);
  send(made, "out", { intent: "exit", side: "sell", orderType: "limit", limitMicros: 101_000_000 });
  const dayEnd = slice(made, 0, 9, [flat(10_000)]);
  assert.ok(moves(dayEnd).includes("1 WORKING>EXPIRED:DAY_END"));
  assert.deepEqual(only(dayEnd, "SignalEnded"), []);
  assert.equal(only(dayEnd, "OrderPlanned")[0]?.order.attempt, 1);
  restart(made);
  const next = slice(made, 1, 0, [{ open: 10_000, high: 10_200, low: 10_000, close: 10_000 }]);
  assert.deepEqual(
    only(next, "SignalEnded").map((end) => [end.externalId, end.outcome]),
    [["out", "FILLED"]],
  );
  assert.equal(lotsOf(made), 0);
});

test("a reversal by limit whose exit is sent again still has one outcome", () => {
  const made = world({}, true);
  send(made, "turn", { side: "sell", orderType: "limit", limitMicros: 101_000_000 });
  const ends = [
    ...slice(made, 0, 9, [flat(10_000)]),
    ...slice(made, 1, 0, [{ open: 10_000, high: 10_200, low: 10_000, close: 10_000 }]),
  ];
  assert.equal(only(ends, "SignalEnded").filter((end) => end.externalId === "turn").length, 1);
});

test("a submit without an answer becomes UNKNOWN after five seconds, and still counts", () => {
  const made = world();
  made.isSilent = true;
  send(made, "lost");
  const fired = fireTimers(made, made.core.state.now + 5_000_000);
  assert.deepEqual(moves(fired), ["0 SENDING>UNKNOWN:NO_ANSWER"]);
  assert.equal(only(fired, "RaiseAlert")[0]?.code, "ORDER_UNKNOWN");
  assert.deepEqual(
    only(send(made, "more"), "SignalEnded").map((end) => end.outcome),
    ["DUPLICATE"],
  );
});

test("the same signal id twice is one decision, also over a restart", () => {
  const made = world();
  send(made, "same");
  restart(made);
  const again = send(made, "same");
  assert.deepEqual(
    only(again, "SignalEnded").map((end) => [end.outcome, end.reason]),
    [["DUPLICATE", "SAME_ID"]],
  );
  assert.deepEqual(only(again, "OrderPlanned"), []);
});

test("an exit takes the entry back that has not filled", () => {
  const made = world();
  send(made, "in", { orderType: "limit", limitMicros: 90_000_000 });
  const out = send(made, "out", { intent: "exit", side: "sell" });
  assert.ok(moves(out).some((move) => move.startsWith("0 WORKING>CANCELED")));
  assert.deepEqual(
    only(out, "SignalEnded")
      .map((end) => [end.externalId, end.outcome])
      .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    [
      ["in", "CANCELED"],
      ["out", "WITHDRAWN"],
    ],
  );
  assert.equal(made.core.state.trading?.orders.live.length, 0);
});

test("the day's loss is counted from the last mark before the session", () => {
  const limits = { ...limitsOf("balanced", {}), orderValueMaxRatio: 1, symbolMaxRatio: 1, deployedMaxRatio: 1 };
  const strategies = [strategyConfig({ sizing: { kind: "fixed-quantity", quantityLots: 400 } })];
  const made = world({ limits, strategies }, true);
  // 400 lots from 100.01 to 96.00 lose 1.6 %: below the pause of 2 % of the day.
  slice(made, 0, 2, [flat(9_600)]);
  assert.equal(made.core.state.trading?.risk.tradingState, "ACTIVE");
  slice(made, 1, 0, [flat(9_200)]);
  assert.equal(made.core.state.trading?.risk.tradingState, "ACTIVE", "another 1.6 %, but of a new day");
  const breach = slice(made, 1, 1, [flat(9_050)]);
  assert.deepEqual(
    only(breach, "LimitBreached").map((one) => [one.limit, one.action]),
    [["dailyLossPause", "REDUCE"]],
  );
});

test("a drawdown latches over days and no limit's machine releases it", () => {
  const limits = {
    ...limitsOf("balanced", {}),
    ...{ orderValueMaxRatio: 1, symbolMaxRatio: 1, deployedMaxRatio: 1 },
    ...{ dailyLossPauseRatio: null, dailyLossHaltRatio: null },
  };
  const strategies = [strategyConfig({ sizing: { kind: "fixed-quantity", quantityLots: 400 } })];
  const made = world({ limits, strategies }, true);
  slice(made, 0, 2, [flat(9_000)]);
  slice(made, 1, 0, [flat(8_500)]);
  const breach = slice(made, 2, 0, [flat(7_900)]);
  assert.deepEqual(
    only(breach, "LimitBreached").map((one) => [one.limit, one.action]),
    [["drawdownReduce", "REDUCE"]],
  );
  slice(made, 3, 0, [flat(10_500)]);
  assert.equal(made.core.state.trading?.risk.tradingState, "REDUCE", "a recovery releases nothing");
  restart(made);
  assert.equal(made.core.state.trading?.risk.tradingState, "REDUCE");
});
