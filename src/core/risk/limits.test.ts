import assert from "node:assert/strict";
import { test } from "node:test";
import type { RiskLimits } from "../model/config.ts";
import { validateLimits } from "./limit-bounds.ts";
import { findBreach } from "./limit-monitor.ts";
import { findProfile, limitsOf, PROFILE_NAMES } from "./profiles.ts";
import { createRiskState, engage, release, releaseRefusal } from "./trading-state.ts";

const USD = 1_000_000;
const DAY = 100_000 * USD;
const balanced = limitsOf("balanced", {});

test("every profile lies inside the hard bounds, and profiles tighten from aggressive to conservative", () => {
  for (const name of PROFILE_NAMES) assert.deepEqual(validateLimits(limitsOf(name, {})), [], name);
  const [careful, middle, bold] = (["conservative", "balanced", "aggressive"] as const).map((n) => limitsOf(n, {}));
  for (const key of Object.keys(balanced) as (keyof RiskLimits)[]) {
    const [low, mid, high] = [careful?.[key], middle?.[key], bold?.[key]];
    if (typeof low !== "number" || typeof mid !== "number" || typeof high !== "number") continue;
    assert.ok(low <= mid && mid <= high, key);
  }
  assert.equal(findProfile("reckless"), undefined);
});

test("limits outside their hard bound are named with what was and what is allowed", () => {
  assert.deepEqual(validateLimits({ ...balanced, riskPerTradeRatio: 0.02 }), []);
  assert.deepEqual(validateLimits({ ...balanced, riskPerTradeRatio: 0.021 }), [
    { field: "riskPerTradeRatio", was: 0.021, allowed: "above 0, at most 0.02" },
  ]);
  const fields = (changes: Partial<RiskLimits>): string[] =>
    validateLimits({ ...balanced, ...changes }).map((f) => f.field);
  assert.deepEqual(fields({ riskPerTradeRatio: 0 }), ["riskPerTradeRatio"]);
  assert.deepEqual(fields({ riskPerTradeRatio: Number.NaN }), ["riskPerTradeRatio"]);
  assert.deepEqual(fields({ positionsMax: 16 }), ["positionsMax"]);
  assert.deepEqual(fields({ positionsMax: 2.5 }), ["positionsMax"]);
  assert.deepEqual(fields({ deployedMaxRatio: 0.81, marginMaxRatio: 0.41 }), ["deployedMaxRatio", "marginMaxRatio"]);
  assert.deepEqual(fields({ symbolMaxRatio: null }), ["symbolMaxRatio"], "no silent unlimited");
  assert.deepEqual(fields({ dailyLossPauseRatio: 0.025, dailyLossHaltRatio: 0.02 }), ["dailyLossPauseRatio"]);
  assert.deepEqual(fields({ messagesReserveRatio: 0.3 }), ["messagesReserveRatio"]);
  assert.deepEqual(fields({ repeatSeconds: 0 }), ["repeatSeconds"]);
});

test("single limits on profile none are enforced alone", () => {
  assert.equal(limitsOf("none", {}).isEnforced, false);
  const limits = limitsOf("none", { positionsMax: 3 });
  assert.equal(limits.isEnforced, true);
  assert.equal(limits.positionsMax, 3);
  assert.equal(limits.orderValueMaxRatio, null);
  assert.deepEqual(validateLimits(limits), []);
});

test("loss limits are reached exactly at their figure, the gravest first", () => {
  const limits = { ...balanced, dailyLossAbsoluteMicros: 2_500 * USD };
  const at = (equity: number, peak = DAY): string => {
    const breach = findBreach(equity, DAY, peak, limits);
    return breach === null ? "-" : `${breach.limit} ${breach.action}`;
  };
  assert.equal(at(98_000 * USD + 1), "-");
  assert.equal(at(98_000 * USD), "dailyLossPause REDUCE");
  assert.equal(at(97_500 * USD + 1), "dailyLossPause REDUCE");
  assert.equal(at(97_500 * USD), "dailyLossAbsolute HALT");
  assert.equal(at(97_000 * USD), "dailyLossHalt HALT");
  assert.equal(at(99_000 * USD, 107_608 * USD), "-");
  assert.equal(at(92_000 * USD + 8_000 * USD, Math.round(DAY / 0.92)), "drawdownReduce REDUCE");
  assert.equal(at(99_000 * USD, 112_500 * USD), "drawdownHalt HALT");
  assert.equal(at(Number.NaN), "dailyLossHalt HALT", "an unknown equity is not a healthy one");
  assert.equal(findBreach(0, DAY, DAY, limitsOf("none", {})), null);
});

