import { namesOf } from "../../../core/engine/encode-output.ts";
import { findOrder } from "../../../core/execution/order-book.ts";
import { clientOrderIdOf } from "../../../core/execution/order-ids.ts";
import type { Order, OrderStatus } from "../../../core/model/order.ts";
import type { OrderStateChanged } from "../../../core/model/output.ts";
import { isSeen } from "../../../core/simulation/venue-book.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";
import { checkDenial } from "./denials.ts";
import { release, reservationOf } from "./reservations.ts";
import type { Shadow, ShadowOrder } from "./shadow.ts";

/** Terminal orders that the oracle still knows: more than the core does, so that it can judge whatever the core books. */
const ENDED_KEPT = 5_000;

const LIVE = "ACCEPTED HELD WORKING PARTIAL SUSPENDED DONE_FOR_DAY";
const ENDS = "FILLED CANCELED EXPIRED REJECTED REPLACED";

/** Which status may follow which, written from the contract by another hand than the core's table. */
const FOLLOWS: Readonly<Record<OrderStatus, string>> = {
  INTENT: "APPROVED DENIED",
  APPROVED: "SENDING NOT_SENT",
  SENDING: `UNKNOWN ${LIVE} ${ENDS} NOT_SENT`,
  UNKNOWN: `${LIVE} ${ENDS} NOT_SENT SENDING`,
  ACCEPTED: `${LIVE} ${ENDS}`,
  HELD: `${LIVE} ${ENDS}`,
  WORKING: `${LIVE} ${ENDS}`,
  PARTIAL: `${LIVE} ${ENDS}`,
  SUSPENDED: `${LIVE} ${ENDS}`,
  DONE_FOR_DAY: `${LIVE} ${ENDS}`,
  DENIED: "FILLED",
  FILLED: "",
  CANCELED: "FILLED",
  EXPIRED: "FILLED",
  REJECTED: "FILLED",
  REPLACED: "FILLED",
  NOT_SENT: "FILLED",
};
const TERMINAL = new Set<OrderStatus>(["DENIED", "FILLED", "CANCELED", "EXPIRED", "REJECTED", "REPLACED", "NOT_SENT"]);

/** True when the venue can no longer work it, by the oracle's own list. */
export function hasEnded(order: Readonly<ShadowOrder>): boolean {
  return TERMINAL.has(order.status);
}

/** A new order: numbers without a gap (T2), an id that no other order had and that no clock moves (O4). */
export function addShadowOrder(touched: Touched, order: Readonly<Order>): void {
  const { shadow, host } = touched.world;
  hold(order.index === shadow.nextOrder, "T2", () => `order ${order.index} follows ${shadow.nextOrder - 1}`);
  shadow.nextOrder += 1;
  touched.orders.push(order.index);
  const names = namesOf(host.core.state, order);
  const clientId = order.isExternal ? "" : names.clientOrderId;
  if (!order.isExternal) {
    const known = shadow.clientIds.get(clientId);
    hold(known === undefined, "O4", () => `orders ${known} and ${order.index} share the id ${clientId}`);
    const later = { ...order, tsCreated: order.tsCreated + 1, limitTicks: 1, stopTicks: 2, quantityLots: 3 };
    hold(
      clientOrderIdOf(later, names) === clientId,
      "O4",
      () => `the id of order ${order.index} hangs on a clock or a price`,
    );
    shadow.clientIds.set(clientId, order.index);
  }
  const old = order.replaces < 0 ? undefined : shadow.orders.get(order.replaces);
  const intent = intentOf(order);
  const reservedMicros = order.isExternal ? 0 : reservationOf(touched, order);
  shadow.reservedMicros += reservedMicros;
  shadow.open.set(order.index, order.index);
  shadow.orders.set(order.index, {
    index: order.index,
    clientId,
    intent,
    strategy: order.strategy,
    instrument: order.instrument,
    isBuy: order.side === "buy",
    isOpening: order.effect === "open",
    isExternal: order.isExternal,
    role: order.role,
    parent: order.parent,
    replaces: order.replaces,
    next: -1,
    quantityLots: order.quantityLots,
    limitTicks: order.limitTicks,
    stopTicks: order.stopTicks,
    seqPlanned: shadow.seq,
    reservedMicros,
    status: order.isExternal ? order.status : "INTENT",
    cumLots: order.isExternal ? order.carriedLots : (old?.cumLots ?? 0),
    carriedLots: order.isExternal ? order.carriedLots : (old?.cumLots ?? 0),
    statusVersion: 0,
    isSent: false,
    isOverfilled: false,
    fills: new Map(),
  });
  const known = shadow.intents.get(intent);
  if (known === undefined || known.quantityLots < order.quantityLots) {
    shadow.intents.set(intent, {
      quantityLots: order.quantityLots,
      filledLots: known?.filledLots ?? 0,
      isAlerted: known?.isAlerted ?? order.isExternal,
    });
  }
}

