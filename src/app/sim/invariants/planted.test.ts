import { applyInput } from "../host.ts";
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { TradingBooks } from "../../../core/engine/core-state.ts";
import type { BookedOrder } from "../../../core/execution/order-book.ts";
import { FAIL, PASS } from "../../../core/model/decision-trace.ts";
import type { Input } from "../../../core/model/input.ts";
import type { Output } from "../../../core/model/output.ts";
import { decodeState, encodeState } from "../../../core/engine/encode-state.ts";
import { createCore } from "../../../core/engine/core.ts";
import { CHECKS } from "../../../core/risk/checks.ts";
import type { VenueOrder } from "../../../core/simulation/venue-order.ts";
import { replayTo } from "../replay.ts";
import { begin, playUntil } from "../run-world.ts";
import { openSession } from "../run-sessions.ts";
import { scheduleDay } from "../schedule-day.ts";
import { plainReport } from "../network.ts";
import { Violation } from "../violation.ts";
import type { World } from "../world.ts";
import { createWorld } from "../world.ts";
import { checkDay } from "./day.ts";
import { checkLiveness } from "./liveness.ts";
import { observe } from "./observe.ts";
import { checkTouchedOrder } from "./orders.ts";
import { checkDurable } from "./port.ts";
import type { Shadow, ShadowOrder } from "./shadow.ts";
import { createShadow } from "./shadow.ts";
import { checkLeavesAtVenue } from "./venue-leaves.ts";

/** A quiet world, two hours into its first session, with orders and positions. */
let text = "";
let shadowThen: Shadow;
let world: World;

function build(): World {
  const made = createWorld(1, 1, [], false, applyInput);
  begin(made);
  openSession(made, 0);
  scheduleDay(made, 0);
  playUntil(made, (made.plan.table.opens[0] as number) + 7_200_000_000);
  return made;
}

before(() => {
  world = build();
  text = encodeState(world.host.core.state);
  shadowThen = structuredClone(world.shadow);
});

function books(): TradingBooks {
  assert.ok(world.host.core.state.trading !== null);
  return world.host.core.state.trading;
}

function liveOrder(): BookedOrder {
  const order = books().orders.live.find((one) => one.status === "WORKING" || one.status === "PARTIAL");
  assert.ok(order !== undefined, "the quiet world has a working order");
  return order;
}

/** A working order that opens, with money held for it. */
function openingOrder(): BookedOrder {
  const order = books().orders.live.find((one) => one.effect === "open" && one.reservedMicros > 0);
  assert.ok(order !== undefined, "the quiet world has an entry under way");
  return order;
}

/** The venue forgets to end an order that was replaced. */
function plantSecondLeaf(): void {
  const { venue, clients } = world.gateway;
  const { orders, clientIds, nextOrder } = world.shadow;
  const own = orders.get(liveOrder().index) as ShadowOrder;
  const resting = venue.resting[own.instrument] as VenueOrder[];
  const first = resting.find((order) => clients[order.order] === own.clientId);
  assert.ok(first !== undefined, "the venue works what we work");
  clientIds.set("leaf", nextOrder);
  orders.set(nextOrder, { ...own, index: nextOrder, clientId: "leaf", replaces: own.index });
  resting.push({ ...first, id: "v-leaf", order: clients.push("leaf") - 1, replaces: first.order });
  try {
    checkLeavesAtVenue(world, [{ ...plainReport(world, first.order, "live", ""), isAnswer: false }]);
  } finally {
    resting.pop();
    clients.pop();
  }
}

function filledShadow(): ShadowOrder {
  const order = [...world.shadow.orders.values()].find(
    (one) => one.status === "FILLED" && one.fills.size > 0 && one.fills.size < 9,
  );
  assert.ok(order !== undefined, "the quiet world has a filled order");
  return order;
}

/** One more event with these outputs, as if the core had said them. */
function say(...outputs: Output[]): void {
  sayOn({ kind: "TimerFired", seq: 0, tsEvent: world.now, tsReceived: world.now, timerId: 1 }, ...outputs);
}

function sayOn(input: Input, ...outputs: Output[]): void {
  world.host.core.state.seq += 1;
  observe(world, input, outputs);
}

function submit(order: BookedOrder): Output {
  return { kind: "SubmitOrder", order };
}

/** A live order as it would be at the moment of leaving for the first time. */
function leaving(effect: "open" | "close"): BookedOrder {
  const order = { ...liveOrder(), effect };
  const shadow = world.shadow.orders.get(order.index) as ShadowOrder;
  const fresh: ShadowOrder = { ...shadow, status: "SENDING", isSent: false, isOpening: effect === "open" };
  world.shadow.orders.set(order.index, fresh);
  return order;
}

