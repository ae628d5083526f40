import { decodeState, encodeState } from "../../src/core/engine/encode-state.ts";
import type { Core } from "../../src/core/engine/core.ts";
import { createCore } from "../../src/core/engine/core.ts";
import type { TradingBooks } from "../../src/core/engine/core-state.ts";
import { encodeOutput, namesOf } from "../../src/core/engine/encode-output.ts";
import { step } from "../../src/core/engine/step.ts";
import { earliestTimer } from "../../src/core/engine/timers.ts";
import { required } from "../../src/core/assert.ts";
import { findOrder } from "../../src/core/execution/order-book.ts";
import type { CoreConfig } from "../../src/core/model/config.ts";
import type { Command, Input } from "../../src/core/model/input.ts";
import type { Output } from "../../src/core/model/output.ts";
import type { OutputRecord } from "../../src/core/model/output-record.ts";
import type { Signal } from "../../src/core/model/signal.ts";
import { HOUSE_VENUE } from "../../src/core/model/venue-rules.ts";
import { limitsOf } from "../../src/core/risk/profiles.ts";
import type { CardClock } from "./contract-venue.ts";
import { COSTS, INSTRUMENT, OPENING_CASH, SESSIONS, tradeBar } from "./simulated-books.ts";

/** Price of the only bar that the core sees, in ticks. */
export const FIRST_CLOSE = 10_000;

/** The production core with one account, one strategy and one instrument, on the card's clock. */
export class CardCore {
  readonly clock: CardClock;
  /** Client order ids of every order that was ever planned, by its number. */
  readonly ids: string[] = [];
  #core: Core = createCore();

  constructor(clock: CardClock, refusesUsedIds: boolean) {
    this.clock = clock;
    const ts = { seq: 0, tsEvent: clock.now, tsReceived: clock.now };
    const config: CoreConfig = {
      version: 1,
      environment: "paper",
      baseTimeframeSeconds: 60,
      accounts: [
        { index: 0, id: "SIM", currency: "USD", openingCashMicros: OPENING_CASH, lotMethod: "fifo", limits: null },
      ],
      strategies: [
        {
          index: 0,
          id: "outside",
          name: "outside",
          kind: "external",
          instruments: [0],
          timeframeSeconds: 60,
          parameters: {},
          sizing: { kind: "fixed-quantity", quantityLots: 10 },
          account: 0,
          status: "ACTIVE",
          isStopExempt: true,
          expectedAlpha: null,
          signalTtlSeconds: 86_400,
          maxPositionMicros: null,
          maxDailyLossMicros: null,
          limits: null,
        },
      ],
      costs: COSTS,
      fillModel: "next-bar-open",
      venue: { ...HOUSE_VENUE, reconcileSeconds: 30, refusesUsedIds },
      limits: limitsOf("none", {}),
      sizeWithoutAllocation: 0.05,
    };
    this.give({ kind: "InstrumentsLoaded", ...ts, instruments: [INSTRUMENT] });
    this.give({ kind: "SessionTableLoaded", ...ts, table: SESSIONS });
    this.give({ kind: "ConfigChanged", ...ts, config, by: "card", reason: "" });
    this.give(tradeBar(clock.now - 60_000_000, clock.now, FIRST_CLOSE, 0));
  }

  get core(): Core {
    return this.#core;
  }

  get books(): TradingBooks {
    return required(this.#core.state.trading, "the card's core is configured");
  }

  /** One input; what came of it. */
  give(input: Input): OutputRecord[] {
    input.seq = this.#core.state.seq + 1;
    const outputs: Output[] = [];
    step(this.#core, input, outputs);
    this.clock.now = Math.max(this.clock.now, this.#core.state.now);
    const records = outputs.map((output, i) => structuredClone(encodeOutput(this.#core.state, output, i)));
    this.#nameOrders();
    return records;
  }

  /** A person's command, now. */
  command(order: Command): OutputRecord[] {
    return this.give({ kind: "OperatorCommand", ...this.#ts(), by: "ann", reason: "card", order });
  }

  /** A signal from outside, now. */
  signal(fields: Partial<Signal>): OutputRecord[] {
    const signal = this.signalNow(fields);
    const receiptId = required(signal.externalId, "a card names its signals");
    return this.give({
      kind: "SignalReceived",
      ...this.#ts(),
      receiptId,
      sourceId: "t",
      profile: "t",
      raw: "",
      signal,
    });
  }

  /** An entry with the fields that matter. */
  signalNow(fields: Partial<Signal>): Signal {
    const { now } = this.clock;
    return {
      externalId: `s${this.#core.state.seq + 1}`,
      strategy: 0,
      instrument: 0,
      environment: "paper",
      intent: "entry",
      side: "buy",
      orderType: "market",
      limitMicros: null,
      stopMicros: null,
      timeInForce: "day",
      stopDistanceMicros: null,
      bracket: null,
      trailMicros: null,
      tsGoodTill: null,
      quantityLots: null,
      referenceMicros: null,
      expectedAlpha: null,
      tsSent: now,
      tsValidUntil: null,
      tsBar: now,
      n: 0,
      ...fields,
    };
  }

  /** Due time of the next timer at or before `until`; null: none. */
  nextTimer(until: number): { readonly dueAt: number; readonly id: number } | null {
    const timer = earliestTimer(this.#core.state);
    return timer === null || timer.dueAt > until ? null : { dueAt: timer.dueAt, id: timer.id };
  }

  /** The process ends and comes back with what was durable. */
  restart(): void {
    this.#core = createCore(decodeState(encodeState(this.#core.state)));
  }

  #ts(): { seq: number; tsEvent: number; tsReceived: number } {
    return { seq: 0, tsEvent: this.clock.now, tsReceived: this.clock.now };
  }

  #nameOrders(): void {
    const books = this.#core.state.trading;
    if (books === null) return;
    for (let index = this.ids.length; index < books.orders.next; index += 1) {
      const order = required(findOrder(books.orders, index), "a new order is known");
      this.ids.push(namesOf(this.#core.state, order).clientOrderId);
    }
  }
}
