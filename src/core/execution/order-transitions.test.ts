import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDER_STATUSES } from "../model/order.ts";
import { nextStatus, ORDER_EVENTS } from "./order-transitions.ts";

/** The table as the design page writes it, typed in by hand a second time: A = APPROVED and so on. */
const TABLE = `
              approve deny send sendFailed accepted live partialFill fullFill reject cancelAck expire timeout held suspended doneForDay replaced notSent
INTENT        APP     DEN  !    !          !        !    !           !        !      DEN       DEN    DEN     !    !         !       !        -
DENIED        -       -    -    -          =        =    =           FIL      =      =         =      =       =    =         =         =        -
APPROVED      -       -    SEN  -          -        -    -           -        -      NOT       NOT    NOT     -    -         -         -        -
SENDING       -       -    -    UNK        ACC      WOR  PAR         FIL      REJ    CAN       EXP    UNK     HEL  SUS       DON       REP      NOT
UNKNOWN       -       -    -    UNK        ACC      WOR  PAR         FIL      REJ    CAN       EXP    UNK     HEL  SUS       DON       REP      NOT
ACCEPTED      -       -    -    -          =        WOR  PAR         FIL      REJ    CAN       EXP    =       HEL  SUS       DON       REP      -
HELD          -       -    -    -          =        WOR  PAR         FIL      REJ    CAN       EXP    =       =    SUS       DON       REP      -
WORKING       -       -    -    -          =        =    PAR         FIL      REJ    CAN       EXP    =       HEL  SUS       DON       REP      -
PARTIAL       -       -    -    -          =        =    PAR         FIL      REJ    CAN       EXP    =       HEL  SUS       DON       REP      -
SUSPENDED     -       -    -    -          =        WOR  PAR         FIL      REJ    CAN       EXP    =       HEL  =         DON       REP      -
DONE_FOR_DAY  -       -    -    -          =        WOR  PAR         FIL      REJ    CAN       EXP    =       HEL  SUS       =       REP      -
FILLED        -       -    -    -          =        =    =           FIL      =      =         =      =       =    =         =         =        -
CANCELED      -       -    -    -          =        =    =           FIL      =      =         =      =       =    =         =         =        -
EXPIRED       -       -    -    -          =        =    =           FIL      =      =         =      =       =    =         =         =        -
REJECTED      -       -    -    -          =        =    =           FIL      =      =         =      =       =    =         =         =        -
REPLACED      -       -    -    -          =        =    =           FIL      =      =         =      =       =    =         =         =        -
NOT_SENT      -       -    -    -          =        =    =           FIL      =      =         =      =       =    =         =         =        -
`;

test("the state table, cell by cell", () => {
  const [header, ...rows] = TABLE.trim().split("\n");
  const printed = [(header as string).trim().split(/\s+/).join(" ")];
  assert.equal(printed[0], ORDER_EVENTS.join(" "));
  for (const status of ORDER_STATUSES) {
    const cells = ORDER_EVENTS.map((event) => nextStatus(status, event, false));
    printed.push([status, ...cells.map((cell) => cell.slice(0, 3))].join(" "));
  }
  assert.deepEqual(
    printed.slice(1),
    rows.map((row) => row.trim().split(/\s+/).join(" ")),
  );
  assert.equal(rows.length * ORDER_EVENTS.length, 289);
});

test("three letters name each status without doubt", () => {
  assert.equal(new Set(ORDER_STATUSES.map((status) => status.slice(0, 3))).size, ORDER_STATUSES.length);
});

test("an order with fills that the venue calls live is PARTIAL, whatever it was before", () => {
  assert.equal(nextStatus("SUSPENDED", "live", true), "PARTIAL");
  assert.equal(nextStatus("DONE_FOR_DAY", "live", true), "PARTIAL");
  assert.equal(nextStatus("HELD", "live", true), "PARTIAL");
  assert.equal(nextStatus("SUSPENDED", "live", false), "WORKING");
});
