import assert from "node:assert/strict";
import { test } from "node:test";
import type { RiskLimits } from "../model/config.ts";
import { limitsOf } from "./profiles.ts";
import { loosenedFields, TIGHTER, tightestLimits } from "./tighten-limits.ts";

const balanced = limitsOf("balanced", {});
const conservative = limitsOf("conservative", {});
const none = limitsOf("none", {});

test("the tightest of three layers wins field by field", () => {
  const account: RiskLimits = { ...balanced, positionsMax: 3, symbolMaxRatio: 0.4, messagesReserveRatio: 0.5 };
  const strategy: RiskLimits = { ...balanced, positionsMax: 4, orderQuantityMaxLots: 7, repeatSeconds: 3 };
  assert.deepEqual(tightestLimits(balanced, account, strategy), {
    ...balanced,
    positionsMax: 3,
    orderQuantityMaxLots: 7,
    messagesReserveRatio: 0.5,
    repeatSeconds: 3,
  });
});

test("a layer that is not set binds nothing and the portfolio's object comes back", () => {
  assert.equal(tightestLimits(balanced, null, null), balanced);
  const unset = limitsOf("none", { positionsMax: 2 });
  assert.deepEqual(tightestLimits(balanced, null, unset), { ...balanced, positionsMax: 2 });
});

test("what is only recorded is not enforced through another layer", () => {
  const strategy = limitsOf("none", { positionsMax: 2 });
  assert.equal(tightestLimits(none, null, strategy), strategy);
  assert.equal(tightestLimits(none, none, null).isEnforced, false);
  assert.equal(tightestLimits(conservative, none, null), conservative);
});

test("every figure of the limits has a direction, and only the loose direction is a loosening", () => {
  const fields = Object.keys(balanced).filter((key) => key !== "profile" && key !== "isEnforced");
  assert.deepEqual(TIGHTER.map(([field]) => field).sort(), fields.sort());
  for (const [field, direction] of TIGHTER) {
    const now: RiskLimits = { ...balanced, [field]: 5 };
    const [looser, tighter] = direction === "lower" ? [6, 4] : [4, 6];
    assert.deepEqual(loosenedFields(now, { ...now, [field]: looser }), [field]);
    assert.deepEqual(loosenedFields(now, { ...now, [field]: tighter }), []);
    assert.deepEqual(loosenedFields(now, { ...now, [field]: 5 }), []);
    assert.deepEqual(loosenedFields(now, { ...now, [field]: null }), [field]);
    assert.deepEqual(loosenedFields({ ...now, [field]: null }, now), []);
  }
  assert.deepEqual(loosenedFields(balanced, none), ["isEnforced"]);
  assert.deepEqual(loosenedFields(none, limitsOf("aggressive", {})), []);
});
