import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDER_EVENTS } from "../../core/execution/order-transitions.ts";
import { ORDER_STATUSES } from "../../core/model/order.ts";
import { CELLS, cellText, missedCells } from "./cells.ts";

const within = CELLS.filter((cell) => cell.why === "");
const reachable = within.filter((cell) => !cell.isRare);
const all = new Map(reachable.map(({ status, event }) => [`${status}:${event}`, 1]));

test("a cell that can be reached and was not is named, and no other", () => {
  assert.deepEqual(missedCells(all), []);
  const [first] = reachable;
  assert.ok(first !== undefined);
  const less = new Map(all);
  less.delete(`${first.status}:${first.event}`);
  assert.deepEqual(missedCells(less), [`${first.status} x ${first.event}`]);
  assert.equal(missedCells(new Map()).length, reachable.length);
});

test("most cells of the table are within reach, each of the others has its reason", () => {
  assert.ok(within.length > CELLS.length / 2, `${within.length} of ${CELLS.length}`);
  assert.ok(reachable.length > within.length / 2, `${reachable.length} of ${within.length}`);
  const outside = ORDER_STATUSES.length * ORDER_EVENTS.length - CELLS.length;
  assert.equal(cellText(new Map()).match(/ -/g)?.length, outside, "what the core calls impossible is printed so");
  assert.equal(cellText(new Map()).match(/ x/g)?.length, CELLS.length - within.length);
});
