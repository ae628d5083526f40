/** The outside of the trader: the venue's process with a control connection, its market, and the senders. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { required } from "../../src/core/assert.ts";
import type { BarClosed } from "../../src/core/model/input.ts";
import type { ControlMessage, VenueBooks, VenueMessage } from "../../src/venues/simulated/wire.ts";
import { lineOf, lineReader, WIRE_VERSION } from "../../src/venues/simulated/wire.ts";
import type { TraderLine, TraderSaid } from "./socket-plan.ts";
import { SYMBOLS } from "./socket-plan.ts";

type Numbered = ControlMessage extends infer M ? (M extends { readonly n: number } ? Omit<M, "n"> : never) : never;

/** The venue and the one who controls it. */
export class VenueProcess {
  readonly port: number;
  readonly token: string;
  readonly #child: ChildProcess;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (message: VenueMessage) => void>();
  #next = 1;

  private constructor(child: ChildProcess, socket: Socket, at: { port: number; token: string }) {
    this.#child = child;
    this.#socket = socket;
    this.port = at.port;
    this.token = at.token;
    socket.on(
      "data",
      lineReader(
        (line) => this.#hear(JSON.parse(line) as VenueMessage),
        () => undefined,
      ),
    );
  }

  static async start(folder: string, marketStart: number): Promise<VenueProcess> {
    const token = randomUUID();
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, "socket-venue.child.ts"), String(marketStart), join(folder, "venue.jsonl")],
      { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, VENUE_TOKEN: token } },
    );
    const port = Number(await new Promise((resolve) => child.stdout.once("data", (data) => resolve(String(data)))));
    const socket = connect({ host: "127.0.0.1", port });
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write(lineOf({ t: "hello", v: WIRE_VERSION, token, role: "control" }));
    return new VenueProcess(child, socket, { port, token });
  }

  /** Sends a control message; resolves when the venue has done it. */
  ask(message: Numbered): Promise<VenueMessage> {
    const n = this.#next;
    this.#next += 1;
    return new Promise((resolve) => {
      this.#waiting.set(n, resolve);
      this.#socket.write(lineOf({ ...message, n }));
    });
  }

  async books(): Promise<VenueBooks> {
    const answer = await this.ask({ t: "books" });
    if (answer.t !== "books") throw new Error(`the venue answered ${answer.t}`);
    return answer.books;
  }

  stop(): void {
    this.#socket.destroy();
    this.#child.stdin?.end();
  }

  #hear(message: VenueMessage): void {
    if (message.t !== "ack" && message.t !== "books") return;
    this.#waiting.get(message.n)?.(message);
    this.#waiting.delete(message.n);
  }
}

/** One life of the trader. */
export class TraderProcess {
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly ready: Promise<Extract<TraderSaid, { t: "ready" }>>;
  readonly #child: ChildProcess;
  readonly #err: string[] = [];
  readonly #states = new Map<number, (said: Extract<TraderSaid, { t: "state" }>) => void>();
  #nextState = 1;
  isAlive = true;

  constructor(at: {
    folder: string;
    venue: VenueProcess;
    marketStart: number;
    onAck: (id: string, seq: number) => void;
  }) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, "socket-trader.child.ts"), at.folder, String(at.venue.port), String(at.marketStart)],
      { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, VENUE_TOKEN: at.venue.token } },
    );
    this.#child = child;
    child.stdin.on("error", () => undefined);
    child.stderr.on("data", (data: Buffer) => this.#err.push(data.toString()));
    this.ended = new Promise((resolve) => {
      child.on("close", (code, signal) => {
        this.isAlive = false;
        resolve(code ?? signal ?? 1);
      });
    });
    this.ready = new Promise((resolve, reject) => {
      void this.ended.then((code) => reject(new Error(`the trader ended (${code}): ${this.err}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const said = JSON.parse(line) as TraderSaid;
        if (said.t === "ready") resolve(said);
        else if (said.t === "ack") at.onAck(said.id, said.seq);
        else this.#states.get(said.n)?.(said);
      });
    });
    this.ready.catch(() => undefined);
  }

  get err(): string {
    return this.#err.join("");
  }

  tell(line: TraderLine): void {
    if (this.isAlive) this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  async state(): Promise<Extract<TraderSaid, { t: "state" }>["state"]> {
    const n = this.#nextState;
    this.#nextState += 1;
    const said = await new Promise<Extract<TraderSaid, { t: "state" }>>((resolve, reject) => {
      this.#states.set(n, resolve);
      void this.ended.then((code) => reject(new Error(`the trader ended (${code}): ${this.err}`)));
      this.tell({ t: "state", n });
    });
    return said.state;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Ends it in good order. */
  endInput(): void {
    this.#child.stdin?.end();
  }
}

/** A walk of prices around 100; a bar of each instrument per call, later than the one before. */
export class Walk {
  readonly #random: () => number;
  readonly #last = SYMBOLS.map((_, i) => 100_000_000 + i * 50_000_000);
  #at = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  bars(): BarClosed[] {
    this.#at = Math.max(this.#at + 2_000, Date.now() * 1_000);
    return this.#last.map((open, instrument) => {
      const close = open + Math.round((this.#random() - 0.5) * 20) * 10_000;
      this.#last[instrument] = close;
      return {
        kind: "BarClosed",
        seq: 0,
        tsEvent: this.#at,
        tsReceived: this.#at,
        instrument,
        timeframeSeconds: 1,
        tsOpen: this.#at - 1_000,
        openMicros: open,
        highMicros: Math.max(open, close),
        lowMicros: Math.min(open, close),
        closeMicros: required(close, "a price"),
        volume: 100_000,
        endsSlice: instrument === SYMBOLS.length - 1,
      };
    });
  }
}
