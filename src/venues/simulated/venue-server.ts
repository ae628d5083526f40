import { timingSafeEqual } from "node:crypto";
import type { Server, Socket } from "node:net";
import { createServer } from "node:net";
import type { BarClosed } from "../../core/model/input.ts";
import type { UnixMicros } from "../../core/model/units.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import type { OrderCame, VenueRequest } from "./served-venue.ts";
import { ServedVenue } from "./served-venue.ts";
import type { ControlMessage, TraderMessage, VenueMessage, WireReport } from "./wire.ts";
import { lineOf, lineReader, readMessage, WIRE_VERSION } from "./wire.ts";

export interface VenueServerOptions {
  readonly venue: SimulatedVenue;
  /** Every connection names it first; of at least 16 characters. */
  readonly token: string;
  /** 0: any free port. */
  readonly port: number;
  /** A clock that moves the venue's own along; null: only bars and control messages do. */
  readonly now: (() => UnixMicros) | null;
  readonly onOrderCame: OrderCame;
}

/** A venue that listens. */
export interface VenueServer {
  readonly port: number;
  readonly venue: ServedVenue;
  /** Matches a bar and tells the trader what came of it. */
  receiveBar(bar: BarClosed): void;
  close(): Promise<void>;
}

interface Peer {
  readonly socket: Socket;
  role: "nobody" | "trader" | "control";
}

/**
 * Serves a simulated venue as JSON lines over TCP, on the loopback interface only. One trader at
 * a time: a new one that names the token ends the connection of the former (F42). What happens
 * while no trader is connected is in the books and in no stream, as at a real venue.
 */
export async function startVenueServer(options: VenueServerOptions): Promise<VenueServer> {
  if (options.token.length < 16) throw new Error("The token of a venue has at least 16 characters.");
  const served = new ServedVenue(options.venue, options.onOrderCame);
  const desk = new Desk(served, options.token, options.now);
  const server = createServer((socket) => desk.welcome(socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return {
    port: portOf(server),
    venue: served,
    receiveBar: (bar) => desk.receiveBar(bar),
    close: () => desk.close(server),
  };
}

class Desk {
  readonly #venue: ServedVenue;
  readonly #token: Buffer;
  readonly #now: (() => UnixMicros) | null;
  readonly #peers = new Set<Peer>();
  #muted = 0;

  constructor(venue: ServedVenue, token: string, now: (() => UnixMicros) | null) {
    this.#venue = venue;
    this.#now = now;
    this.#token = Buffer.from(token);
  }

  welcome(socket: Socket): void {
    const peer: Peer = { socket, role: "nobody" };
    this.#peers.add(peer);
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#peers.delete(peer));
    socket.on(
      "data",
      lineReader(
        (line) => this.#read(peer, line),
        () => socket.destroy(),
      ),
    );
  }

  receiveBar(bar: BarClosed): void {
    this.#publish(this.#venue.receiveBar(bar));
  }

  async close(server: Server): Promise<void> {
    for (const peer of this.#peers) peer.socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #read(peer: Peer, line: string): void {
    const message = readMessage(line) as TraderMessage | ControlMessage | null;
    if (message === null) return this.#refuse(peer, "not a message");
    try {
      this.#hear(peer, message);
    } catch (error) {
      // A message of the right name and the wrong shape ends its connection, never the venue.
      this.#refuse(peer, `"${message.t}" cannot be read: ${String(error)}`);
    }
  }

  #hear(peer: Peer, message: TraderMessage | ControlMessage): void {
    if (this.#now !== null) this.#venue.advance(this.#now());
    if (peer.role === "nobody") {
      if (message.t !== "hello") return this.#refuse(peer, "say hello first");
      return this.#greet(peer, message);
    }
    if (message.t === "hello") return this.#refuse(peer, "hello was said");
    if (peer.role === "control") this.#control(peer, message);
    else this.#trade(peer, message);
  }

  #greet(peer: Peer, hello: Extract<TraderMessage, { readonly t: "hello" }>): void {
    if (hello.v !== WIRE_VERSION) return this.#refuse(peer, `this venue speaks version ${WIRE_VERSION}`);
    const token = Buffer.from(hello.token);
    if (token.length !== this.#token.length || !timingSafeEqual(token, this.#token)) {
      return this.#refuse(peer, "wrong token");
    }
    if (hello.role === "trader") {
      for (const other of this.#peers) {
        if (other.role === "trader") this.#refuse(other, "another connection took over", true);
      }
    }
    peer.role = hello.role === "control" ? "control" : "trader";
    say(peer, { t: "welcome", v: WIRE_VERSION, now: this.#venue.now, symbols: this.#venue.symbols });
  }

  #refuse(peer: Peer, why: string, isFinal = false): void {
    peer.role = "nobody";
    peer.socket.end(lineOf({ t: "refused", why, isFinal }));
    this.#peers.delete(peer);
  }

  #trade(peer: Peer, message: TraderMessage | ControlMessage): void {
    switch (message.t) {
      case "submit":
      case "cancel":
      case "replace":
      case "probe":
        return this.#obey(peer, message);
      case "snapshot": {
        const { account, requestId, tsFillsFrom } = message;
        say(peer, { t: "account", ...this.#venue.snapshot({ account, requestId, tsFillsFrom }) });
        return say(peer, { t: "ack", n: message.n });
      }
      case "ping":
        return say(peer, { t: "ack", n: message.n });
      default:
        return this.#refuse(peer, `a trader does not say "${message.t}"`);
    }
  }

  #obey(peer: Peer, request: VenueRequest): void {
    const reports = this.#venue.obey(request);
    if (this.#muted > 0) {
      this.#muted -= 1;
      return;
    }
    this.#publish(reports);
    say(peer, { t: "ack", n: request.n });
  }

  #control(peer: Peer, message: TraderMessage | ControlMessage): void {
    switch (message.t) {
      case "bar":
        this.receiveBar(message.bar);
        break;
      case "clock":
        this.#venue.advance(message.now);
        break;
      case "foreign":
        this.#publish(this.#venue.receiveForeign(message.terms));
        break;
      case "mute":
        this.#muted = message.count;
        break;
      case "cut":
        for (const other of this.#peers) if (other.role === "trader") other.socket.destroy();
        break;
      case "books":
        return say(peer, { t: "books", n: message.n, books: this.#venue.books() });
      default:
        return this.#refuse(peer, `control does not say "${message.t}"`);
    }
    say(peer, { t: "ack", n: message.n });
  }

  #publish(reports: readonly WireReport[]): void {
    for (const peer of this.#peers) {
      if (peer.role !== "trader") continue;
      for (const report of reports) say(peer, { t: "report", ...report });
    }
  }
}

function say(peer: Peer, message: VenueMessage): void {
  if (!peer.socket.destroyed) peer.socket.write(lineOf(message));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
