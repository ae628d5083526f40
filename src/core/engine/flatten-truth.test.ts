import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutputRecord } from "../model/output-record.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { foreignOrderAtVenue } from "../simulation/foreign-orders.ts";
import { createCore } from "./core.ts";
import { decodeState, encodeState } from "./encode-state.ts";
import type { World } from "./engine-fixture.test.ts";
import {
  command,
  createWorld,
  fireTimers,
  flat,
  give,
  MINUTE,
  only,
  send,
  slice,
  strategyConfig,
} from "./engine-fixture.test.ts";

/** The kill scenarios of the issue: whatever stands in the way, "flat" is said only when the venue shows nothing. */

const OUTSIDE = { reconcileSeconds: 30 } as const;
const SECOND = 1_000_000;

function longWorld(participation: number | null = null): World {
  const made = createWorld({ venue: OUTSIDE, participation, minutes: 60, strategies: [strategyConfig()] });
  give(made, { kind: "ConnectionChanged", seq: 0, ...now(made), account: 0, isUp: true });
  slice(made, 0, 0, [flat(10_000)]);
  send(made, "in");
  slice(made, 0, 1, [flat(10_000)]);
  return made;
}

function now(made: World): { tsEvent: number; tsReceived: number } {
  const at = made.core.state.now;
  return { tsEvent: at, tsReceived: at };
}

function restart(made: World): void {
  made.core = createCore(decodeState(encodeState(made.core.state)));
  give(made, { kind: "ConnectionChanged", seq: 0, ...now(made), account: 0, isUp: false });
  give(made, { kind: "ConnectionChanged", seq: 0, ...now(made), account: 0, isUp: true });
}

function flats(records: readonly OutputRecord[]): number {
  return only(records, "FlattenProgressed").filter((one) => one.isFlat).length;
}

/** Everything the platform did since the switch, and the certificate at its end. */
function certificate(made: World): Extract<OutputRecord, { kind: "FlattenProgressed" }> | undefined {
  return only(made.outputs.flat(), "FlattenProgressed").find((one) => one.isFlat);
}

test("a limit that somebody rests by hand at the venue is found, cancelled, and only then it is flat", () => {
  const made = longWorld();
  const reports: VenueReport[] = [];
  const terms = {
    instrument: 0,
    side: "buy",
    type: "limit",
    quantityLots: 5,
    limitTicks: 9_000,
    stopTicks: null,
  } as const;
  foreignOrderAtVenue(made.venue, terms, made.core.state.now, reports);
  command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  for (let minute = 2; minute < 6; minute += 1) slice(made, 0, minute, [flat(10_000)]);
  assert.equal(flats(made.outputs.flat()), 1);
  assert.equal(certificate(made)?.canceledOrders, 1, "the foreign order");
  assert.equal(made.venue.resting.flat().length, 0);
});

test("a fraction of a lot at the venue is no zero: it never says flat", () => {
  const made = longWorld();
  command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  made.isSilent = true;
  // One billionth of a share, as a venue with nine decimals leaves it behind.
  const answered = give(made, {
    kind: "AccountSnapshot",
    seq: 0,
    ...now(made),
    account: 0,
    requestId: 0,
    tsAsOf: made.core.state.now,
    areOrdersComplete: true,
    areFillsComplete: true,
    arePositionsComplete: true,
    isCashComplete: true,
    orders: [],
    tsFillsFrom: 0,
    fills: [],
    positions: [{ instrument: 0, quantityLots: 0.000_000_001 }],
    cashMicros: made.venue.cashMicros,
  });
  assert.equal(flats(answered), 0);
  assert.equal(only(answered, "FlattenProgressed").at(-1)?.openPositions, 1, "dust is a position");
});

test("a fill that races the cancel of the entry is closed too", () => {
  const made = longWorld(0.004);
  assert.ok((made.core.state.trading?.orders.live.length ?? 0) > 0, "the entry is filled in part");
  made.isSilent = true;
  command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  made.isSilent = false;
  // The cancel was lost: the venue goes on filling.
  for (let minute = 2; minute < 14; minute += 1) slice(made, 0, minute, [flat(10_000)]);
  assert.equal(made.venue.positionLots[0], 0);
  assert.equal(flats(made.outputs.flat()), 1);
  assert.equal(made.core.state.trading?.ledger.accountLots[0], 0);
});

test("a venue that answers nothing for twenty seconds is not flat before it has answered", () => {
  const made = longWorld();
  made.isSilent = true;
  const engaged = command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  const during = fireTimers(made, made.core.state.now + 20 * SECOND);
  assert.equal(flats([...engaged, ...during]), 0);
  made.isSilent = false;
  fireTimers(made, made.core.state.now + 2 * MINUTE);
  for (let minute = 4; minute < 12; minute += 1) slice(made, 0, minute, [flat(10_000)]);
  assert.equal(flats(made.outputs.flat()), 1);
  assert.equal(made.venue.positionLots[0], 0);
});

test("with the market closed the rest is queued, and closed when it opens", () => {
  const made = longWorld();
  slice(made, 0, 59, [flat(10_000)]);
  command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  const told = only(made.outputs.flat(), "FlattenProgressed").at(-1);
  assert.equal(told?.isFlat, false);
  assert.deepEqual(told?.waitingFor, ["AAA: market closed"]);
  for (let minute = 0; minute < 4; minute += 1) slice(made, 1, minute, [flat(10_000)]);
  assert.equal(flats(made.outputs.flat()), 1);
  assert.equal(made.venue.positionLots[0], 0);
});

test("a restart in the middle goes on where it was, and the switch is still engaged", () => {
  const made = longWorld(0.004);
  command(made, { command: "engage-kill-switch", level: "FLATTEN" });
  restart(made);
  assert.equal(made.core.state.trading?.risk.tradingState, "FLATTEN");
  slice(made, 0, 2, [flat(10_000)]);
  restart(made);
  for (let minute = 3; minute < 14; minute += 1) slice(made, 0, minute, [flat(10_000)]);
  assert.equal(flats(made.outputs.flat()), 1);
  assert.equal(made.venue.positionLots[0], 0);
  assert.equal(only(send(made, "again"), "SignalEnded")[0]?.reason, "KILL_SWITCH");
});
