import type { TradingBooks } from "../../../core/engine/core-state.ts";
import { findOrder } from "../../../core/execution/order-book.ts";
import type { Input } from "../../../core/model/input.ts";
import { isTerminal } from "../../../core/model/order.ts";
import type { TradingState, TradingStateChanged } from "../../../core/model/output.ts";
import type { FlattenProgressed } from "../../../core/model/venue-facts.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";

const RANK: Readonly<Record<TradingState, number>> = { ACTIVE: 0, REDUCE: 1, HALT: 2, FLATTEN: 3 };

/** The kill switch and the loss stops rise by themselves and fall by a person's word alone (R5, R7). */
export function checkTradingState(touched: Touched, change: TradingStateChanged): void {
  const { shadow } = touched.world;
  hold(
    change.from === shadow.tradingState,
    "R5",
    () => `the switch stood at ${shadow.tradingState}, the core says ${change.from}`,
  );
  const { input } = touched;
  const isReleased = input.kind === "OperatorCommand" && input.order.command === "release-kill-switch";
  hold(
    RANK[change.to] > RANK[change.from] || isReleased,
    "R7",
    () => `the switch fell from ${change.from} to ${change.to} by a ${input.kind}`,
  );
  shadow.tradingState = change.to;
  checkLatch(touched, change);
  if (change.to === "HALT" || change.to === "FLATTEN") checkEntriesGo(touched, change.to);
}

/** A loss latches at least until the next session begins (R7). */
function checkLatch(touched: Touched, change: TradingStateChanged): void {
  const { shadow, plan } = touched.world;
  if (change.to !== "ACTIVE") {
    if (shadow.tsLossLatched === 0 && /^limit:(dailyLoss|drawdown)/.test(change.by)) shadow.tsLossLatched = shadow.now;
    return;
  }
  const latched = shadow.tsLossLatched;
  const hasBegun = plan.table.opens.some((open) => open > latched && open <= shadow.now);
  hold(latched === 0 || hasBegun, "R7", () => `a loss that latched at ${latched} was released at ${shadow.now}`);
  shadow.tsLossLatched = 0;
}

/** In the same event every order that opens is on its way out, also those whose outcome nobody knows (R5). */
function checkEntriesGo({ books }: Touched, level: TradingState): void {
  for (const order of books.orders.live) {
    if (order.effect !== "open" || isTerminal(order.status)) continue;
    hold(
      order.pending === "cancel" || order.queuedCancel,
      "R5",
      () => `${level} left order ${order.index} (${order.status}) without a cancel`,
    );
  }
}

/** What a person wants cancelled is on its way out, or waits for the replace that stands before it (O2). */
export function checkAskedCancel(books: TradingBooks, input: Input): void {
  if (input.kind !== "OperatorCommand" || input.order.command !== "cancel-order") return;
  const order = findOrder(books.orders, input.order.order);
  if (order === null || isTerminal(order.status)) return;
  hold(
    order.pending === "cancel" || order.queuedCancel,
    "O2",
    () => `the cancel of order ${order.index} (${order.status}) was forgotten`,
  );
}

/** Flat is the venue's word: a whole answer that lists no order and no position (R5). */
export function checkFlat({ input, world }: Touched, progress: FlattenProgressed): void {
  world.shadow.isFlattened = progress.isFlat;
  if (!progress.isFlat) return;
  const isSaid =
    input.kind === "AccountSnapshot" &&
    input.areOrdersComplete &&
    input.arePositionsComplete &&
    input.orders.length === 0 &&
    input.positions.every((position) => position.quantityLots === 0);
  hold(isSaid, "R5", () => `FLATTEN says flat by a ${input.kind} that does not say so`);
}
