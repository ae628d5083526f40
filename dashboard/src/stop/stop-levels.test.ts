import assert from "node:assert/strict";
import { test } from "node:test";
import type { KillState } from "../../../src/contract/kill-switch.ts";
import { flattenPhrase, leftToDo, STOP_LEVELS, stopButtonText } from "./stop-levels.ts";

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
});

test("the dialog says what each level touches, and never a number it does not know", () => {
  assert.match(STOP_LEVELS[1]?.effect(known) ?? "", /cancels 6 working entry orders/);
  assert.match(STOP_LEVELS[2]?.effect(known) ?? "", /closes 14 open positions/);
  for (const level of STOP_LEVELS) assert.doesNotMatch(level.effect(unknown), /\d|null/);
  assert.equal(stopButtonText(1, known), "STOP NEW RISK");
  assert.equal(stopButtonText(3, known), "STOP AND CLOSE 14");
  assert.equal(flattenPhrase(14), "FLATTEN 14");
});

test("what is left depends on the level", () => {
  const progress = { openPositions: 2, workingEntries: 1, workingExits: 3 };
  assert.deepEqual(leftToDo(stateOf(1, progress)), []);
  assert.deepEqual(leftToDo(stateOf(2, progress)), ["1 entry order to cancel"]);
  assert.deepEqual(leftToDo(stateOf(3, progress)), ["1 entry order to cancel", "2 positions to close"]);
});
