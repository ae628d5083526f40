import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { OrderType, Side, TimeInForce } from "../model/signal.ts";
import type { VenueReport } from "../model/venue-report.ts";
import { bustAtVenue, correctAtVenue, overfillAtVenue } from "./bust-at-venue.ts";
import { foreignOrderAtVenue } from "./foreign-orders.ts";
import {
  busyAtVenue,
  cancelUnasked,
  doneForDayAtVenue,
  holdAtVenue,
  rejectLate,
  resumeAtVenue,
  suspendAtVenue,
} from "./hold-at-venue.ts";
import { probeAtVenue } from "./probe-at-venue.ts";
import type { SentOrder } from "./receive-order.ts";
import { replaceAtVenue } from "./replace-at-venue.ts";
import { cancelAtVenue, cancelForeignAtVenue, submitToVenue, venueReceivesBar } from "./simulated-venue.ts";
import { snapshotOfVenue } from "./snapshot-of-venue.ts";
import { venueFault } from "./venue-check.ts";
import { barAt, CENT, FREE, MINUTE, orderWith, printReport, venueWith } from "./venue-fixture.test.ts";
import { haltAtVenue, moveVenueCash, type SimulatedVenue } from "./venue-state.ts";

/** One drawn step: what is done, and numbers from which it takes its terms. */
interface Step {
  readonly what: (typeof STEPS)[number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const STEPS = [
  "bar",
  "bar",
  "bar",
  "submit",
  "submit",
  "leg",
  "leg",
  "replace",
  "replace",
  "cancel",
  "again",
  "foreign",
  "cancel-foreign",
  "hold",
  "suspend",
  "resume",
  "done-for-day",
  "unasked",
  "reject-late",
  "busy",
  "bust",
  "bust",
  "correct",
  "overfill",
  "halt",
  "cash",
] as const;

const arbitrarySteps = fc.array(
  fc.record({ what: fc.constantFrom(...STEPS), a: fc.nat(10_000), b: fc.nat(10_000), c: fc.nat(10_000) }),
  { minLength: 25, maxLength: 100, size: "max" },
);
const arbitrarySetup = fc.record({
  participation: fc.constantFrom(null, 0.01, 0.1),
  fillModel: fc.constantFrom("next-bar-open" as const, "same-bar-close" as const),
  costs: fc.constantFrom(FREE, { ...FREE, commissionPerOrderMicros: 1_000_000, slippageBps: 10, touch: true }),
  cash: fc.constantFrom(3_000, 1_000_000),
  doneKept: fc.constantFrom(3, 10_000),
});

/** The stream as a reader would keep it who knows nothing but the reports. */
interface Reader {
  cash: number;
  position: number;
  readonly sides: Map<string, number>;
  readonly open: Map<string, string>;
  readonly fills: Map<string, Map<string, { readonly lots: number; readonly price: number; readonly fee: number }>>;
  readonly ended: Set<string>;
}

test("any sequence keeps the venue's books, and its reports say what its snapshot says", () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(arbitrarySetup, arbitrarySteps, (setup, steps) => {
      const venue = venueWith(setup);
      const reader = readerOf(setup.cash * CENT);
      const stream: VenueReport[] = [];
      const sent: SentOrder[] = [];
      let minute = 0;
      for (const step of steps) {
        const reports: VenueReport[] = [];
        if (step.what === "bar") minute += 1 + (step.a % 4);
        if (step.what === "cash") reader.cash += step.a;
        act(venue, step, minute * MINUTE, sent, reports);
        for (const order of sent) reader.sides.set(String(order.index), order.side === "buy" ? 1 : -1);
        for (const report of reports) if (!report.isAnswer) read(reader, report);
        stream.push(...reports.filter((report) => !report.isAnswer));
        assert.equal(venueFault(venue), "", step.what);
      }
      compare(venue, reader, minute * MINUTE);
      if (setup.doneKept > 1_000) compareAnswers(venue, stream, sent, minute * MINUTE);
      for (const report of stream) kinds.set(report.report, (kinds.get(report.report) ?? 0) + 1);
    }),
    { numRuns: 300 },
  );
  for (const kind of ["fill", "replaced", "replace-rejected", "bust", "correction", "held", "expired"]) {
    assert.ok((kinds.get(kind) ?? 0) > 20, `the property saw ${kind}`);
  }
});

test("a venue goes on from its copy as from itself", () => {
  fc.assert(
    fc.property(arbitrarySetup, arbitrarySteps, arbitrarySteps, (setup, before, after) => {
      const venue = venueWith(setup);
      const sent: SentOrder[] = [];
      for (const step of before) act(venue, step, 0, sent, []);
      const copy = structuredClone(venue);
      const [ours, theirs]: [VenueReport[], VenueReport[]] = [[], []];
      const sentAgain = [...sent];
      for (const step of after) act(venue, step, MINUTE, sent, ours);
      for (const step of after) act(copy, step, MINUTE, sentAgain, theirs);
      assert.deepEqual(theirs, ours);
      assert.deepEqual(copy, venue);
    }),
    { numRuns: 40 },
  );
});

