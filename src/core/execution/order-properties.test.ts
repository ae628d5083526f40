import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { VenueReport } from "../model/venue-report.ts";
import { applyReport } from "./apply-report.ts";
import { findOrder } from "./order-book.ts";
import { checkBook, createStory, play, reportOf, type Story } from "./order-fixture.test.ts";

type Move = "fill" | "park" | "resume";

/** What an honest venue tells of one order: acknowledged, filled in parts, perhaps parked, perhaps ended. */
const LIVES = fc.record({
  moves: fc.array(fc.constantFrom<Move>("fill", "fill", "park", "resume"), { maxLength: 8 }),
  lots: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 8, maxLength: 8 }),
  end: fc.constantFrom("none", "canceled", "expired", "rejected"),
});

function tell(life: {
  readonly moves: readonly Move[];
  readonly lots: readonly number[];
  readonly end: string;
}): VenueReport[] {
  const reports: VenueReport[] = [];
  let cum = 0;
  let isParked = false;
  const say = (fields: Partial<VenueReport>): void => {
    const venueVersion = reports.length + 1;
    reports.push({
      ...reportOf("live", venueVersion * 1_000),
      venueOrderId: "v0",
      venueVersion,
      cumLots: cum,
      leavesLots: 100 - cum,
      ...fields,
    });
  };
  say({ report: "accepted" });
  say({ report: "live" });
  life.moves.forEach((move, i) => {
    if (cum === 100) return;
    if (move === "park") say({ report: "suspended" });
    if (move === "resume" && isParked) say({ report: "live" });
    isParked = move === "park" || (isParked && move !== "resume");
    if (move !== "fill" || isParked) return;
    const lots = Math.min(life.lots[i] as number, 100 - cum);
    cum += lots;
    const leavesLots = 100 - cum;
    say({
      report: "fill",
      executionId: `x${i}`,
      quantityLots: lots,
      priceTicks: 50 + i,
      feeMicros: i,
      cumLots: cum,
      leavesLots,
    });
  });
  if (life.end !== "none" && cum < 100) say({ report: life.end as "canceled", leavesLots: 0 });
  return reports;
}

function sent(): Story {
  const story = createStory();
  play(story, "approve");
  play(story, "send");
  return story;
}

function finalOf(story: Story): unknown {
  const order = findOrder(story.book, 0);
  assert.ok(order !== null);
  const { status, cumLots, cumLotTicks, feeMicros, statedCumLots, venueVersion } = order;
  const ids = (order.fills ?? []).map((fill) => fill.executionId).sort();
  return { status, cumLots, cumLotTicks, feeMicros, statedCumLots, venueVersion, ids };
}

test("any order and repetition of what a venue tells of one order ends in the same status, count and fills", () => {
  fc.assert(
    fc.property(LIVES, fc.array(fc.nat(), { maxLength: 40 }), (life, draws) => {
      const told = tell(life);
      const straight = sent();
      for (const report of told) applyReport(straight.book, report, straight.result);
      // Every report once, in a drawn order, and some of them again.
      const mixed = told
        .map((report, i) => ({ report, key: draws[i] ?? i }))
        .sort((a, b) => a.key - b.key)
        .map((one) => one.report);
      for (const draw of draws) mixed.splice(draw % mixed.length, 0, told[draw % told.length] as VenueReport);
      const shuffled = sent();
      let cum = 0;
      for (const report of mixed) {
        applyReport(shuffled.book, report, shuffled.result);
        checkBook(shuffled.book);
        const now = findOrder(shuffled.book, 0)?.cumLots as number;
        assert.ok(now >= cum, "cum never falls without a bust (O2)");
        cum = now;
      }
      assert.deepEqual(finalOf(shuffled), finalOf(straight));
    }),
    { numRuns: 300 },
  );
});

test("fills and their busts in any order and repetition leave exactly the fills that were not taken back", () => {
  const fills = fc.array(fc.record({ lots: fc.integer({ min: 1, max: 20 }), isBusted: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(fills, fc.array(fc.nat(), { maxLength: 30 }), (parts, draws) => {
      const told: VenueReport[] = [];
      parts.forEach(({ lots, isBusted }, i) => {
        const base = { ...reportOf("fill", i + 1), venueOrderId: "v0", priceTicks: 50 + i };
        told.push({ ...base, executionId: `x${i}`, quantityLots: lots });
        if (isBusted) told.push({ ...base, report: "bust", executionId: `b${i}`, refExecutionId: `x${i}` });
      });
      const mixed = told.map((report, i) => ({ report, key: draws[i] ?? i })).sort((a, b) => a.key - b.key);
      const story = sent();
      let booked = 0;
      for (const { report } of [...mixed, ...mixed]) {
        applyReport(story.book, report, story.result);
        booked += story.result.fillLots - (story.result.reversed?.lots ?? 0);
        checkBook(story.book);
      }
      const kept = parts.filter((part) => !part.isBusted).reduce((sum, part) => sum + part.lots, 0);
      assert.equal(findOrder(story.book, 0)?.cumLots, kept);
      assert.equal(booked, kept, "what the account was told adds up to the same");
    }),
  );
});

test("a chain of replacements never counts a lot twice, whatever is told in which order", () => {
  const steps = fc.array(
    fc.tuple(
      fc.constantFrom("fill", "replace", "replaced", "live", "replace-rejected", "cancel", "canceled"),
      fc.nat(),
      fc.nat(9),
    ),
    { maxLength: 40, size: "max" },
  );
  fc.assert(
    fc.property(steps, (drawn) => {
      const story = sent();
      play(story, "live");
      const names = "abcdefghijklmnopqrstuvwxyz";
      let told = 0;
      for (const [what, at, size] of drawn) {
        const index = at % story.book.next;
        if (what === "fill") {
          const name = names[told % 26] as string;
          play(story, `fill ${name} ${size + 1} #${index}`);
          told += story.result.fillLots > 0 ? 1 : 0;
        } else if (what === "replace") play(story, `replace ${40 + size * 20} #${index}`);
        else play(story, `${what} #${index}`);
        checkBook(story.book);
        checkChain(story);
      }
    }),
    {
      numRuns: 300,
      examples: [
        [
          [
            ["replace", 0, 0],
            ["fill", 77525373, 0],
            ["replace", 1021063803, 0],
            ["canceled", 1395763144, 0],
            ["replace-rejected", 0, 0],
            ["fill", 0, 0],
          ],
        ],
      ],
    },
  );
});

/** What an order carries is what the orders before it filled themselves, each lot once. */
function checkChain(story: Story): void {
  for (let index = 0; index < story.book.next; index += 1) {
    let order = findOrder(story.book, index);
    assert.ok(order !== null);
    const { carriedLots } = order;
    const isLinked = order.replaces < 0 || findOrder(story.book, order.replaces)?.replacedBy === index;
    if (!isLinked) continue;
    let before = 0;
    while (order !== null && order.replaces >= 0) {
      order = findOrder(story.book, order.replaces);
      assert.ok(order !== null);
      before += order.cumLots - order.carriedLots;
    }
    assert.equal(carriedLots, before, `order ${index} carries what the chain before it filled`);
  }
}
