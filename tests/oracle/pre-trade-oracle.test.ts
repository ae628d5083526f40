import assert from "node:assert/strict";
import { test } from "node:test";
import type { Core } from "../../src/core/engine/core.ts";
import { discountReversal, fillContext } from "../../src/core/engine/fill-context.ts";
import type { RiskLimits } from "../../src/core/model/config.ts";
import { createDecisionTrace, VERDICTS } from "../../src/core/model/decision-trace.ts";
import type { Order } from "../../src/core/model/order.ts";
import { checkOrder } from "../../src/core/risk/check-order.ts";
import { CHECKS } from "../../src/core/risk/checks.ts";
import { limitsOf } from "../../src/core/risk/profiles.ts";
import { seededChoices } from "../fixtures/decision.ts";
import { booksOf, coreOfWorld, enterConfig, enterOrder } from "./core-of-world.ts";
import type { Answer, PlainWorld } from "./pre-trade-oracle.ts";
import { judge } from "./pre-trade-oracle.ts";
import type { Choices } from "./random-world.ts";
import { enterRandomOrders, randomFields, randomWorld, termsOf } from "./random-world.ts";

const PAIRS = 100_000;
const ORDERS_PER_WORLD = 25;
const trace = createDecisionTrace();

/** What the core says about one order of its book. */
function answersOfCore(core: Core, order: Order): Map<string, Answer> {
  const context = fillContext(core, order.strategy, order.instrument, order);
  if (order.leg === 1) discountReversal(context);
  checkOrder(order, context, trace);
  return new Map(
    CHECKS.map(({ id }, i) => [
      id,
      {
        verdict: VERDICTS[trace.checkVerdict[i] as number] as Answer["verdict"],
        value: trace.checkValue[i] as number,
        limit: trace.checkLimit[i] as number,
      },
    ]),
  );
}

function isEqual(was: number, expected: number): boolean {
  if (was === expected || (Number.isNaN(was) && Number.isNaN(expected))) return true;
  if (Number.isInteger(expected)) return false;
  return Math.abs(was - expected) <= 1e-12 * Math.abs(expected);
}

/** One more order in book and world, judged, and taken out again. */
function withOrder(core: Core, world: PlainWorld, choices: Choices, judged: (order: Order) => void): boolean {
  const { integer, pick } = choices;
  const { orders, ledger } = booksOf(core);
  const fields = randomFields(world, choices, orders.next);
  if (fields === null) return false;
  const own = ledger.strategyLots[fields.strategy * ledger.instrumentCount + fields.instrument] as number;
  // A held position always had a price; without one the core cannot tell what its closing frees.
  const hasPrice = !Number.isNaN(world.instruments[fields.instrument]?.price);
  const isReversal = hasPrice && fields.effect === "open" && (fields.side === "buy" ? own < 0 : own > 0);
  const old = world.live.length > 0 && integer(1, 12) === 1 ? pick(world.live) : null;
  const isFree = old !== null && old.replaces < 0 && !world.live.some((one) => one.replaces === old.index);
  const order =
    old !== null && isFree
      ? enterOrder(
          core,
          { ...termsOf(old), quantityLots: old.cumLots + integer(1, 30), replaces: old.index },
          { cumLots: old.cumLots, carriedLots: old.cumLots },
        )
      : enterOrder(core, { ...fields, leg: isReversal ? 1 : 0 }, {});
  if (integer(1, 60) === 1) Object.assign(order, { account: 1 - order.account });
  judged(order);
  orders.live.pop();
  orders.next -= 1;
  return true;
}

