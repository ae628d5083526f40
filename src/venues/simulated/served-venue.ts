import type { AccountSnapshot } from "../../core/model/account-snapshot.ts";
import type { BarClosed } from "../../core/model/input.ts";
import type { OrderIndex, UnixMicros } from "../../core/model/units.ts";
import type { ExternalOrder, VenueReport } from "../../core/model/venue-report.ts";
import { foreignOrderAtVenue } from "../../core/simulation/foreign-orders.ts";
import { probeAtVenue } from "../../core/simulation/probe-at-venue.ts";
import type { SentOrder } from "../../core/simulation/receive-order.ts";
import { replaceAtVenue } from "../../core/simulation/replace-at-venue.ts";
import {
  cancelAtVenue,
  cancelForeignAtVenue,
  submitToVenue,
  venueReceivesBar,
} from "../../core/simulation/simulated-venue.ts";
import { snapshotOfVenue } from "../../core/simulation/snapshot-of-venue.ts";
import { findOrder } from "../../core/simulation/venue-book.ts";
import type { SimulatedVenue } from "../../core/simulation/venue-state.ts";
import type { AcceptedOrder, TraderMessage, VenueBooks, WireOrder, WireReport, WireSnapshot } from "./wire.ts";

/** What the venue's own journal is told of: every order that came, in order, repeats too. */
export type OrderCame = (order: {
  readonly clientOrderId: string;
  readonly times: number;
  readonly at: UnixMicros;
}) => void;

/** The requests of a trader that act on the venue. */
export type VenueRequest = Extract<TraderMessage, { readonly t: "submit" | "cancel" | "replace" | "probe" }>;

/**
 * A simulated venue whose orders are named by client order ids: one id is one order for ever, and
 * the venue's numbers of them are its own.
 */
export class ServedVenue {
  readonly #venue: SimulatedVenue;
  readonly #came: OrderCame;
  readonly #numbers = new Map<string, OrderIndex>();
  readonly #ids: string[] = [];
  readonly #times: number[] = [];
  /** The venue's own clock; it never runs backwards. */
  now: UnixMicros = 0;

  constructor(venue: SimulatedVenue, came: OrderCame) {
    this.#venue = venue;
    this.#came = came;
  }

  get symbols(): string[] {
    return this.#venue.instruments.map((one) => one.symbol);
  }

  advance(now: UnixMicros): void {
    if (now > this.now) this.now = now;
  }

  /** Matches a bar; its close is the venue's time from then on. */
  receiveBar(bar: BarClosed): WireReport[] {
    this.advance(bar.tsEvent);
    return this.#report((reports) => venueReceivesBar(this.#venue, bar, reports));
  }

  /** Somebody else's order in the same account. */
  receiveForeign(terms: ExternalOrder): WireReport[] {
    return this.#report((reports) => foreignOrderAtVenue(this.#venue, terms, this.now, reports));
  }

  /** Acts on one request and returns what the venue says at once. */
  obey(request: VenueRequest): WireReport[] {
    const { now } = this;
    switch (request.t) {
      case "submit": {
        const order = this.#receive(request.order);
        return this.#report((reports) => submitToVenue(this.#venue, order, now, reports));
      }
      case "replace": {
        const order = this.#receive(request.order);
        return this.#report((reports) => replaceAtVenue(this.#venue, order, now, reports));
      }
      case "cancel": {
        const number = this.#numbers.get(request.clientOrderId);
        if (number !== undefined) return this.#report((reports) => cancelAtVenue(this.#venue, number, now, reports));
        const { clientOrderId, venueOrderId } = request;
        const said = this.#report((reports) => cancelForeignAtVenue(this.#venue, venueOrderId, now, reports));
        // A refusal names the order by what it was called in the request.
        return venueOrderId === "" ? said.map(({ report }) => ({ clientOrderId, report })) : said;
      }
      case "probe":
        return this.#probe(request.clientOrderId);
    }
  }

  snapshot(request: Omit<Extract<TraderMessage, { readonly t: "snapshot" }>, "t" | "n">): WireSnapshot {
    const whole: AccountSnapshot = snapshotOfVenue(this.#venue, { ...request, now: this.now });
    return {
      snapshot: { ...whole, orders: [], fills: [] },
      orders: whole.orders.map((state) => ({
        clientOrderId: this.#idOf(state.order),
        state: { ...state, order: -1 },
      })),
      fills: whole.fills.map((report) => this.#named(report)),
    };
  }

  books(): VenueBooks {
    const { cashMicros, positionLots } = this.#venue;
    const accepted = this.#ids.map((clientOrderId, number): AcceptedOrder => {
      const order = findOrder(this.#venue, number);
      return {
        clientOrderId,
        venueOrderId: order?.id ?? "",
        status: order?.status ?? "FORGOTTEN",
        cumLots: order?.cumLots ?? 0,
        quantityLots: order?.quantityLots ?? 0,
        times: this.#times[number] ?? 0,
      };
    });
    return { now: this.now, cashMicros, positionLots: [...positionLots], accepted };
  }

  #receive(wire: WireOrder): SentOrder {
    const { clientOrderId, parent, replaces, ...terms } = wire;
    let index = this.#numbers.get(clientOrderId);
    if (index === undefined) {
      index = this.#ids.length;
      this.#ids.push(clientOrderId);
      this.#times.push(0);
      this.#numbers.set(clientOrderId, index);
    }
    const times = (this.#times[index] ?? 0) + 1;
    this.#times[index] = times;
    this.#came({ clientOrderId, times, at: this.now });
    return { ...terms, index, parent: this.#numberOf(parent), replaces: this.#numberOf(replaces) };
  }

  /** An id that never came gets a number that no order has, so that it stays unknown. */
  #probe(clientOrderId: string): WireReport[] {
    const number = this.#numbers.get(clientOrderId);
    const asked = number ?? this.#ids.length;
    const reports: VenueReport[] = [];
    probeAtVenue(this.#venue, asked, this.now, reports);
    return reports.map((report) => ({ clientOrderId, report: { ...report, order: -1 } }));
  }

  #report(act: (reports: VenueReport[]) => void): WireReport[] {
    const reports: VenueReport[] = [];
    act(reports);
    return reports.map((report) => this.#named(report));
  }

  #named(report: VenueReport): WireReport {
    return { clientOrderId: this.#idOf(report.order), report: { ...report, order: -1 } };
  }

  #idOf(number: OrderIndex): string {
    return this.#ids[number] ?? "";
  }

  #numberOf(clientOrderId: string): OrderIndex {
    return clientOrderId === "" ? -1 : (this.#numbers.get(clientOrderId) ?? -1);
  }
}
