import assert from "node:assert/strict";
import { test } from "node:test";
import type { Input } from "../../core/model/input.ts";
import type { Instrument } from "../../core/model/instrument.ts";
import type { Order } from "../../core/model/order.ts";
import type { Output } from "../../core/model/output.ts";
import { foreignOrderAtVenue } from "../../core/simulation/foreign-orders.ts";
import { barAt, FREE, orderWith } from "../../core/simulation/venue-fixture.test.ts";
import { createSimulatedVenue, type SimulatedVenue } from "../../core/simulation/venue-state.ts";
import { hasCommand, SliceDriver } from "./slice-driver.ts";

const SPY: Instrument = {
  index: 0,
  symbol: "SPY",
  kind: "equity",
  currency: "USD",
  tickMicros: 10_000,
  lotMicros: 1_000_000,
  multiplier: 1,
  isTradable: true,
};

function venueOf(): SimulatedVenue {
  return createSimulatedVenue({
    instruments: [SPY, { ...SPY, index: 1, symbol: "QQQ" }],
    costs: FREE,
    fillModel: "next-bar-open",
    cashMicros: 1_000_000_000,
    sessions: { calendar: "TEST", alwaysOpen: true, days: ["d1"], opens: [0], closes: [10_000] },
  });
}

/** The venue reads no more of an order than these. */
function order(index: number, fields: Partial<Order> = {}): Order {
  return orderWith({ index, type: "limit", limitTicks: 90, quantityLots: 5, ...fields }) as Order;
}

function inputsOf(driver: SliceDriver): Input[] {
  const inputs: Input[] = [];
  for (let next = driver.next(null); next !== null; next = driver.next(null)) inputs.push(next);
  return inputs;
}

function print(input: Input): string {
  switch (input.kind) {
    case "VenueReport":
      return `${input.isAnswer ? "?" : ""}${input.report} ${input.order < 0 ? input.venueOrderId : input.order}`;
    case "AccountSnapshot":
      return `snapshot ${input.requestId} of ${input.orders.map((one) => one.venueOrderId).join("+")}`;
    case "BarClosed":
      return `bar ${input.instrument}`;
    default:
      return input.kind;
  }
}

test("every command is answered in its order", () => {
  const driver = new SliceDriver(venueOf());
  foreignOrderAtVenue(driver.venue, { ...order(0), side: "buy" }, 0, []);
  const outputs: Output[] = [
    { kind: "SubmitOrder", order: order(0) },
    { kind: "RequestSnapshot", account: 0, requestId: 4, tsFillsFrom: 0, reason: "cycle" },
    { kind: "ReplaceOrder", order: order(1, { replaces: 0 }) },
    { kind: "ProbeOrder", order: 1 },
    { kind: "ProbeOrder", order: 9 },
    { kind: "CancelOrder", order: 1, venueOrderId: "" },
    { kind: "CancelOrder", order: 7, venueOrderId: "x1" },
  ];
  driver.obey(outputs, 5);
  assert.deepEqual(inputsOf(driver).map(print), [
    "accepted 0",
    "live 0",
    "snapshot 4 of x1+v1",
    "replaced 0",
    "accepted 1",
    "live 1",
    "?live 1",
    "?not-found 9",
    "canceled 1",
    "canceled x1",
  ]);
  assert.ok(driver.isAtRest);
});

test("answers come before the reports and bars that wait", () => {
  const driver = new SliceDriver(venueOf());
  driver.obey(
    [0, 1].map((index) => ({ kind: "SubmitOrder" as const, order: order(index) })),
    0,
  );
  assert.equal(inputsOf(driver).length, 4);
  const bars = [barAt(0, [80, 80, 80, 80]), barAt(0, [50, 50, 50, 50], 1, 1)];
  driver.begin({ tsClose: 60, bars });
  assert.equal(print(driver.next(null) as Input), "fill 0");
  driver.obey([{ kind: "RequestSnapshot", account: 0, requestId: 1, tsFillsFrom: 0, reason: "operator" }], 60);
  assert.deepEqual(inputsOf(driver).map(print), ["snapshot 1 of ", "fill 1", "bar 0", "bar 1"]);
});

test("facts are no commands", () => {
  const alert = { kind: "RaiseAlert", severity: "info", code: "X", text: "", order: -1 } as const;
  assert.ok(!hasCommand([]));
  assert.ok(!hasCommand([alert]));
  assert.ok(hasCommand([alert, { kind: "ProbeOrder", order: 0 }]));
  assert.ok(hasCommand([{ kind: "CancelOrder", order: 0, venueOrderId: "" }]));
});