test("an independent naive oracle agrees on 100,000 pairs of state and order: verdict, value and limit", () => {
  const choices = seededChoices(20261121);
  const core = coreOfWorld(randomWorld(choices));
  const seen = new Map<string, number>();
  let pairs = 0;
  while (pairs < PAIRS) {
    const world = randomWorld(choices);
    enterRandomOrders(core, world, choices);
    for (let n = 0; n < ORDERS_PER_WORLD && pairs < PAIRS; n += 1) {
      const wasMade = withOrder(core, world, choices, (order) => {
        const was = answersOfCore(core, order);
        const expected = judge(world, order);
        for (const [id, answer] of was) {
          const other = expected.get(id) as Answer;
          const isSame =
            answer.verdict === other.verdict &&
            isEqual(answer.value, other.value) &&
            isEqual(answer.limit, other.limit);
          if (!isSame) assert.deepEqual({ id, ...answer }, { id, ...other }, `pair ${pairs} ${JSON.stringify(order)}`);
          seen.set(`${id} ${answer.verdict}`, (seen.get(`${id} ${answer.verdict}`) ?? 0) + 1);
        }
        assert.equal(expected.size, CHECKS.length, "the oracle knows every check");
      });
      if (wasMade) pairs += 1;
    }
  }
  for (const { id } of CHECKS) {
    assert.ok((seen.get(`${id} FAIL`) ?? 0) > 50, `${id} failed`);
    const fine = id === "liquidity" ? "NOT_APPLICABLE" : "PASS";
    assert.ok((seen.get(`${id} ${fine}`) ?? 0) > 50, `${id} did not fail`);
  }
});

/** How a limit is moved by one step around what the check measures, and what must follow at -1, 0 and +1. */
interface Stepped {
  readonly id: string;
  readonly expected: readonly ["PASS" | "FAIL", "PASS" | "FAIL", "PASS" | "FAIL"];
  readonly applies: (order: Order) => boolean;
  /** Puts the limit `steps` beside the measured value. */
  readonly put: (world: PlainWorld, order: Order, value: number, steps: number) => void;
}

const AT_MOST = ["FAIL", "PASS", "PASS"] as const;
const BELOW = ["FAIL", "FAIL", "PASS"] as const;
const AT_LEAST = ["PASS", "PASS", "FAIL"] as const;

function setLimit(world: PlainWorld, changes: Partial<RiskLimits>): void {
  world.limits = { ...world.limits, ...changes };
}

function strategyOf(world: PlainWorld, order: Order): PlainWorld["strategies"][number] {
  return world.strategies[order.strategy] as PlainWorld["strategies"][number];
}

function accountOf(world: PlainWorld, order: Order): PlainWorld["accounts"][number] {
  return world.accounts[strategyOf(world, order).account] as PlainWorld["accounts"][number];
}

/** A ratio one step of money beside the measured one. */
function besides(value: number, whole: number, steps: number): number {
  return steps === 0 ? value : (Math.round(value * whole) + steps) / whole;
}

function ofEquity(
  id: string,
  field: keyof RiskLimits,
  expected: Stepped["expected"] = AT_MOST,
  whole: (world: PlainWorld, order: Order) => number = (world, order) => accountOf(world, order).equity,
): Stepped {
  return {
    id,
    expected,
    applies: (order) => order.effect === "open",
    put: (world, order, value, steps) => setLimit(world, { [field]: besides(value, whole(world, order), steps) }),
  };
}

function counted(id: string, field: keyof RiskLimits, effect: Order["effect"] = "open"): Stepped {
  return {
    id,
    expected: AT_MOST,
    applies: (order) => order.effect === effect,
    put: (world, _order, value, steps) => setLimit(world, { [field]: value + steps }),
  };
}

