/** A venue that outlives the process: the port straight into its books, deaf to processes that are dead. */
import type { UnixMicros } from "../../src/core/model/units.ts";
import type { ServedVenue } from "../../src/venues/simulated/served-venue.ts";
import type { OrderNaming } from "../../src/venues/simulated/translate.ts";
import { reportOf, snapshotOf, wireOrderOf } from "../../src/venues/simulated/translate.ts";
import type { WireReport } from "../../src/venues/simulated/wire.ts";
import type { VenueInput, VenuePort } from "../../src/venues/venue-port.ts";

export class OutsideVenue implements VenuePort {
  readonly #venue: ServedVenue;
  readonly #naming: OrderNaming;
  readonly #now: () => UnixMicros;
  #listener: (input: VenueInput) => void = () => undefined;
  /** The process behind this port has died: nothing of it arrives, nothing reaches it. */
  isDead = false;
  /** Told when a command has arrived and before its answers are on their way. */
  onArrived: () => void = () => undefined;

  constructor(venue: ServedVenue, naming: OrderNaming, now: () => UnixMicros) {
    this.#venue = venue;
    this.#naming = naming;
    this.#now = now;
  }

  onInput(listener: (input: VenueInput) => void): void {
    this.#listener = listener;
  }

  connect(): void {
    const now = this.#now();
    this.#say({ kind: "ConnectionChanged", seq: 0, tsEvent: now, tsReceived: now, account: 0, isUp: true });
  }

  submit({ order, clientOrderId }: Parameters<VenuePort["submit"]>[0]): void {
    this.#act(() => this.#venue.obey({ t: "submit", n: 0, order: wireOrderOf(order, clientOrderId, this.#naming) }));
  }

  replace({ order, clientOrderId }: Parameters<VenuePort["replace"]>[0]): void {
    this.#act(() => this.#venue.obey({ t: "replace", n: 0, order: wireOrderOf(order, clientOrderId, this.#naming) }));
  }

  cancel({ clientOrderId, venueOrderId }: Parameters<VenuePort["cancel"]>[0]): void {
    this.#act(() => this.#venue.obey({ t: "cancel", n: 0, clientOrderId, venueOrderId }));
  }

  probe({ clientOrderId }: Parameters<VenuePort["probe"]>[0]): void {
    this.#act(() => this.#venue.obey({ t: "probe", n: 0, clientOrderId }));
  }

  requestSnapshot({ account, requestId, tsFillsFrom }: Parameters<VenuePort["requestSnapshot"]>[0]): void {
    if (this.isDead) return;
    this.#venue.advance(this.#now());
    const wire = this.#venue.snapshot({ account, requestId, tsFillsFrom });
    this.onArrived();
    this.#say(snapshotOf(wire, this.#naming, this.#now()));
  }

  async close(): Promise<void> {
    this.isDead = true;
  }

  /** What the venue says of its own, such as fills of a bar. */
  hear(reports: readonly WireReport[]): void {
    for (const report of reports) this.#say(reportOf(report, this.#naming, this.#now()));
  }

  #act(obey: () => WireReport[]): void {
    if (this.isDead) return;
    this.#venue.advance(this.#now());
    const reports = obey();
    this.onArrived();
    this.hear(reports);
  }

  #say(input: VenueInput): void {
    if (!this.isDead) this.#listener(input);
  }
}
