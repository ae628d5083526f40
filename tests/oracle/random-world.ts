import type { Core } from "../../src/core/engine/core.ts";
import type { NewOrder } from "../../src/core/execution/order-book.ts";
import type { RiskLimits } from "../../src/core/model/config.ts";
import type { Order, OrderStatus } from "../../src/core/model/order.ts";
import { limitsOf, PROFILE_NAMES } from "../../src/core/risk/profiles.ts";
import type { seededChoices } from "../fixtures/decision.ts";
import { booksOf, enterOrder, enterWorld, resurrectNewest } from "./core-of-world.ts";
import type { PlainWorld } from "./pre-trade-oracle.ts";

export type Choices = ReturnType<typeof seededChoices>;

const START = 1_704_205_800_000_000;
const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const OPEN_FOR = 23_400 * SECOND;
export const INSTRUMENTS = 5;
const CENT = 10_000;
const USD = 1_000_000;
const STATUSES: readonly OrderStatus[] = [
  "INTENT",
  "APPROVED",
  "SENDING",
  "UNKNOWN",
  "ACCEPTED",
  "HELD",
  "WORKING",
  "PARTIAL",
  "SUSPENDED",
  "DONE_FOR_DAY",
];

/** A world of five instruments, two accounts, four strategies and what belongs to none of them. */
export function randomWorld({ integer, pick }: Choices): PlainWorld {
  const chance = (percent: number): boolean => integer(1, 100) <= percent;
  const now = START + DAY + pick([0, 1, 3_600 * SECOND, OPEN_FOR - 1, OPEN_FOR, integer(0, 23_000) * SECOND]);
  const limits = (): RiskLimits => ({
    ...limitsOf(pick(PROFILE_NAMES), {}),
    ...(chance(30) ? { orderQuantityMaxLots: integer(1, 60) } : {}),
    ...(chance(30) ? { dailyLossAbsoluteMicros: integer(1, 3_000) * USD } : {}),
    ...(chance(30) ? { positionsMax: integer(1, 4) } : {}),
    ...(chance(60) ? { orderValueMaxRatio: 0.3, deployedMaxRatio: 0.8, symbolMaxRatio: 0.5 } : {}),
    ...(chance(10) ? { collarRatio: null, positionsMax: null, messagesPerMinuteMax: null, repeatSeconds: null } : {}),
    ...(chance(10) ? { deployedMaxRatio: null, symbolMaxRatio: null, marginMaxRatio: null } : {}),
    ...(chance(20) ? { messagesReserveRatio: 0.5, repeatSeconds: 3, entriesPerMinuteMax: 4 } : {}),
  });
  const strategies = [0, 0, 0, 1, 0, 1].map((account, s) => ({
    account,
    instruments: s > 3 || chance(50) ? [0, 1, 2, 3, 4] : [0, 2, 3, 4],
    isActive: chance(92),
    isStopExempt: s > 3 || chance(60),
    signalTtlSeconds: 60,
    maxPosition: s < 4 && chance(30) ? integer(1, 60) * 500 * USD : null,
    maxDailyLoss: s < 4 && chance(30) ? integer(1, 500) * USD : null,
    limits: s < 4 && chance(30) ? limits() : null,
    cashFlow: integer(-20_000, 20_000) * USD,
    dayStart: integer(-20_000, 20_000) * USD,
  }));
  const positions: PlainWorld["positions"] = [];
  for (let n = integer(0, 8); n > 0; n -= 1) {
    const [strategy, instrument] = [integer(0, 5), integer(0, INSTRUMENTS - 1)];
    if (positions.some((one) => one.strategy === strategy && one.instrument === instrument)) continue;
    positions.push({ strategy, instrument, lots: integer(1, 40) * pick([1, -1]) });
  }
  const sent = Array.from({ length: integer(0, pick([3, 12, 90])) }, () => ({
    at: now - pick([0, 999_999, 1_000_000, 1_000_001, 59_999_999, 60_000_000, integer(0, 70 * SECOND)]),
    strategy: integer(0, 3),
    instrument: integer(0, INSTRUMENTS - 1),
    signedLots: integer(1, 4) * pick([1, -1]),
    isEntry: chance(50),
  })).sort((a, b) => a.at - b.at);
  return {
    now,
    environment: pick(["paper", "backtest", "paper", "live"]),
    sessions: [START, START + DAY].map((open) => ({ open, close: open + OPEN_FOR })),
    barSeconds: 60,
    costs: {
      commissionPerOrderMicros: pick([0, 1_000_000]),
      commissionPerUnitMicros: pick([0, 5_000]),
      commissionBps: pick([0, 1]),
      commissionMinimumMicros: pick([0, 2_000_000]),
      slippageBps: pick([0, 1, 10]),
      touch: false,
    },
    tradingState: pick(["ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "REDUCE", "HALT", "FLATTEN"]),
    limits: limits(),
    accounts: [0, 1].map(() => {
      const equity = pick([100_000, 50_000, 250_000, 1_000_000, 0, -1]) * USD + pick([0, 0, 1, -1]);
      return {
        cash: integer(-20_000, 120_000) * USD,
        equity,
        dayStart: Math.round(equity / pick([1, 0.99, 0.98, 0.97])) + pick([-1, 0, 1]),
        peak: Math.round(equity / pick([1, 0.95, 0.92, 0.88])) + pick([-1, 0, 1]),
        isCertain: chance(93),
        limits: chance(30) ? limits() : null,
      };
    }),
    strategies,
    instruments: Array.from({ length: INSTRUMENTS }, () => ({
      price: chance(3) ? Number.NaN : integer(90, 110) * pick([1, 2, 5]) * USD + integer(0, 99) * CENT,
      tsPrice: now - pick([0, 30 * SECOND, 65 * SECOND, 65 * SECOND + 1, DAY, integer(0, 100) * SECOND]),
      isTradable: chance(95),
      isHalted: chance(5),
      hasUsualRange: chance(60),
      tsPauseEnds: now + pick([-SECOND, -1, 0, 1, 300 * SECOND]),
    })),
    positions,
    live: [],
    resurrected: [],
    sent,
  };
}

/** Fills the core with the world and both with the same orders under way. */
export function enterRandomOrders(core: Core, world: PlainWorld, choices: Choices): void {
  const { integer, pick } = choices;
  enterWorld(core, world);
  const parents: number[] = [];
  for (let n = integer(0, 14); n > 0; n -= 1) {
    const fields = randomFields(world, choices, booksOf(core).orders.next);
    if (fields === null) continue;
    const before = world.live[world.live.length - 1];
    if (integer(1, 5) === 1 && before !== undefined && before.replaces < 0) {
      // Another quantity and price for the order before, the answer still to come.
      const leaf = { ...termsOf(before), quantityLots: before.quantityLots + integer(-3, 6), replaces: before.index };
      if (leaf.quantityLots > before.cumLots) {
        const reservedMicros = integer(0, 9_000) * USD;
        const changes = { status: "SENDING" as const, cumLots: before.cumLots, carriedLots: before.cumLots };
        world.live.push(enterOrder(core, leaf, { ...changes, reservedMicros: reservedOf(leaf, reservedMicros) }));
      }
      continue;
    }
    const isLeg = fields.role === "stop" || fields.role === "target";
    const parent = isLeg ? pick([...parents, fields.parent]) : -1;
    if (isLeg) parents.push(parent);
    const isResurrected = integer(1, 14) === 1;
    const order = enterOrder(
      core,
      { ...fields, parent, isExternal: fields.strategy > 3 },
      {
        status: pick(STATUSES),
        pending: pick(["none", "none", "cancel"]),
        cumLots: integer(1, 3) === 1 ? integer(0, fields.quantityLots - 1) : 0,
        reservedMicros: reservedOf(fields, integer(0, 9_000) * USD),
      },
    );
    if (isResurrected) resurrectNewest(core);
    (isResurrected ? world.resurrected : world.live).push(order);
  }
}

/** One more order as the planner or a person would ask for; null: the world has no room for it. */
export function randomFields(world: PlainWorld, { integer, pick }: Choices, index: number): NewOrder | null {
  const chance = (percent: number): boolean => integer(1, 100) <= percent;
  const effect = pick(["open", "open", "close"] as const);
  const strategy = effect === "open" ? pick([0, 0, 1, 1, 2, 3, 4, 5]) : integer(0, 5);
  const held = world.positions.filter((one) => one.strategy === strategy);
  const position = held.length === 0 ? null : pick(held);
  if (effect === "close" && position === null) return null;
  const instrument = effect === "close" && position !== null ? position.instrument : integer(0, INSTRUMENTS - 1);
  const lots = position === null ? 0 : position.lots;
  const side = effect === "close" ? (lots > 0 ? "sell" : "buy") : pick(["buy", "buy", "sell"] as const);
  const role = effect === "open" ? "entry" : pick(["exit", "exit", "stop", "target"] as const);
  const price = world.instruments[instrument]?.price ?? Number.NaN;
  const base = Number.isNaN(price) ? 10_000 : Math.round(price / CENT);
  const nearCollar = pick([base, Math.floor(base * 1.05), Math.ceil(base * 1.05), Math.floor(base * 0.95)]);
  const limit = pick([nearCollar, base + integer(-900, 900)]);
  const hasLimit = role === "target" || (role !== "stop" && chance(50));
  const hasStop = role === "stop" || (role !== "target" && chance(15));
  const sent = world.sent.filter((one) => one.strategy === strategy && one.instrument === instrument);
  const again = Math.abs(sent[sent.length - 1]?.signedLots ?? integer(1, 4));
  const quantity =
    effect === "close"
      ? Math.max(1, Math.abs(lots) + pick([-2, -1, 0, 0, 1, -lots]))
      : pick([integer(1, 40), integer(1, 40), again]);
  return {
    account: world.strategies[strategy]?.account ?? 0,
    strategy,
    instrument,
    externalSignalId: chance(60) ? `x${integer(0, 5)}` : null,
    tsBar: world.now - pick([0, 60 * SECOND, 60 * SECOND + 1, 10 * SECOND]),
    n: 0,
    leg: 0,
    endsSignal: true,
    attempt: 0,
    intent: effect === "open" ? "entry" : "exit",
    side,
    effect,
    role,
    parent: index + 1_000,
    replaces: -1,
    isExternal: false,
    type: hasLimit ? (hasStop ? "stop-limit" : "limit") : hasStop ? "stop" : "market",
    timeInForce: "day",
    quantityLots: quantity,
    limitTicks: hasLimit ? limit : null,
    stopTicks: hasStop ? base + integer(-300, 300) : null,
    trailTicks: null,
    tsGoodTill: null,
    bracket: null,
    onShortfall: "reduce",
    stopDistanceTicks: effect === "open" && chance(60) ? integer(1, 3_000) : null,
    tsCreated: world.now - pick([0, 60 * SECOND, 60 * SECOND + 1, 90 * SECOND]),
  };
}

/** What a replacing order keeps of the one it replaces. */
export function termsOf(order: Order): NewOrder {
  return { ...order };
}

function reservedOf(fields: NewOrder, micros: number): number {
  return fields.effect === "open" ? micros : 0;
}
