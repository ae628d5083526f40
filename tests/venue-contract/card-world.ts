import type { OutputRecord } from "../../src/core/model/output-record.ts";
import type { Input } from "../../src/core/model/input.ts";
import type { VenueCommandRecord, VenueInput } from "../../src/venues/venue-port.ts";
import { isVenueCommand } from "../../src/venues/venue-port.ts";
import type { Between } from "./between.ts";
import { createBetween, findCommand, findSaid, ownWord, retold } from "./between.ts";
import { CardCore } from "./card-core.ts";
import type { CardClock, ContractVenue, VenueSetup } from "./contract-venue.ts";
import { SESSIONS } from "./simulated-books.ts";

/** A message takes so long, either way: two things never happen at one time. */
const MESSAGE_MICROS = 100;
/** More messages than any line of a card may cause while no time passes but theirs. */
const STORM = 200;

/** Core, network and venue of one card. */
export class CardWorld {
  readonly clock: CardClock = { now: (SESSIONS.opens[0] as number) + 60_000_000 };
  readonly core: CardCore;
  readonly venue: ContractVenue;
  readonly between: Between = createBetween();
  /** Everything that came out of the core, oldest first. */
  readonly records: OutputRecord[] = [];
  /** The connection has come back by itself; told when the card lets it. */
  #heldUp: VenueInput[] = [];

  private constructor(makeVenue: (setup: VenueSetup) => ContractVenue, refusesUsedIds: boolean) {
    this.core = new CardCore(this.clock, refusesUsedIds);
    const { core, clock } = this;
    const idOf = (order: number): string => core.ids[order] ?? "";
    this.venue = makeVenue({ clock, refusesUsedIds, idOf, indexOf: (id) => core.ids.indexOf(id) });
    this.venue.onInput((input) => this.#hear(input));
  }

  /** A world whose connection is up and compared. */
  static async open(makeVenue: (setup: VenueSetup) => ContractVenue, refusesUsedIds: boolean): Promise<CardWorld> {
    const world = new CardWorld(makeVenue, refusesUsedIds);
    await world.venue.open();
    await world.pump();
    world.records.length = 0;
    return world;
  }

  /** An input of ours: a command, a signal. */
  async give(act: (core: CardCore) => OutputRecord[]): Promise<void> {
    this.#take(act(this.core));
    await this.pump();
  }

  /** Lets everything pass that nobody holds: first our commands, then what the venue said, one by one. */
  async pump(): Promise<void> {
    const { between } = this;
    for (let messages = 0; ; messages += 1) {
      if (messages > STORM) throw new Error("a storm of messages: each answer leads to the next question at once");
      const command = between.holdsOurs ? undefined : between.ours.shift();
      if (command !== undefined) {
        if (!between.isDown) await this.#send(command);
        continue;
      }
      const input = between.holdsTheirs ? undefined : between.theirs.shift();
      if (input === undefined) return;
      this.deliver(input);
    }
  }

  /** What the venue said reaches us. */
  deliver(input: Input): void {
    this.clock.now += MESSAGE_MICROS;
    this.#take(this.core.give({ ...input, tsReceived: this.clock.now }));
  }

  /**
   * What happens to one command that is held: `pass`; `repeat`, pass and keep a copy; `lose`; `delay`,
   * keep it until `bring`; `fail`, pass it, lose the answer and say so; `withhold`, our own last gate.
   * To one thing that the venue said: `tell`; `echo`, tell and keep a copy; `forget`.
   */
  async move(verb: string, words: readonly string[]): Promise<void> {
    const as = words.indexOf("as");
    const named = as < 0 ? words : words.slice(0, as);
    const { ours, theirs } = this.between;
    switch (verb) {
      case "pass":
      case "repeat":
        await this.#send(findCommand(ours, named, verb === "repeat"));
        break;
      case "lose":
        findCommand(ours, named, false);
        break;
      case "delay":
        this.between.delayed.push(findCommand(ours, named, false));
        break;
      case "bring":
        await this.#send(findCommand(this.between.delayed, named, false));
        break;
      case "fail": {
        const command = findCommand(ours, named, false);
        const before = theirs.length;
        await this.#send(command);
        theirs.splice(before);
        this.deliver(ownWord(command, "send-failed", this.clock.now));
        break;
      }
      case "withhold":
        this.deliver(ownWord(findCommand(ours, named, false), "withheld", this.clock.now));
        break;
      case "tell":
      case "echo":
        this.deliver(retold(findSaid(this.between, named, verb === "echo"), as < 0 ? [] : words.slice(as + 1)));
        break;
      case "forget":
        findSaid(this.between, named, false);
        break;
      default:
        throw new Error(`the network does not "${verb}"`);
    }
    await this.pump();
  }

  /** Time passes; every timer that is due fires at its time. */
  async pass(until: number): Promise<void> {
    for (let timer = this.core.nextTimer(until); timer !== null; timer = this.core.nextTimer(until)) {
      const { dueAt, id } = timer;
      this.clock.now = Math.max(this.clock.now, dueAt);
      this.#take(this.core.give({ kind: "TimerFired", seq: 0, tsEvent: dueAt, tsReceived: dueAt, timerId: id }));
      await this.pump();
    }
    this.clock.now = Math.max(this.clock.now, until);
  }

  /** The connection ends; what is on its way is lost with it. */
  async disconnect(): Promise<void> {
    this.between.isDown = true;
    this.between.ours.length = 0;
    this.between.theirs.length = 0;
    await this.venue.cut();
    await this.pump();
  }

  /** The connection is back. */
  async reconnect(): Promise<void> {
    this.between.isDown = false;
    for (const up of this.#heldUp.splice(0)) this.deliver(up);
    await this.pump();
  }

  async #send(command: VenueCommandRecord): Promise<void> {
    this.clock.now += MESSAGE_MICROS;
    await this.venue.send(command);
  }

  #hear(input: VenueInput): void {
    const { between } = this;
    if (input.kind === "ConnectionChanged") {
      if (between.isDown && input.isUp) this.#heldUp.push(input);
      else this.deliver(input);
    } else if (!between.isDown) between.theirs.push(input);
  }

  #take(records: readonly OutputRecord[]): void {
    this.records.push(...records);
    for (const record of records) if (isVenueCommand(record)) this.between.ours.push(record);
  }
}
