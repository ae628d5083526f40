import assert from "node:assert/strict";
import { test } from "node:test";
import { createFeatureBank, requestFeature } from "../../core/features/feature-bank.ts";
import { FEATURES } from "../../core/features/kernels.ts";
import { Failure } from "../../platform/failure.ts";
import { featureRequest } from "./feature-request.ts";

test("what is left out is as by default", () => {
  assert.deepEqual(featureRequest("macd", ["slow=30", " fast = 10 "]).parameters, { slow: 30, fast: 10, signal: 9 });
  assert.deepEqual(featureRequest("bollinger", ["width=2.5"]).parameters, { width: 2.5, period: 20 });
  assert.deepEqual(featureRequest("vwap", ["anchor=first"]), { kind: "vwap", parameters: { anchor: 1 } });
});

test("every kind can be asked for by its defaults", () => {
  for (const { kind } of FEATURES) requestFeature(createFeatureBank(), featureRequest(kind, []));
});

test("what is unknown or out of range is refused with what is allowed", () => {
  const rows: readonly (readonly [kind: string, assignments: readonly string[], says: RegExp])[] = [
    ["emma", [], /There is no feature "emma"\. .*Did you mean "ema"\? Features: .*adx.*vwap/],
    ["stdev", [], /Did you mean "rolling-deviation"\?/],
    ["zzzz", [], /There is no feature "zzzz"\. Features: /],
    ["ema", ["perod=3"], /ema has no parameter "perod"\. Did you mean "period"\? Parameters: period\./],
    ["ema", ["period"], /--param was "period"\. Write a name and a value/],
    ["ema", ["=3"], /--param was "=3"/],
    ["ema", ["period=0"], /ema\.period was "0"\. Allowed: an integer from 1 to 100000/],
    ["ema", ["period=2.5"], /Allowed: an integer/],
    ["ema", ["period="], /ema\.period was ""/],
    ["ema", ["period=ten"], /ema\.period was "ten"/],
    ["ema", ["period=1", "period=2"], /period is given twice/],
    ["bollinger", ["width=-1"], /Allowed: a number from 0 to 100/],
    ["vwap", ["anchor=frist"], /vwap\.anchor was "frist"\. Allowed: session or first\. Did you mean "first"\?/],
  ];
  for (const [kind, assignments, says] of rows) {
    assert.throws(
      () => featureRequest(kind, assignments),
      (error: unknown) => {
        assert.ok(error instanceof Failure && error.exitCode === 2);
        assert.match(`${error.message} ${error.hint}`, says);
        return true;
      },
    );
  }
});
