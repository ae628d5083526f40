import type { AccountEvent } from "../core/model/account-event.ts";
import type { AccountSnapshot } from "../core/model/account-snapshot.ts";
import type { ConnectionChanged, InstrumentStatusChanged } from "../core/model/input.ts";
import type { RequestSnapshot } from "../core/model/output.ts";
import type {
  CancelOrderRecord,
  OutputRecord,
  ProbeOrderRecord,
  ReplaceOrderRecord,
  SubmitOrderRecord,
} from "../core/model/output-record.ts";
import type { VenueReport } from "../core/model/venue-report.ts";

/** Everything a venue may say; seq is 0 until the single writer takes it. */
export type VenueInput = VenueReport | AccountSnapshot | AccountEvent | InstrumentStatusChanged | ConnectionChanged;

/**
 * A venue as the platform sees it. Every adapter implements it and never throws past itself: what
 * it cannot do comes back as an input (`send-failed`, `unreadable`, a connection that is down).
 *
 * Commands are handed over after their cause is durable and at most once in the life of a journal;
 * a command that leads to no answer is the core's business, which asks with a probe.
 */
export interface VenuePort {
  /** Told of every input, in the order the venue said it; set before {@link connect}. */
  onInput(listener: (input: VenueInput) => void): void;
  /** Opens the connection and keeps it open until {@link close}; each change of it is an input. */
  connect(): void;
  submit(command: Plain<SubmitOrderRecord>): void;
  cancel(command: Plain<CancelOrderRecord>): void;
  replace(command: Plain<ReplaceOrderRecord>): void;
  probe(command: Plain<ProbeOrderRecord>): void;
  requestSnapshot(command: Plain<RequestSnapshot>): void;
  /** Ends the connection; nothing is said afterwards. */
  close(): Promise<void>;
}

/** A command without the place in the journal that caused it, which is no business of a venue. */
type Plain<T> = Omit<T, "seq" | "index">;

/** Outputs that leave for a venue. */
export type VenueCommandRecord = Extract<
  OutputRecord,
  { readonly kind: "SubmitOrder" | "CancelOrder" | "ReplaceOrder" | "ProbeOrder" | "RequestSnapshot" }
>;

/** True for outputs that must leave; all others are facts. */
export function isVenueCommand(record: OutputRecord): record is VenueCommandRecord {
  switch (record.kind) {
    case "SubmitOrder":
    case "CancelOrder":
    case "ReplaceOrder":
    case "ProbeOrder":
    case "RequestSnapshot":
      return true;
    default:
      return false;
  }
}

/** Hands one command to its method. */
export function handOver(port: VenuePort, command: VenueCommandRecord): void {
  switch (command.kind) {
    case "SubmitOrder":
      return port.submit(command);
    case "CancelOrder":
      return port.cancel(command);
    case "ReplaceOrder":
      return port.replace(command);
    case "ProbeOrder":
      return port.probe(command);
    case "RequestSnapshot":
      return port.requestSnapshot(command);
  }
}
