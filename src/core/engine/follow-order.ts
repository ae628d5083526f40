import { required } from "../assert.ts";
import { isSameSignal } from "../execution/protect.ts";
import { resizeIntent } from "../execution/resize-intent.ts";
import { closeSignal } from "../model/close-signal.ts";
import type { Order } from "../model/order.ts";
import { isTerminal } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { Core } from "./core.ts";
import { decideManual, decideSignal } from "./decide-signal.ts";
import { sendAgain } from "./end-order.ts";
import { endSignal } from "./end-signal.ts";
import { advanceFlatten } from "./flatten.ts";
import { isLeg } from "./legs.ts";
import { takeReadyExits } from "./pending-exits.ts";
import { noteEntryFill, protectPosition } from "./protect-position.ts";
import { withdrawOrder } from "./submit-order.ts";

/** What a booked or reversed fill asks for besides the ledger: exits of the right size, no position on the wrong side. */
export function followFill(core: Core, order: Order, lots: number, outputs: Output[]): void {
  const books = required(core.state.trading, "fills follow the first configuration");
  const flatten = books.flattens[order.account];
  if (flatten !== null && flatten !== undefined && order.effect === "close") flatten.closedLots += lots;
  if (order.effect === "open" && order.bracket !== null) noteEntryFill(core, order);
  if (order.effect === "close" && isTerminal(order.status) && lots > 0) takeFromNextAttempt(core, order, lots, outputs);
  if (order.effect === "close") undoOverclose(core, order, outputs);
  protectAll(core, order, outputs);
}

/** A fill that comes when the next attempt of its exit waits already: that one has so much less to close. */
function takeFromNextAttempt(core: Core, order: Order, lots: number, outputs: Output[]): void {
  const { orders } = required(core.state.trading, "fills follow the first configuration");
  for (const next of orders.live) {
    if (next.status !== "INTENT" || next.leg !== order.leg || next.attempt <= order.attempt) continue;
    if (next.role !== "exit" || !isSameSignal(next, order)) continue;
    if (next.quantityLots > lots) {
      resizeIntent(next, next.quantityLots - lots);
      return;
    }
    // Nothing is left to close: this order speaks for the signal again.
    order.endsSignal = next.endsSignal;
    next.endsSignal = false;
    withdrawOrder(core, next, "FILLED_BEFORE", outputs);
    endSignal(orders, order, outputs);
    return;
  }
}

/** Every sub-position of the account in the instrument: what one holds decides how much of another may rest at the venue. */
function protectAll(core: Core, order: Order, outputs: Output[]): void {
  const { protections, ledger, sources } = required(core.state.trading, "fills follow the first configuration");
  for (let strategy = 0; strategy < sources.length; strategy += 1) {
    if ((protections[strategy * ledger.instrumentCount + order.instrument] ?? null) === null) continue;
    if (sources[strategy]?.account === order.account) protectPosition(core, strategy, order.instrument, outputs);
  }
}

/** Two exits that both filled, or an overfilled one, leave a position on the other side: closed at once, loudly. */
function undoOverclose(core: Core, order: Order, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "fills follow the first configuration");
  const held = books.ledger.strategyLots[order.strategy * books.ledger.instrumentCount + order.instrument] as number;
  const isFlipped = order.side === "buy" ? held > 0 : held < 0;
  if (!isFlipped || order.isExternal || books.flattens[order.account] !== null) return;
  const text = "Exits closed more than was held; what was opened by that is closed again.";
  outputs.push({ kind: "RaiseAlert", severity: "emergency", code: "OVERCLOSED", text, order: order.index });
  const externalId = `overclose:${state.seq}:${order.index}:${order.cumLots}`;
  const { strategy, instrument } = order;
  const { environment } = books.config;
  decideSignal(
    core,
    closeSignal({ externalId, strategy, instrument, environment, heldLots: held, now: state.now }),
    outputs,
  );
}

/** What follows once an order has ended, or a cancel or replace of it has settled. */
export function followEnd(core: Core, order: Order, outputs: Output[]): void {
  const books = required(core.state.trading, "orders follow the first configuration");
  const { strategy, instrument } = order;
  if (isLeg(order) && (order.status === "REJECTED" || order.status === "DENIED")) noteRefusedLeg(core, order, outputs);
  for (const ready of takeReadyExits(core, strategy, instrument)) {
    if (ready.signal === null) sendAgain(core, ready.retryOf, outputs);
    else if (ready.isManual) decideManual(core, ready.signal, outputs);
    else decideSignal(core, ready.signal, outputs);
  }
  // What a check of ours or the venue refused would be refused again at once: the timers look again later.
  if ((order.status === "DENIED" || order.status === "REJECTED") && order.replaces >= 0) return;
  protectPosition(core, strategy, instrument, outputs);
  const flatten = books.flattens[order.account];
  if (flatten === null || flatten === undefined || order.status === "DENIED") return;
  if (order.status === "CANCELED") flatten.canceledOrders += 1;
  advanceFlatten(core, order.account, outputs);
}

/** The venue or a check of ours refuses the protective order: from now on we watch its levels ourselves. */
function noteRefusedLeg(core: Core, leg: Order, outputs: Output[]): void {
  const books = required(core.state.trading, "orders follow the first configuration");
  const protection = books.protections[leg.strategy * books.ledger.instrumentCount + leg.instrument] ?? null;
  // A replace that was refused leaves the leg before it working.
  if (protection === null || leg.replaces >= 0) return;
  protection.isRefused = true;
  const text = `A protective order was refused (${leg.reason ?? "no reason"}); its level is watched here instead.`;
  outputs.push({ kind: "RaiseAlert", severity: "critical", code: "PROTECTION_REFUSED", text, order: leg.index });
}