const PLANTS: readonly { readonly id: string; readonly what: string; readonly plant: () => void }[] = [
  { id: "L1", what: "a posting that does not balance", plant: () => say(posting([1, 0])) },
  {
    id: "L2",
    what: "a cent of cash from nowhere",
    plant: () => {
      (books().ledger.cashMicros[0] as number) += 10_000;
      say(posting([0, 0]));
    },
  },
  {
    id: "L3",
    what: "a share from nowhere",
    plant: () => {
      (books().ledger.accountLots[0] as number) += 1;
      const event = {
        kind: "AccountEvent",
        seq: 0,
        tsEvent: 0,
        tsReceived: 0,
        account: 0,
        eventId: "",
        refEventId: "",
      } as const;
      sayOn(
        { ...event, event: { what: "deposit", amountMicros: 0 } },
        {
          kind: "PositionChanged",
          account: 0,
          strategy: 0,
          instrument: 0,
          quantityLots: world.shadow.strategyLots[0] as number,
          openLotTicks: 0,
          realisedMicros: 0,
        },
      );
    },
  },
  {
    id: "L4",
    what: "a mark with other cash than the postings",
    plant: () =>
      say({
        kind: "SliceMarked",
        account: 0,
        tsMark: Number.MAX_SAFE_INTEGER,
        equityMicros: 0,
        cashMicros: 1,
        peakEquityMicros: 0,
        dayStartEquityMicros: 0,
      }),
  },
  {
    id: "L5",
    what: "a fill booked twice",
    plant: () => {
      const order = filledShadow();
      const [executionId, fill] = [...order.fills][0] as [string, { lots: number; ticks: number; feeMicros: number }];
      say(booking(order.index, executionId, fill.lots, fill.ticks));
    },
  },
  {
    id: "L5",
    what: "a fill that the venue never made",
    plant: () => say(booking(filledShadow().index, "made-up", 3, 77)),
  },
  {
    id: "L6",
    what: "money held for an order that has ended",
    plant: () => {
      const ended = books().orders.terminal.find((order) => world.shadow.orders.has(order.index)) as BookedOrder;
      ended.reservedMicros = 5;
      touch(ended.index);
    },
  },
  {
    id: "O1",
    what: "a filled quantity that no fill explains",
    plant: () => {
      const order = liveOrder();
      order.cumLots += 1;
      touch(order.index);
    },
  },
  { id: "O2", what: "a step back", plant: () => say(step(liveOrder().index, liveOrder().status, "SENDING")) },
  {
    id: "O3",
    what: "a dead order that works again",
    plant: () => say(step(filledShadow().index, "FILLED", "WORKING")),
  },
  {
    id: "O4",
    what: "an id that was given before",
    plant: () => say({ kind: "OrderPlanned", order: { ...liveOrder(), index: world.shadow.nextOrder } }),
  },
  {
    id: "O5",
    what: "an order sent twice",
    plant: () => {
      const { venue } = books().config;
      (venue as { refusesUsedIds: boolean }).refusesUsedIds = false;
      say(submit(liveOrder()));
    },
  },
  {
    id: "O7",
    what: "an unknown outcome that a timeout decides",
    plant: () => {
      const order = world.shadow.orders.get(liveOrder().index) as ShadowOrder;
      order.status = "UNKNOWN";
      say(step(order.index, "UNKNOWN", "REJECTED"));
    },
  },
  {
    id: "L6",
    what: "a reservation that is less than the order may cost",
    plant: () => {
      const order = openingOrder();
      order.reservedMicros -= 1;
      touch(order.index);
    },
  },
  {
    id: "L6",
    what: "a reservation that was released twice",
    plant: () => {
      const order = liveOrder();
      const from = order.status;
      order.status = "SUSPENDED";
      world.shadow.reservedMicros -= 1;
      say(step(order.index, from, "SUSPENDED"));
    },
  },
  {
    id: "O6",
    what: "a command that leaves before its cause is on the disk",
    plant: () => {
      const command = { kind: "snapshot", requestId: 1, tsFillsFrom: 0, reason: "cycle" } as const;
      checkDurable(world, { seq: world.disk.durableSeq + 1, command });
    },
  },
  {
    id: "O6",
    what: "an order whose intent is not on the disk",
    plant: () => {
      const order = liveOrder();
      const own = world.shadow.orders.get(order.index) as ShadowOrder;
      world.shadow.orders.set(order.index, { ...own, seqPlanned: world.disk.durableSeq + 1 });
      const { clientId } = own;
      checkDurable(world, { seq: 1, command: { kind: "submit", clientId, replacesId: "", parentId: "", order } });
    },
  },
  { id: "O8", what: "a replaced order that the venue works beside its leaf", plant: plantSecondLeaf },
  {
    id: "O9",
    what: "more exits than are held",
    plant: () => {
      const order = leaving("close");
      const booked = books().orders.live.find((one) => one.index === order.index) as BookedOrder;
      (booked as { effect: string }).effect = "close";
      (booked as { quantityLots: number }).quantityLots += 1_000_000;
      say(submit(order), decision());
    },
  },
  {
    id: "O10",
    what: "somebody else's order sent by us",
    plant: () => {
      const order = liveOrder();
      world.shadow.orders.delete(order.index);
      say(submit(order));
    },
  },
  {
    id: "R1",
    what: "an order that leaves without approval",
    plant: () => {
      const order = leaving("open");
      (world.shadow.orders.get(order.index) as ShadowOrder).status = "INTENT";
      say(submit(order));
    },
  },
  {
    id: "R2",
    what: "an entry beyond the share of one instrument",
    plant: () => say(submit({ ...leaving("open"), quantityLots: 1_000_000 }), decision()),
  },
  {
    id: "R2",
    what: "an entry that fits only where another under way is forgotten",
    plant: () => {
      const order = leaving("open");
      const other = { ...(world.shadow.orders.get(order.index) as ShadowOrder), index: 999_999 };
      world.shadow.open.set(other.index, other.index);
      world.shadow.orders.set(other.index, { ...other, isOpening: true, quantityLots: 1_000_000, cumLots: 0 });
      say(submit(order), decision());
    },
  },
  {
    id: "R6",
    what: "an exit for more than the strategy holds, by the outputs alone",
    plant: () => {
      const order = leaving("close");
      (world.shadow.orders.get(order.index) as ShadowOrder).quantityLots = 1_000_000;
      say(submit(order), decision());
    },
  },
  {
    id: "R10",
    what: "an exit that an exposure limit refuses",
    plant: () => {
      const own = world.shadow.orders.get(liveOrder().index) as ShadowOrder;
      world.shadow.orders.set(own.index, { ...own, status: "INTENT", isOpening: false });
      say(step(own.index, "INTENT", "DENIED", "MAX_DEPLOYED"));
    },
  },
  {
    id: "R10",
    what: "a check of an exposure that fails for an exit",
    plant: () => {
      const own = world.shadow.orders.get(liveOrder().index) as ShadowOrder;
      world.shadow.orders.set(own.index, { ...own, isOpening: false });
      const checkVerdict = Uint8Array.from(CHECKS, (check) => (check.denyCode === "MAX_SYMBOL_SHARE" ? FAIL : PASS));
      const trace = { ...EMPTY_TRACE, order: own.index, checkCount: CHECKS.length, checkVerdict };
      say({ kind: "DecisionTraced", trace });
    },
  },
  {
    id: "T5",
    what: "an order that was planned on a price of tomorrow",
    plant: () => {
      const order = liveOrder();
      books().market.tsLastClose[order.instrument] = world.shadow.now + 1;
      say({ kind: "OrderPlanned", order: { ...order, index: world.shadow.nextOrder } });
    },
  },
  {
    id: "T5",
    what: "an order that names a bar of tomorrow",
    plant: () => {
      const order = { ...liveOrder(), index: world.shadow.nextOrder, tsBar: world.shadow.now + 1 };
      say({ kind: "OrderPlanned", order });
    },
  },
  {
    id: "T5",
    what: "a strategy that decided on a bar of tomorrow",
    plant: () => {
      const runtime = books().strategies[0];
      const key = runtime?.series[0];
      assert.ok(key !== undefined);
      const series = books().series[key.instrument]?.[key.at];
      assert.ok(series !== undefined);
      series.tsLast = world.shadow.now + 1;
      say({ kind: "OrderPlanned", order: { ...liveOrder(), strategy: 0, index: world.shadow.nextOrder } });
    },
  },
  {
    id: "R3",
    what: "an order without a recorded decision",
    plant: () => say(submit({ ...leaving("open"), role: "entry" })),
  },
  {
    id: "R4",
    what: "limits that go back a version",
    plant: () =>
      say({
        kind: "LimitsChanged",
        version: 0,
        scope: "global",
        isLoosened: false,
        by: "",
        approvedBy: null,
        reason: "",
      }),
  },
  {
    id: "R5",
    what: "an entry while killed",
    plant: () => {
      world.shadow.tradingState = "HALT";
      const order = leaving("open");
      say(submit(order), decision());
    },
  },
  {
    id: "R7",
    what: "a latch that opens by itself",
    plant: () => {
      world.shadow.tradingState = "HALT";
      say({ kind: "TradingStateChanged", from: "HALT", to: "ACTIVE", by: "timer", reason: "" });
    },
  },
  {
    id: "R8",
    what: "an entry while the account is in doubt",
    plant: () => {
      (books().links[0] as { block: string }).block = "DISCONNECTED";
      const order = leaving("open");
      say(submit(order), decision());
    },
  },
  {
    id: "R9",
    what: "an entry beyond the message budget",
    plant: () => {
      for (let i = 0; i < 500; i += 1) world.shadow.messages.push(world.shadow.now);
      const order = leaving("open");
      say(submit(order), decision());
    },
  },
  { id: "T1", what: "a signal that ends twice", plant: () => say(ending("sig-x"), ending("sig-x")) },
  {
    id: "T2",
    what: "an order number that was left out",
    plant: () => say({ kind: "OrderPlanned", order: { ...liveOrder(), index: world.shadow.nextOrder + 1 } }),
  },
  {
    id: "T3",
    what: "a signal that is accepted twice",
    plant: () => {
      const accepted = { kind: "SignalAccepted", signalId: "sig-y", strategy: 3 } as const;
      say(accepted, accepted);
    },
  },
  {
    id: "T4",
    what: "a replay that says something else",
    plant: () => {
      world.disk.digests[5] = 1;
      world.host.core = createCore();
      world.shadow = createShadow(world.plan);
      replayTo(world, world.host.core, 10, true);
    },
  },
  {
    id: "T6",
    what: "a gap in the numbers",
    plant: () => {
      world.host.core.state.seq += 1;
      say();
    },
  },
  {
    id: "T7",
    what: "a receipt for something that is gone",
    plant: () => {
      world.receipts.set("sig-lost", 7);
      checkDay(world);
    },
  },
  {
    id: "L4",
    what: "equity that cash and marks do not give",
    plant: () => {
      world.shadow.cashMicros += 1;
      checkDay(world);
    },
  },
  {
    id: "C1",
    what: "time that runs backwards",
    plant: () => {
      world.host.core.state.now -= 1;
      say();
    },
  },
  {
    id: "C2",
    what: "an order outside the session",
    plant: () => {
      world.host.core.state.now = (world.plan.table.closes[0] as number) + 1;
      const order = leaving("open");
      say(submit(order), decision());
    },
  },
  {
    id: "O7",
    what: "an order that nobody knows at the end",
    plant: () => {
      liveOrder().status = "UNKNOWN";
      checkLiveness(world);
    },
  },
];

