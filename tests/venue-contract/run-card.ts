import { required, unreachable } from "../../src/core/assert.ts";
import type { OrderType, TimeInForce } from "../../src/core/model/signal.ts";
import type { KillLevel } from "../../src/core/model/input.ts";
import type { Card, CardLine } from "./card.ts";
import { indexOfLetter, linesOf, ticksOf } from "./card.ts";
import { CardWorld } from "./card-world.ts";
import { faultNow, settleAndCheck } from "./check-world.ts";
import type { ContractVenue, OrderAct, VenueSetup } from "./contract-venue.ts";
import { expectFact } from "./expect-fact.ts";
import { SESSIONS, TICK } from "./simulated-books.ts";
import { Told } from "./told.ts";

/** Lines of a card are so far apart. */
const LINE_MICROS = 10_000;
const SECOND = 1_000_000;

/** What became of a card on one venue. */
export interface Played {
  /** Every line as it was played, with what followed from it. */
  readonly lines: readonly string[];
  /** What was wrong at or after its end, one sentence each. */
  readonly faults: readonly string[];
}

/** A card's own lines in the form of {@link Played}. */
export function toldBy(card: Card): string[] {
  return linesOf(card).map((line) => (line.follows === "" ? line.step : `${line.step} -> ${line.follows}`));
}

/**
 * Plays a card: every line on the production core, the network and the venue, with all that followed
 * from it. Then the network turns honest, three minutes pass, and both sides' books must agree.
 */
