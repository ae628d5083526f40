import { fillContext } from "../../src/core/engine/fill-context.ts";
import type { CardWorld } from "./card-world.ts";
import { ticksOf } from "./card.ts";
import { TICK } from "./simulated-books.ts";

/** What is wrong about one fact of an `expect:` line; empty: it holds. */
export function expectFact(world: CardWorld, fact: string): string {
  const words = fact.split(" ");
  const last = words.at(-1);
  const { books } = world.core;
  const seen = actual(world, words.slice(0, -1).join(" "));
  if (seen !== null) return seen === last ? "" : `it is ${seen}`;
  switch (words[0]) {
    case "exposure": {
      const micros = exposureMicros(world);
      return micros === ticksOf(last) * TICK ? "" : `it is ${(micros / 1_000_000).toFixed(2)}`;
    }
    case "blocked":
      return books.links[0]?.block === last ? "" : `it is "${books.links[0]?.block}"`;
    case "open":
      return books.links[0]?.block === "" ? "" : `it is blocked by "${books.links[0]?.block}"`;
    default:
      throw new Error(`"${fact}" is no fact`);
  }
}

/** Worst-case exposure in the card's instrument as every limit sees it. */
export function exposureMicros(world: CardWorld): number {
  return fillContext(world.core.core, 0, 0, null).symbolExposureMicros;
}

function actual(world: CardWorld, what: string): string | null {
  const { books } = world.core;
  const venue = world.venue.books();
  switch (what) {
    case "position":
      return String(books.ledger.accountLots[0]);
    case "position at the venue":
      return String(venue.positionLots);
    case "fills booked":
      return String(world.records.filter((record) => record.kind === "FillBooked").length);
    case "orders at the venue":
      return String(venue.orders.length);
    case "lots at work at the venue":
      return String(venue.buyLeaves + venue.sellLeaves);
    case "times flat was said":
      return String(world.records.filter((record) => record.kind === "FlattenProgressed" && record.isFlat).length);
    default:
      return null;
  }
}