function posting(amountsMicros: readonly number[]): Output {
  return {
    kind: "LedgerPosted",
    account: 0,
    strategy: -1,
    instrument: -1,
    cause: "fee",
    codes: ["CASH", "FEES"],
    amountsMicros,
  };
}

function booking(order: number, executionId: string, quantityLots: number, priceTicks: number): Output {
  return {
    kind: "FillBooked",
    order,
    executionId,
    tsEvent: 0,
    quantityLots,
    priceTicks,
    feeMicros: 0,
    slippageMicros: 0,
    isLate: false,
  };
}

function step(order: number, from: ShadowOrder["status"], to: ShadowOrder["status"], reason = ""): Output {
  return { kind: "OrderStateChanged", order, from, to, tsEvent: 0, reason };
}

function ending(externalId: string): Output {
  world.shadow.signals.set(externalId, world.shadow.signals.get(externalId) ?? null);
  return { kind: "SignalEnded", externalId, strategy: 3, instrument: 0, tsBar: 0, n: 0, outcome: "FILLED", reason: "" };
}

/** The decision beside an order that is not the first of its plan. */
function decision(): Output {
  return { kind: "DecisionTraced", trace: EMPTY_TRACE };
}

const EMPTY_TRACE = {
  signal: null,
  order: -1,
  outcome: null,
  reason: "",
  stepCount: 0,
  stepId: new Uint8Array(0),
  stepInput: new Float64Array(0),
  stepBoundLots: new Float64Array(0),
  stepNote: new Uint8Array(0),
  bindingStep: -1,
  quantityLots: 0,
  checkCount: 0,
  checkVerdict: new Uint8Array(0),
  checkValue: new Float64Array(0),
  checkLimit: new Float64Array(0),
} as const;

function touch(index: number): void {
  const input: Input = { kind: "TimerFired", seq: 0, tsEvent: 0, tsReceived: 0, timerId: 1 };
  checkTouchedOrder(
    { world, input, outputs: [], books: books(), knownUntil: 0, orders: [], instruments: [], hasMoney: false },
    index,
  );
}

describe("every invariant fires on a planted fault", () => {
  for (const { id, what, plant } of PLANTS) {
    it(`${id}: ${what}`, () => {
      world.host.core = createCore(decodeState(text));
      world.shadow = structuredClone(shadowThen);
      const digest = world.disk.digests[5] as number;
      try {
        assert.throws(plant, (error) => error instanceof Violation && error.id === id);
      } finally {
        world.disk.digests[5] = digest;
        world.receipts.delete("sig-lost");
      }
    });
  }

  it("stays silent without one", () => {
    world.host.core = createCore(decodeState(text));
    world.shadow = structuredClone(shadowThen);
    say();
    checkDay(world);
  });
});
