import assert from "node:assert/strict";
import { test } from "node:test";
import type { World } from "../../src/core/engine/engine-fixture.test.ts";
import { createWorld, flat, only, send, slice, strategyConfig } from "../../src/core/engine/engine-fixture.test.ts";
import type { RiskLimits } from "../../src/core/model/config.ts";
import type { Signal } from "../../src/core/model/signal.ts";
import { limitsOf } from "../../src/core/risk/profiles.ts";

const INTENTS = 1_000;
const USD = 1_000_000;
const CASH = 100_000 * USD;
const PRICE = 100 * USD;
const CENTS = 10_000;

/** What is used of a limit by positions and everything under way, counted plainly from the books. */
interface Race {
  readonly name: string;
  readonly code: string;
  readonly limits: Partial<RiskLimits>;
  readonly side: "buy" | "sell";
  /** Of every intent. */
  readonly lots: number;
  /** The instrument of intent `n`. */
  readonly instrument: (n: number) => number;
  readonly used: (world: World) => number;
  readonly most: (world: World) => number;
  /** What one more intent would have added at least; after the race less than that is free. */
  readonly one: number;
}

function booksOf(world: World): NonNullable<World["core"]["state"]["trading"]> {
  return world.core.state.trading as NonNullable<World["core"]["state"]["trading"]>;
}

function equityOf(world: World): number {
  return booksOf(world).marks.accounts[0]?.equityMicros ?? 0;
}

/** Lots held and under way in an instrument. */
function lotsIn(world: World, instrument: number): number {
  const { ledger, orders } = booksOf(world);
  const left = orders.live.filter((order) => order.instrument === instrument && order.status !== "INTENT");
  const underWay = left.reduce((sum, order) => sum + order.quantityLots - order.cumLots, 0);
  return Math.abs(ledger.accountLots[instrument] as number) + underWay;
}

function lotsInAll(world: World): number {
  return [0, 1, 2].reduce((sum, instrument) => sum + lotsIn(world, instrument), 0);
}

/** Cash that is gone or promised: what was paid, and what all purchases under way may still cost at least. */
function promised(world: World): number {
  const { ledger, orders } = booksOf(world);
  const underWay = orders.live.filter((order) => order.status !== "INTENT");
  const costs = underWay.reduce((sum, order) => sum + (order.quantityLots - order.cumLots) * PRICE + USD, 0);
  return CASH - (ledger.cashMicros[0] as number) + costs;
}

const RACES: readonly Race[] = [
  {
    name: "symbol share",
    code: "MAX_SYMBOL_SHARE",
    limits: { symbolMaxRatio: 0.2 },
    side: "buy",
    lots: 10,
    instrument: () => 0,
    used: (world) => lotsIn(world, 0) * PRICE,
    most: (world) => 0.2 * equityOf(world),
    one: 10 * PRICE * 1.01,
  },
  {
    name: "capital deployed",
    code: "MAX_DEPLOYED",
    limits: { deployedMaxRatio: 0.5 },
    side: "buy",
    lots: 10,
    instrument: (n) => n % 3,
    used: (world) => lotsInAll(world) * PRICE,
    most: (world) => 0.5 * equityOf(world),
    one: 10 * PRICE * 1.01,
  },
  {
    name: "margin",
    code: "MARGIN_UTILISATION",
    limits: { marginMaxRatio: 0.4 },
    side: "sell",
    lots: 10,
    instrument: (n) => n % 3,
    used: (world) => (lotsInAll(world) * PRICE) / 2,
    most: (world) => 0.4 * equityOf(world),
    one: 5 * PRICE * 1.01,
  },
  {
    name: "buying power",
    code: "BUYING_POWER",
    limits: {},
    side: "buy",
    lots: 10,
    instrument: (n) => n % 3,
    used: promised,
    most: () => CASH,
    one: 10 * PRICE * 1.02,
  },
  {
    name: "positions",
    code: "MAX_POSITIONS",
    limits: { positionsMax: 2 },
    side: "buy",
    lots: 1,
    instrument: (n) => n % 3,
    used: (world) => [0, 1, 2].filter((instrument) => lotsIn(world, instrument) > 0).length,
    most: () => 2,
    one: 1,
  },
];

function createRace(race: Race): World {
  const strategies = Array.from({ length: INTENTS }, (_, index) =>
    strategyConfig({
      index,
      id: `s${index}`,
      instruments: [0, 1, 2],
      sizing: { kind: "fixed-quantity", quantityLots: race.lots },
    }),
  );
  const limits = limitsOf("none", race.limits);
  const world = createWorld({ strategies, instruments: 3, limits, cashMicros: CASH, minutes: 60 });
  slice(world, 0, 0, [flat(PRICE / CENTS), flat(PRICE / CENTS), flat(PRICE / CENTS)]);
  return world;
}

for (const race of RACES) {
  test(`1,000 intents race for one limit and never overshoot it: ${race.name}`, () => {
    const world = createRace(race);
    let sent = 0;
    let refused = 0;
    let minute = 1;
    for (let n = 0; n < INTENTS; n += 1) {
      // The venue fills now and then; in between it is silent and everything is under way.
      world.isSilent = n % 10 !== 0;
      const fields: Partial<Signal> = { strategy: n, instrument: race.instrument(n), side: race.side };
      const records = send(world, `x${n}`, fields);
      const isSent = only(records, "SubmitOrder").length > 0;
      if (isSent) {
        sent += 1;
        const [used, most] = [race.used(world), race.most(world)];
        assert.ok(used <= most, `intent ${n} was sent: ${used} of ${most} used`);
      }
      for (const ended of only(records, "SignalEnded")) {
        if (ended.outcome !== "DENIED") continue;
        refused += 1;
        assert.equal(ended.reason, race.code);
      }
      if (n % 100 === 99) {
        world.isSilent = false;
        const bar = flat(PRICE / CENTS);
        slice(world, 0, minute, [bar, bar, bar]);
        minute += 1;
      }
    }
    assert.equal(sent + refused, INTENTS, "every intent was decided");
    assert.ok(sent > 0 && refused > 300, `${sent} sent, ${refused} refused`);
    if (race.name !== "positions") {
      assert.ok(race.used(world) + race.one > race.most(world), "nothing is refused while there is room");
    }
  });
}
