import assert from "node:assert/strict";
import { test } from "node:test";
import { PLAIN_VENUE } from "../core/model/venue-model.ts";
import type { VenueModel } from "../core/model/venue-model.ts";
import { readStrategyFile } from "./strategy-file.ts";
import type { StrategyFile } from "./strategy-file.ts";

const BASE = "id: a\nkind: mine\ninstruments: [SPY, QQQ]\ntimeframe: 1m\n";
const RULES = { kinds: [{ kind: "mine", parameters: [] }], checkLimits: () => [] };

function read(text: string): StrategyFile {
  const result = readStrategyFile(`${BASE}${text}\n`, "a.yaml", RULES);
  assert.ok(result.ok, JSON.stringify(result));
  return result.strategy;
}

function problemsOf(text: string): string[] {
  const result = readStrategyFile(`${BASE}${text}\n`, "a.yaml", RULES);
  assert.ok(!result.ok, text);
  return result.problems.map((problem) => problem.message);
}

const MODELS: readonly (readonly [string, Partial<VenueModel>])[] = [
  ["next-bar-open", {}],
  ["{ kind: next-bar-open, latencyMs: 250 }", { latencyMicros: 250_000 }],
  ["{ kind: next-bar-open, delayBars: 2 }", { delayBars: 2 }],
  ["same-bar-close", { name: "same-bar-close" }],
  ["{ kind: quotes, halfSpreadBps: 2 }", { name: "quotes", price: { kind: "half-spread-bps", bps: 2 } }],
  [
    "{ kind: quotes, halfSpreadTicks: 1, maxShare: 0.2, latencyMs: 5 }",
    { name: "quotes", price: { kind: "half-spread-ticks", ticks: 1 }, participation: 0.2, latencyMicros: 5_000 },
  ],
  ["{ kind: fixed-ticks, ticks: 3 }", { name: "fixed-ticks", price: { kind: "fixed-ticks", ticks: 3 } }],
  ["{ kind: participation, maxShare: 0.1 }", { name: "participation", participation: 0.1 }],
  ["volume-share", { name: "volume-share", price: { kind: "volume-share", impact: 0.1 }, participation: 0.025 }],
  [
    "{ kind: volume-share, maxShare: 0.5, priceImpact: 0.2 }",
    { name: "volume-share", price: { kind: "volume-share", impact: 0.2 }, participation: 0.5 },
  ],
];

test("every fill model by name, with what it may say", () => {
  for (const [text, model] of MODELS) {
    const strategy = read(`fillModel: ${text}`);
    assert.deepEqual(strategy.venueModel, { ...PLAIN_VENUE, ...model }, text);
    assert.equal(strategy.fillModel, model.name === "same-bar-close" ? model.name : "next-bar-open");
    // Slippage in basis points is for the models that do not price takers themselves.
    assert.equal(strategy.costs.slippageBps, model.price === undefined ? 10 : 0, text);
  }
});

test("every cost model by name", () => {
  const of = (text: string): (number | string | null)[] => {
    const { costs, costModel, venueModel } = read(`costs: ${text}`);
    const { commissionPerOrderMicros, commissionPerUnitMicros, commissionBps, slippageBps } = costs;
    return [costModel, commissionPerOrderMicros, commissionPerUnitMicros, commissionBps, slippageBps, venueModel.fees];
  };
  assert.deepEqual(of("{}"), [null, 1_000_000, 0, 0, 10, "none"]);
  assert.deepEqual(of("flat"), ["flat", 1_000_000, 0, 0, 10, "none"]);
  assert.deepEqual(of("{ model: flat, commissionPerOrder: 2.5 }"), ["flat", 2_500_000, 0, 0, 10, "none"]);
  assert.deepEqual(of("{ model: per-unit, commissionPerUnit: 0.005 }"), ["per-unit", 0, 5_000, 0, 10, "none"]);
  assert.deepEqual(of("{ model: bps, commissionBps: 3, slippageBps: 0 }"), ["bps", 0, 0, 3, 0, "none"]);
  assert.deepEqual(of("zero"), ["zero", 0, 0, 0, 0, "none"]);
  const regulatory = "us-equity-regulatory";
  assert.deepEqual(of(regulatory), [regulatory, 1_000_000, 0, 0, 10, regulatory]);
  assert.deepEqual(of(`{ model: ${regulatory}, commissionPerOrder: 0 }`), [regulatory, 0, 0, 0, 10, regulatory]);
});