test("what a share of volume fills sums to the order, never to more than the share", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(2_000), { minLength: 1, maxLength: 30, size: "max" }),
      fc.integer({ min: 1, max: 400 }),
      (bars, lots) => {
        const venue = venueWith({ participation: 0.05, cash: 10_000_000 });
        submitToVenue(venue, orderWith({ index: 0, quantityLots: lots }), 0, []);
        let filled = 0;
        bars.forEach((volume, k) => {
          const reports: VenueReport[] = [];
          venueReceivesBar(venue, barAt(k * MINUTE, [100, 101, 99, 100], volume), reports);
          const sum = reports.reduce((all, report) => all + report.quantityLots, 0);
          assert.equal(sum, Math.min(lots - filled, Math.floor(volume / 20)));
          filled += sum;
          if (sum > 0) assert.equal(reports.at(-1)?.leavesLots, lots - filled);
        });
        assert.equal(
          filled,
          Math.min(
            lots,
            bars.reduce((all, volume) => all + Math.floor(volume / 20), 0),
          ),
        );
      },
    ),
    { numRuns: 100 },
  );
});

test("the check finds what does not add up", () => {
  const broken: readonly [string, (venue: SimulatedVenue) => void][] = [
    ["cash", (venue) => (venue.cashMicros += 1)],
    ["position", (venue) => ((venue.positionLots[0] as number) += 1)],
    ["cum", (venue) => (firstResting(venue).cumLots += 1)],
    ["rests although", (venue) => (firstResting(venue).status = "CANCELED")],
    ["put away although", (venue) => ((venue.done[0] as { status: string }).status = "HELD")],
    ["known twice", (venue) => venue.done.push(structuredClone(venue.done[0] as (typeof venue.done)[0]))],
    ["shorts", (venue) => (venue.shortCount += 1)],
  ];
  for (const [word, breakIt] of broken) {
    const venue = venueWith();
    submitToVenue(venue, orderWith({ index: 0, quantityLots: 5 }), 0, []);
    submitToVenue(venue, orderWith({ index: 1, quantityLots: 5, type: "limit", limitTicks: 50 }), 0, []);
    venueReceivesBar(venue, barAt(0, [100, 100, 100, 100]), []);
    assert.equal(venueFault(venue), "");
    breakIt(venue);
    assert.match(venueFault(venue), new RegExp(word));
  }
});

function act(venue: SimulatedVenue, step: Step, now: number, sent: SentOrder[], reports: VenueReport[]): void {
  const { a, b, c } = step;
  const one = sent.length === 0 ? null : (sent[a % sent.length] as SentOrder);
  const ids = [...venue.resting.flat(), ...venue.done].map((order) => order.id);
  const id = ids[b % Math.max(1, ids.length)] ?? "v1";
  switch (step.what) {
    case "bar": {
      const [low, high] = [80 + (a % 20), 100 + (b % 20)];
      const [open, close] = [low + (c % (high - low + 1)), low + ((a + b) % (high - low + 1))];
      venueReceivesBar(venue, barAt(now - MINUTE, [open, high, low, close], c), reports);
      return;
    }
    case "submit":
      sent.push(drawOrder(sent.length, step));
      submitToVenue(venue, sent.at(-1) as SentOrder, now, reports);
      return;
    case "leg": {
      const role = b % 2 === 0 ? "stop" : "target";
      const terms = { parent: one?.index ?? -1, role, side: one?.side === "buy" ? "sell" : "buy" } as const;
      sent.push({ ...drawOrder(sent.length, step), ...terms, type: role === "stop" ? "stop" : "limit" });
      submitToVenue(venue, sent.at(-1) as SentOrder, now, reports);
      return;
    }
    case "replace": {
      if (one === null) return;
      sent.push({
        ...one,
        index: sent.length,
        replaces: one.index,
        quantityLots: 1 + (c % 40),
        limitTicks: 80 + (b % 40),
      });
      replaceAtVenue(venue, sent.at(-1) as SentOrder, now, reports);
      return;
    }
    case "cancel":
      cancelAtVenue(venue, a % (sent.length + 1), now, reports);
      return;
    case "again":
      if (one !== null) submitToVenue(venue, one, now, reports);
      return;
    case "foreign": {
      const side: Side = a % 2 === 0 ? "buy" : "sell";
      const terms = { instrument: 0, side, quantityLots: 1 + (b % 20), stopTicks: null };
      foreignOrderAtVenue(venue, { ...terms, type: "limit", limitTicks: 80 + (c % 40) }, now, reports);
      return;
    }
    case "cancel-foreign":
      cancelForeignAtVenue(venue, id, now, reports);
      return;
    case "hold":
      holdAtVenue(venue, id, now, reports);
      return;
    case "suspend":
      suspendAtVenue(venue, id, now, reports);
      return;
    case "resume":
      resumeAtVenue(venue, id, now, reports);
      return;
    case "done-for-day":
      doneForDayAtVenue(venue, id, now, reports);
      return;
    case "unasked":
      cancelUnasked(venue, id, now, reports);
      return;
    case "reject-late":
      rejectLate(venue, id, now, reports);
      return;
    case "busy":
      busyAtVenue(venue, id, c % 2 === 0);
      return;
    case "bust":
      bustAtVenue(venue, id, String(1 + (c % 2)), now, reports);
      return;
    case "correct":
      correctAtVenue(venue, id, String(1 + (c % 2)), 80 + (a % 40), now, reports);
      return;
    case "overfill":
      overfillAtVenue(venue, id, 1 + (c % 30), now, reports);
      return;
    case "halt":
      haltAtVenue(venue, 0, a % 2 === 0);
      return;
    case "cash":
      moveVenueCash(venue, a);
      return;
  }
}

