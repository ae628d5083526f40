import assert from "node:assert/strict";
import { test } from "node:test";
import type { CoreConfig, StrategyConfig } from "../../core/model/config.ts";
import type { OwnStrategy } from "../../research/strategies/own-strategy.ts";
import { buildOfStrategies, differInOwnCode } from "./build-of-strategies.ts";

const BUILD = "0.1.0+abcdef123456";
const own = (kind: string, sha256: string): OwnStrategy =>
  ({ kind, code: { file: `${kind}.ts`, sha256 } }) as unknown as OwnStrategy;
const configOf = (...kinds: readonly string[]): Pick<CoreConfig, "strategies"> => ({
  strategies: kinds.map((kind) => ({ kind }) as StrategyConfig),
});

test("users' code is part of the build that decides, as far as it is named", () => {
  const all = [own("mine", "aa"), own("other", "bb")];
  assert.equal(buildOfStrategies(BUILD, configOf("ema-cross"), all), BUILD);
  const mine = buildOfStrategies(BUILD, configOf("ema-cross", "mine"), all);
  assert.match(mine, /^0\.1\.0\+abcdef123456\.own-[0-9a-f]{12}$/);
  assert.equal(
    buildOfStrategies(BUILD, configOf("mine"), [own("mine", "aa")]),
    mine,
    "what is not named does not count",
  );
  const changed = buildOfStrategies(BUILD, configOf("mine"), [own("mine", "ab")]);
  assert.notEqual(changed, mine);
  const both = buildOfStrategies(BUILD, configOf("mine", "other"), all);
  assert.equal(buildOfStrategies(BUILD, configOf("other", "mine"), all.toReversed()), both);
  assert.ok(differInOwnCode(mine, changed) && differInOwnCode(BUILD, mine));
  assert.ok(!differInOwnCode(mine, mine) && !differInOwnCode(BUILD, "0.1.0+000000000000"));
});
