import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CARDS } from "./all-cards.ts";
import type { Card } from "./card.ts";
import { linesOf } from "./card.ts";
import type { ContractVenue, VenueSetup } from "./contract-venue.ts";
import { HouseVenue } from "./house-venue.ts";
import { indexText } from "./index-text.ts";
import { RACES, WITHOUT_CARD } from "./races.ts";
import { runCard, toldBy } from "./run-card.ts";
import { NOT_SERVED, SocketVenue } from "./socket-venue.ts";

const VENUES: readonly ((setup: VenueSetup) => ContractVenue)[] = [
  (setup) => new HouseVenue(setup),
  (setup) => new SocketVenue(setup),
];
const SETUP: VenueSetup = { clock: { now: 0 }, refusesUsedIds: false, indexOf: () => -1, idOf: () => "" };

for (const makeVenue of VENUES) {
  const { name, behaviours } = makeVenue(SETUP);
  for (const card of CARDS) {
    const missing = card.needs.filter((need) => !behaviours.includes(need));
    const skip = missing.length === 0 ? false : missing.map((need) => NOT_SERVED[need] ?? need).join("; ");
    test(`${card.id} ${card.title}, ${name}`, { skip }, async () => {
      const { lines, faults } = await runCard(card, makeVenue);
      assert.deepEqual(lines, toldBy(card));
      assert.deepEqual(faults, []);
    });
  }
}

test("every card has a number of its own, and numbers rise", () => {
  const numbers = CARDS.map((card) => Number(/^C(\d{2,3})$/.exec(card.id)?.[1]));
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((a, b) => a - b),
  );
  for (const card of CARDS) assert.ok(card.title !== "" && card.proves.endsWith("."), card.id);
});

test("every race and every fault of a venue has its cards, and every card is there for one or for itself", () => {
  const ids = new Set(CARDS.map((card) => card.id));
  for (const [race, cards] of Object.entries(RACES)) {
    assert.ok(cards.length > 0, race);
    for (const id of cards) assert.ok(ids.has(id), `${race} is to be covered by ${id}`);
  }
  // Issue 3 lists 38 of them, with both ways of a replace and both orders of two replies told apart.
  assert.equal(Object.keys(RACES).filter((race) => !/^F\d\d$/.test(race)).length, 38);
  const wire = [...Array.from({ length: 29 }, (_, i) => `F${String(i + 1).padStart(2, "0")}`), "F46", "F63", "F64"];
  for (const fault of wire) {
    const isNamed = RACES[fault] !== undefined || WITHOUT_CARD[fault] !== undefined;
    assert.ok(isNamed, `${fault} has a card or a reason to have none`);
  }
});

test("a fault that a card's title names is listed with that card", () => {
  for (const card of CARDS) {
    for (const [fault] of card.title.matchAll(/F\d\d/g)) {
      assert.ok(RACES[fault]?.includes(card.id), `${card.id} names ${fault}`);
    }
  }
});

test("the socket plays every card whose behaviours it serves, most of them", () => {
  const socket = new SocketVenue(SETUP);
  const played = CARDS.filter((card) => card.needs.every((need) => socket.behaviours.includes(need)));
  assert.ok(played.length >= 60, `${played.length} of ${CARDS.length}`);
  for (const card of CARDS) {
    for (const need of card.needs) {
      assert.ok(socket.behaviours.includes(need) !== need in NOT_SERVED, `${need} is served or has a reason not to be`);
    }
  }
});

test("a card that tells it wrong does not pass", async () => {
  const card = CARDS.find((one) => one.id === "C01") as Card;
  const text = card.text.replace("A PARTIAL 4/10", "A PARTIAL 5/10");
  const wrong = await runCard({ ...card, text }, (setup) => new HouseVenue(setup));
  assert.notDeepEqual(wrong.lines, toldBy({ ...card, text }));
  const lost = await runCard(
    { ...card, text: "us: buy 10 limit 100.00\nexpect: exposure 1.00" },
    (setup) => new HouseVenue(setup),
  );
  assert.equal(lost.faults.length, 1);
});

test("the books are compared: a fill that the venue forgets to tell in any way is a fault", async () => {
  const card = CARDS.find((one) => one.id === "C01") as Card;
  class Liar extends HouseVenue {
    override books(): ReturnType<HouseVenue["books"]> {
      return { ...super.books(), positionLots: 1 };
    }
  }
  const { faults } = await runCard(card, (setup) => new Liar(setup));
  assert.ok(faults.includes("we hold 10, the venue says 1"), faults.join());
});

test("every line of every card can be read, and every line but the silent ones says what follows", () => {
  for (const card of CARDS) assert.ok(linesOf(card).length >= 3, card.id);
});

test("the index is up to date: node tests/venue-contract/write-index.ts", () => {
  assert.equal(readFileSync(join(import.meta.dirname, "README.md"), "utf8"), indexText());
});