function drawOrder(index: number, { a, b, c }: Step): SentOrder {
  const types: readonly OrderType[] = ["market", "limit", "stop", "stop-limit", "trailing-stop"];
  const forces: readonly TimeInForce[] = ["day", "gtc", "gtd", "ioc", "fok", "gtc"];
  return orderWith({
    index,
    side: b % 2 === 0 ? "buy" : "sell",
    type: types[a % types.length] as OrderType,
    timeInForce: forces[b % forces.length] as TimeInForce,
    quantityLots: 1 + (c % 40),
    limitTicks: 80 + (b % 40),
    stopTicks: 80 + (c % 40),
    trailTicks: 1 + (a % 20),
    tsGoodTill: a,
    onShortfall: c % 2 === 0 ? "reduce" : "reject",
  });
}

function readerOf(cash: number): Reader {
  return { cash, position: 0, sides: new Map(), open: new Map(), fills: new Map(), ended: new Set() };
}

function read(reader: Reader, report: VenueReport): void {
  const { venueOrderId: id } = report;
  // A name that is no order's, or a number that the venue does not have.
  if (report.venueVersion === 0) return;
  const side =
    report.external === null ? reader.sides.get(String(report.order)) : report.external.side === "buy" ? 1 : -1;
  assert.ok(side !== undefined, "a report names an order");
  const fills = reader.fills.get(id) ?? new Map();
  reader.fills.set(id, fills);
  if (report.executionId !== "") {
    assert.ok(!fills.has(report.executionId), "an execution id is used once");
    const undone = fills.get(report.refExecutionId);
    if (undone !== undefined) {
      fills.delete(report.refExecutionId);
      reader.cash += side * undone.lots * undone.price * CENT + undone.fee;
      reader.position -= side * undone.lots;
    }
    if (report.report !== "bust") {
      fills.set(report.executionId, { lots: report.quantityLots, price: report.priceTicks, fee: report.feeMicros });
      reader.cash -= side * report.quantityLots * report.priceTicks * CENT + report.feeMicros;
      reader.position += side * report.quantityLots;
    }
  }
  const figures = `${report.cumLots}/${report.leavesLots}`;
  if (report.report === "accepted") reader.open.set(id, figures);
  if (report.leavesLots === 0) {
    reader.open.delete(id);
    reader.ended.add(id);
  } else {
    assert.ok(!reader.ended.has(id), "an order that has ended never works again");
    reader.open.set(id, figures);
  }
}

function compare(venue: SimulatedVenue, reader: Reader, now: number): void {
  const snapshot = snapshotOfVenue(venue, { account: 0, requestId: 7, tsFillsFrom: 0, now });
  assert.equal(snapshot.cashMicros, reader.cash);
  assert.deepEqual(snapshot.positions, reader.position === 0 ? [] : [{ instrument: 0, quantityLots: reader.position }]);
  const open = new Map(snapshot.orders.map((order) => [order.venueOrderId, `${order.cumLots}/${order.leavesLots}`]));
  assert.deepEqual(open, reader.open);
}

/** What the venue answers about orders and account is what the stream said. */
function compareAnswers(
  venue: SimulatedVenue,
  stream: readonly VenueReport[],
  sent: readonly SentOrder[],
  now: number,
): void {
  const said = stream.filter((report) => report.executionId !== "").map(printReport);
  const snapshot = snapshotOfVenue(venue, { account: 0, requestId: 7, tsFillsFrom: 0, now });
  const asFact = (report: VenueReport): string => printReport({ ...report, isAnswer: false });
  assert.ok(snapshot.areFillsComplete);
  assert.deepEqual(snapshot.fills.map(asFact).sort(), said.sort());
  for (const { index, replaces } of sent) {
    const answers: VenueReport[] = [];
    probeAtVenue(venue, index, now, answers);
    assert.ok(answers.length > 0 && answers.every((report) => report.isAnswer && report.order === index));
    const last = stream.filter((report) => report.order === index && report.venueOrderId !== "").at(-1);
    if (last === undefined) assert.equal(answers.at(-1)?.report, "rejected");
    // A late fill of an order that it replaced is told on that one: the figures of a done leaf change silently.
    else if (replaces < 0)
      assert.deepEqual([answers.at(-1)?.cumLots, answers.at(-1)?.leavesLots], [last.cumLots, last.leavesLots]);
  }
}

function firstResting(venue: SimulatedVenue): { cumLots: number; status: string } {
  const order = venue.resting[0]?.[0];
  assert.ok(order !== undefined, "an order rests");
  return order;
}
