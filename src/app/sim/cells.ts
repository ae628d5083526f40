import { ORDER_EVENTS, ORDER_TRANSITIONS } from "../../core/execution/order-transitions.ts";
import type { OrderEvent } from "../../core/execution/order-transitions.ts";
import { ORDER_STATUSES } from "../../core/model/order.ts";
import type { OrderStatus } from "../../core/model/order.ts";

/** One cell of the order state table. */
export interface Cell {
  readonly status: OrderStatus;
  readonly event: OrderEvent;
  /** Why the simulated world cannot reach it; empty: it can, and a large set must. */
  readonly why: string;
  /** It can be reached, by a chance that a set need not have. */
  readonly isRare: boolean;
}

/** Columns wide enough for the longest event and six digits. */
const WIDTH = 12;
const NEVER_LEFT = "the order never left, so no venue speaks of it";
const AT_ONCE = "approved and sent in one step, nothing comes between";
const NO_TRACE = "our own timeout changes nothing and says nothing";

/** Each reason with its cells. */
const REASONS: readonly (readonly [why: string, cells: string])[] = [
  [
    "the venue gives an order one end, and rejects only what has not filled",
    `PARTIAL:reject FILLED:reject FILLED:expire FILLED:replaced CANCELED:reject CANCELED:expire CANCELED:replaced
     EXPIRED:reject EXPIRED:cancelAck EXPIRED:replaced REJECTED:expire REJECTED:replaced REPLACED:reject REPLACED:cancelAck REPLACED:expire`,
  ],
  ["only an order that is known to work is replaced", "SENDING:replaced UNKNOWN:replaced"],
];
const OUT_OF_REACH = new Map(
  REASONS.flatMap(([why, cells]) => cells.split(/\s+/).map((cell): [string, string] => [cell, why])),
);

/**
 * Cells that need frames of several seconds apart to change places in a state that hardly lasts:
 * the venue parks only what it has said to work, and says so before. Five hundred days reach some
 * of them a few times and miss others: they are shown, and no set must reach them.
 */
const RARE = new Set(
  `SENDING:expire SENDING:held SENDING:suspended SENDING:doneForDay UNKNOWN:expire UNKNOWN:held UNKNOWN:suspended
   UNKNOWN:doneForDay ACCEPTED:expire ACCEPTED:held ACCEPTED:suspended ACCEPTED:doneForDay HELD:suspended
   HELD:doneForDay SUSPENDED:held SUSPENDED:doneForDay SUSPENDED:replaced DONE_FOR_DAY:partialFill
   DONE_FOR_DAY:fullFill DONE_FOR_DAY:held DONE_FOR_DAY:suspended DONE_FOR_DAY:replaced FILLED:doneForDay
   EXPIRED:held EXPIRED:suspended EXPIRED:doneForDay REJECTED:held REJECTED:suspended REJECTED:doneForDay
   REPLACED:suspended REPLACED:doneForDay NOT_SENT:expire NOT_SENT:held NOT_SENT:suspended
   NOT_SENT:doneForDay NOT_SENT:replaced ACCEPTED:reject PARTIAL:doneForDay SUSPENDED:fullFill DONE_FOR_DAY:accepted
   DONE_FOR_DAY:reject SENDING:notSent REJECTED:partialFill REJECTED:fullFill FILLED:cancelAck FILLED:suspended CANCELED:doneForDay REJECTED:cancelAck`.split(
    /\s+/,
  ),
);

/** Every cell that the core's table does not call impossible, with the reason where this world cannot reach it. */
export const CELLS: readonly Cell[] = ORDER_STATUSES.flatMap((status) =>
  ORDER_EVENTS.filter((_, i) => ORDER_TRANSITIONS[status][i] !== "-").map((event) => ({
    status,
    event,
    why: whyNot(status, event),
    isRare: RARE.has(`${status}:${event}`),
  })),
);

function whyNot(status: OrderStatus, event: OrderEvent): string {
  if (status === "INTENT") return intentWhyNot(event);
  if (status === "DENIED") return NEVER_LEFT;
  if (status === "APPROVED") return event === "send" ? "" : AT_ONCE;
  if (event === "timeout" && status !== "SENDING") return NO_TRACE;
  return OUT_OF_REACH.get(`${status}:${event}`) ?? "";
}

function intentWhyNot(event: OrderEvent): string {
  if (event === "approve" || event === "deny" || event === "cancelAck") return "";
  return event === "expire" || event === "timeout" ? "the engine denies or withdraws an intent, no more" : NEVER_LEFT;
}

/** `STATUS x event` of the cells that can be reached and were not. */
export function missedCells(reached: ReadonlyMap<string, number>): string[] {
  const missed = CELLS.filter(({ status, event, why, isRare }) => {
    return why === "" && !isRare && !reached.has(`${status}:${event}`);
  });
  return missed.map(({ status, event }) => `${status} x ${event}`);
}

/**
 * The table as text: how often each cell was reached, `.` never, `?` never and rare,
 * `-` impossible, `x` out of this world's reach.
 */
export function cellText(reached: ReadonlyMap<string, number>): string {
  const lines = [["", ...ORDER_EVENTS].map((name, i) => (i === 0 ? "".padEnd(13) : name.padStart(WIDTH))).join("")];
  for (const status of ORDER_STATUSES) {
    const cells = ORDER_EVENTS.map((event) => {
      const cell = CELLS.find((one) => one.status === status && one.event === event);
      const times = reached.get(`${status}:${event}`);
      if (times !== undefined) return String(times);
      if (cell === undefined) return "-";
      if (cell.why !== "") return "x";
      return cell.isRare ? "?" : ".";
    });
    lines.push(status.padEnd(13) + cells.map((cell) => cell.padStart(WIDTH)).join(""));
  }
  return lines.join("\n");
}

/** What is out of reach and why, one line per reason. */
export function outOfReachText(): string {
  const byReason = new Map<string, string[]>();
  for (const { status, event, why } of CELLS) {
    if (why === "") continue;
    const names = byReason.get(why);
    if (names === undefined) byReason.set(why, [`${status} x ${event}`]);
    else names.push(`${status} x ${event}`);
  }
  return [...byReason].map(([why, names]) => `out of reach, ${why}: ${names.join(", ")}`).join("\n");
}
