import { applyInput } from "../host.ts";
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { die } from "../process.ts";
import { openSession } from "../run-sessions.ts";
import { begin, playUntil } from "../run-world.ts";
import { scheduleDay } from "../schedule-day.ts";
import { Violation } from "../violation.ts";
import type { World } from "../world.ts";
import { createWorld } from "../world.ts";
import { checkShown } from "./shown.ts";
import type { FoldedViews } from "./views.ts";
import { foldUpTo } from "./views.ts";

const MINUTE = 60_000_000;

let world: World;
let views: FoldedViews;

/** A quiet world whose views are kept, with a crash after its first hour. */
before(() => {
  world = createWorld(10, 1, [], false, applyInput);
  assert.ok(world.views !== null, "one seed in ten folds its views");
  views = world.views;
  const open = world.plan.table.opens[0] as number;
  begin(world);
  openSession(world, 0);
  scheduleDay(world, 0);
  playUntil(world, open + 60 * MINUTE);
  const { state } = views;
  die(world, 0);
  playUntil(world, open + 120 * MINUTE);
  assert.notEqual(views.state, state, "the successor read its memory from the tables");
});

/** What a corrupted row or entry says, with everything put back. */
function violationOf(plant: () => () => void): Violation {
  const undo = plant();
  try {
    checkShown(world, views);
  } catch (error) {
    assert.ok(error instanceof Violation);
    return error;
  } finally {
    undo();
  }
  assert.fail("nothing was seen");
}

const PLANTS: readonly { readonly what: string; readonly says: RegExp; readonly plant: () => () => void }[] = [
  {
    what: "a row that the fold did not write",
    says: /fills .*: qty_micros is/,
    plant: () => {
      foldUpTo(views, views.entries.length);
      const [key, row] = [...views.tables.fills][0] ?? assert.fail("the quiet world has fills");
      views.tables.fills.set(key, { ...row, qty_micros: row.qty_micros + 1 });
      return () => views.tables.fills.set(key, row);
    },
  },
  {
    what: "an entry that was folded and is not in the journal",
    says: /, from nothing /,
    plant: () => {
      foldUpTo(views, views.entries.length);
      const at = views.entries.findIndex(({ outputs }) => outputs.some((output) => output.kind === "FillBooked"));
      const entry = views.entries[at] ?? assert.fail("the quiet world has fills");
      views.entries[at] = { ...entry, outputs: [] };
      return () => (views.entries[at] = entry);
    },
  },
  {
    what: "a position that no output told of",
    says: /is shown as .*, the core holds/,
    plant: () => {
      const lots = world.host.core.state.trading?.ledger.strategyLots ?? assert.fail();
      lots[0] = (lots[0] as number) + 1;
      return () => (lots[0] = (lots[0] as number) - 1);
    },
  },
  {
    what: "cash that no posting told of",
    says: /sum to cash of/,
    plant: () => {
      const cash = world.host.core.state.trading?.ledger.cashMicros ?? assert.fail();
      cash[0] = (cash[0] as number) + 1;
      return () => (cash[0] = (cash[0] as number) - 1);
    },
  },
  {
    what: "an order that ended without a word",
    says: /orders are shown as open/,
    plant: () => {
      const live = world.host.core.state.trading?.orders.live ?? assert.fail();
      const order = live.pop() ?? assert.fail("the quiet world has live orders");
      return () => live.push(order);
    },
  },
];

describe("what is shown equals the fold of the journal (T8)", () => {
  it("over a crash, and rebuilt from nothing", () => checkShown(world, views));
  for (const { what, says, plant } of PLANTS) {
    it(`and ${what} is seen`, () => {
      const violation = violationOf(plant);
      assert.equal(violation.id, "T8");
      assert.match(violation.message, says);
    });
  }
});
