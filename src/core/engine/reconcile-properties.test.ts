import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findOrder } from "../execution/order-book.ts";
import type { AccountSnapshot } from "../model/account-snapshot.ts";
import type { Output } from "../model/output.ts";
import { isCommand } from "../simulation/obey-command.ts";
import { venueOpenOrders } from "../simulation/venue-state.ts";
import {
  arrive,
  bar,
  block,
  connect,
  foreign,
  leave,
  type LossyWorld,
  lossyWorld,
  order,
  pass,
} from "./lossy-venue-fixture.test.ts";
import { withdrawOrder } from "./submit-order.ts";
import { requestSnapshot } from "./watch-orders.ts";

/** What happens while the network loses frames; numbers choose prices and orders. */
type Deed =
  | { readonly what: "order"; readonly cents: number }
  | { readonly what: "foreign"; readonly cents: number; readonly lots: number }
  | { readonly what: "cancel"; readonly nth: number }
  | { readonly what: "bar"; readonly cents: number }
  | { readonly what: "late"; readonly nth: number }
  | { readonly what: "wait"; readonly seconds: number };

const cents = fc.integer({ min: 9_500, max: 10_500 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ what: fc.constant("order" as const), cents }),
  fc.record({ what: fc.constant("foreign" as const), cents, lots: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ what: fc.constant("cancel" as const), nth: fc.nat(9) }),
  fc.record({ what: fc.constant("bar" as const), cents }),
  fc.record({ what: fc.constant("late" as const), nth: fc.nat(20) }),
  fc.record({ what: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 20 }) }),
);

test("whatever frames are lost, after one complete answer the book is the venue's", () => {
  let dropped = 0;
  let healed = 0;
  fc.assert(
    fc.property(
      fc.array(deed, { minLength: 1, maxLength: 25, size: "max" }),
      fc.infiniteStream(fc.boolean()),
      (deeds, coins) => {
        const lossy = lossyWorld({ reconcileSeconds: 30 });
        bar(lossy, 10_000);
        lossy.losesAnswer = (answer) => {
          const isLost = answer.kind === "AccountSnapshot" || coins.next().value === true;
          if (isLost) dropped += 1;
          return isLost;
        };
        deeds.forEach((one, i) => play(lossy, one, i));
        lossy.losesAnswer = () => false;
        ask(lossy);
        assert.deepEqual(holdings(lossy), venueHoldings(lossy));
        // A submit on its way is settled by its own timer, a foreign order that is gone by lists that keep lacking it.
        pass(lossy, 65);
        assert.deepEqual(openHere(lossy), openThere(lossy));
        // Held-up frames come after all, twice: nothing moves.
        const before = [openHere(lossy), holdings(lossy)];
        for (const late of lossy.lost.splice(0)) {
          if (late.kind !== "VenueReport") continue;
          arrive(lossy, structuredClone(late));
          arrive(lossy, late);
        }
        pass(lossy, 20);
        assert.deepEqual([openHere(lossy), holdings(lossy)], before);
        healed += lossy.records.filter((record) => record.kind === "Reconciled" && record.verdict === "healed").length;
      },
    ),
    { numRuns: 150 },
  );
  assert(dropped > 150 && healed > 40, `frames were lost (${dropped}) and healed (${healed})`);
});

test("on a network that loses half of everything the account is certain again soon after it recovers", () => {
  fc.assert(
    fc.property(
      fc.array(deed, { minLength: 1, maxLength: 15, size: "max" }),
      fc.infiniteStream(fc.boolean()),
      (deeds, coins) => {
        const lossy = lossyWorld();
        bar(lossy, 10_000);
        lossy.losesAnswer = () => coins.next().value === true;
        lossy.losesCommand = () => coins.next().value === true;
        lossy.spoil = (snapshot) => spoilt(snapshot, () => coins.next().value === true);
        deeds.forEach((one, i) => play(lossy, one, i));
        connect(lossy, false);
        assert.equal(block(lossy), "DISCONNECTED");
        pass(lossy, 90);
        lossy.losesAnswer = () => false;
        lossy.losesCommand = () => false;
        lossy.spoil = (snapshot) => snapshot;
        connect(lossy, true);
        pass(lossy, 300);
        assert.equal(block(lossy), "");
        assert.deepEqual(openHere(lossy), openThere(lossy));
        assert.deepEqual(holdings(lossy), venueHoldings(lossy));
      },
    ),
    { numRuns: 60 },
  );
});

