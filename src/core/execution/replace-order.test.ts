import assert from "node:assert/strict";
import { test } from "node:test";
import { findOrder } from "./order-book.ts";
import { createStory, play, type Story } from "./order-fixture.test.ts";
import { clientOrderIdOf } from "./order-ids.ts";
import { planReplace } from "./replace-order.ts";

const NAMES = { accountId: "acc", strategyId: "spy-ema", symbol: "SPY" };
const KEEP = { quantityLots: null, limitTicks: null, stopTicks: null };

function storyAfter(steps: string): Story {
  const story = createStory();
  for (const step of `approve, send, ${steps}`.split(", ")) play(story, step);
  return story;
}

function refusalOf(story: Story, changes: Partial<typeof KEEP> | Record<string, number>): string {
  const order = findOrder(story.book, 0);
  assert.ok(order !== null);
  const before = story.book.next;
  const plan = planReplace(story.book, order, { ...KEEP, ...changes }, 9);
  if (!plan.ok) assert.equal(story.book.next, before, "a refusal has created nothing");
  return plan.ok ? "" : plan.reason;
}

test("a replacement takes over the terms that are not changed and what is filled", () => {
  const story = storyAfter("live, fill a 30");
  const order = findOrder(story.book, 0);
  assert.ok(order !== null);
  const plan = planReplace(story.book, order, { ...KEEP, limitTicks: 49 }, 9);
  assert.ok(plan.ok);
  const { leaf } = plan;
  assert.deepEqual(
    [leaf.status, leaf.replaces, leaf.quantityLots, leaf.limitTicks, leaf.cumLots, leaf.carriedLots, leaf.cumLotTicks],
    ["INTENT", 0, 100, 49, 30, 30, 1_500],
  );
  assert.deepEqual([order.pending, order.replacedBy], ["none", -1], "a plan changes nothing of the order");
});

test("what cannot be replaced says why", () => {
  assert.equal(refusalOf(storyAfter("accepted"), { quantityLots: 7 }), "");
  assert.equal(refusalOf(storyAfter("timeout"), { quantityLots: 7 }), "NOT_WORKING");
  assert.equal(refusalOf(storyAfter("live, suspended"), { quantityLots: 7 }), "NOT_WORKING");
  assert.equal(refusalOf(storyAfter("live, canceled"), { quantityLots: 7 }), "NOT_WORKING");
  assert.equal(refusalOf(storyAfter("live, cancel"), { quantityLots: 7 }), "REPLACE_PENDING");
  assert.equal(refusalOf(storyAfter("live, replace 7"), { quantityLots: 7 }), "REPLACE_PENDING");
  assert.equal(refusalOf(storyAfter("live, fill a 30"), { quantityLots: 30 }), "NOTHING_LEFT");
  assert.equal(refusalOf(storyAfter("live, fill a 30"), { quantityLots: 31 }), "");
  assert.equal(refusalOf(storyAfter("live"), { quantityLots: -5 }), "NOTHING_LEFT");
  assert.equal(refusalOf(storyAfter("live"), { quantityLots: 1.5 }), "BAD_TERMS");
  assert.equal(refusalOf(storyAfter("live"), { limitTicks: 0 }), "BAD_TERMS");
});

test("every replacement tried in a chain has an id of its own, whatever its terms", () => {
  const story = storyAfter(
    "live, replace 150, replace-rejected, replace 150, replaced, live #2, replace 150 #2, replace-rejected #2, replace 150 #2",
  );
  const ids = [0, 1, 2, 3, 4].map((index) => {
    const order = findOrder(story.book, index);
    assert.ok(order !== null);
    return clientOrderIdOf(order, NAMES);
  });
  assert.equal(new Set(ids).size, 5);
  const again = storyAfter("live, replace 120");
  const first = findOrder(again.book, 1);
  assert.ok(first !== null);
  assert.equal(clientOrderIdOf(first, NAMES), ids[1], "a function of the cause and the count alone");
});
