import type { Socket } from "node:net";
import { connect } from "node:net";
import { required } from "../../src/core/assert.ts";
import { busyAtVenue } from "../../src/core/simulation/hold-at-venue.ts";
import type { SimulatedVenue } from "../../src/core/simulation/venue-state.ts";
import { RemoteVenue } from "../../src/venues/simulated/remote-venue.ts";
import type { VenueServer } from "../../src/venues/simulated/venue-server.ts";
import { startVenueServer } from "../../src/venues/simulated/venue-server.ts";
import type { ControlMessage } from "../../src/venues/simulated/wire.ts";
import { lineOf, lineReader, readMessage, WIRE_VERSION } from "../../src/venues/simulated/wire.ts";
import type { VenueCommandRecord, VenueInput } from "../../src/venues/venue-port.ts";
import { handOver } from "../../src/venues/venue-port.ts";
import type { Behaviour, ContractBooks, ContractVenue, VenueAction, VenueSetup } from "./contract-venue.ts";
import { booksOf, cardVenue, SESSIONS, tradeBar } from "./simulated-books.ts";

/**
 * What cannot be provoked through the served venue's control connection, and why: it moves the
 * market, the clock, the connection and foreign orders, and nothing else.
 */
export const NOT_SERVED: Readonly<Partial<Record<Behaviour, string>>> = {
  park: "no control message keeps an order back or suspends it",
  "done-for-day": "no control message ends an order's day",
  "late-reject": "no control message rejects an accepted order",
  "unasked-cancel": "no control message cancels an order unasked",
  bust: "no control message takes a fill back",
  correction: "no control message corrects a fill",
  overfill: "no control message fills more than was ordered",
  split: "no control message splits an instrument",
  halt: "the wire has no message for the status of an instrument",
};
const SERVED: readonly Behaviour[] = [
  "replace",
  "stops",
  "good-till-date",
  "oco",
  "busy",
  "foreign",
  "used-ids-refused",
  "used-ids-answered",
];

const TOKEN = "the token of the venue contract";
/** Stands for a question of ours that only marks a place in the stream. */
const MARK = "mark:";
const MARK_INDEX = -1_000;

type Numbered = ControlMessage extends infer M ? (M extends { readonly n: number } ? Omit<M, "n"> : never) : never;

/** The production path: our client, a loopback socket, the served venue. */
export class SocketVenue implements ContractVenue {
  readonly name = "over a socket";
  readonly behaviours = SERVED;
  readonly #setup: VenueSetup;
  readonly #venue: SimulatedVenue;
  #server: VenueServer | null = null;
  #remote: RemoteVenue | null = null;
  #control: Socket | null = null;
  readonly #controlled: (() => void)[] = [];
  readonly #marks: (() => void)[] = [];
  readonly #ups: (() => void)[] = [];
  #listener: (input: VenueInput) => void = () => undefined;

  constructor(setup: VenueSetup) {
    this.#setup = setup;
    this.#venue = cardVenue(setup.refusesUsedIds);
  }

  onInput(listener: (input: VenueInput) => void): void {
    this.#listener = listener;
  }

