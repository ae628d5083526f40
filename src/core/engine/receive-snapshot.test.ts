import assert from "node:assert/strict";
import { test } from "node:test";
import type { Input } from "../model/input.ts";
import type { Output } from "../model/output.ts";
import { obeyCommand } from "../simulation/obey-command.ts";
import { moveVenuePosition, venueOpenOrders } from "../simulation/venue-state.ts";
import {
  alerts,
  bar,
  block,
  connect,
  count,
  deliver,
  foreign,
  held,
  lossyWorld,
  pass,
  rest,
  stateOf,
  verdicts,
} from "./lossy-venue-fixture.test.ts";
import { acceptVenue } from "./receive-snapshot.ts";

test("F20: one fill frame that never came is found by the cycle and booked under its own id", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  const index = rest(lossy, "a", 9_900);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport" && answer.report === "fill";
  bar(lossy, 9_800);
  lossy.losesAnswer = () => false;
  assert.equal(stateOf(lossy, index), "WORKING 0/10");
  lossy.records.length = 0;
  pass(lossy, 31);
  assert.equal(stateOf(lossy, index), "FILLED 10/10");
  assert.equal(held(lossy), 10);
  assert.equal(verdicts(lossy)[0], "healed missed-fill#0 0/10");
  const booked = lossy.records.filter((record) => record.kind === "FillBooked");
  assert.deepEqual(
    booked.map((record) => record.executionId),
    [lossy.lost[0]?.kind === "VenueReport" ? lossy.lost[0].executionId : ""],
  );
  // The frame that was held up comes after all: it is known.
  for (const late of lossy.lost.splice(0)) deliver(lossy, late);
  assert.equal(held(lossy), 10);
});

test("F18: after a disconnect nothing new opens until a snapshot filled the gap", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  const index = rest(lossy, "a", 9_900);
  connect(lossy, false);
  assert.equal(block(lossy), "DISCONNECTED");
  lossy.losesAnswer = () => true;
  bar(lossy, 9_800);
  connect(lossy, true);
  assert.equal(block(lossy), "DISCONNECTED");
  lossy.losesAnswer = () => false;
  pass(lossy, 6);
  assert.equal(block(lossy), "");
  assert.equal(stateOf(lossy, index), "FILLED 10/10");
  assert.equal(alerts(lossy).includes("VENUE_DISCONNECTED"), true);
});

test("F19: a mute venue with open orders is treated as disconnected", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  rest(lossy, "a");
  lossy.losesAnswer = () => true;
  pass(lossy, 100);
  assert.notEqual(block(lossy), "");
  assert.equal(alerts(lossy).includes("VENUE_SILENT"), true);
  lossy.losesAnswer = () => false;
  pass(lossy, 120);
  assert.equal(block(lossy), "");
});

test("F21: a whole history once more in a snapshot changes nothing", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  rest(lossy, "a", 9_900);
  bar(lossy, 9_800);
  const before = count(lossy, "FillBooked");
  lossy.spoil = (snapshot) => ({ ...snapshot, fills: [...snapshot.fills, ...snapshot.fills] });
  pass(lossy, 120);
  assert.equal(before, 1);
  assert.equal(count(lossy, "FillBooked"), 1);
  assert.equal(
    verdicts(lossy).every((line) => line === "clean"),
    true,
  );
});

test("F24: an older list does not roll a newer state back and misses nothing", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  let stale: Parameters<typeof lossy.spoil>[0] | null = null;
  lossy.spoil = (snapshot) => (stale ??= snapshot);
  pass(lossy, 31);
  const index = rest(lossy, "a", 9_900);
  bar(lossy, 9_800);
  lossy.records.length = 0;
  lossy.spoil = (snapshot) => ({ ...(stale ?? snapshot), requestId: snapshot.requestId });
  pass(lossy, 31);
  assert.equal(stateOf(lossy, index), "FILLED 10/10");
  assert.equal(count(lossy, "ProbeOrder"), 0);
  assert.equal(
    verdicts(lossy).some((line) => line.includes("position")),
    false,
  );
});

test("F25: an incomplete list is no evidence of absence", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  const index = rest(lossy, "a");
  lossy.records.length = 0;
  lossy.spoil = (snapshot) => ({ ...snapshot, orders: [], areOrdersComplete: false });
  pass(lossy, 40);
  assert.equal(stateOf(lossy, index), "WORKING 0/10");
  assert.equal(count(lossy, "ProbeOrder"), 0);
  assert.equal(verdicts(lossy)[0], "incomplete");
});

