import { bareReport } from "../../core/model/bare-report.ts";
import type { Socket } from "node:net";
import { connect } from "node:net";
import type { AccountIndex, OrderIndex, UnixMicros } from "../../core/model/units.ts";
import type { VenueReport, VenueReportKind } from "../../core/model/venue-report.ts";
import type { VenueInput, VenuePort } from "../venue-port.ts";
import type { OrderNaming } from "./translate.ts";
import { reportOf, snapshotOf, wireOrderOf } from "./translate.ts";
import type { TraderMessage, VenueMessage } from "./wire.ts";
import { lineOf, lineReader, readMessage, WIRE_VERSION } from "./wire.ts";

export interface RemoteVenueOptions extends OrderNaming {
  readonly port: number;
  readonly token: string;
  readonly account: AccountIndex;
  /** In index order; a venue that lists others is not the one we are configured for. */
  readonly symbols: readonly string[];
  readonly now: () => UnixMicros;
  /** In [0, 1), for the spread of reconnects. */
  readonly random: () => number;
  readonly notice: (text: string) => void;
  /** First wait before connecting again, 100 ms by default; it doubles up to 30 times as much. */
  readonly retryMs?: number;
  /** A request without an answer for that long is reported as `send-failed`, 2,000 ms by default. */
  readonly answerMs?: number;
  /** A ping goes out that often, 5,000 ms by default; one that is not answered ends the connection. */
  readonly heartbeatMs?: number;
}

/** A request that waits for its `ack`. */
interface Asked {
  readonly timer: NodeJS.Timeout;
  readonly failed: () => void;
}

/** The numbered requests, before they have their number. */
type Request = TraderMessage extends infer M ? (M extends { readonly n: number } ? Omit<M, "n"> : never) : never;

const BACKOFF_MAX = 30;

/** A simulated venue behind a socket. One connection at a time; it comes back by itself until closed. */
export class RemoteVenue implements VenuePort {
  readonly #options: RemoteVenueOptions;
  readonly #asked = new Map<number, Asked>();
  #listener: (input: VenueInput) => void = () => undefined;
  #socket: Socket | null = null;
  #isUp = false;
  #isClosed = false;
  /** Another process trades the account: never connect again. */
  #isReplaced = false;
  #failures = 0;
  #nextRequest = 1;
  #retry: NodeJS.Timeout | null = null;
  #heartbeat: NodeJS.Timeout | null = null;

  constructor(options: RemoteVenueOptions) {
    this.#options = options;
  }

  onInput(listener: (input: VenueInput) => void): void {
    this.#listener = listener;
  }

