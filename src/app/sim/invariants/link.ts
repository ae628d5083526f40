import type { TradingBooks } from "../../../core/engine/core-state.ts";
import { findByVenueId } from "../../../core/execution/order-book.ts";
import type { Input } from "../../../core/model/input.ts";
import type { Reconciled } from "../../../core/model/venue-facts.ts";
import { hold } from "../violation.ts";
import type { Touched } from "./observe.ts";
import type { Shadow } from "./shadow.ts";

/** A full disk and several lost answers. */
const SLACK = 900_000_000;

/** A connection that goes or comes leaves the account uncompared, whatever the core thinks of it (R8). */
export function noteConnection(shadow: Shadow, input: Input): void {
  if (input.kind !== "ConnectionChanged") return;
  shadow.isCompared = false;
  shadow.tsCompared = shadow.now;
}

/** Whether the account is known again follows from the verdicts alone; a good one needs a whole answer that agrees (R8). */
export function noteVerdict(touched: Touched, reconciled: Reconciled): void {
  const { shadow } = touched.world;
  const { verdict, diffs } = reconciled;
  shadow.tsCompared = shadow.now;
  const hasPosition = diffs.some((diff) => diff.what === "position");
  if (hasPosition) shadow.isCompared = false;
  if (verdict === "clean" || verdict === "healed") {
    checkAgreement(touched, verdict);
    shadow.isCompared = true;
  }
  // A difference of cash alone is shown and does not stop the account.
  if (verdict === "mismatch" && !hasPosition) shadow.isCompared = true;
  if (verdict === "incomplete" && isWithoutPositions(touched.input)) shadow.isCompared = false;
}

/** While the market is open and the line up, the account is compared in every cycle, lost answers allowed for (R8). */
export function checkCycle({ world, books }: Touched): void {
  const { shadow, plan } = world;
  const opened = plan.table.opens.findLast((open) => open <= shadow.now) ?? 0;
  const since = Math.max(opened, shadow.tsCompared);
  const longest = 4_000_000 * (books.config.venue.reconcileSeconds ?? 0) + SLACK;
  hold(books.links[0]?.isUp !== true || shadow.now - since <= longest, "R8", () => {
    return `the account was last compared at ${since}, now it is ${shadow.now}`;
  });
}

/** A person took the venue's word. */
export function noteAcceptance(touched: Touched): void {
  const { input, outputs } = touched;
  if (input.kind !== "OperatorCommand" || input.order.command !== "accept-venue") return;
  if (outputs.some((output) => output.kind === "CommandRefused")) return;
  touched.world.shadow.isCompared = true;
}

function isWithoutPositions(input: Input): boolean {
  return input.kind === "AccountSnapshot" && !input.arePositionsComplete;
}

/** Where nothing moved since the answer was made, its positions are ours. */
function checkAgreement({ world, input, books }: Touched, verdict: string): void {
  const { shadow } = world;
  const isWhole =
    input.kind === "AccountSnapshot" &&
    input.areOrdersComplete &&
    input.areFillsComplete &&
    input.arePositionsComplete &&
    input.isCashComplete;
  hold(isWhole, "R8", () => `a comparison was ${verdict} without a whole answer of the venue`);
  for (const { order, venueOrderId } of input.orders) {
    // Ours go by our number; the venue may not have named them yet.
    const isKnown = order >= 0 || findByVenueId(books.orders, venueOrderId) !== null;
    hold(isKnown, "O10", () => `a comparison was ${verdict} and nobody here knows the listed order ${venueOrderId}`);
  }
  if (Math.max(0, ...books.bookedEvents.values()) > input.tsAsOf) return;
  shadow.accountLots.forEach((ours, instrument) => {
    const theirs = input.positions.find((position) => position.instrument === instrument)?.quantityLots ?? 0;
    if (ours === theirs || (shadow.tsMoved[instrument] as number) >= input.tsAsOf) return;
    hold(
      isFillMissing(books, instrument),
      "R8",
      () => `a comparison was ${verdict} with ${ours} of ${instrument} here and ${theirs} there`,
    );
  });
}

/** The venue has counted a fill that nobody here has seen. */
function isFillMissing(books: TradingBooks, instrument: number): boolean {
  return [books.orders.live, books.orders.terminal].some((orders) => {
    return orders.some((order) => order.instrument === instrument && order.statedCumLots > order.cumLots);
  });
}