  async open(): Promise<void> {
    const venue = this.#venue;
    const server = await startVenueServer({ venue, token: TOKEN, port: 0, now: null, onOrderCame: () => undefined });
    this.#server = server;
    this.#control = await this.#openControl(server.port);
    const { clock, indexOf, idOf } = this.#setup;
    const remote = new RemoteVenue({
      port: server.port,
      token: TOKEN,
      account: 0,
      symbols: venue.instruments.map((one) => one.symbol),
      indexOf: (id) => (id.startsWith(MARK) ? MARK_INDEX : indexOf(id)),
      idOf,
      now: () => clock.now,
      random: () => 0,
      notice: (text) => {
        throw new Error(text);
      },
      retryMs: 2,
      // Real time plays no part: lost answers are lost behind the listener, and the core's clock is the card's.
      answerMs: 60_000,
      heartbeatMs: 60_000,
    });
    this.#remote = remote;
    remote.onInput((input) => this.#hear(input));
    const isUp = this.#nextUp();
    remote.connect();
    await isUp;
  }

  async send(command: VenueCommandRecord): Promise<void> {
    await this.#setClock();
    handOver(this.#port, command);
    await this.#settle();
  }

  async act(action: VenueAction): Promise<void> {
    await this.#setClock();
    switch (action.act) {
      case "trade": {
        const { now } = this.#setup.clock;
        await this.#ask({ t: "bar", bar: tradeBar(now - 1_000, now, action.priceTicks, action.lots) });
        break;
      }
      case "foreign": {
        const { side, lots, limitTicks } = action;
        const terms = { instrument: 0, side, type: "limit", quantityLots: lots, limitTicks, stopTicks: null } as const;
        await this.#ask({ t: "foreign", terms });
        break;
      }
      case "busy":
      case "idle": {
        const books = required(this.#server, "an open venue").venue.books();
        const order = required(
          books.accepted.find((one) => one.clientOrderId === action.clientOrderId),
          "the venue has that order",
        );
        // Says nothing by itself, so the stream misses nothing.
        busyAtVenue(this.#venue, order.venueOrderId, action.act === "busy");
        break;
      }
      default:
        throw new Error(`the served venue cannot ${action.act}`);
    }
    await this.#settle();
  }

  async closeSession(): Promise<void> {
    const at = required(
      SESSIONS.closes.findLast((close) => close <= this.#setup.clock.now),
      "a session has closed",
    );
    const ticks = (this.#venue.lastCloseMicros[0] as number) / 10_000;
    await this.#ask({ t: "bar", bar: tradeBar(at - 60_000_000, at, ticks, 0) });
    await this.#settle();
  }

  async cut(): Promise<void> {
    const isUp = this.#nextUp();
    await this.#ask({ t: "cut" });
    await isUp;
  }

  books(): ContractBooks {
    const { accepted } = required(this.#server, "an open venue").venue.books();
    return booksOf(
      this.#venue,
      accepted.map(({ clientOrderId, status, cumLots, times }) => ({
        clientOrderId,
        status: status as ContractBooks["orders"][number]["status"],
        cumLots,
        times,
      })),
    );
  }

  async close(): Promise<void> {
    await this.#remote?.close();
    this.#control?.destroy();
    await this.#server?.close();
  }

  get #port(): RemoteVenue {
    return required(this.#remote, "an open venue");
  }

  #hear(input: VenueInput): void {
    if (input.kind === "VenueReport" && input.order === MARK_INDEX) {
      this.#marks.shift()?.();
      return;
    }
    this.#listener(input);
    if (input.kind === "ConnectionChanged" && input.isUp) this.#ups.shift()?.();
  }

  /** Resolves when all that the venue has said so far is heard: a question is answered after it on the same stream. */
  #settle(): Promise<void> {
    const settled = new Promise<void>((resolve) => this.#marks.push(resolve));
    this.#port.probe({ kind: "ProbeOrder", order: MARK_INDEX, clientOrderId: `${MARK}${this.#marks.length}` });
    return settled;
  }

  #nextUp(): Promise<void> {
    return new Promise((resolve) => this.#ups.push(resolve));
  }

  async #setClock(): Promise<void> {
    await this.#ask({ t: "clock", now: this.#setup.clock.now });
  }

  /** Sends a control message; resolves when the venue has done it. */
  #ask(message: Numbered): Promise<void> {
    const done = new Promise<void>((resolve) => this.#controlled.push(resolve));
    required(this.#control, "an open venue").write(lineOf({ ...message, n: 0 }));
    return done;
  }

  async #openControl(port: number): Promise<Socket> {
    const socket = connect({ host: "127.0.0.1", port });
    socket.setNoDelay(true);
    const welcomed = new Promise<void>((resolve) => this.#controlled.push(resolve));
    const read = lineReader(
      (line) => {
        if (readMessage(line)?.t === "refused") throw new Error(line);
        this.#controlled.shift()?.();
      },
      () => socket.destroy(),
    );
    socket.on("data", (chunk: Buffer) => read(chunk));
    socket.write(lineOf({ t: "hello", v: WIRE_VERSION, token: TOKEN, role: "control" }));
    await welcomed;
    return socket;
  }
}
