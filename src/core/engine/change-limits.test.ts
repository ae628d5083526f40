import assert from "node:assert/strict";
import { test } from "node:test";
import type { RiskLimits } from "../model/config.ts";
import type { LimitScope } from "../model/input.ts";
import type { OutputRecord } from "../model/output-record.ts";
import { limitsOf } from "../risk/profiles.ts";
import type { World } from "./engine-fixture.test.ts";
import { command, createWorld, flat, moves, only, send, slice } from "./engine-fixture.test.ts";
import { accountLimitsInForce, limitsInForce } from "./fill-context.ts";

const GLOBAL: LimitScope = { kind: "global" };
const ACCOUNT: LimitScope = { kind: "account", accountId: "SIM" };
const STRATEGY: LimitScope = { kind: "strategy", strategyId: "outside" };
const bold = { ...limitsOf("aggressive", {}), orderValueMaxRatio: 0.2 };

function change(world: World, scope: LimitScope, limits: RiskLimits, approvedBy: string | null = null): OutputRecord[] {
  return command(world, { command: "change-limits", scope, limits, approvedBy });
}

/** `v2 account SIM tighter` or the code of the refusal. */
function told(records: readonly OutputRecord[]): string {
  const [refused] = only(records, "CommandRefused");
  if (refused !== undefined) return refused.code;
  return only(records, "LimitsChanged")
    .map(({ version, scope, isLoosened }) => `v${version} ${scope} ${isLoosened ? "looser" : "tighter"}`)
    .join();
}

function config(world: World): NonNullable<World["core"]["state"]["trading"]>["config"] {
  return (world.core.state.trading as NonNullable<World["core"]["state"]["trading"]>).config;
}

test("tightening holds at once, loosening waits for its approval, and every change is a version", () => {
  const world = createWorld({ limits: bold });
  const tighter = { ...bold, positionsMax: 3 };
  assert.equal(told(change(world, GLOBAL, tighter)), "v2 global tighter");
  assert.equal(config(world).limits.positionsMax, 3);
  assert.equal(told(change(world, GLOBAL, bold)), "LIMIT_LOOSENING_NEEDS_APPROVAL");
  assert.equal(told(change(world, GLOBAL, bold, "")), "LIMIT_LOOSENING_NEEDS_APPROVAL");
  assert.equal(config(world).version, 2);
  assert.equal(told(change(world, GLOBAL, bold, "bob")), "v3 global looser");
  assert.equal(told(change(world, GLOBAL, limitsOf("none", {}))), "LIMIT_LOOSENING_NEEDS_APPROVAL");
});

test("first limits of an account or strategy only tighten, and the tightest of the three is in force", () => {
  const world = createWorld({ limits: bold });
  assert.equal(told(change(world, ACCOUNT, { ...bold, positionsMax: 4 })), "v2 account SIM tighter");
  assert.equal(told(change(world, STRATEGY, { ...bold, symbolMaxRatio: 0.1 })), "v3 strategy outside tighter");
  const inForce = limitsInForce(config(world), 0, 0);
  assert.deepEqual([inForce.positionsMax, inForce.symbolMaxRatio], [4, 0.1]);
  assert.equal(limitsInForce(config(world), 0, 0), inForce, "made once per version");
  assert.equal(accountLimitsInForce(config(world), 0).symbolMaxRatio, 0.3, "a strategy's limits are its own");
  assert.equal(world.core.state.trading?.sources[0]?.limits?.symbolMaxRatio, 0.1);
  assert.equal(told(change(world, STRATEGY, bold)), "LIMIT_LOOSENING_NEEDS_APPROVAL");
});

test("limits outside the house's bounds and unknown scopes are refused and change nothing", () => {
  const world = createWorld({ limits: bold });
  const before = config(world);
  assert.equal(told(change(world, GLOBAL, { ...bold, marginMaxRatio: 0.41 }, "bob")), "LIMITS_OUT_OF_BOUNDS");
  assert.equal(told(change(world, { kind: "account", accountId: "X" }, bold)), "UNKNOWN_ACCOUNT");
  assert.equal(told(change(world, { kind: "strategy", strategyId: "X" }, bold)), "UNKNOWN_STRATEGY");
  assert.equal(config(world), before);
});

test("a limit below what is held refuses entries and lets exits pass (F45)", () => {
  const world = createWorld({ limits: bold });
  slice(world, 0, 0, [flat(10_000)]);
  send(world, "in");
  slice(world, 0, 1, [flat(10_000)]);
  change(world, STRATEGY, { ...bold, symbolMaxRatio: 0.005 });
  const exit = send(world, "out", { intent: "exit", side: "sell" });
  assert.equal(only(exit, "SubmitOrder").length, 1);
  slice(world, 0, 2, [flat(10_000)]);
  const entry = send(world, "again");
  assert.ok(moves(entry).includes("2 INTENT>DENIED:MAX_SYMBOL_SHARE"), moves(entry).join());
});