export async function runCard(card: Card, makeVenue: (setup: VenueSetup) => ContractVenue): Promise<Played> {
  const world = await CardWorld.open(makeVenue, card.needs.includes("used-ids-refused"));
  const told = new Told(world);
  const lines: string[] = [];
  const faults: string[] = [];
  try {
    for (const line of linesOf(card)) {
      world.clock.now += LINE_MICROS;
      await world.pass(world.clock.now);
      if (line.place === "expect") {
        for (const fact of line.words.join(" ").split(",")) {
          const wrong = expectFact(world, fact.trim());
          if (wrong !== "") faults.push(`"${line.step}": ${wrong}`);
        }
        lines.push(line.step);
        continue;
      }
      await playLine(world, line);
      const follows = told.since();
      lines.push(follows === "" ? line.step : `${line.step} -> ${follows}`);
      const fault = faultNow(world, card.uncounted === undefined);
      if (fault !== "") faults.push(`after "${line.step}": ${fault}`);
    }
    faults.push(...(await settleAndCheck(world, card.text.includes("net: repeat"))));
  } catch (error) {
    faults.push(`after "${lines.at(-1) ?? "the start"}": ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await world.venue.close();
  }
  return { lines, faults };
}

async function playLine(world: CardWorld, { place, words }: CardLine): Promise<void> {
  switch (place) {
    case "us":
      return playOurs(world, words);
    case "net":
      return playNetwork(world, words);
    case "venue":
      return playVenue(world, words);
    case "time":
      return playTime(world, words);
    case "expect":
      return;
    default:
      return unreachable(place);
  }
}

async function playOurs(world: CardWorld, words: readonly string[]): Promise<void> {
  const [verb, first, second] = words;
  switch (verb) {
    case "buy":
    case "sell":
      return world.give((core) =>
        core.command({ command: "manual-order", signal: core.signalNow(orderOf(world, words)) }),
      );
    case "signal":
      return world.give((core) => core.signal({ side: first === "sell" ? "sell" : "buy" }));
    case "exit":
      return world.give((core) => core.signal({ intent: "exit", side: first === "short" ? "buy" : "sell" }));
    case "close":
      return world.give((core) => core.command({ command: "close-position", strategyId: "outside", instrument: 0 }));
    case "cancel":
      return world.give((core) => core.command({ command: "cancel-order", order: indexOfLetter(first) }));
    case "cancel-all":
      return world.give((core) => core.command({ command: "cancel-all", accountId: null }));
    case "replace": {
      const limitAt = words.indexOf("limit");
      const limitMicros = limitAt < 0 ? null : ticksOf(words[limitAt + 1]) * TICK;
      const order = indexOfLetter(first);
      const quantityLots = Number(second);
      return world.give((core) =>
        core.command({ command: "replace-order", order, quantityLots, limitMicros, stopMicros: null }),
      );
    }
    case "kill":
      return world.give((core) => core.command({ command: "engage-kill-switch", level: first as KillLevel }));
    case "compare":
      return world.give((core) => core.command({ command: "reconcile", accountId: "SIM" }));
    case "restart":
      world.core.restart();
      return;
    default:
      throw new Error(`we do not "${words.join(" ")}"`);
  }
}

/** `buy 10 limit 100.00 day stop 1.00 target 2.00 till 30`; a bracket's levels are distances in price, `till` is in seconds. */
function orderOf(world: CardWorld, words: readonly string[]): Parameters<CardWorld["core"]["signalNow"]>[0] {
  const [side, lots, type] = words;
  const after = (name: string): string | null => {
    const at = words.indexOf(name, 3);
    return at < 0 ? null : required(words[at + 1], `${name} has a value`);
  };
  const hasPrice = type !== "market";
  const micros = (word: string | null): number | null => (word === null ? null : ticksOf(word) * TICK);
  const [stop, target, till] = [micros(after("protect")), micros(after("target")), after("till")];
  const named = words.find((word): word is TimeInForce => ["day", "gtc", "ioc", "fok"].includes(word));
  const price = hasPrice ? ticksOf(words[3]) * TICK : null;
  return {
    side: side as "buy" | "sell",
    quantityLots: Number(lots),
    orderType: type as OrderType,
    limitMicros: type === "limit" ? price : null,
    stopMicros: type === "stop" ? price : null,
    timeInForce: till !== null ? "gtd" : (named ?? "gtc"),
    tsGoodTill: till === null ? null : world.clock.now + Number(till) * SECOND,
    bracket: stop === null && target === null ? null : { unit: "micros", stop, isTrailing: false, target },
  };
}

async function playNetwork(world: CardWorld, words: readonly string[]): Promise<void> {
  const [verb = "", ...rest] = words;
  const { between } = world;
  switch (verb) {
    case "holds":
      if (rest[0] === "ours") between.holdsOurs = true;
      else between.holdsTheirs = true;
      return;
    case "flows":
      between.holdsOurs = false;
      between.holdsTheirs = false;
      return world.pump();
    case "loses":
      if (rest[1] === "ours") between.ours.length = 0;
      else between.theirs.length = 0;
      return;
    case "down":
      return world.disconnect();
    case "up":
      return world.reconnect();
    default:
      return world.move(verb, rest);
  }
}

const ORDER_ACTS: Readonly<Record<string, OrderAct>> = {
  holds: "hold",
  suspends: "suspend",
  resumes: "resume",
  "ends-day-of": "done-for-day",
  cancels: "cancel",
  rejects: "reject",
  "is-busy-with": "busy",
  "is-done-with": "idle",
};

async function playVenue(world: CardWorld, words: readonly string[]): Promise<void> {
  const [verb = "", first = "", second = "", third, fourth] = words;
  const { venue } = world;
  const idOf = (letter: string): string => required(world.core.ids[indexOfLetter(letter)], `an order ${letter}`);
  const act = ORDER_ACTS[verb];
  if (act !== undefined) await venue.act({ act, clientOrderId: idOf(first) });
  else
    switch (verb) {
      case "fills":
        await fill(world, idOf(first), Number(second), ticksOf(fourth));
        break;
      case "trades":
        await venue.act({ act: "trade", lots: 0, priceTicks: ticksOf(first) });
        break;
      case "trades-lots":
        await venue.act({ act: "trade", lots: Number(first), priceTicks: ticksOf(third) });
        break;
      case "busts":
        await venue.act({ act: "bust", clientOrderId: idOf(first), executionId: second });
        break;
      case "corrects": {
        const change = { clientOrderId: idOf(first), executionId: second, priceTicks: ticksOf(fourth) };
        await venue.act({ act: "correct", ...change });
        break;
      }
      case "overfills":
        await venue.act({ act: "overfill", clientOrderId: idOf(first), lots: Number(second) });
        break;
      case "halts":
        await venue.act({ act: "halt" });
        break;
      case "unhalts":
        await venue.act({ act: "unhalt" });
        break;
      case "splits":
        await venue.act({ act: "split", to: Number(first), from: Number(third) });
        break;
      case "somebody": {
        const side = first === "buys" ? "buy" : "sell";
        await venue.act({ act: "foreign", side, lots: Number(second), limitTicks: ticksOf(fourth) });
        break;
      }
      default:
        throw new Error(`the venue does not "${words.join(" ")}"`);
    }
  await world.pump();
}

/** So many lots trade at that price, and they must have filled that order. */
async function fill(world: CardWorld, clientOrderId: string, lots: number, priceTicks: number): Promise<void> {
  const filled = (): number =>
    world.venue.books().orders.find((one) => one.clientOrderId === clientOrderId)?.cumLots ?? 0;
  const before = filled();
  await world.venue.act({ act: "trade", lots, priceTicks });
  if (filled() !== before + lots) throw new Error(`the market filled ${filled() - before} of it, not ${lots}`);
}

async function playTime(world: CardWorld, words: readonly string[]): Promise<void> {
  const [first, second] = words;
  if (second === "s") return world.pass(world.clock.now + Number(first) * SECOND);
  const isClose = first === "close";
  const at = (isClose ? SESSIONS.closes : SESSIONS.opens).find((moment) => moment > world.clock.now);
  await world.pass(required(at, "a card has three days"));
  if (isClose) await world.venue.closeSession();
  await world.pump();
}
