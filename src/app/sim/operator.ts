import { nextIntegerBelow, nextUniform } from "../../core/math/random.ts";
import type { Command, KillLevel } from "../../core/model/input.ts";
import { limitsOf } from "../../core/risk/profiles.ts";
import { pushEvent } from "./event-heap.ts";
import { applyInput } from "./host.ts";
import { drawSignal, sendSignal } from "./senders.ts";
import type { World } from "./world.ts";
import { between, fire, hit, pick, strikes } from "./world.ts";
import { ACCOUNT_ID } from "./world-plan.ts";

const LEVELS: readonly KillLevel[] = ["REDUCE", "HALT", "FLATTEN"];

/** A person gives an order, and again while nobody confirms it. */
export function command(world: World, order: Command, tries = 0): void {
  const seq = applyInput(world, {
    kind: "OperatorCommand",
    seq: 0,
    tsEvent: world.now,
    tsReceived: world.now,
    by: "operator",
    reason: "drill",
    order,
  });
  let isDone = false;
  if (seq > 0) world.host.acknowledgements.push({ seq, say: () => (isDone = true) });
  pushEvent(world.heap, world.now + 10_000_000, () => {
    if (!isDone && tries < 20) command(world, order, tries + 1);
  });
}

/** A live order of the core, or null. */
function liveOrder(world: World): number | null {
  const live = world.host.core.state.trading?.orders.live ?? [];
  return live.length === 0
    ? null
    : (live[nextIntegerBelow(world.random.operator, live.length)] as { index: number }).index;
}

/** Cancels something that lives. */
export function cancelSomething(world: World): void {
  const order = liveOrder(world);
  if (order !== null) command(world, { command: "cancel-order", order });
}

/** Changes a resting order: up, down, to what has filled, or another price. */
export function replaceSomething(world: World): void {
  const index = liveOrder(world);
  const order = world.host.core.state.trading?.orders.live.find((one) => one.index === index);
  if (order === undefined) return;
  const { operator } = world.random;
  const tick = world.plan.instruments[order.instrument]?.tickMicros ?? 10_000;
  const shift = (ticks: number | null): number | null =>
    ticks === null ? null : Math.max(1, ticks + between(operator, -10, 10)) * tick;
  const quantityLots =
    nextUniform(operator) < 0.5 ? null : Math.max(1, order.quantityLots + between(operator, -30, 30));
  command(world, {
    command: "replace-order",
    order: order.index,
    quantityLots,
    limitMicros: shift(order.limitTicks),
    stopMicros: shift(order.stopTicks),
  });
  // Thought better of it: the cancel meets the replacement on its way.
  if (!strikes(world, "F15", operator, 0.5)) return;
  pushEvent(world.heap, world.now + between(operator, 0, 30_000), () => {
    command(world, { command: "cancel-order", order: order.index });
  });
}

/** The kill switch at a random level and moment; released later by the same person (F46). */
export function engage(world: World): void {
  fire(world, "F46");
  if ((world.host.core.state.trading?.orders.live.length ?? 0) > 0) hit(world, "F46");
  const { operator } = world.random;
  command(world, { command: "engage-kill-switch", level: pick(operator, LEVELS) });
  pushEvent(world.heap, world.now + between(operator, 60_000_000, 2_400_000_000), () => {
    if (!world.isCalm) command(world, { command: "release-kill-switch" });
  });
}

/** Somebody looks after the place: releases latches, switches strategies on again. */
export function tidyUp(world: World): void {
  const books = world.host.core.state.trading;
  if (books === null) return;
  if (world.shadow.tradingState !== "ACTIVE") command(world, { command: "release-kill-switch" });
  books.strategies.forEach((runtime, strategy) => {
    const id = world.plan.config.strategies[strategy]?.id;
    if (id !== undefined && runtime.status !== "ACTIVE") {
      command(world, { command: "set-strategy-status", strategyId: id, status: "ACTIVE" });
    }
  });
}

/** Tighter limits for a while, then the old ones, approved by a second factor (F45). */
export function lowerLimits(world: World): void {
  fire(world, "F45");
  if (world.shadow.accountLots.some((lots) => lots !== 0)) hit(world, "F45");
  const { operator } = world.random;
  const scope = pick(operator, [
    { kind: "global" } as const,
    { kind: "account", accountId: ACCOUNT_ID } as const,
    { kind: "strategy", strategyId: "s0" } as const,
  ]);
  const { messagesPerMinuteMax } = world.plan.config.limits;
  const ratios = { deployedMaxRatio: 0.05, symbolMaxRatio: 0.02 };
  const tight = limitsOf("conservative", { ...ratios, positionsMax: 2, messagesPerMinuteMax });
  command(world, { command: "change-limits", scope, limits: tight, approvedBy: null });
  pushEvent(world.heap, world.now + between(operator, 300_000_000, 3_600_000_000), () => {
    command(world, { command: "change-limits", scope, limits: world.plan.config.limits, approvedBy: "operator" });
  });
}

/** An order by hand, a position closed by hand, everything cancelled: one of them. */
export function act(world: World): void {
  const { operator } = world.random;
  const kind = nextUniform(operator);
  const strategy = nextIntegerBelow(operator, world.plan.config.strategies.length);
  const strategyId = `s${strategy}`;
  const instrument = nextIntegerBelow(operator, world.plan.instruments.length);
  if (kind < 0.1) command(world, { command: "cancel-all", accountId: null });
  else if (kind < 0.4) command(world, { command: "close-position", strategyId, instrument });
  else if (kind < 0.5) command(world, { command: "reconcile", accountId: ACCOUNT_ID });
  else {
    const signal = drawSignal(world, pick(operator, [3, 4]));
    command(world, { command: "manual-order", signal: { ...signal, externalId: null } });
  }
}

/** A strategy's exit and the operator's close hit one position in the same moment (F63). */
export function closeTwice(world: World): void {
  const at = world.shadow.strategyLots.findIndex((lots) => lots !== 0);
  if (at < 0) return;
  const count = world.plan.instruments.length;
  const strategy = Math.floor(at / count);
  const config = world.plan.config.strategies[strategy];
  if (config === undefined) return;
  fire(world, "F63");
  hit(world, "F63");
  const instrument = at % count;
  const lots = world.shadow.strategyLots[at] as number;
  const signal = drawSignal(world, strategy);
  sendSignal(world, {
    ...signal,
    instrument,
    intent: "exit",
    side: lots > 0 ? "sell" : "buy",
    orderType: "market",
    limitMicros: null,
    stopMicros: null,
    trailMicros: null,
    timeInForce: "day",
    tsGoodTill: null,
    bracket: null,
    quantityLots: null,
  });
  command(world, { command: "close-position", strategyId: config.id, instrument });
}
