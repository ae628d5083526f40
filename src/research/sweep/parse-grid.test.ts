import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { KindSpec } from "../../platform/strategy-sections.ts";
import { failureOf } from "../backtest/run-fixture.test.ts";
import { parseGrid } from "./parse-grid.ts";
import { holdsRule, parseWhere } from "./where-rule.ts";

const rule = { minimum: 0, maximum: 1_000, defaultValue: null, description: "" };
const KIND: KindSpec = {
  kind: "test",
  parameters: [
    { ...rule, name: "fast", type: "integer" },
    { ...rule, name: "slow", type: "integer" },
    { ...rule, name: "width", type: "number" },
    { ...rule, name: "allowShort", type: "boolean", maximum: 1 },
  ],
};

test("ranges include both ends and count in decimals; lists keep their order", () => {
  const table: readonly (readonly [string, readonly number[]])[] = [
    ["fast=5:9:2", [5, 7, 9]],
    ["fast=5:10:2", [5, 7, 9]],
    ["fast=5:7", [5, 6, 7]],
    ["fast=5:5:1", [5]],
    ["width=0.1:0.7:0.1", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]],
    ["width=1.05:1.2:0.05", [1.05, 1.1, 1.15, 1.2]],
    ["slow=60,20,40", [60, 20, 40]],
    ["slow=60", [60]],
    ["allowShort=true,false", [1, 0]],
    [" fast = 3 , 4 ", [3, 4]],
  ];
  for (const [text, values] of table) assert.deepEqual(parseGrid([text], KIND)[0]?.values, values, text);
  assert.deepEqual(
    parseGrid(["slow=1,2", "fast=3"], KIND).map((axis) => axis.name),
    ["slow", "fast"],
  );
});

test("every value of a range is the double of its decimal text", () => {
  const part = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(part, part, fc.integer({ min: 0, max: 3 }), (from, step, places) => {
      const text = (units: number): string => (units / 10 ** places).toFixed(places);
      const to = from + step * 20;
      const [axis] = parseGrid([`width=${text(from)}:${text(to)}:${text(step)}`], {
        ...KIND,
        parameters: [{ ...rule, name: "width", type: "number", maximum: 1e6 }],
      });
      assert.deepEqual(
        axis?.values,
        Array.from({ length: 21 }, (_, i) => Number(text(from + i * step))),
      );
    }),
    { seed: 11, numRuns: 200 },
  );
});

test("what is wrong with a grid is told with what is allowed", () => {
  const table: readonly (readonly [readonly string[], string, RegExp])[] = [
    [[], "GRID_EMPTY", /fast, slow, width, allowShort/],
    [["fast"], "GRID_INVALID", /was "fast"\. Write name=from:to:step/],
    [["=1:2"], "GRID_INVALID", /Write name/],
    [["fast="], "GRID_INVALID", /"" is no number/],
    [["fast=1,,2"], "GRID_INVALID", /"" is no number/],
    [["fast=a:b:c"], "GRID_INVALID", /Write name/],
    [["fast=1:2:3:4"], "GRID_INVALID", /Write name/],
    [["fast=1:9:0"], "GRID_INVALID", /the step was 0/],
    [["fast=1:9:-1"], "GRID_INVALID", /must be above 0/],
    [["fast=9:1:1"], "GRID_INVALID", /9 is above 1/],
    [["width=0:1000:0.001"], "GRID_INVALID", /1000001 values/],
    [["fast=1e3"], "GRID_INVALID", /"1e3" is no number/],
    [["fast=3,3"], "GRID_INVALID", /3 comes twice/],
    [["fast=1", "fast=2"], "GRID_INVALID", /names fast twice/],
    [["fats=1:2"], "GRID_PARAMETER_UNKNOWN", /no parameter "fats".*Did you mean "fast"\?/],
    [["fast=1.5"], "GRID_VALUE_REFUSED", /fast was 1\.5\. Allowed are whole numbers from 0 to 1000/],
    [["slow=990:1010:10"], "GRID_VALUE_REFUSED", /slow was 1010/],
    [["allowShort=2"], "GRID_VALUE_REFUSED", /true and false/],
  ];
  for (const [texts, code, message] of table) {
    const failure = failureOf(() => parseGrid(texts, KIND));
    assert.equal(failure.code, code, texts.join(" "));
    assert.equal(failure.exitCode, 2);
    assert.match(`${failure.message} ${failure.hint}`, message, texts.join(" "));
  }
});

test("rules compare parameters and numbers", () => {
  const parameters = { fast: 10, slow: 20, width: 0.5, allowShort: 0 };
  const table: readonly (readonly [string, boolean])[] = [
    ["fast<slow", true],
    ["fast<fast", false],
    ["slow>=2*fast", true],
    ["slow > 2*fast", false],
    ["1.5*fast<=15", true],
    ["width!=0.5", false],
    ["allowShort=0", true],
    ["2*fast=slow", true],
  ];
  for (const [text, expected] of table) {
    const [parsed] = parseWhere([text], KIND);
    assert.ok(parsed !== undefined);
    assert.equal(holdsRule(parsed, parameters), expected, text);
  }
  for (const [text, code] of [
    ["fast", "WHERE_INVALID"],
    ["fast<", "WHERE_INVALID"],
    ["fast<slow<3", "WHERE_INVALID"],
    ["fast==slow", "WHERE_INVALID"],
    ["fast+1<slow", "WHERE_INVALID"],
    ["fats<slow", "WHERE_PARAMETER_UNKNOWN"],
  ] as const)
    assert.equal(failureOf(() => parseWhere([text], KIND)).code, code, text);
  assert.match(failureOf(() => parseWhere(["fats<slow"], KIND)).hint, /Did you mean "fast"\?/);
});
