import assert from "node:assert/strict";
import { test } from "node:test";
import { RunRefused } from "../../contract/run-port.ts";
import { BACKTEST_RULES } from "../up/strategy-rules.ts";
import { type ChangedStrategy, changeStrategy as changeBy, type StrategyChange } from "./change-strategy.ts";
import { readSources, type SourcedStrategy } from "./strategy-sources.ts";

const TEXT = `# Mine.
id: trend
kind: ema-cross
instruments: [SPY]
timeframe: 1m
parameters: { fast: 12, slow: 26, allowShort: true }
costs: { commissionPerOrder: 1.00, slippageBps: 10 }
initialCapital: 100000
`;

function sourceOf(text: string): SourcedStrategy {
  const [source] = readSources([{ kind: "text", text }], BACKTEST_RULES, assert.fail);
  assert.ok(source !== undefined);
  return source;
}

const changeStrategy = (source: SourcedStrategy, change: StrategyChange): ChangedStrategy =>
  changeBy(source, change, BACKTEST_RULES);

test("a form that says what the file says changes nothing, comments included", () => {
  const source = sourceOf(TEXT);
  const same: StrategyChange[] = [
    {},
    { parameters: { fast: 12, allowShort: 1 }, initialCapital: "100000.00", commissionPerOrder: "1", slippageBps: 10 },
    { fillModel: "next-bar-open" },
  ];
  for (const change of same) {
    const { text, isChanged } = changeStrategy(source, change);
    assert.deepEqual([text, isChanged], [TEXT, false], JSON.stringify(change));
  }
});

test("what a form changes is what a file would say", () => {
  const change = {
    parameters: { fast: 8, allowShort: 0 },
    initialCapital: "250000.50",
    commissionPerOrder: "0.35",
    slippageBps: 2.5,
    fillModel: "same-bar-close",
  };
  const { strategy, text, isChanged } = changeStrategy(sourceOf(TEXT), change);
  assert.ok(isChanged);
  assert.deepEqual(strategy.parameters, { ...strategy.parameters, fast: 8, slow: 26, allowShort: 0 });
  assert.deepEqual(
    [strategy.initialCapitalMicros, strategy.costs.commissionPerOrderMicros, strategy.costs.slippageBps],
    [250_000_500_000, 350_000, 2.5],
  );
  assert.equal(strategy.fillModel, "same-bar-close");
  assert.deepEqual(sourceOf(text).strategy, { ...strategy, file: "strategy" }, "it is a file of its own");
});

test("models of costs and fills give way to what contradicts them, and only to that", () => {
  const zero = TEXT.replace(/^costs:.*$/m, "costs: zero");
  const paid = changeStrategy(sourceOf(zero), { commissionPerOrder: "2.00" }).strategy.costs;
  assert.deepEqual([paid.commissionPerOrderMicros, paid.slippageBps], [2_000_000, 0]);
  const impact = changeStrategy(sourceOf(TEXT), { fillModel: "volume-share" }).strategy;
  assert.deepEqual([impact.venueModel.name, impact.costs.slippageBps], ["volume-share", 0]);
  const none = TEXT.replace(/^costs:.*\n/m, "");
  const kept = changeStrategy(sourceOf(none), { slippageBps: 5 }).strategy.costs;
  assert.deepEqual(
    [kept.commissionPerOrderMicros, kept.slippageBps],
    [1_000_000, 5],
    "the commission is that of the file",
  );
  const perUnit = TEXT.replace(/^costs:.*$/m, "costs: { model: per-unit, commissionPerUnit: 0.005 }");
  assert.equal(changeStrategy(sourceOf(perUnit), { slippageBps: 3 }).strategy.costs.commissionPerUnitMicros, 5_000);
});

test("what no file may say is refused with the file's words", () => {
  for (const [change, words] of [
    [{ parameters: { fast: 0 } }, /fast/],
    [{ parameters: { fast: 26 } }, /must be less than slow/],
    [{ parameters: { __proto__x: 1 } }, /__proto__x/],
    [{ fillModel: "perfect" }, /fillModel/],
    [{ fillModel: "participation" }, /wants to know more/],
    [{ initialCapital: "0" }, /initialCapital/],
    [{ slippageBps: 5_000 }, /slippageBps/],
    [{ fillModel: "volume-share", slippageBps: 3 }, /give one/],
  ] as const)
    assert.throws(
      () => changeStrategy(sourceOf(TEXT), change),
      (error: unknown) => error instanceof RunRefused && error.code === "STRATEGY_REFUSED" && words.test(error.message),
      JSON.stringify(change),
    );
});

test("sources: the first of an id, no external ones, broken ones are told", () => {
  const told: string[] = [];
  const external = TEXT.replace("kind: ema-cross", "kind: external").replace(/^parameters:.*$/m, "parameters: {}");
  const texts = [TEXT, external.replace("id: trend", "id: outside"), TEXT.replace("fast: 12", "fast: 13"), "id: [", ""];
  const found = readSources(
    [
      ...texts.map((text) => ({ kind: "text", text }) as const),
      { kind: "folder", path: "/nowhere" },
      { kind: "file", path: "/no.yaml" },
    ],
    BACKTEST_RULES,
    (text) => told.push(text),
  );
  assert.deepEqual(
    found.map(({ strategy }) => [strategy.id, strategy.parameters["fast"]]),
    [["trend", 12]],
  );
  assert.equal(told.length, 3, told.join("\n"));
});
