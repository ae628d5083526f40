import { ORDER_STATUSES, type OrderStatus } from "../model/order.ts";

/**
 * The order state machine as data: status x event -> status. Everything that may happen to an
 * order is one of {@link ORDER_EVENTS}; nothing else in the house decides a status.
 *
 * Cells: a status; `=` stays; `!` protocol error (the report is quarantined); `-` impossible
 * (asserted when the event is ours). `notSent`: the bytes never left, or so says evidence; never a timeout. A live answer to an order with fills means PARTIAL, which
 * `nextStatus` knows, not the table.
 */
export const ORDER_EVENTS = [
  "approve",
  "deny",
  "send",
  "sendFailed",
  "accepted",
  "live",
  "partialFill",
  "fullFill",
  "reject",
  "cancelAck",
  "expire",
  "timeout",
  "held",
  "suspended",
  "doneForDay",
  "replaced",
  "notSent",
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/** What one cell of the table says. */
export type TransitionCell = OrderStatus | "=" | "!" | "-";
type TransitionRow = readonly TransitionCell[];

// biome-ignore format: reads as the row of the table it is
const FILLS_ONLY: TransitionRow =
                ["-",        "-",      "-",       "-",       "=",        "=",       "=",        "FILLED", "=",        "=",        "=",        "=",        "=",    "=",         "=",            "=",        "-"];

// biome-ignore format: reads as the table it is
/** The table itself, columns in the order of {@link ORDER_EVENTS}. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, TransitionRow>> = {
  //             approve     deny      send       sendFailed accepted    live       partialFill fullFill  reject      cancelAck   expire      timeout     held    suspended    doneForDay     replaced    notSent
  INTENT:       ["APPROVED", "DENIED", "!",       "!",       "!",        "!",       "!",        "!",      "!",        "DENIED",   "DENIED",   "DENIED",   "!",    "!",         "!",            "!",        "-"],
  APPROVED:     ["-",        "-",      "SENDING", "-",       "-",        "-",       "-",        "-",      "-",        "NOT_SENT", "NOT_SENT", "NOT_SENT", "-",    "-",         "-",            "-",        "-"],
  SENDING:      ["-",        "-",      "-",       "UNKNOWN", "ACCEPTED", "WORKING", "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "UNKNOWN",  "HELD", "SUSPENDED", "DONE_FOR_DAY", "REPLACED", "NOT_SENT"],
  UNKNOWN:      ["-",        "-",      "-",       "UNKNOWN", "ACCEPTED", "WORKING", "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "UNKNOWN",  "HELD", "SUSPENDED", "DONE_FOR_DAY", "REPLACED", "NOT_SENT"],
  ACCEPTED:     ["-",        "-",      "-",       "-",       "=",        "WORKING", "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "=",        "HELD", "SUSPENDED", "DONE_FOR_DAY", "REPLACED", "-"],
  HELD:         ["-",        "-",      "-",       "-",       "=",        "WORKING", "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "=",        "=",    "SUSPENDED", "DONE_FOR_DAY", "REPLACED", "-"],
  WORKING:      ["-",        "-",      "-",       "-",       "=",        "=",       "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "=",        "HELD", "SUSPENDED", "DONE_FOR_DAY", "REPLACED", "-"],
  PARTIAL:      ["-",        "-",      "-",       "-",       "=",        "=",       "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "=",        "HELD", "SUSPENDED", "DONE_FOR_DAY", "REPLACED", "-"],
  SUSPENDED:    ["-",        "-",      "-",       "-",       "=",        "WORKING", "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "=",        "HELD", "=",         "DONE_FOR_DAY", "REPLACED", "-"],
  DONE_FOR_DAY: ["-",        "-",      "-",       "-",       "=",        "WORKING", "PARTIAL",  "FILLED", "REJECTED", "CANCELED", "EXPIRED",  "=",        "HELD", "SUSPENDED", "=",            "REPLACED", "-"],
  // Terminal: nothing moves them but the fill that completes the quantity; fills are booked late.
  DENIED:       FILLS_ONLY,
  FILLED:       FILLS_ONLY,
  CANCELED:     FILLS_ONLY,
  EXPIRED:      FILLS_ONLY,
  REJECTED:     FILLS_ONLY,
  REPLACED:     FILLS_ONLY,
  NOT_SENT:     FILLS_ONLY,
};

/** Status after `event`, or `=`, `!`, `-`; `hasFills` turns WORKING into PARTIAL. */
export function nextStatus(from: OrderStatus, event: OrderEvent, hasFills: boolean): TransitionCell {
  const code = CODES[STATUS_NUMBER[from] * ORDER_EVENTS.length + EVENT_NUMBER[event]] as number;
  const cell = CELLS[code] as TransitionCell;
  return cell === "WORKING" && hasFills ? "PARTIAL" : cell;
}

/** Cell code -> cell: the statuses in their order, then the three marks. */
const CELLS: readonly TransitionCell[] = [...ORDER_STATUSES, "=", "!", "-"];
const STATUS_NUMBER = numbersOf(ORDER_STATUSES);
const EVENT_NUMBER = numbersOf(ORDER_EVENTS);
const CODES: Uint8Array = encodeTable();

function encodeTable(): Uint8Array {
  const codes = new Uint8Array(ORDER_STATUSES.length * ORDER_EVENTS.length);
  let at = 0;
  for (const status of ORDER_STATUSES) {
    for (const cell of ORDER_TRANSITIONS[status]) codes[at++] = CELLS.indexOf(cell);
  }
  return codes;
}

function numbersOf<K extends string>(names: readonly K[]): Readonly<Record<K, number>> {
  const numbers = {} as Record<K, number>;
  for (let i = 0; i < names.length; i++) numbers[names[i] as K] = i;
  return numbers;
}
