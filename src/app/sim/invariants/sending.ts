import { CHECKS } from "../../../core/risk/checks.ts";
import type { DecisionTrace } from "../../../core/model/decision-trace.ts";
import { FAIL } from "../../../core/model/decision-trace.ts";
import type { Order } from "../../../core/model/order.ts";
import type { Output } from "../../../core/model/output.ts";
import { MICROS_PER_MINUTE } from "../../../core/model/units.ts";
import { hold } from "../violation.ts";
import { checkExposure } from "./exposure.ts";
import type { Touched } from "./observe.ts";
import { hasEnded } from "./orders.ts";
import type { ShadowOrder } from "./shadow.ts";
import { checkWorstCase } from "./worst-case.ts";

/** An order is about to leave: it was approved in this very event, and nothing forbids it. */
export function checkSubmit(touched: Touched, order: Readonly<Order>, at: number): void {
  const { world, books } = touched;
  const { shadow } = world;
  const own = shadow.orders.get(order.index);
  hold(own !== undefined && !own.isExternal, "O10", () => `order ${order.index} was sent and is not ours`);
  const isAgain = own.isSent;
  own.isSent = true;
  if (isAgain) {
    hold(books.config.venue.refusesUsedIds, "O5", () => `order ${order.index} was sent twice`);
  } else {
    hold(own.status === "SENDING", "R1", () => `order ${order.index} left as ${own.status}`);
    checkTrace(touched, order, at);
  }
  checkHours(touched, order);
  checkSiblings(touched, own);
  if (order.effect === "open") {
    checkOpening(touched, order);
    if (!isAgain) checkWorstCase(touched, order, order.leg === 1);
  } else {
    checkClosing(touched, own);
    checkReduceOnly(touched, own);
  }
}

/** The approval names the limits that hold now (R4), and every check was made and recorded (R1, R3). */
function checkTrace(touched: Touched, order: Readonly<Order>, at: number): void {
  const trace = traceOf(touched.outputs, order.index, at);
  if (trace === null) {
    hold(
      order.role === "stop" || order.role === "target",
      "R3",
      () => `order ${order.index} left without a recorded decision`,
    );
    return;
  }
  if (trace.order !== order.index) return;
  hold(trace.checkCount > 0, "R3", () => `order ${order.index} left without a check`);
  for (let i = 0; i < trace.checkCount; i += 1) {
    hold(trace.checkVerdict[i] !== FAIL, "R1", () => `order ${order.index} left although ${CHECKS[i]?.id} failed`);
  }
  if (order.effect === "open" && order.replaces < 0) checkExposure(touched, order, trace);
}

function traceOf(
  outputs: readonly Output[],
  order: number,
  from: number,
): Extract<Output, { kind: "DecisionTraced" }>["trace"] | null {
  let other: Extract<Output, { kind: "DecisionTraced" }>["trace"] | null = null;
  for (let i = from; i < outputs.length; i += 1) {
    const output = outputs[i] as Output;
    if (output.kind !== "DecisionTraced") continue;
    if (output.trace.order === order) return output.trace;
    other ??= output.trace;
  }
  return other;
}

/** Every check of a decision is made and recorded, whatever refuses first (R3). */
export function checkTraced(trace: Readonly<DecisionTrace>): void {
  const { checkCount, order } = trace;
  const isWhole = checkCount === 0 || checkCount === CHECKS.length;
  hold(isWhole, "R3", () => `order ${order} was judged by ${checkCount} of ${CHECKS.length} checks`);
}

/** Nothing new outside the hours of the calendar (C2). */
function checkHours(touched: Touched, order: Readonly<Order>): void {
  const { opens, closes } = touched.world.plan.table;
  const { now } = touched.world.shadow;
  const isOpen = opens.some((open, i) => now >= open && now < (closes[i] as number));
  hold(isOpen, "C2", () => `order ${order.index} left at ${now}, outside the session`);
}

/** At most one order of an intent is under way (O5). */
function checkSiblings(touched: Touched, own: ShadowOrder): void {
  for (const other of touched.books.orders.live) {
    if (other.index === own.index || other.index === own.replaces) continue;
    const shadow = touched.world.shadow.orders.get(other.index);
    if (shadow === undefined || shadow.intent !== own.intent || hasEnded(shadow) || !shadow.isSent) continue;
    hold(shadow.next === own.index || own.role === "stop" || own.role === "target", "O5", () => {
      return `orders ${shadow.index} (${shadow.status}) and ${own.index} act for one intent`;
    });
  }
}

/** New exposure: not while killed (R5), in doubt (R8), halted, unknown (O7), or above the message budget (R9). */
function checkOpening(touched: Touched, order: Readonly<Order>): void {
  const { books, world } = touched;
  const { shadow } = world;
  hold(shadow.tradingState === "ACTIVE", "R5", () => `order ${order.index} opens while ${shadow.tradingState}`);
  const link = books.links[order.account];
  hold(shadow.isCompared, "R8", () => `order ${order.index} opens and nothing was compared since the line came up`);
  hold(link !== undefined && link.block === "", "R8", () => `order ${order.index} opens while ${link?.block}`);
  hold(books.halted[order.instrument] !== 1, "R8", () => `order ${order.index} opens in a halted instrument`);
  for (const other of books.orders.live) {
    if (other.index === order.index || other.strategy !== order.strategy || other.instrument !== order.instrument)
      continue;
    hold(other.status !== "UNKNOWN", "O7", () => `order ${order.index} opens beside the unknown order ${other.index}`);
  }
  const limits = books.config.limits;
  if (limits.messagesPerMinuteMax === null || !limits.isEnforced) return;
  const budget = limits.messagesPerMinuteMax * (1 - limits.messagesReserveRatio);
  const sent = shadow.messages.filter((time) => time > shadow.now - MICROS_PER_MINUTE).length;
  hold(sent < budget, "R9", () => `order ${order.index} is message ${sent + 1} of the minute, entries have ${budget}`);
}

