import { required } from "../../src/core/assert.ts";
import type { VenueReport } from "../../src/core/model/venue-report.ts";
import { bustAtVenue, correctAtVenue, overfillAtVenue } from "../../src/core/simulation/bust-at-venue.ts";
import { foreignOrderAtVenue } from "../../src/core/simulation/foreign-orders.ts";
import {
  busyAtVenue,
  cancelUnasked,
  doneForDayAtVenue,
  holdAtVenue,
  rejectLate,
  resumeAtVenue,
  suspendAtVenue,
} from "../../src/core/simulation/hold-at-venue.ts";
import { obeyCommand } from "../../src/core/simulation/obey-command.ts";
import { venueReceivesBar } from "../../src/core/simulation/simulated-venue.ts";
import { splitAtVenue } from "../../src/core/simulation/split-at-venue.ts";
import { findOrder } from "../../src/core/simulation/venue-book.ts";
import type { SimulatedVenue } from "../../src/core/simulation/venue-state.ts";
import { haltAtVenue } from "../../src/core/simulation/venue-state.ts";
import type { Input } from "../../src/core/model/input.ts";
import type { VenueCommandRecord, VenueInput } from "../../src/venues/venue-port.ts";
import type { Behaviour, ContractBooks, ContractVenue, OrderAct, VenueAction, VenueSetup } from "./contract-venue.ts";
import { BEHAVIOURS } from "./contract-venue.ts";
import { booksOf, cardVenue, tradeBar } from "./simulated-books.ts";

const ACTS: Readonly<Record<Exclude<OrderAct, "busy" | "idle">, typeof holdAtVenue>> = {
  hold: holdAtVenue,
  suspend: suspendAtVenue,
  resume: resumeAtVenue,
  "done-for-day": doneForDayAtVenue,
  cancel: cancelUnasked,
  reject: rejectLate,
};

/** The simulated venue in our own process: its functions are called, and what they report is told. */
export class HouseVenue implements ContractVenue {
  readonly name = "in process";
  readonly behaviours = Object.keys(BEHAVIOURS) as Behaviour[];
  readonly #setup: VenueSetup;
  readonly #venue: SimulatedVenue;
  readonly #times = new Map<number, number>();
  #listener: (input: VenueInput) => void = () => undefined;

  constructor(setup: VenueSetup) {
    this.#setup = setup;
    this.#venue = cardVenue(setup.refusesUsedIds);
  }

  onInput(listener: (input: VenueInput) => void): void {
    this.#listener = listener;
  }

  async open(): Promise<void> {
    this.#connection(true);
  }

  async send(command: VenueCommandRecord): Promise<void> {
    if (command.kind === "SubmitOrder" || command.kind === "ReplaceOrder") {
      const { index } = command.order;
      this.#times.set(index, (this.#times.get(index) ?? 0) + 1);
    }
    const answers: Input[] = [];
    obeyCommand(this.#venue, command, this.#now, answers);
    for (const answer of answers) this.#listener(answer as VenueInput);
  }

  async act(action: VenueAction): Promise<void> {
    const reports: VenueReport[] = [];
    const isDone = this.#do(action, reports);
    if (!isDone) throw new Error(`the venue could not ${action.act}`);
    for (const report of reports) this.#listener(report);
  }

  async closeSession(): Promise<void> {
    const { sessions } = this.#venue;
    const reports: VenueReport[] = [];
    const closed = sessions.closes.findLast((close) => close <= this.#now);
    const at = required(closed, "a session has closed");
    const ticks = (this.#venue.lastCloseMicros[0] as number) / 10_000;
    venueReceivesBar(this.#venue, tradeBar(at - 60_000_000, at, ticks, 0), reports);
    for (const report of reports) this.#listener(report);
  }

  async cut(): Promise<void> {
    this.#connection(false);
    this.#connection(true);
  }

  books(): ContractBooks {
    const orders = [...this.#times].map(([index, times]) => {
      const order = findOrder(this.#venue, index);
      const clientOrderId = this.#setup.idOf(index);
      return { clientOrderId, status: order?.status ?? "FORGOTTEN", cumLots: order?.cumLots ?? 0, times } as const;
    });
    return booksOf(this.#venue, orders);
  }

  async close(): Promise<void> {
    this.#listener = () => undefined;
  }

  get #now(): number {
    return this.#setup.clock.now;
  }

  #connection(isUp: boolean): void {
    const ts = { seq: 0, tsEvent: this.#now, tsReceived: this.#now };
    this.#listener({ kind: "ConnectionChanged", ...ts, account: 0, isUp });
  }

  #do(action: VenueAction, reports: VenueReport[]): boolean {
    const venue = this.#venue;
    const now = this.#now;
    switch (action.act) {
      case "trade":
        venueReceivesBar(venue, tradeBar(now - 1_000, now, action.priceTicks, action.lots), reports);
        return true;
      case "bust":
        return bustAtVenue(venue, this.#venueIdOf(action.clientOrderId), action.executionId, now, reports);
      case "correct": {
        const id = this.#venueIdOf(action.clientOrderId);
        return correctAtVenue(venue, id, action.executionId, action.priceTicks, now, reports);
      }
      case "overfill":
        return overfillAtVenue(venue, this.#venueIdOf(action.clientOrderId), action.lots, now, reports);
      case "halt":
      case "unhalt": {
        const isHalted = action.act === "halt";
        haltAtVenue(venue, 0, isHalted);
        const ts = { seq: 0, tsEvent: now, tsReceived: now };
        this.#listener({ kind: "InstrumentStatusChanged", ...ts, instrument: 0, isHalted });
        return true;
      }
      case "split": {
        const ts = { seq: 0, tsEvent: now, tsReceived: now };
        const { to, from } = action;
        const event = { what: "split", instrument: 0, to, from, cashInLieuMicros: 0 } as const;
        this.#listener({ kind: "AccountEvent", ...ts, account: 0, eventId: `split:${now}`, refEventId: "", event });
        splitAtVenue(venue, 0, to, from, now, reports);
        return true;
      }
      case "foreign": {
        const { side, lots, limitTicks } = action;
        const terms = { instrument: 0, side, type: "limit", quantityLots: lots, limitTicks, stopTicks: null } as const;
        foreignOrderAtVenue(venue, terms, now, reports);
        return true;
      }
      case "busy":
      case "idle":
        return busyAtVenue(venue, this.#venueIdOf(action.clientOrderId), action.act === "busy");
      default:
        return ACTS[action.act](venue, this.#venueIdOf(action.clientOrderId), now, reports);
    }
  }

  #venueIdOf(clientOrderId: string): string {
    const order = findOrder(this.#venue, this.#setup.indexOf(clientOrderId));
    return required(order, `the venue has an order ${clientOrderId}`).id;
  }
}