const opens = (order: Order): boolean => order.effect === "open";
const LIMITS: readonly Stepped[] = [
  counted("order-quantity", "orderQuantityMaxLots"),
  counted("positions-max", "positionsMax"),
  counted("entry-rate", "entriesPerMinuteMax"),
  counted("message-rate", "messagesPerMinuteMax", "close"),
  ofEquity("order-value", "orderValueMaxRatio"),
  ofEquity("risk-per-trade", "riskPerTradeRatio"),
  ofEquity("deployed-max", "deployedMaxRatio"),
  ofEquity("symbol-max", "symbolMaxRatio"),
  ofEquity("margin-max", "marginMaxRatio"),
  ofEquity("price-collar", "collarRatio", AT_MOST, (world, order) => world.instruments[order.instrument]?.price ?? 0),
  ofEquity("daily-loss", "dailyLossPauseRatio", BELOW, (world, order) => accountOf(world, order).dayStart),
  ofEquity("daily-loss", "dailyLossHaltRatio", BELOW, (world, order) => accountOf(world, order).dayStart),
  ofEquity("drawdown", "drawdownReduceRatio", BELOW, (world, order) => accountOf(world, order).peak),
  ofEquity("drawdown", "drawdownHaltRatio", BELOW, (world, order) => accountOf(world, order).peak),
  {
    id: "daily-loss",
    expected: BELOW,
    applies: opens,
    put: (world, order, _value, steps) => {
      const { dayStart, equity } = accountOf(world, order);
      setLimit(world, { dailyLossAbsoluteMicros: dayStart - equity + steps });
    },
  },
  {
    id: "duplicate",
    expected: AT_LEAST,
    applies: opens,
    put: (world, _order, value, steps) => setLimit(world, { repeatSeconds: value + steps / 1_000_000 }),
  },
  {
    id: "signal-age",
    expected: AT_MOST,
    applies: opens,
    put: (world, order, value, steps) => {
      strategyOf(world, order).signalTtlSeconds = (Math.round(value * 1_000_000) + steps) / 1_000_000;
    },
  },
  {
    id: "strategy-position-max",
    expected: AT_MOST,
    applies: opens,
    put: (world, order, value, steps) => {
      strategyOf(world, order).maxPosition = value + steps;
    },
  },
  {
    id: "strategy-daily-loss",
    expected: BELOW,
    applies: opens,
    put: (world, order, value, steps) => {
      strategyOf(world, order).maxDailyLoss = value + steps;
    },
  },
  {
    id: "buying-power",
    expected: AT_MOST,
    applies: opens,
    put: (world, order, value, steps) => {
      const free = (judge(world, order).get("buying-power") as Answer).limit;
      accountOf(world, order).cash += value + steps - free;
    },
  },
  {
    id: "short-sale",
    expected: AT_MOST,
    applies: (order) => opens(order) && order.side === "sell",
    put: (world, order, value, steps) => {
      accountOf(world, order).equity = value + steps;
    },
  },
];

/** Everything set, so that each check measures; limits so wide that only the one under test binds. */
function calm(world: PlainWorld): void {
  world.limits = {
    ...limitsOf("balanced", {}),
    orderQuantityMaxLots: 1e9,
    dailyLossPauseRatio: 9,
    drawdownReduceRatio: 9,
  };
  setLimit(world, { dailyLossHaltRatio: 9, drawdownHaltRatio: 9, dailyLossAbsoluteMicros: null });
  for (const account of world.accounts) account.limits = null;
  for (const strategy of world.strategies) {
    Object.assign(strategy, { limits: null, maxPosition: 1e15, maxDailyLoss: 1e15 });
  }
}

test("each limit one step inside, at and one step beyond what an order would make of it", () => {
  const choices = seededChoices(3);
  const core = coreOfWorld(randomWorld(choices));
  const tried = LIMITS.map(() => 0);
  for (let n = 0; n < 300; n += 1) {
    const world = randomWorld(choices);
    calm(world);
    enterRandomOrders(core, world, choices);
    for (let k = 0; k < 4; k += 1) {
      withOrder(core, world, choices, (order) => {
        for (const [at, limit] of LIMITS.entries()) {
          if (!limit.applies(order)) continue;
          const kept = structuredClone({ ...world, live: [], resurrected: [] });
          const { value, verdict, limit: was } = judge(world, order).get(limit.id) as Answer;
          if (verdict === "NOT_APPLICABLE" || !Number.isFinite(value) || !Number.isFinite(was)) continue;
          tried[at] = (tried[at] as number) + 1;
          for (const steps of [-1, 0, 1]) {
            limit.put(world, order, value, steps);
            enterConfig(core, world);
            const expected = limit.expected[steps + 1];
            const where = `${limit.id} ${steps} ${JSON.stringify(order)}`;
            assert.equal(answersOfCore(core, order).get(limit.id)?.verdict, expected, `core: ${where}`);
            assert.equal(judge(world, order).get(limit.id)?.verdict, expected, `oracle: ${where}`);
          }
          Object.assign(world, { ...kept, live: world.live, resurrected: world.resurrected });
          enterConfig(core, world);
        }
      });
    }
  }
  for (const [at, limit] of LIMITS.entries()) assert.ok((tried[at] as number) >= 20, `${limit.id} tried ${tried[at]}`);
});
