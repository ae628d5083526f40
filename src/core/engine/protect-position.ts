import { required } from "../assert.ts";
import { findOrder } from "../execution/order-book.ts";
import { createLeg, legsMadeFor, planProtection } from "../execution/protect.ts";
import { isOpenAt } from "../market/session-clock.ts";
import type { Order } from "../model/order.ts";
import type { Output } from "../model/output.ts";
import type { QuantityLots } from "../model/units.ts";
import { MICROS_PER_SECOND } from "../model/units.ts";
import type { Core } from "./core.ts";
import type { Protection, TradingBooks } from "./core-state.ts";
import { coverableLots } from "./exit-cover.ts";
import { legsOf } from "./legs.ts";
import { hasPendingExit } from "./pending-exits.ts";
import { replaceOrder } from "./replace-working.ts";
import { submitChecked, withdrawOrder } from "./submit-order.ts";
import { takeOffLegs } from "./take-off-legs.ts";
import { hasTimerFor, requestTimer } from "./timers.ts";
import { waitForOpen } from "./wait-for-open.ts";

/** A position may be without its exits for this long before it is an emergency (N11). */
export const NAKED_MICROS: number = 5 * MICROS_PER_SECOND;
/** Legs made for one entry before we stop asking the venue and watch the levels ourselves. */
const LEGS_MAX = 40;

/** An entry with a bracket filled: its levels follow the average price of all its fills so far. */
export function noteEntryFill(core: Core, entry: Order): void {
  const books = required(core.state.trading, "fills follow the first configuration");
  const { bracket } = entry;
  if (bracket === null || entry.cumLots === 0) return;
  const at = entry.strategy * books.ledger.instrumentCount + entry.instrument;
  const { tickMicros } = required(core.state.instruments[entry.instrument], "a known instrument");
  const levels = planProtection(entry.cumLotTicks, entry.cumLots, bracket, entry.side, tickMicros);
  const before = books.protections[at] ?? null;
  const parent = newestOf(books, entry);
  parent.legsMade = legsMadeFor(books.orders, entry);
  books.protections[at] = {
    parent: parent.index,
    bracket,
    stopTicks: levels.stopTicks,
    trailTicks: levels.trailTicks,
    targetTicks: levels.targetTicks,
    watchedLots: before?.watchedLots ?? 0,
    bestTicks: before?.bestTicks ?? Math.round(entry.cumLotTicks / entry.cumLots),
    isRefused: before?.isRefused ?? false,
    tsNaked: before?.tsNaked ?? core.state.now,
  };
}

/** The end of an order's replace chain. */
function newestOf(books: TradingBooks, order: Order): Order {
  let newest = order;
  while (newest.replacedBy >= 0) {
    const next = findOrder(books.orders, newest.replacedBy);
    if (next === null) return newest;
    newest = next;
  }
  return newest;
}

/**
 * Brings the resting exits of a sub-position in line with what it holds: made, resized, moved or
 * taken off. Idempotent; called whenever a fill, an end or an answer may have changed either side.
 * At the venue rests at most what the account holds net, the rest is watched by us.
 */
export function protectPosition(core: Core, strategy: number, instrument: number, outputs: Output[]): void {
  const { state } = core;
  const books = required(state.trading, "positions follow the first configuration");
  const at = strategy * books.ledger.instrumentCount + instrument;
  const protection = books.protections[at] ?? null;
  if (protection === null) return;
  const held = books.ledger.strategyLots[at] as number;
  const account = required(books.sources[strategy], "a known strategy").account;
  if (held === 0 || hasPendingExit(books, strategy, instrument) || books.flattens[account] !== null) {
    takeOffLegs(core, strategy, instrument, outputs);
    if (held === 0) books.protections[at] = null;
    return;
  }
  const cover = coverableLots(books, strategy, instrument);
  const atVenue = protection.isRefused ? 0 : cover.atVenueLots;
  protection.watchedLots = cover.wantedLots - atVenue;
  const parent = findOrder(books.orders, protection.parent);
  if (parent === null || parent.legsMade >= LEGS_MAX) {
    // Without its entry no leg can be named after its cause: what still rests stays, the rest is watched.
    protection.watchedLots = cover.wantedLots;
  } else {
    const hasStop = protection.stopTicks !== null || protection.trailTicks !== null;
    const mayRest = !hasStop || books.config.venue.hasOco;
    const uncovered = hasStop ? ensureLeg(core, { parent, protection, role: "stop", lots: atVenue }, outputs) : 0;
    const unreached =
      protection.targetTicks !== null && mayRest
        ? ensureLeg(core, { parent, protection, role: "target", lots: atVenue }, outputs)
        : 0;
    // Beside a stop a target that is too small leaves nothing without protection.
    protection.watchedLots += hasStop ? uncovered : unreached;
  }
  if (!hasTimerFor(state, "protect", at)) requestTimer(state, state.now + NAKED_MICROS, "protect", at);
}

interface WantedLeg {
  readonly parent: Order;
  readonly protection: Protection;
  readonly role: "stop" | "target";
  readonly lots: number;
}

/**
 * One leg of the wanted size and level: what rests is replaced, what is missing is sent, what is too
 * much goes. Returns how many lots it cannot cover, because the venue has parked it as it is.
 */
function ensureLeg(core: Core, wanted: WantedLeg, outputs: Output[]): QuantityLots {
  const { state } = core;
  const books = required(state.trading, "positions follow the first configuration");
  const { parent, protection, role, lots } = wanted;
  let resting: Order | null = null;
  for (const leg of legsOf(books, parent.strategy, parent.instrument)) {
    if (leg.role !== role) continue;
    // Several at once only while a replace is under way: whatever happens to it comes back here.
    if (leg.pending !== "none" || leg.status === "SENDING" || leg.status === "UNKNOWN") return 0;
    if (resting === null) resting = leg;
    else withdrawOrder(core, leg, "DOUBLE_PROTECTION", outputs);
  }
  const stopTicks = role === "stop" ? protection.stopTicks : null;
  const limitTicks = role === "target" ? protection.targetTicks : null;
  const trailTicks = role === "stop" ? protection.trailTicks : null;
  if (resting !== null) {
    const isSame =
      resting.quantityLots - resting.cumLots === lots &&
      resting.limitTicks === limitTicks &&
      resting.trailTicks === trailTicks &&
      (trailTicks !== null || resting.stopTicks === stopTicks);
    if (isSame) return 0;
    const isMovable = books.config.venue.hasReplace && resting.trailTicks === trailTicks && resting.status !== "INTENT";
    if (lots === 0 || !isMovable) {
      withdrawOrder(core, resting, "PROTECTION_CHANGED", outputs);
      return 0;
    }
    const quantityLots = resting.cumLots + lots;
    const changes = { quantityLots, limitTicks, stopTicks: trailTicks === null ? stopTicks : null };
    if (replaceOrder(core, resting, changes, outputs) !== "NOT_WORKING") return 0;
    const uncovered = lots - (resting.quantityLots - resting.cumLots);
    if (uncovered < 0) withdrawOrder(core, resting, "PROTECTION_CHANGED", outputs);
    return Math.max(0, uncovered);
  }
  if (lots === 0) return 0;
  const leg = createLeg(books.orders, parent, role, { lots, stopTicks, limitTicks, trailTicks, now: state.now });
  outputs.push({ kind: "OrderPlanned", order: leg });
  const clock = required(state.clock, "orders follow the session table");
  if (isOpenAt(clock, state.now)) submitChecked(core, leg, outputs);
  else waitForOpen(core, leg);
  return 0;
}