test("the switch only rises by itself and comes down by a person alone", () => {
  const state = createRiskState();
  assert.deepEqual(engage(state, "HALT", "limit:dailyLossHalt", "dailyLossHalt", 5), {
    kind: "TradingStateChanged",
    from: "ACTIVE",
    to: "HALT",
    by: "limit:dailyLossHalt",
    reason: "dailyLossHalt",
  });
  assert.equal(engage(state, "REDUCE", "ann", "softer", 6), null);
  assert.equal(engage(state, "HALT", "ann", "again", 6), null);
  assert.deepEqual(state, {
    tradingState: "HALT",
    latchedBy: "limit:dailyLossHalt",
    reason: "dailyLossHalt",
    since: 5,
    tsLossLatched: 5,
    volatility: { instruments: [] },
  });
  assert.equal(engage(state, "FLATTEN", "ann", "out", 7)?.from, "HALT");
  assert.equal(release(state, "limit:dailyLossHalt", "new day", 8, 6), null);
  assert.equal(release(state, "ann", "looked at it", 9, 6)?.to, "ACTIVE");
  assert.equal(release(state, "ann", "twice", 10, 6), null);
  assert.equal(state.latchedBy, "");
});

test("a loss stays latched until the next session began, whoever engaged beside it", () => {
  const table = `
    by                     level   | released in the same session | in the next one
    ann                    HALT    | -                            | -
    limit:venueErrors      REDUCE  | -                            | -
    limit:dailyLossPause   REDUCE  | LATCHED_UNTIL_NEXT_SESSION   | -
    limit:drawdownHalt     HALT    | LATCHED_UNTIL_NEXT_SESSION   | -`;
  for (const line of table.trim().split("\n").slice(1)) {
    const [engaged, same, next] = line.split("|").map((cell) => cell.trim());
    const [by, level] = (engaged as string).split(/ +/) as [string, "REDUCE" | "HALT"];
    const state = createRiskState();
    engage(state, level, by, "", 1_000);
    assert.equal(releaseRefusal(state, "ann", 900) ?? "-", same, line);
    assert.equal(releaseRefusal(state, "ann", 1_001) ?? "-", next, line);
  }
});

test("a loss that goes further in a later session latches anew, one that lasts does not", () => {
  const state = createRiskState();
  engage(state, "REDUCE", "limit:dailyLossPause", "", 1_000);
  engage(state, "REDUCE", "limit:dailyLossPause", "", 2_100);
  assert.equal(releaseRefusal(state, "ann", 2_000), null);
  engage(state, "HALT", "limit:drawdownHalt", "", 2_200);
  assert.equal(releaseRefusal(state, "ann", 2_000), "LATCHED_UNTIL_NEXT_SESSION");
  assert.equal(releaseRefusal(state, "ann", 3_000), null);
});

test("a loss latches beside a person's switch that is as high, and its first moment counts", () => {
  const state = createRiskState();
  engage(state, "FLATTEN", "ann", "out", 1_000);
  assert.equal(engage(state, "HALT", "limit:dailyLossHalt", "", 1_100), null);
  assert.equal(engage(state, "HALT", "limit:dailyLossHalt", "", 2_100), null);
  assert.equal(state.latchedBy, "ann");
  assert.equal(release(state, "ann", "", 1_200, 900), null);
  assert.equal(release(state, "ann", "", 2_200, 2_000)?.to, "ACTIVE");
  assert.equal(state.tsLossLatched, 0);
});
