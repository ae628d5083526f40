import type { AccountSnapshot, VenueOrderState } from "../../core/model/account-snapshot.ts";
import type { BarClosed } from "../../core/model/input.ts";
import type { Order } from "../../core/model/order.ts";
import type { AccountIndex, MoneyMicrosSafe, QuantityLots, UnixMicros } from "../../core/model/units.ts";
import type { ExternalOrder, VenueReport } from "../../core/model/venue-report.ts";

/** Version of the messages; both sides name it first and a different one ends the connection. */
export const WIRE_VERSION = 1;

/** An order on the wire: named by client order ids, never by our numbers. */
export interface WireOrder
  extends Readonly<
    Pick<
      Order,
      | "instrument"
      | "side"
      | "type"
      | "timeInForce"
      | "quantityLots"
      | "limitTicks"
      | "stopTicks"
      | "trailTicks"
      | "tsGoodTill"
      | "collarTicks"
      | "onShortfall"
      | "role"
    >
  > {
  readonly clientOrderId: string;
  /** The entry a leg belongs to, and the order this one replaces; empty: none. */
  readonly parent: string;
  readonly replaces: string;
}

/** What a trader sends; one JSON object per line, `n` numbers its requests on one connection. */
export type TraderMessage =
  | { readonly t: "hello"; readonly v: number; readonly token: string; readonly role: "trader" | "control" }
  | { readonly t: "submit"; readonly n: number; readonly order: WireOrder }
  | { readonly t: "cancel"; readonly n: number; readonly clientOrderId: string; readonly venueOrderId: string }
  | { readonly t: "replace"; readonly n: number; readonly order: WireOrder }
  | { readonly t: "probe"; readonly n: number; readonly clientOrderId: string }
  | {
      readonly t: "snapshot";
      readonly n: number;
      readonly account: AccountIndex;
      readonly requestId: number;
      readonly tsFillsFrom: UnixMicros;
    }
  | { readonly t: "ping"; readonly n: number };

/** What a control connection may also send: the market and mishaps. */
export type ControlMessage =
  | { readonly t: "bar"; readonly n: number; readonly bar: BarClosed }
  | { readonly t: "clock"; readonly n: number; readonly now: UnixMicros }
  /** Cut every trader's connection now. */
  | { readonly t: "cut"; readonly n: number }
  /** Take the next `count` requests of traders, act on them, and say nothing. */
  | { readonly t: "mute"; readonly n: number; readonly count: number }
  | { readonly t: "foreign"; readonly n: number; readonly terms: ExternalOrder }
  | { readonly t: "books"; readonly n: number };

/** A report whose order is named by `clientOrderId`; empty: none of ours. Its `order` is -1 on the wire. */
export interface WireReport {
  readonly clientOrderId: string;
  readonly report: VenueReport;
}

/** A snapshot with names; the lists inside it are empty on the wire. */
export interface WireSnapshot {
  readonly snapshot: AccountSnapshot;
  readonly orders: readonly { readonly clientOrderId: string; readonly state: VenueOrderState }[];
  readonly fills: readonly WireReport[];
}

/** What the venue has in its books, for whoever checks them. */
export interface VenueBooks {
  readonly now: UnixMicros;
  readonly cashMicros: MoneyMicrosSafe;
  readonly positionLots: readonly QuantityLots[];
  readonly accepted: readonly AcceptedOrder[];
}

/** One order that ever came, with how often it was sent. */
export interface AcceptedOrder {
  readonly clientOrderId: string;
  readonly venueOrderId: string;
  readonly status: string;
  readonly cumLots: QuantityLots;
  readonly quantityLots: QuantityLots;
  readonly times: number;
}

/** What the venue says. */
export type VenueMessage =
  | { readonly t: "welcome"; readonly v: number; readonly now: UnixMicros; readonly symbols: readonly string[] }
  /** `isFinal`: do not come back, somebody else trades this account now. */
  | { readonly t: "refused"; readonly why: string; readonly isFinal: boolean }
  | ({ readonly t: "report" } & WireReport)
  | ({ readonly t: "account" } & WireSnapshot)
  /** The request was taken; what it led to at once stands before this line. */
  | { readonly t: "ack"; readonly n: number }
  | { readonly t: "books"; readonly n: number; readonly books: VenueBooks };

/** Longest line that is read; a peer that sends more is cut off. */
export const LINE_MAX: number = 4 * 1024 * 1024;

/** Puts chunks of bytes together to lines; `onLine` gets each whole one. */
export function lineReader(onLine: (line: string) => void, onTooLong: () => void): (chunk: Buffer) => void {
  let rest: Buffer[] = [];
  let held = 0;
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const line = Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      held = 0;
      start = end + 1;
      if (line.length > 0) onLine(line.toString("utf8"));
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    held += chunk.length - start;
    if (held > LINE_MAX) onTooLong();
  };
}

/** One message as its line. */
export function lineOf(message: TraderMessage | ControlMessage | VenueMessage): string {
  return `${JSON.stringify(message)}\n`;
}

/** The message of a line, known by its `t`; null when it is no message at all. */
export function readMessage(line: string): { readonly t: string; readonly [key: string]: unknown } | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("t" in value) || typeof value.t !== "string") return null;
  return value as { readonly t: string; readonly [key: string]: unknown };
}