test("an order that a complete list lacks is asked about, never dropped", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  const index = rest(lossy, "a");
  lossy.records.length = 0;
  lossy.spoil = (snapshot) => ({ ...snapshot, orders: [] });
  pass(lossy, 31);
  assert.equal(stateOf(lossy, index), "WORKING 0/10");
  assert.equal(verdicts(lossy)[0], "open order-missing-there#0 10/0");
  assert.equal(count(lossy, "ProbeOrder") > 0, true);
});

test("F26: an empty or failed answer about positions is never read as flat", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  rest(lossy, "a", 9_900);
  bar(lossy, 9_800);
  lossy.records.length = 0;
  lossy.spoil = (snapshot) => ({ ...snapshot, positions: [], arePositionsComplete: false });
  pass(lossy, 31);
  assert.equal(held(lossy), 10);
  assert.equal(block(lossy), "INCOMPLETE");
  lossy.spoil = (snapshot) => ({ ...snapshot, positions: [] });
  pass(lossy, 40);
  assert.equal(held(lossy), 10);
  assert.equal(block(lossy), "POSITION_MISMATCH");
  assert.equal(alerts(lossy).filter((code) => code === "POSITION_MISMATCH").length, 1);
  lossy.spoil = (snapshot) => snapshot;
  pass(lossy, 61);
  assert.equal(block(lossy), "");
});

test("F27: an order by hand is adopted, counted, and ends when lists keep lacking it", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  foreign(lossy, { quantityLots: 7 });
  lossy.losesAnswer = () => false;
  lossy.records.length = 0;
  pass(lossy, 31);
  assert.equal(stateOf(lossy, 0), "WORKING 0/7");
  assert.equal(lossy.world.core.state.trading?.orders.live[0]?.isExternal, true);
  assert.equal(count(lossy, "OrderAdopted"), 1);
  assert.equal(alerts(lossy).includes("EXTERNAL_ORDER"), true);
  pass(lossy, 90);
  assert.equal(count(lossy, "OrderAdopted"), 1);
  lossy.spoil = (snapshot) => ({ ...snapshot, orders: [] });
  pass(lossy, 120);
  assert.equal(stateOf(lossy, 0), "CANCELED 0/7");
});

test("F29: fills of an order that nobody here knows are booked on UNASSIGNED", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  foreign(lossy, { limitTicks: 9_900 });
  bar(lossy, 9_800);
  lossy.losesAnswer = () => false;
  pass(lossy, 61);
  assert.equal(stateOf(lossy, 0), "FILLED 7/7");
  assert.equal(held(lossy), 7);
  assert.equal(lossy.world.core.state.trading?.ledger.strategyLots[1], 7);
  assert.equal(verdicts(lossy).at(-1), "clean");
});

test("other terms at the venue are seen and the order is taken back", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  const index = rest(lossy, "a");
  lossy.spoil = (snapshot) => ({
    ...snapshot,
    orders: snapshot.orders.map((state) => ({ ...state, terms: { ...state.terms, quantityLots: 100 } })),
  });
  pass(lossy, 31);
  assert.equal(alerts(lossy).includes("TERMS_DIFFER"), true);
  assert.equal(stateOf(lossy, index), "CANCELED 0/10");
});

test("accept-venue books the difference once on UNASSIGNED and only while our figures are those compared", () => {
  const lossy = lossyWorld();
  const { core, venue } = lossy.world;
  bar(lossy, 10_000);
  moveVenuePosition(venue, 0, 4);
  const outputs: Output[] = [];
  acceptVenue(core, 0, outputs);
  assert.deepEqual(
    outputs.map((output) => output.kind === "CommandRefused" && output.code),
    ["NOTHING_TO_ACCEPT"],
  );
  pass(lossy, 60);
  assert.equal(block(lossy), "POSITION_MISMATCH");
  outputs.length = 0;
  acceptVenue(core, 0, outputs);
  assert.equal(held(lossy), 4);
  assert.equal(core.state.trading?.ledger.strategyLots[1], 4);
  assert.equal(block(lossy), "");
  pass(lossy, 60);
  assert.equal(verdicts(lossy).at(-1), "clean");
  // A difference that was compared with other figures than today's is not booked.
  moveVenuePosition(venue, 0, 4);
  pass(lossy, 40);
  const { trading } = core.state;
  assert(trading !== null);
  trading.ledger.accountLots[0] = 5;
  outputs.length = 0;
  acceptVenue(core, 0, outputs);
  assert.equal(outputs[0]?.kind === "CommandRefused" && outputs[0].code, "DIFFERENCE_OUTDATED");
  assert.equal(trading.ledger.accountLots[0], 5);
});

