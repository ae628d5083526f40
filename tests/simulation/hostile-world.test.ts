import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { it } from "node:test";
import { violationText } from "../../src/app/sim/print-result.ts";
import { runSet } from "../../src/app/sim/run-set.ts";
import { runSetParallel } from "../../src/app/sim/run-set-parallel.ts";

const IS_LONG = process.env["AGENTTRADER_LONG_TESTS"] === "1";

it("keeps every promise over hundreds of hostile days", async () => {
  const days = IS_LONG ? 5_000 : 500;
  const workers = Math.min(4, availableParallelism());
  const result = await runSetParallel({ days, seed: 1, faults: null }, workers, () => {});
  const [first] = result.violations;
  assert.equal(first === undefined ? "" : violationText(first, true), "");
  assert.deepEqual(result.silent, [], "every switched fault fired");
  assert.equal(result.tally.days, days);
});

it("is the same run to the byte for the same seed, and another for another", () => {
  const first = runSet({ days: 3, seed: 77, faults: null });
  const again = runSet({ days: 3, seed: 77, faults: null });
  const other = runSet({ days: 3, seed: 78, faults: null });
  assert.equal(again.digest, first.digest);
  assert.equal(again.tally.inputs, first.tally.inputs);
  assert.notEqual(other.digest, first.digest);
});

it("gives with two workers what it gives with one", async () => {
  const request = { days: 12, seed: 500, faults: null };
  const one = runSet(request);
  const two = await runSetParallel(request, 2, () => {});
  assert.deepEqual(two, one);
});
