import { required } from "../assert.ts";
import { planOrders } from "../execution/plan-orders.ts";
import type { DecisionTrace } from "../model/decision-trace.ts";
import { resetDecisionTrace } from "../model/decision-trace.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { PortfolioContext } from "../model/portfolio-context.ts";
import type { Signal, SignalOutcome } from "../model/signal.ts";
import { decide, decideByHand } from "../portfolio/decide.ts";
import { drop, WITHDRAW_ENTRY } from "../portfolio/reasons.ts";
import { isOpenAt } from "../market/session-clock.ts";
import type { Core } from "./core.ts";
import type { TradingBooks } from "./core-state.ts";
import { nextTrace } from "./core.ts";
import { discountReversal, fillContext } from "./fill-context.ts";
import { hasLegs } from "./legs.ts";
import { deferExit, hasPendingExit } from "./pending-exits.ts";
import { reserve } from "./reserve.ts";
import { submitOrder, withdrawOrder } from "./submit-order.ts";
import { waitForOpen } from "./wait-for-open.ts";

/**
 * One signal on its way: the brain sizes it, execution plans its orders, risk checks each. With
 * the market closed the orders wait as INTENT until the next session opens and are checked there
 * (semantics section 2). Every signal leaves exactly one trace.
 */
export function decideSignal(core: Core, signal: Signal, outputs: Output[]): void {
  decideOn(core, signal, false, outputs);
}

/** The same way for an order by hand: the person's size instead of the brain's, every check as ever. */
export function decideManual(core: Core, signal: Signal, outputs: Output[]): void {
  decideOn(core, signal, true, outputs);
}

function decideOn(core: Core, signal: Signal, isManual: boolean, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "signals follow the first configuration");
  const context = fillContext(core, signal.strategy, signal.instrument, null);
  const isReversal = signal.intent === "entry" && isOpposite(signal, context);
  const conflict = signal.intent === "exit" || isReversal ? conflictOf(books, signal) : "none";
  if (conflict === "legs") {
    deferExit(core, signal, isManual, outputs);
    return;
  }
  const trace = nextTrace(core);
  resetDecisionTrace(trace, signal);
  if (conflict !== "none") {
    drop(trace, conflict);
    endUnplanned(signal, trace, outputs);
    return;
  }
  if (isReversal) discountReversal(context);
  const lots = isManual ? decideByHand(signal, context, trace) : decide(signal, context, trace);
  trace.quantityLots = lots;
  if (trace.reason === WITHDRAW_ENTRY) withdrawEntries(core, signal, outputs);
  if (lots === 0) {
    endUnplanned(signal, trace, outputs);
    return;
  }

  const planned: Order[] = [];
  const refusal = planOrders(
    books.orders,
    {
      signal,
      account: context.strategy.account,
      instrument: context.instrument,
      sizing: context.strategy.sizing.kind,
      lots,
      strategyLots: context.strategyLots,
      closingLots: context.strategyClosingLots,
      attempt: 0,
      now: state.now,
    },
    planned,
  );
  if (refusal !== "none") {
    trace.outcome = "DENIED";
    trace.reason = refusal;
    endUnplanned(signal, trace, outputs);
    return;
  }
  trace.order = required(planned[planned.length - 1], "a plan has at least one order").index;
  for (let i = 0; i < planned.length; i += 1) {
    const order = planned[i] as Order;
    if (order.effect === "open") reserve(order, context);
    outputs.push({ kind: "OrderPlanned", order });
  }

  const isOpen = isOpenAt(required(state.clock, "signals follow the session table"), state.now);
  const isLatched = books.risk.tradingState !== "ACTIVE";
  for (let i = 0; i < planned.length; i += 1) {
    const order = planned[i] as Order;
    // What the kill switch forbids is denied now: waiting, it would go out once somebody releases it.
    if (isOpen || (isLatched && order.effect === "open")) submitOrder(core, order, trace, outputs);
    else waitForOpen(core, order);
  }
  outputs.push({ kind: "DecisionTraced", trace });
}

/** Why a closing signal cannot be decided now: an exit is under way, or protective orders cover the lots. */
function conflictOf(books: TradingBooks, signal: Signal): "none" | "legs" | "EXIT_UNDER_WAY" | "COVERED_BY_BRACKET" {
  const { strategy, instrument } = signal;
  if (hasPendingExit(books, strategy, instrument)) return "EXIT_UNDER_WAY";
  if (!hasLegs(books, strategy, instrument)) return "none";
  // An exit that may rest for long would leave the position without its stop.
  return signal.orderType === "market" ? "legs" : "COVERED_BY_BRACKET";
}

function isOpposite(signal: Signal, context: PortfolioContext): boolean {
  return signal.side === "buy" ? context.strategyLots < 0 : context.strategyLots > 0;
}

/** The signal became no order: its one outcome is known at once. */
function endUnplanned(signal: Signal, trace: DecisionTrace, outputs: Output[]): void {
  const outcome: SignalOutcome = trace.outcome ?? "WITHDRAWN";
  trace.outcome = outcome;
  outputs.push({ kind: "DecisionTraced", trace });
  outputs.push({
    kind: "SignalEnded",
    externalId: signal.externalId,
    strategy: signal.strategy,
    instrument: signal.instrument,
    tsBar: signal.tsBar,
    n: signal.n,
    outcome,
    reason: trace.reason,
  });
}

/** An exit while its entry has not filled takes the entry back instead of closing nothing. */
function withdrawEntries(core: Core, signal: Signal, outputs: Output[]): void {
  const books = required(core.state.trading, "signals follow the first configuration");
  for (const order of books.orders.live.slice()) {
    if (order.strategy !== signal.strategy || order.instrument !== signal.instrument) continue;
    if (order.effect === "open") withdrawOrder(core, order, "WITHDRAWN_BY_EXIT", outputs);
  }
}