/** The same for every order that acts for one wish: attempts and replacements share it. */
function intentOf(order: Readonly<Order>): string {
  const cause = order.externalSignalId ?? `${order.tsBar}:${order.n}:${order.instrument}`;
  const leg = order.leg === 2 ? 0 : order.leg;
  return `${order.strategy}|${cause}|${leg}|${order.role}|${order.parent}|${order.isExternal ? order.index : ""}`;
}

/** One step of an order along the table (O2), terminal ones hardly (O3), UNKNOWN only on evidence (O7). */
export function advanceShadow(touched: Touched, change: OrderStateChanged): void {
  const { shadow } = touched.world;
  touched.orders.push(change.order);
  const order = shadow.orders.get(change.order);
  if (order === undefined) return;
  // A foreign order was met in whatever state it was in.
  if (order.isExternal && !order.isSent) order.status = change.from;
  order.isSent ||= order.isExternal;
  hold(
    order.status === change.from,
    "O2",
    () => `order ${order.index} was ${order.status}, the core says ${change.from}`,
  );
  const isAllowed = FOLLOWS[change.from].split(" ").includes(change.to);
  hold(isAllowed, hasEnded(order) ? "O3" : "O2", () => `order ${order.index} went from ${change.from} to ${change.to}`);
  if (change.from === "UNKNOWN" || change.from === "SENDING") checkEvidence(touched, change);
  checkWord(touched, change);
  noteVersion(touched, order);
  order.status = change.to;
  checkDenial(touched, change);
  if (change.to === "REJECTED" || change.to === "NOT_SENT") restoreReplaced(shadow, order);
  if (!hasEnded(order)) return;
  shadow.open.delete(order.index);
  release(shadow, order);
  forget(shadow, order);
}

/** What only the venue can say of an order is said by that word of it. */
const WORD: Readonly<Partial<Record<OrderStatus, string>>> = {
  CANCELED: "canceled",
  EXPIRED: "expired",
  REJECTED: "rejected",
  REPLACED: "replaced",
  HELD: "held",
  SUSPENDED: "suspended",
  DONE_FOR_DAY: "done-for-day",
};

/** A report about an order moves it where the report says, not somewhere else (O2). */
function checkWord({ input, books }: Touched, change: OrderStateChanged): void {
  const word = WORD[change.to];
  if (word !== undefined && input.kind === "AccountSnapshot" && !input.areOrdersComplete) {
    // What an incomplete list leaves out is not gone (O10, F25).
    const known = findOrder(books.orders, change.order)?.venueOrderId;
    const isListed = input.orders.some((state) => state.order === change.order || state.venueOrderId === known);
    hold(isListed, "O10", () => `order ${change.order} became ${change.to} by an incomplete list without it`);
  }
  if (word === undefined || input.kind !== "VenueReport" || input.order !== change.order) return;
  hold(input.report === word, "O2", () => `order ${change.order} became ${change.to} by a ${input.report}`);
}

/** An older word of the venue does not roll a newer one back (O2, F24); fills are news whenever they come. */
function noteVersion({ input }: Touched, order: ShadowOrder): void {
  if (input.kind !== "VenueReport" || input.order !== order.index || input.venueVersion <= 0) return;
  if (input.report === "fill" || input.report === "bust" || input.report === "correction") return;
  hold(input.venueVersion > order.statusVersion, "O2", () => {
    return `order ${order.index} was moved by version ${input.venueVersion} after ${order.statusVersion}`;
  });
  order.statusVersion = input.venueVersion;
}