test("the account is compared at the end of the day, and seldom while the market is closed", () => {
  const lossy = lossyWorld({}, { minutes: 3 });
  bar(lossy, 10_000);
  rest(lossy, "a");
  pass(lossy, 180);
  const reasons = lossy.records.filter((record) => record.kind === "RequestSnapshot").map((record) => record.reason);
  assert.equal(reasons.includes("end-of-day"), true);
  assert.equal(reasons.indexOf("end-of-day"), reasons.lastIndexOf("end-of-day"));
  lossy.records.length = 0;
  pass(lossy, 12 * 3_600);
  const night = count(lossy, "RequestSnapshot");
  assert.equal(night >= 10 && night <= 13, true, `asked ${night} times in 12 hours`);
  assert.deepEqual(alerts(lossy), []);
});

test("F22: one fill under a second id in the account's list is one fill", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  rest(lossy, "a", 9_900);
  bar(lossy, 9_800);
  lossy.spoil = (snapshot) => ({
    ...snapshot,
    fills: snapshot.fills.map((fill) => ({ ...fill, executionId: `other-${fill.executionId}` })),
  });
  pass(lossy, 60);
  assert.equal(held(lossy), 10);
  assert.equal(count(lossy, "FillBooked"), 1);
  assert.equal(block(lossy), "");
});

test("F64: an order that arrives after it was given up is counted, taken back, and never doubled", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesCommand = (command) => command.kind === "SubmitOrder";
  const index = rest(lossy, "a");
  const sent = lossy.records.find((record) => record.kind === "SubmitOrder");
  pass(lossy, 60);
  assert.equal(stateOf(lossy, index), "NOT_SENT 0/10");
  lossy.losesCommand = () => false;
  assert(sent?.kind === "SubmitOrder");
  const { core, venue } = lossy.world;
  const answers: Input[] = [];
  // The request was held up in the network; the venue's word about it is lost as well.
  obeyCommand(venue, { kind: "SubmitOrder", order: sent.order }, core.state.now, answers);
  assert.equal(venueOpenOrders(venue).length, 1);
  pass(lossy, 60);
  assert.equal(venueOpenOrders(venue).length, 0);
  assert.equal(stateOf(lossy, index).startsWith("FILLED"), false);
  assert.equal(alerts(lossy).includes("ORDER_RESURRECTED"), true);
  assert.equal(core.state.trading?.orders.resurrected.length, 0);
});

test("F05: a refused id is evidence that the first request arrived", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  const index = rest(lossy, "a");
  lossy.losesAnswer = () => false;
  pass(lossy, 1);
  const { now } = lossy.world.core.state;
  const [accepted] = lossy.lost;
  assert(accepted?.kind === "VenueReport");
  deliver(lossy, {
    ...accepted,
    report: "rejected",
    reason: "DUPLICATE_ID",
    tsEvent: now,
    tsReceived: now,
    venueVersion: 0,
    venueOrderId: "",
  });
  assert.equal(stateOf(lossy, index), "WORKING 0/10");
});

test("F28: a message that nobody can read leaves the order UNKNOWN until the account is compared", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  const index = rest(lossy, "a");
  const [accepted] = lossy.lost;
  assert(accepted?.kind === "VenueReport");
  deliver(lossy, { ...accepted, report: "unreadable", reason: "{}" });
  assert.equal(stateOf(lossy, index), "UNKNOWN 0/10");
  assert.equal(count(lossy, "ReportQuarantined"), 1);
  lossy.losesAnswer = () => false;
  pass(lossy, 31);
  assert.equal(stateOf(lossy, index), "WORKING 0/10");
});

test("F18: an answer from before the disconnect does not make the account certain", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "AccountSnapshot";
  pass(lossy, 31);
  const [old] = lossy.lost.splice(0);
  assert(old !== undefined);
  connect(lossy, false);
  deliver(lossy, structuredClone(old));
  assert.equal(block(lossy), "DISCONNECTED");
  connect(lossy, true);
  deliver(lossy, old);
  assert.equal(block(lossy), "DISCONNECTED");
  lossy.losesAnswer = () => false;
  pass(lossy, 10);
  assert.equal(block(lossy), "");
});

test("a listed order under a number of ours that the book has forgotten is adopted once", () => {
  const lossy = lossyWorld();
  bar(lossy, 10_000);
  lossy.losesAnswer = (answer) => answer.kind === "VenueReport";
  foreign(lossy, {});
  lossy.losesAnswer = () => false;
  lossy.spoil = (snapshot) => ({ ...snapshot, orders: snapshot.orders.map((state) => ({ ...state, order: 77 })) });
  pass(lossy, 100);
  assert.equal(count(lossy, "OrderAdopted"), 1);
  assert.equal(lossy.world.core.state.trading?.orders.live.length, 1);
});