  connect(): void {
    if (this.#isClosed || this.#isReplaced || this.#socket !== null) return;
    const socket = connect({ host: "127.0.0.1", port: this.#options.port });
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("connect", () => {
      socket.write(lineOf({ t: "hello", v: WIRE_VERSION, token: this.#options.token, role: "trader" }));
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#lost(socket));
    const read = lineReader(
      (line) => this.#read(socket, line),
      () => socket.destroy(),
    );
    socket.on("data", (chunk: Buffer) => read(chunk));
  }

  submit(command: Parameters<VenuePort["submit"]>[0]): void {
    const { order, clientOrderId } = command;
    const failed = (): void => this.#say(this.#unanswered("send-failed", order.index));
    this.#ask({ t: "submit", order: wireOrderOf(order, clientOrderId, this.#options) }, failed);
  }

  replace(command: Parameters<VenuePort["replace"]>[0]): void {
    const { order, clientOrderId } = command;
    const failed = (): void => this.#say(this.#unanswered("send-failed", order.index));
    this.#ask({ t: "replace", order: wireOrderOf(order, clientOrderId, this.#options) }, failed);
  }

  cancel(command: Parameters<VenuePort["cancel"]>[0]): void {
    const { clientOrderId, venueOrderId, order } = command;
    this.#ask({ t: "cancel", clientOrderId, venueOrderId }, () => this.#say(this.#unanswered("send-failed", order)));
  }

  probe(command: Parameters<VenuePort["probe"]>[0]): void {
    const { clientOrderId, order } = command;
    this.#ask({ t: "probe", clientOrderId }, () => this.#say(this.#unanswered("send-failed", order)));
  }

  requestSnapshot(command: Parameters<VenuePort["requestSnapshot"]>[0]): void {
    const { account, requestId, tsFillsFrom } = command;
    // Without an answer the core's own timer asks again: an empty snapshot would be no evidence either.
    this.#ask({ t: "snapshot", account, requestId, tsFillsFrom }, () => undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#listener = () => undefined;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const socket = this.#socket;
    if (socket === null) return;
    await new Promise<void>((resolve) => {
      socket.on("close", () => resolve());
      socket.destroy();
    });
  }

  /** Sends a request; without an answer in time, or a connection at all, `failed` is told. */
  #ask(request: Request, failed: () => void): void {
    const socket = this.#socket;
    if (socket === null || !this.#isUp) {
      // Never from within the call: the caller is in the middle of handing commands over.
      setImmediate(() => (this.#isClosed ? undefined : failed()));
      return;
    }
    const n = this.#nextRequest;
    this.#nextRequest += 1;
    const timer = setTimeout(() => this.#timedOut(n), this.#options.answerMs ?? 2_000);
    this.#asked.set(n, { timer, failed });
    socket.write(lineOf({ ...request, n }));
  }

  #timedOut(n: number): void {
    const asked = this.#asked.get(n);
    this.#asked.delete(n);
    asked?.failed();
  }

  #read(socket: Socket, line: string): void {
    if (socket !== this.#socket) return;
    const message = readMessage(line) as VenueMessage | null;
    try {
      this.#hear(socket, message, line);
    } catch (error) {
      // A message of the right name and the wrong shape: kept, never a crash (F28).
      this.#options.notice(`The venue sent something unreadable: ${String(error)}`);
      this.#say(this.#unreadable(line));
    }
  }

  #hear(socket: Socket, message: VenueMessage | null, line: string): void {
    switch (message?.t) {
      case "welcome":
        if (message.v !== WIRE_VERSION || message.symbols.join() !== this.#options.symbols.join()) {
          this.#options.notice(`The venue lists ${message.symbols.join()} in version ${message.v}; not connected.`);
          socket.destroy();
          return;
        }
        return this.#up(socket);
      case "refused":
        this.#options.notice(`The venue refused the connection: ${message.why}.`);
        // Two that take the account from each other would both be half blind: the older one gives up (F42).
        if (message.isFinal) this.#isReplaced = true;
        socket.destroy();
        return;
      case "report":
        return this.#say(reportOf(message, this.#options, this.#options.now()));
      case "account":
        return this.#say(snapshotOf(message, this.#options, this.#options.now()));
      case "ack": {
        const asked = this.#asked.get(message.n);
        if (asked !== undefined) clearTimeout(asked.timer);
        this.#asked.delete(message.n);
        return;
      }
      default:
        this.#say(this.#unreadable(line));
    }
  }

  #up(socket: Socket): void {
    this.#isUp = true;
    this.#failures = 0;
    this.#heartbeat = setInterval(() => {
      this.#ask({ t: "ping" }, () => socket.destroy());
    }, this.#options.heartbeatMs ?? 5_000);
    this.#say({ kind: "ConnectionChanged", ...this.#stamp(), account: this.#options.account, isUp: true });
  }

  /** The end of a connection: its open requests have an unknown outcome, and another one is tried. */
  #lost(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    const wasUp = this.#isUp;
    this.#isUp = false;
    const open = [...this.#asked.values()];
    this.#asked.clear();
    for (const asked of open) clearTimeout(asked.timer);
    if (this.#isClosed) return;
    if (wasUp) this.#say({ kind: "ConnectionChanged", ...this.#stamp(), account: this.#options.account, isUp: false });
    for (const asked of open) asked.failed();
    if (this.#isReplaced) return;
    const base = (this.#options.retryMs ?? 100) * Math.min(BACKOFF_MAX, 2 ** this.#failures);
    this.#failures += 1;
    // Half of the wait is spread, so that many clients do not come back as one.
    this.#retry = setTimeout(() => this.connect(), base / 2 + (this.#options.random() * base) / 2);
  }

  #say(input: VenueInput): void {
    if (!this.#isClosed) this.#listener(input);
  }

  #stamp(): { readonly seq: number; readonly tsEvent: UnixMicros; readonly tsReceived: UnixMicros } {
    const now = this.#options.now();
    return { seq: 0, tsEvent: now, tsReceived: now };
  }

  #unanswered(report: VenueReportKind, order: OrderIndex): VenueReport {
    return this.#ownReport(report, order, "NO_ANSWER");
  }

  #unreadable(line: string): VenueReport {
    return this.#ownReport("unreadable", -1, line.slice(0, 2_000));
  }

  /** A report that our side makes, because the venue did not. */
  #ownReport(report: VenueReportKind, order: OrderIndex, reason: string): VenueReport {
    const { tsEvent, tsReceived } = this.#stamp();
    return bareReport({ report, order, venueOrderId: "", tsEvent, tsReceived, isAnswer: false, reason });
  }
}
