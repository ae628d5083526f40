import assert from "node:assert/strict";
import { test } from "node:test";
import type { KillState } from "../../../src/contract/kill-switch.ts";
import { doneSoFar, flattenPhrase, leftToDo, STOP_LEVELS, stopButtonText } from "./stop-levels.ts";

const known = { openPositions: 14, workingEntries: 6 };
const unknown = { openPositions: null, workingEntries: null };
const stateOf = (level: number, progress: KillState["progress"]): KillState => ({
  state: "HALT",
  level,
  scope: "all",
  engagedAt: null,
  engagedBy: null,
  reason: null,
  progress,
  certificate: null,
});

test("the dialog says what each level touches, and never a number it does not know", () => {
  assert.match(STOP_LEVELS[1]?.effect(known) ?? "", /cancels 6 working entry orders/);
  assert.match(STOP_LEVELS[2]?.effect(known) ?? "", /closes 14 open positions/);
  for (const level of STOP_LEVELS) assert.doesNotMatch(level.effect(unknown), /\d|null/);
  assert.equal(stopButtonText(1, known), "STOP NEW RISK");
  assert.equal(stopButtonText(3, known), "STOP AND CLOSE 14");
  assert.equal(flattenPhrase(14), "FLATTEN 14");
});

const progress: KillState["progress"] = {
  openPositions: 2,
  openOrders: 4,
  workingEntries: 1,
  workingExits: 3,
  cancelledOrders: 0,
  closedLots: 0,
  waitingFor: [],
};
const nothingOpen = { ...progress, openPositions: 0, openOrders: 0, workingEntries: 0, workingExits: 0 };

test("what is left depends on the level", () => {
  assert.deepEqual(leftToDo(stateOf(1, progress)), []);
  assert.deepEqual(leftToDo(stateOf(2, progress)), ["1 entry order to cancel"]);
  assert.deepEqual(leftToDo(stateOf(3, { ...progress, waitingFor: ["QQQ: market closed"] })), [
    "4 live orders",
    "2 positions to close",
    "waits for QQQ: market closed",
  ]);
});

test("nothing open in our books is not flat: only the certificate is", () => {
  assert.deepEqual(leftToDo(stateOf(3, nothingOpen)), ["the venue's word that nothing is left"]);
  const certificate = { seq: 1 } as KillState["certificate"];
  assert.deepEqual(leftToDo({ ...stateOf(3, nothingOpen), certificate }), []);
});

test("what is done is counted, and nothing is said of nothing", () => {
  assert.equal(doneSoFar(stateOf(2, progress)), "");
  assert.equal(
    doneSoFar(stateOf(3, { ...progress, cancelledOrders: 1, closedLots: 30 })),
    "1 order cancelled, 30 lots closed",
  );
});
