import { findOrder } from "../../src/core/execution/order-book.ts";
import type { OutputRecord } from "../../src/core/model/output-record.ts";
import { isVenueCommand } from "../../src/venues/venue-port.ts";
import { nameOfCommand } from "./between.ts";
import { letterOf } from "./card.ts";
import type { CardWorld } from "./card-world.ts";

/** What followed from each line of a card, in its words. */
export class Told {
  readonly #world: CardWorld;
  #told = 0;
  readonly #states: string[] = [];
  #position = 0;

  constructor(world: CardWorld) {
    this.#world = world;
  }

  /**
   * Orders that changed, the position if it did, then commands and what a person is told, in order.
   * The comparison of every cycle is left out: it always goes on.
   */
  since(): string {
    const { books } = this.#world.core;
    const parts: string[] = [];
    for (let index = 0; index < books.orders.next; index += 1) {
      const state = stateOf(this.#world, index);
      if (this.#states[index] === state) continue;
      this.#states[index] = state;
      parts.push(`${letterOf(index)} ${state}`);
    }
    const held = books.ledger.accountLots[0] as number;
    if (held !== this.#position) parts.push(`position ${held}`);
    this.#position = held;
    const said = this.#world.records.slice(this.#told).map(saidOf);
    this.#told = this.#world.records.length;
    parts.push(...folded(said.filter((one) => one !== "")));
    return parts.join("; ");
  }
}

/** `PARTIAL 4/10 pending cancel`. */
export function stateOf(world: CardWorld, index: number): string {
  const order = findOrder(world.core.books.orders, index);
  if (order === null) return "forgotten";
  const pending = order.pending === "none" ? "" : ` pending ${order.pending}`;
  return `${order.status} ${order.cumLots}/${order.quantityLots}${pending}`;
}

function saidOf(record: OutputRecord): string {
  if (isVenueCommand(record)) {
    return record.kind === "RequestSnapshot" && record.reason === "cycle" ? "" : `sends ${nameOfCommand(record)}`;
  }
  switch (record.kind) {
    case "RaiseAlert":
      return `alert ${record.code}`;
    case "ExposureBlocked":
      return record.isBlocked ? `blocked ${record.reason}` : "unblocked";
    case "CommandRefused":
      return `refused ${record.code}`;
    case "FlattenProgressed":
      return record.isFlat ? "flat" : "";
    case "StrategyStatusChanged":
      return `strategy ${record.to}`;
    case "SignalEnded":
      return record.outcome === "FILLED" ? "" : `signal ${record.outcome}`;
    case "TradingStateChanged":
      return `trading ${record.to}`;
    default:
      return "";
  }
}

/** Repeated things once, with their number. */
function folded(said: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, count]) => (count === 1 ? one : `${one} x${count}`));
}