/** A timeout alone is no evidence; only the venue's word ends an unknown outcome. */
function checkEvidence(touched: Touched, change: OrderStateChanged): void {
  const { kind } = touched.input;
  const isVenue = kind === "VenueReport" || kind === "AccountSnapshot";
  const isOurs = change.from === "SENDING" ? change.to === "UNKNOWN" : /^(NOT_SENT|SENDING)$/.test(change.to);
  hold(isVenue || isOurs, "O7", () => `order ${change.order} left ${change.from} for ${change.to} by a ${kind}`);
  if (change.to !== "NOT_SENT") return;
  if (touched.input.kind === "VenueReport" && touched.input.report === "withheld") {
    // The last gate's own word, true as long as the venue never heard of the order.
    const { gateway, shadow } = touched.world;
    const number = gateway.numbers.get(shadow.orders.get(change.order)?.clientId ?? "");
    const isKnown = number !== undefined && isSeen(gateway.venue, number);
    hold(!isKnown, "O7", () => `order ${change.order} was kept back and is at the venue`);
    return;
  }
  hold(change.from === "UNKNOWN", "O7", () => `order ${change.order} was given up before anybody had asked`);
  const { rules, core } = { rules: touched.books.config.venue, core: findOrder(touched.books.orders, change.order) };
  hold(core === null || core.notFoundCount >= rules.notFoundTimes, "O7", () => {
    return `order ${change.order} became NOT_SENT after ${core?.notFoundCount} answers`;
  });
}

/** A replacement that came to nothing: the order before it works on. */
function restoreReplaced(shadow: Shadow, leaf: ShadowOrder): void {
  const old = shadow.orders.get(leaf.replaces);
  if (old !== undefined && old.next === leaf.index && old.status !== "REPLACED") old.next = -1;
}

function forget(shadow: Shadow, order: ShadowOrder): void {
  shadow.ended.push(order.index);
  if (shadow.ended.length <= ENDED_KEPT) return;
  const old = shadow.ended.shift() as number;
  if (shadow.ended.includes(old)) return;
  shadow.orders.delete(old);
}

/** The core's row after the event: status and quantities as the outputs told (O1, O2), nothing reserved at its end (L6). */
export function checkTouchedOrder(touched: Touched, index: number): void {
  const order = touched.world.shadow.orders.get(index);
  const core = findOrder(touched.books.orders, index);
  if (order === undefined || core === null) return;
  hold(core.status === order.status, "O2", () => `order ${index} is ${core.status}, the outputs told ${order.status}`);
  hold(
    core.cumLots === order.cumLots,
    "O1",
    () => `order ${index} has cum ${core.cumLots}, its fills give ${order.cumLots}`,
  );
  // What replaced orders filled may exceed a replacement to less; its own fills may not add to that.
  const own = core.cumLots - order.carriedLots;
  const isWithin = own >= 0 && (own <= Math.max(0, core.quantityLots - order.carriedLots) || order.isOverfilled);
  hold(isWithin, "O1", () => `order ${index} filled ${core.cumLots} of ${core.quantityLots} without a word`);
  hold(core.reservedMicros === order.reservedMicros, "L6", () => {
    return `order ${index} is ${core.status} and holds ${core.reservedMicros}, due are ${order.reservedMicros}`;
  });
  if (hasEnded(order)) {
    hold(core.pending === "none", "O2", () => `order ${index} is ${core.status} with a pending ${core.pending}`);
  }
  checkLeaves(touched, order);
}

/** A chain has one working leaf, two only while the replacement is pending (O8). */
function checkLeaves(touched: Touched, order: ShadowOrder): void {
  if (order.next < 0 || hasEnded(order)) return;
  const leaf = touched.world.shadow.orders.get(order.next);
  if (leaf === undefined || hasEnded(leaf) || leaf.status === "SENDING" || leaf.status === "UNKNOWN") return;
  const core = findOrder(touched.books.orders, order.index);
  hold(core === null || core.pending !== "none" || core.queuedCancel, "O8", () => {
    return `orders ${order.index} and ${leaf.index} of one chain both work and nothing is pending`;
  });
}