test("financing by default and by symbol", () => {
  assert.deepEqual(read("financing: { borrowRate: 0.03, borrowRates: { QQQ: 0.25 }, debitRate: 0.08 }").financing, {
    borrowRate: 0.03,
    borrowRates: { QQQ: 0.25 },
    debitRate: 0.08,
  });
  assert.deepEqual(read("").financing, { borrowRate: 0, borrowRates: {}, debitRate: 0 });
});

test("orders of any strategy: entry, level, time in force, bracket", () => {
  assert.equal(read("").orders, null);
  assert.deepEqual(read("orders: { entry: limit, offsetBps: 5, tif: gtc }").orders, {
    entry: "limit",
    offsetBps: 5,
    tif: "gtc",
    bracket: null,
    trailing: false,
  });
  assert.deepEqual(read("orders: { trailing: true, bracket: { unit: atr, stop: 2, target: 3 } }").orders, {
    entry: "market",
    offsetBps: 0,
    tif: "day",
    bracket: { unit: "atr", stop: 2, target: 3, atrPeriod: 14 },
    trailing: true,
  });
});

const REFUSALS: readonly (readonly [string, RegExp])[] = [
  ["orders: { entry: limt }", /orders\.entry was limt, allowed is one of .* Did you mean "limit"\?/],
  ["orders: { offsetBps: 5 }", /orders\.offsetBps is for limit and stop entries/],
  ["orders: { trailing: true }", /orders\.trailing needs the stop of orders\.bracket/],
  ["orders: { bracket: { unit: percent } }", /neither stop nor target/],
  ["orders: { bracket: { stop: 1 } }", /orders\.bracket\.unit is missing/],
  [
    "orders: { bracket: { unit: percent, stop: 100 } }",
    /orders\.bracket\.stop was 100, allowed is a percentage below 100/,
  ],
  ["orders: { bracket: { unit: r, stop: 1, atrPeriod: 5 } }", /atrPeriod is for unit atr/],
  ["fillModel: next-bar-opne", /fillModel was next-bar-opne, allowed is one of .* Did you mean "next-bar-open"\?/],
  ["fillModel: { kind: quote, halfSpreadBps: 1 }", /fillModel\.kind was quote, .*Did you mean "quotes"\?/],
  ["fillModel: quotes", /fillModel quotes wants to know more: \{ kind: quotes, halfSpreadBps: 2 \}/],
  ["fillModel: { kind: quotes }", /are both missing; give one of them/],
  ["fillModel: { kind: quotes, halfSpreadBps: 1, halfSpreadTicks: 1 }", /two widths of one spread/],
  ["fillModel: { kind: participation }", /fillModel\.maxShare is missing/],
  ["fillModel: { kind: participation, maxShare: 0 }", /maxShare was 0, allowed is a number above 0 to 1/],
  ["fillModel: { kind: same-bar-close, latencyMs: 1 }", /unknown key "fillModel\.latencyMs"/],
  ["fillModel: { kind: fixed-ticks, tick: 1 }", /unknown key "fillModel\.tick"\. Did you mean "ticks"\?/],
  ["fillModel: { latencyMs: 1 }", /fillModel\.kind is missing/],
  ["fillModel: { kind: fixed-ticks, ticks: 1 }\ncosts: { slippageBps: 5 }", /both say what takers pay; give one/],
  ["costs: zeros", /costs was zeros, allowed is one of .* Did you mean "zero"\?/],
  ["costs: per-unit", /costs per-unit wants \{ model: per-unit, commissionPerUnit: \.\.\. \}/],
  ["costs: { model: bps }", /costs\.commissionBps is missing/],
  ["costs: { model: zero, slippageBps: 3 }", /unknown key "costs\.slippageBps"/],
  ["costs: { model: flat, commissionBps: 3 }", /unknown key "costs\.commissionBps"/],
  ["financing: { borrowRates: { IWM: 0.1 } }", /unknown key "financing\.borrowRates\.IWM"/],
  ["financing: { borrowRate: -0.1 }", /borrowRate was -0\.1, allowed is a number from 0 to 10/],
];

test("what is wrong is named with what is allowed", () => {
  for (const [text, message] of REFUSALS) {
    assert.ok(
      problemsOf(text).some((problem) => message.test(problem)),
      `${text}\n${problemsOf(text).join("\n")}`,
    );
  }
});