/** By the outputs alone: what closes, in flight or working, and this order with it closes no more than is held (R6). */
function checkReduceOnly(touched: Touched, own: ShadowOrder): void {
  const { shadow } = touched.world;
  const held = shadow.strategyLots[own.strategy * shadow.accountLots.length + own.instrument] as number;
  const closable = Math.max(0, own.isBuy ? -held : held);
  const groups = new Map<number, number>();
  let others = 0;
  for (const index of shadow.open.values()) {
    const other = shadow.orders.get(index) as ShadowOrder;
    if (other.index === own.index || other.isOpening || !other.isSent || hasEnded(other)) continue;
    if (other.strategy !== own.strategy || other.instrument !== own.instrument || other.isBuy !== own.isBuy) continue;
    // Of a chain one end fills: the leaf stands for both, and this order for the one it replaces.
    if (other.next >= 0) continue;
    const lots = Math.max(0, other.quantityLots - other.cumLots);
    if (other.parent < 0) others += lots;
    else groups.set(other.parent, Math.max(groups.get(other.parent) ?? 0, lots));
  }
  const ownLots = own.quantityLots - own.cumLots;
  const sibling = own.parent < 0 ? 0 : (groups.get(own.parent) ?? 0);
  for (const lots of groups.values()) others += lots;
  const adds = Math.max(0, ownLots - sibling);
  hold(adds === 0 || others + adds <= closable, "R6", () => {
    return `order ${own.index} closes ${ownLots} beside ${others} in flight; the strategy holds ${held}`;
  });
}

/** Exits under way never exceed what the strategy holds (R6, O9); legs that exclude each other count once. */
function checkClosing(touched: Touched, own: ShadowOrder): void {
  const { shadow } = touched.world;
  const held = shadow.strategyLots[own.strategy * shadow.accountLots.length + own.instrument] as number;
  const closable = own.isBuy ? -held : held;
  const before = exitsUnderWay(touched, own, false);
  const after = exitsUnderWay(touched, own, true);
  // What was sent before a fill shrank the position is no fault of this order; adding to it is.
  hold(after.lots <= Math.max(before.lots, closable, 0), "O9", () => {
    return `exits for ${after.lots} lots are under way, order ${own.index} among them; held are ${closable}:${after.text}`;
  });
}

/** Lots that the strategy's exits on one side can still close; legs that exclude each other count once. */
function exitsUnderWay(touched: Touched, own: ShadowOrder, isWithOwn: boolean): { lots: number; text: string } {
  let lots = 0;
  let text = "";
  const groups = new Map<number, number>();
  for (const other of touched.books.orders.live) {
    if (other.strategy !== own.strategy || other.instrument !== own.instrument || other.effect !== "close") continue;
    if (other.index === own.index && !isWithOwn) continue;
    const shadowed = touched.world.shadow.orders.get(other.index);
    if (shadowed === undefined || !shadowed.isSent || other.side !== (own.isBuy ? "buy" : "sell")) continue;
    if (shadowed.next >= 0) continue;
    const leaves = other.quantityLots - other.cumLots;
    text += ` ${other.index}(${other.role} of ${other.parent} ${other.status} ${other.pending} ${leaves})`;
    if (other.parent < 0) lots += leaves;
    else groups.set(other.parent, Math.max(groups.get(other.parent) ?? 0, leaves));
  }
  for (const leaves of groups.values()) lots += leaves;
  return { lots, text };
}

/** A replacement passed every check (R1, R3) and may not open while killed (R5). */
export function checkReplace(touched: Touched, leaf: Readonly<Order>): void {
  const { shadow } = touched.world;
  const own = shadow.orders.get(leaf.index);
  const old = shadow.orders.get(leaf.replaces);
  if (own !== undefined) own.isSent = true;
  if (old !== undefined) old.next = leaf.index;
  checkTrace(touched, leaf, 0);
  const grows = old !== undefined && leaf.quantityLots > old.quantityLots;
  hold(
    leaf.effect === "close" || shadow.tradingState === "ACTIVE" || !grows,
    "R5",
    () => `order ${leaf.index} grows while ${shadow.tradingState}`,
  );
  if (leaf.effect === "open") checkWorstCase(touched, leaf, false);
  else if (grows && own !== undefined) checkReduceOnly(touched, own);
}

/** Remembers a message to the venue for the rate. */
export function noteMessage(touched: Touched): void {
  const { shadow } = touched.world;
  while (shadow.messages.length > 0 && (shadow.messages[0] as number) <= shadow.now - MICROS_PER_MINUTE)
    shadow.messages.shift();
  shadow.messages.push(shadow.now);
}