/** Parts that failed are empty, and say so. */
function spoilt(snapshot: AccountSnapshot, toss: () => boolean): AccountSnapshot {
  const areOrdersComplete = toss();
  const areFillsComplete = toss();
  const arePositionsComplete = toss();
  return {
    ...snapshot,
    areOrdersComplete,
    orders: areOrdersComplete ? snapshot.orders : snapshot.orders.filter(toss),
    areFillsComplete,
    fills: areFillsComplete ? snapshot.fills : snapshot.fills.filter(toss),
    arePositionsComplete,
    positions: arePositionsComplete ? snapshot.positions : [],
  };
}

function play(lossy: LossyWorld, one: Deed, i: number): void {
  const { core } = lossy.world;
  if (one.what === "order") order(lossy, `s${i}`, one.cents);
  else if (one.what === "foreign") foreign(lossy, { limitTicks: one.cents, quantityLots: one.lots });
  else if (one.what === "bar") bar(lossy, one.cents);
  else if (one.what === "wait") pass(lossy, one.seconds);
  else if (one.what === "late") arriveLate(lossy, one.nth);
  else {
    const found = core.state.trading === null ? null : findOrder(core.state.trading.orders, one.nth);
    if (found !== null) command(lossy, (outputs) => withdrawOrder(core, found, "TEST", outputs));
  }
}

/** A frame or a request that was held up comes now, and may come once more. */
function arriveLate(lossy: LossyWorld, nth: number): void {
  const command = lossy.lostCommands[nth];
  const answers: Parameters<typeof arrive>[1][] = [];
  if (command !== undefined) leave(lossy, structuredClone(command), answers);
  for (const answer of answers) arrive(lossy, answer);
  const late = lossy.lost[nth];
  if (late !== undefined) arrive(lossy, structuredClone(late));
}

function ask(lossy: LossyWorld): void {
  const { core } = lossy.world;
  const link = core.state.trading?.links[0];
  if (link !== undefined) link.requestId = 0;
  command(lossy, (outputs) => requestSnapshot(core, 0, "operator", outputs));
}

/** Runs one function of the core and carries its commands to the venue. */
function command(lossy: LossyWorld, run: (outputs: Output[]) => void): void {
  const outputs: Output[] = [];
  run(outputs);
  const answers: Parameters<typeof arrive>[1][] = [];
  for (const output of outputs) {
    if (isCommand(output)) leave(lossy, output, answers);
  }
  for (const answer of answers) arrive(lossy, answer);
}

/** `order status cum` of every order that works, by the venue's id. */
function openHere(lossy: LossyWorld): string[] {
  const live = lossy.world.core.state.trading?.orders.live ?? [];
  return live.map((one) => `${one.venueOrderId} ${one.status} ${one.cumLots} ${one.pending}`).sort();
}

function openThere(lossy: LossyWorld): string[] {
  return venueOpenOrders(lossy.world.venue)
    .map((one) => `${one.id} ${one.status} ${one.cumLots} none`)
    .sort();
}

function holdings(lossy: LossyWorld): number[] {
  const { ledger } = lossy.world.core.state.trading ?? {};
  return [ledger?.accountLots[0] ?? 0, ledger?.cashMicros[0] ?? 0];
}

function venueHoldings(lossy: LossyWorld): number[] {
  return [lossy.world.venue.positionLots[0] ?? 0, lossy.world.venue.cashMicros];
}
