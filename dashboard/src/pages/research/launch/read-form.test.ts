import assert from "node:assert/strict";
import { test } from "node:test";
import { runRequestSchema } from "../../../../../src/contract/run-request.ts";
import type { RunOptions } from "../../../../../src/contract/run-options.ts";
import { datasetsFor, formOf, type LaunchForm } from "./launch-form.ts";
import { fieldsOfGrid, readForm, valueCount } from "./read-form.ts";

const dataset = { from: "2024-01-02", to: "2024-12-31", sessions: 252, bars: 98_280, gaps: [], gapCount: 0 };
const OPTIONS: RunOptions = {
  strategies: [
    {
      id: "sample",
      name: "Sample",
      kind: "ema-cross",
      symbols: ["SPY"],
      timeframe: "1m",
      parameters: [
        { name: "fast", type: "integer", minimum: 1, maximum: 500, value: 9, description: "Fast length" },
        { name: "slow", type: "integer", minimum: 2, maximum: 500, value: 21, description: "Slow length" },
      ],
      initialCapital: "100000.00",
      commissionPerOrder: "1",
      slippageBps: 1,
      fillModel: "next-open",
    },
  ],
  datasets: [
    { ...dataset, id: "qqq", symbols: ["QQQ"], interval: "1m", adjustment: "raw", source: "files" },
    { ...dataset, id: "spy-1d", symbols: ["SPY"], interval: "1d", adjustment: "raw", source: "files" },
    { ...dataset, id: "spy", symbols: ["SPY"], interval: "1m", adjustment: "split", source: "files" },
  ],
  fillModels: [{ id: "next-open", label: "Next open", isOptimistic: false }],
  objectives: ["sharpe"],
  combinationsMax: 10_000,
};
const [SAMPLE] = OPTIONS.strategies;
const form = (changed: Partial<LaunchForm>): LaunchForm => ({ ...formOf(OPTIONS, "sample", null), ...changed });

test("the form starts as the strategy's file has it, on the bars that fit it", () => {
  assert.deepEqual(
    datasetsFor(SAMPLE, OPTIONS.datasets).map(({ id }) => id),
    ["spy", "spy-1d", "qqq"],
  );
  const { request, errors } = readForm(form({}), SAMPLE);
  assert.deepEqual(errors, {});
  assert.equal(request?.dataset, "spy");
  assert.deepEqual(request?.parameters, { fast: 9, slow: 21 });
  assert.equal(request?.grid, undefined);
  assert.ok(runRequestSchema.safeParse(request).success, "what the form sends is what the API takes");
});

test("several values are searched, one is set", () => {
  const parameters = { fast: "5:20:5", slow: "21" };
  const { request } = readForm(form({ type: "walk-forward", parameters, initialCapital: "1,000.50" }), SAMPLE);
  assert.deepEqual(request?.grid, [{ name: "fast", values: [5, 10, 15, 20] }]);
  assert.deepEqual(request?.parameters, { slow: 21 });
  assert.equal(request?.initialCapital, "1000.50");
  assert.equal(request?.stepDays, undefined);
  assert.ok(runRequestSchema.safeParse(request).success);
  assert.equal(valueCount("5:20:5"), 4);
});

test("what is wrong is said at its field", () => {
  const wrong: readonly (readonly [string, Partial<LaunchForm>])[] = [
    ["parameters/fast", { parameters: { fast: "5,10", slow: "21" } }],
    ["parameters/fast", { parameters: { fast: "0", slow: "21" } }],
    ["parameters/slow", { type: "sweep", parameters: { fast: "5,6", slow: "2.5" } }],
    ["", { type: "sweep" }],
    ["to", { from: "2024-06-01", to: "2024-05-01" }],
    ["initialCapital", { initialCapital: "0.00" }],
    ["commissionPerOrder", { commissionPerOrder: "-1" }],
    ["slippageBps", { slippageBps: "ten" }],
    ["slippageBps", { slippageBps: "0,5" }],
    ["initialCapital", { initialCapital: "100000,50" }],
    ["commissionPerOrder", { commissionPerOrder: "1,50" }],
    ["inSampleDays", { type: "walk-forward", parameters: { fast: "5,6", slow: "9" }, inSampleDays: "1.5" }],
  ];
  for (const [field, changed] of wrong) {
    const { request, errors } = readForm(form(changed), SAMPLE);
    assert.equal(request, null, field);
    assert.deepEqual(Object.keys(errors), [field]);
  }
});

test("messages about the grid go to the parameter", () => {
  const { request } = readForm(form({ type: "sweep", parameters: { fast: "5,6", slow: "21" } }), SAMPLE);
  assert.deepEqual(fieldsOfGrid({ "grid/0/values": "too many", from: "no bars" }, request), {
    "parameters/fast": "too many",
    from: "no bars",
  });
});
