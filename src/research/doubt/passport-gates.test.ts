import assert from "node:assert/strict";
import { test } from "node:test";
import type { GateEvidence, GateName } from "./passport-gates.ts";
import { passportGates } from "./passport-gates.ts";

/** Everything at its threshold: just enough. */
const ENOUGH: GateEvidence = {
  days: 756,
  trades: 30,
  outOfSample: { method: "walk-forward", windows: 8, days: 504, trades: 30, totalReturn: 0.1, efficiency: 0.5 },
  lookAhead: { isClean: true, bars: 756, cuts: 32, finding: null },
  recursive: {
    isStable: true,
    warmUpBars: 70,
    starts: 3,
    compared: 1_000,
    features: [],
    decisionsChanged: 0,
    firstDecision: null,
  },
  costs: { points: [{ factor: 2, totalReturn: 0, trades: 30 }], breakEven: 2, breakEvenReason: null },
  profitableShare: 0.7,
  neighbours: 24,
  probabilisticSharpe: 0.95,
  deflatedSharpe: 0.95,
  trials: 25,
  overfitting: 0.2,
  singleTradeShare: 0.5,
  drawdown: 0.3,
  drawdownLimit: 0.3,
};

test("just enough passes every gate", () => {
  const gates = passportGates(ENOUGH);
  assert.equal(gates.length, 12);
  for (const gate of gates) assert.equal(gate.isPassed, true, `${gate.name}: ${gate.reason}`);
});

test("a little less fails that gate alone, and what cannot be measured is not passed", () => {
  const outOfSample = ENOUGH.outOfSample;
  assert.ok(outOfSample !== null);
  const finding = {
    bar: "2024-03-04T21:00:00.000Z",
    index: 7,
    instrument: "AAA",
    what: "order",
    withFuture: "entry buy",
    withoutFuture: null,
    barsAhead: 1,
  } as const;
  const recursive = ENOUGH.recursive;
  const table: readonly [GateName, boolean | null, Partial<GateEvidence>, RegExp][] = [
    ["history", false, { days: 755 }, /755 sessions/],
    ["trades", false, { trades: 29 }, /29 closed/],
    ["outOfSample", null, { outOfSample: null }, /too few sessions/],
    ["outOfSample", false, { outOfSample: { ...outOfSample, trades: 29 } }, /29 trades/],
    ["outOfSample", false, { outOfSample: { ...outOfSample, efficiency: 0.49 } }, /49\.0 %/],
    ["outOfSample", false, { outOfSample: { ...outOfSample, efficiency: null } }, /no profit in sample/],
    [
      "lookAhead",
      false,
      { lookAhead: { ...ENOUGH.lookAhead, isClean: false, finding } },
      /order of AAA at the bar closing 2024-03-04T21:00:00\.000Z \(bar 7\)/,
    ],
    ["recursive", null, { recursive: { ...recursive, starts: 0 } }, /warm-up of 70/],
    [
      "recursive",
      false,
      { recursive: { ...recursive, isStable: false, decisionsChanged: 2, firstDecision: "2024" } },
      /2 decisions/,
    ],
    [
      "recursive",
      false,
      {
        recursive: {
          ...recursive,
          isStable: false,
          features: [{ feature: "ema period=9", instrument: "AAA", bar: "2024", change: 1 }],
        },
      },
      /ema period=9 of AAA/,
    ],
    [
      "costStress",
      false,
      { costs: { ...ENOUGH.costs, points: [{ factor: 2, totalReturn: -1e-9, trades: 1 }] } },
      /-0\.0 %/,
    ],
    ["costStress", null, { costs: { ...ENOUGH.costs, points: [] } }, /unknown/],
    ["neighbourhood", false, { profitableShare: 0.69 }, /69\.0 % of 24/],
    ["neighbourhood", null, { profitableShare: null }, /no parameter/],
    ["probabilisticSharpe", false, { probabilisticSharpe: 0.949 }, /94\.9 %/],
    ["probabilisticSharpe", null, { probabilisticSharpe: null }, /no variance/],
    ["deflatedSharpe", false, { deflatedSharpe: 0.949 }, /25 evaluations/],
    ["overfitting", false, { overfitting: 0.21 }, /21\.0 %/],
    ["overfitting", false, { overfitting: "NO_TRIALS" }, /NO_TRIALS/],
    ["overfitting", false, { overfitting: "TOO_FEW_DAYS" }, /TOO_FEW_DAYS/],
    ["singleTrade", false, { singleTradeShare: 0.51 }, /51\.0 %/],
    ["singleTrade", false, { singleTradeShare: null }, /no profit/],
    ["drawdown", false, { drawdown: 0.31 }, /31\.0 %/],
    ["drawdown", null, { drawdown: null }, /no days/],
  ];
  for (const [name, isPassed, change, reason] of table) {
    for (const gate of passportGates({ ...ENOUGH, ...change })) {
      assert.equal(gate.isPassed, gate.name === name ? isPassed : true, `${name}: ${gate.name} ${gate.reason}`);
      if (gate.name === name) assert.match(gate.reason, reason);
    }
  }
  assert.deepEqual(new Set(table.map(([name]) => name)), new Set(passportGates(ENOUGH).map((gate) => gate.name)));
});
